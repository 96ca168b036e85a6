"""Counts without a number: 上千台, 几百片, dozens of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from extract.components.counters import counter_alternatives, counters
from extract.lexicon import vocabulary_file
from extract.reading import Reading
from extract.word_classes import word_classes

_WORDS = word_classes("counts")
_STOCK_BEFORE = _WORDS.pattern("{stock_before_vague}[:： ]?$")
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
    for match in _vague_pattern().finditer(reading.text):
        if reading.is_taken(*match.span()):
            continue
        if match["unit"] is None and match["word"] in _WORDS["cluster_sizes"]:
            reading.take(*match.span())
        if match["unit"] is not None or _counts_alone(reading, match):
            yield VagueCount(counters().get(match["unit"] or "", "any"), *match.span())


def _counts_alone(reading: Reading, match: re.Match[str]) -> bool:
    """A word without a counter counts where it names a magnitude, or stock stands before it."""
    word = match["word"]
    if word in _WORDS["lone_vague"]:
        return False
    if "级" in word or not _HAN_END.search(word):
        return True
    return _STOCK_BEFORE.search(reading.text, max(0, match.start() - 4), match.start()) is not None


@cache
def _vague_pattern() -> re.Pattern[str]:
    words = sorted(vocabulary_file("grammar.yaml")["vague"], key=len, reverse=True)
    vague = "|".join(map(re.escape, words))
    return re.compile(
        rf"(?<![a-z0-9])(?P<word>{vague}|(?<![0-9])k量级|[0-9]?k ?量级|[百千万]台级|[百千]张级)"
        rf"\s?(?P<unit>{counter_alternatives()})?(?!万|元|块)"
    )
