"""How well copies are told: every pair of texts, as `ingest.story_keys.alike` judges it, against what is known."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from ingest.story_keys import Outline, alike, story_keys
from tests.index.documents import article


@dataclass(frozen=True)
class Told:
    """One text and the story that it belongs to."""

    story: str
    text: str
    title: str = ""


@dataclass(frozen=True)
class Score:
    """Pairs of texts."""

    right: int
    """Copies that were told."""
    missed: int
    """Copies that were not."""
    wrong: int
    """Texts of two stories that were taken for copies."""

    @property
    def precision(self) -> float:
        """Share of told pairs that are copies."""
        return self.right / max(1, self.right + self.wrong)

    @property
    def recall(self) -> float:
        """Share of copies that were told."""
        return self.right / max(1, self.right + self.missed)


def outline(told: Told, number: int = 0) -> Outline:
    """What is compared of a text."""
    keys = story_keys(told.title, told.text, [f"https://{number}.example/"])
    return Outline.of(article(str(number), title=told.title, text=told.text, story_keys=keys))


def score(texts: Sequence[Told]) -> Score:
    """Every pair of *texts* judged."""
    outlines = [outline(told, number) for number, told in enumerate(texts)]
    right = missed = wrong = 0
    for (one, first), (other, second) in combinations(zip(texts, outlines, strict=True), 2):
        found = alike(first, second)
        right += found and one.story == other.story
        missed += not found and one.story == other.story
        wrong += found and one.story != other.story
    return Score(right, missed, wrong)


def written(stories: Sequence[dict[str, Any]]) -> Iterator[Told]:
    """Texts of ``stories/copies.yaml``: a story's original and copies, and its rival as a story of its own."""
    for number, story in enumerate(stories):
        yield Told(f"story {number}", story["original"])
        yield from (Told(f"story {number}", copy) for copy in story["copies"])
        yield Told(f"rival {number}", story["rival"])


def edited(text: str, dice: random.Random, *, cut: float = 1.0, changed: float = 0.0) -> str:
    """*text* as another site shows it: its first *cut* part, *changed* of its words left out or doubled, and a note."""
    pieces = text.split(" ") if text.count(" ") * 8 > len(text) else list(text)
    blank = " " if len(pieces) < len(text) else ""
    kept = pieces[: max(1, int(len(pieces) * cut))]
    out: list[str] = []
    for piece in kept:
        roll = dice.random()
        if roll < changed / 2:
            continue
        out.extend([piece, piece] if roll < changed else [piece])
    note = dice.choice(["(Reporting by the desk)", "来源：本站编辑", "Read more on our site.", "责任编辑：小王"])
    return f"{note}\n{blank.join(out)}" if dice.random() < 0.5 else f"{blank.join(out)}\n{note}"
