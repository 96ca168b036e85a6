"""Two amounts that are one range, and two that look like one: between $60,000 and $70,000, 上调3000元至9.1万元."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from extract.components.money import Amount
from extract.components.numbers import Number
from extract.reading import Mark, Reading
from extract.word_classes import word_classes

_WORDS = word_classes("article_numbers")
_AND = re.compile(r"\s?(?:and|to|和|至|到|与)\s?[a-z]{0,3}[$€£¥]?\s?")
_BETWEEN = re.compile(r"(?:between|from|介于)\s?[a-z]{0,3}[$€£¥]?\s?$")
_RUN_TO = re.compile(r" to (?:[a-z]{0,3}[$€£¥] ?)?")
_FROM = re.compile(
    r"(?<!rang)(?<!ranging )(?<!ranges )(?<!ranged )(?<!range )(?<!anywhere )"
    r"from (?:about |around |roughly |over )?[a-z]{0,3}[$€£¥]? ?$"
)
_WIDEST = 10
"""A range of prices ends at so many times its beginning."""
_MOVES = _WORDS.pattern("{moves}[了约近逾 ]{0,2}$")
_TO = re.compile("[至到] ?")
_FAR = 3
"""A price is at least so many times what it moved by."""
_ENDS_RANGE = re.compile(r"\s?之间")


def join_ranges(reading: Reading) -> None:
    """'between $60,000 and $70,000', '在 1.2 万和 1.5 万美元之间': two amounts are the ends of one."""
    money = sorted(reading.marks.get("money", ()), key=lambda mark: mark.start)
    inner: set[int] = set()
    for low, high in pairwise(money):
        between = _AND.fullmatch(reading.text, low.end, high.start) if low.start not in inner else None
        before = _BETWEEN.search(reading.text, max(0, low.start - 16), low.start)
        is_said = before or _ENDS_RANGE.match(reading.text, high.end) or _runs_to(reading, low, high)
        if between and is_said and low.value.low < high.value.low:
            signed = low if low.value.signed else high
            low.value = replace(signed.value, low=low.value.low, high=high.value.low, period=None, each=high.value.each)
            low.end = high.end
            inner.add(high.start)
    if inner:
        reading.marks["money"] = [mark for mark in money if mark.start not in inner]


def _runs_to(reading: Reading, low: Mark, high: Mark) -> bool:
    """'trades at $4,000 to $18,000', not 'fell from $4,000 to $3,000': both ends have a sign, and no from leads."""
    first, second = low.value, high.value
    if not (first.signed and second.signed) or first.high is not None or second.low > first.low * _WIDEST:
        return False
    if not _RUN_TO.fullmatch(reading.text, low.end, high.start):
        return False
    return not _FROM.search(reading.text, max(0, low.start - 28), low.start)


def part_moves(reading: Reading) -> Iterator[Mark]:
    """'上调3000元至9.1万元': what a price moved by, and where it stands now, are no range.

    Amounts are changed in place. Numbers that are no money for the word before them are given back as new ones.
    """
    numbers, reading.marks["number"] = reading.marks.get("number", []), []
    for mark in [*reading.marks.get("money", ()), *numbers]:
        value: Amount | Number = mark.value
        to = None
        if value.high is not None and value.high >= value.low * _FAR:
            to = _TO.search(reading.text, mark.start, mark.end)
        is_moved = to is not None and _MOVES.search(reading.text, max(0, mark.start - 8), mark.start) is not None
        if to is not None and is_moved and value.high is not None:
            mark.value, mark.start = replace(value, low=value.high, high=None), to.end()
        if mark.kind == "number" and is_moved:
            yield mark
        elif mark.kind == "number":
            reading.marks["number"].append(mark)
