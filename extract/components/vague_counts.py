"""Counts in words: 上千台, 几百片, dozens of; and English number words before goods."""

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
_SPOKEN = _WORDS.pattern(
    r"(?<![a-z])(?P<n>(?:a |one )?pair|(?:a |one |two |three |four |five )?dozen|{spoken_numbers})(?: of)? "
    r"(?=(?:[a-z0-9\-]+ ){0,4}?{spoken_goods})"
)
_STOCK_BEFORE = _WORDS.pattern("{stock_before_vague}[:： ]?$")
_HAN_END = re.compile(r"[\u4e00-\u9fff]$")
_GROUPS = {"pair": 2, "dozen": 12}


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


def find_spoken_counts(reading: Reading) -> Iterator[tuple[int, int, int]]:
    """Value, start and end of English number words that count goods."""
    for match in _SPOKEN.finditer(reading.text):
        if not reading.is_taken(*match.span()):
            yield _spoken(match["n"]), match.start(), match.end("n")


def _spoken(text: str) -> int:
    words: dict[str, str] = vocabulary_file("grammar.yaml")["words_for_numbers"]
    *factor, last = text.split()
    if last in _GROUPS:
        return _GROUPS[last] * int(words.get(factor[0], "1") if factor else "1")
    return int(words[last])
