"""Sentences of articles: their words, the models they name, and the facts drawn from them so far."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from extract.lexicon import vocabulary_file
from extract.reading import Mark, Reading

_END = re.compile(r"[。!！?？；;\n]+|(?<![0-9])\.(?=\s|\[|\^|$)|(?<=[0-9])\.(?=\s|$)|→")
_CLAUSE_END = re.compile(r"，|,(?![0-9])|：|:(?![0-9])")
_LONGEST = 1500
"""Longer runs without a full stop are no sentences: they are cut, so that reading stays linear."""


@dataclass(slots=True)
class Item:
    """A fact while it is put together."""

    model: str | None
    """Name, or none for chips without a model."""
    model_mark: Mark | None
    """What names it."""
    form: str | None
    """card, server …"""
    quantity: Mark | None = None
    """The count."""
    low: int | None = None
    """Its value."""
    high: int | None = None
    """Its upper end."""
    price: Mark | None = None
    """The money."""
    basis: Literal["each", "total"] | None = None
    """What it pays for."""
    sentence: tuple[int, int] = (0, 0)
    """Where it stands."""
    approx: Literal["about", "gt", "lt"] | None = None
    """How exact."""


@dataclass(slots=True)
class Sentence:
    """One sentence and what stands before it."""

    reading: Reading
    """The whole text."""
    start: int
    """First character."""
    end: int
    """One past the last."""
    models: list[Mark]
    """Models named in it, in order."""
    last_model: Mark | None
    """The last model named before it."""
    before: list[Item]
    """Facts that stand right before."""

    @property
    def text(self) -> str:
        """The normalised sentence."""
        return self.reading.text[self.start : self.end]

    def clause(self, position: int) -> str:
        """The part between commas that holds a position of the text."""
        text = self.reading.text
        first = self.start
        for match in _CLAUSE_END.finditer(text, self.start, position):
            first = match.end()
        last = _CLAUSE_END.search(text, position, self.end)
        return text[first : last.start() if last else self.end]

    def speaks_of_chips(self) -> bool:
        """The sentence, what stands before it or a fact before it speaks of AI chips, not of any server or card."""
        text = self.reading.text
        near = words("chip_context").search(text, self.start, self.end)
        return (
            bool(self.before)
            or near is not None
            or words("chip_context").search(text, max(0, self.start - 200), self.start) is not None
        )


@cache
def words(name: str) -> re.Pattern[str]:
    """A pattern of one list of vocabulary/articles.yaml."""
    entries: list[str] = vocabulary_file("articles.yaml")[name]
    latin = [re.escape(w) for w in entries if w[0].isascii() and w[0].isalpha()]
    other = [re.escape(w) for w in entries if not (w[0].isascii() and w[0].isalpha())]
    branches = sorted(other, key=len, reverse=True)
    if latin:
        branches.append(rf"(?<![a-z])(?:{'|'.join(sorted(latin, key=len, reverse=True))})(?![a-z])")
    return re.compile("|".join(branches))


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Start and end of every sentence."""
    spans: list[tuple[int, int]] = []
    start = 0
    for match in _END.finditer(text):
        spans.extend(_pieces(start, match.start()))
        start = match.end()
    spans.extend(_pieces(start, len(text)))
    return spans


def _pieces(start: int, end: int) -> list[tuple[int, int]]:
    return [(at, min(at + _LONGEST, end)) for at in range(start, end, _LONGEST)]


def models_in(reading: Reading, start: int, end: int) -> list[Mark]:
    """Models and families named in a span; a family word beside a model is part of its name."""
    marks = [*reading.within("model", start, end), *reading.within("family", start, end)]
    marks.sort(key=lambda m: m.start)
    kept: list[Mark] = []
    for mark in marks:
        if mark.kind == "family" and any(_touch(mark, other) for other in marks if other.kind == "model"):
            continue
        kept.append(mark)
    return kept


def _touch(first: Mark, second: Mark) -> bool:
    return first.start <= second.end + 2 and second.start <= first.end + 2


def name_of(reading: Reading, mark: Mark | None) -> str | None:
    """The model as named: a workstation line keeps the edition that the text states."""
    if mark is None:
        return None
    if mark.kind == "family":
        return str(mark.value)
    name: str = mark.value.name
    behind = reading.text[mark.end : mark.end + 40]
    if name.startswith("RX "):
        return f"{name} GRE" if re.match(r"\s?gre(?![a-z])", behind) else name
    if not name.startswith("RTX PRO"):
        return name
    written = reading.text[mark.start : mark.end]
    edition = re.match(r"\s?(blackwell)?\s?(workstation edition|server edition|max-q)?", behind)
    words = [w.title() if w != "max-q" else "Max-Q" for w in (edition.groups() if edition else ()) if w]
    if "blackwell" in written and "Blackwell" not in words:
        words.insert(0, "Blackwell")
    if name.endswith("Blackwell"):
        words = [w for w in words if w != "Blackwell"]
    return " ".join([name, *words])


def approx_of(reading: Reading, mark: Mark) -> Literal["about", "gt", "lt"] | None:
    """How exact a number is stated."""
    text = reading.text
    left = text[max(0, mark.start - 14) : mark.start]
    if re.search(r"(?:最多|不超过|up to|at most|as many as|高达|less than|fewer than|不到|under)[^0-9]{0,6}$", left):
        return "lt"
    if (
        re.search(r"(?:超过?|逾|至少|more than|over|at least|上万)[^0-9]{0,6}$", left)
        or re.match(r"\s?(?:\+|多|余|以上|出头|起)", text[mark.end : mark.end + 3])
        or text[mark.end - 1] in "+多余"
    ):
        return "gt"
    if (
        re.search(r"(?:约|近|大约|about|around|approximately|roughly|~|nearly)[^0-9]{0,6}$", left)
        or re.match(r"\s?左右", text[mark.end : mark.end + 4])
        or text[mark.start : mark.end].endswith("左右")
    ):
        return "about"
    return None
