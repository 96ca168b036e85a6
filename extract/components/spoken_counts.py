"""Counts in English words: "a dozen cards", "seven identical towers", "one (1) system", "nine of them"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from extract.components.counters import counters
from extract.reading import Reading
from extract.spoken_numbers import SPOKEN, spoken_number
from extract.word_classes import word_classes

_WORDS = word_classes("counts")
_NOT_COUNTED_BEHIND = r"(?!(?: ?(?:of )?(?!{spoken_goods}){not_counted}| ?{spoken_groups}) )"
_SPOKEN_COUNT = _WORDS.screened(
    rf"(?P<n>{SPOKEN})(?: ?\([0-9]{{1,4}}\))?(?: of)? {_NOT_COUNTED_BEHIND}"
    r"(?:(?:(?!{small_words} )[a-z0-9\-/]+ ){0,4}?(?!{gpu_machines})(?P<goods>{spoken_goods})|{of_them})"
)
_LABELLED = _WORDS.screened(rf"{{qty_words}}[.:]{{0,2}} ?(?P<n>{SPOKEN})(?=[ ]?(?:[,.;:()|/\n]|$))")
_NO_COUNT_BEFORE = _WORDS.pattern(r"{no_count_before_words}[ \-]?$")
_BEFORE_REACH = 16


@dataclass(frozen=True, slots=True)
class SpokenCount:
    """A number in words and what it counts."""

    value: int
    """The number."""
    counter: str
    """Counter class of the word that it counts; ``any`` where that is no counter."""
    start: int
    """First character."""
    end: int
    """One past the last."""


def find_spoken_counts(reading: Reading) -> Iterator[SpokenCount]:
    """Number words that count goods, where nothing has claimed them."""
    if not reading.text.isascii() and reading.lang.chinese:
        return
    for match in reading.find(_SPOKEN_COUNT):
        value = spoken_number(match["n"])
        if value is None or reading.is_taken(*match.span("n")):
            continue
        if _NO_COUNT_BEFORE.search(reading.text, max(0, match.start() - _BEFORE_REACH), match.start()):
            continue
        yield SpokenCount(value, counters().get(match["goods"] or "", "any"), match.start(), match.end("n"))
    for match in reading.find(_LABELLED):
        value = spoken_number(match["n"])
        if value is not None and not reading.is_taken(*match.span("n")):
            yield SpokenCount(value, "label", *match.span("n"))
