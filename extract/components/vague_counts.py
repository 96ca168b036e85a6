"""Counts without a number: 上千台, 几百片, dozens of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from extract.components.counters import counter_alternatives, counters
from extract.lexicon import vocabulary_file
from extract.numerals import rough_range
from extract.reading import Reading
from extract.screening import Screened
from extract.word_classes import word_classes

_WORDS = word_classes("counts")
_STOCK_BEFORE = _WORDS.pattern("{stock_before_vague}[:： ]?$")
_LEVEL_COUNTER = "[台张片套颗块柜]"
_LEVEL = re.compile(rf"[百千万k](?P<unit>{_LEVEL_COUNTER})(?:量级|级)")
_HAN_END = re.compile(r"[\u4e00-\u9fff]$")


@dataclass(frozen=True, slots=True)
class VagueCount:
    """A count without a number."""

    counter: str
    """Counter class; ``any`` where none is named."""
    start: int
    """First character."""
    end: int
    """One past the last."""


def find_vague_counts(reading: Reading) -> Iterator[VagueCount]:
    """Every vague count. Sizes of clusters (万卡集群) are claimed and count nothing."""
    for match in reading.find(_vague_pattern()):
        if reading.is_taken(*match.span()) or (reading.kind != "listing" and rough_range(match["word"])):
            continue
        if match["unit"] is None and match["word"] in _WORDS["cluster_sizes"]:
            reading.take(*match.span())
        if match["unit"] is not None or _counts_alone(reading, match):
            yield VagueCount(counters().get(match["unit"] or _unit_within(match["word"]), "any"), *match.span())


def _unit_within(word: str) -> str:
    """'K台量级', '百张级' name what they count."""
    level = _LEVEL.match(word)
    return level["unit"] if level else ""


def _counts_alone(reading: Reading, match: re.Match[str]) -> bool:
    """A word without a counter counts where it names a magnitude, or stock stands before it."""
    word = match["word"]
    if word in _WORDS["lone_vague"]:
        return False
    if "级" in word or not _HAN_END.search(word):
        return True
    return _STOCK_BEFORE.search(reading.text, max(0, match.start() - 4), match.start()) is not None


@cache
def _vague_pattern() -> Screened:
    words = sorted(vocabulary_file("grammar.yaml")["vague"], key=len, reverse=True)
    vague = "|".join(map(re.escape, words))
    return Screened(
        rf"(?<![a-z0-9])(?P<word>{vague}|(?<![0-9])k量级|[0-9]?k ?量级|[百千万k]{_LEVEL_COUNTER}(?:量级|级别?))"
        rf"\s?(?P<unit>{counter_alternatives()})?(?!万|元|块)"
    )
