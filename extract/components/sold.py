"""Sold notices: a whole text, or a line of a list, whose goods are gone."""

from __future__ import annotations

import re

from extract.components.goods import Goods
from extract.reading import Mark, Reading
from extract.word_classes import word_classes

_WORDS = word_classes("sold")
_HEAD = 12
"""A notice stands this near to the start of its line."""
_NUMBER_REACH = 9
_PASSING_REACH = 14
_NOT_YET = _WORDS.pattern(r"{not_yet}\s*$")
_IN_PASSING = _WORDS.pattern(r"[ \t]*(?:[0-9]|{in_passing}|{numeral}{1,2}{counter})")
_TALLY = re.compile(r"[ \t]*[:：] ?[0-9,]+(?! ?[x×*0-9])")
_ALL = _WORDS.pattern(r"{everything}\s*$")
_ENDS_IN_NUMBER = _WORDS.pattern(r"(?:[0-9]|{number})\s*$")


def is_sold_notice(reading: Reading, goods: list[Goods]) -> bool:
    """【已出】 or "sold" at the head of the only line of goods; in a list it speaks of its line."""
    first = goods[0].start
    line = reading.line_of(first)
    return goods[-1].line == goods[0].line and any(
        m.start - line.start < _HEAD and not _names_goods(reading, m) for m in _notices(reading, line.start, first)
    )


def is_sold_line(reading: Reading, goods: Goods) -> bool:
    """The goods of one line of a list are gone."""
    line = reading.line_of(goods.start)
    notices = _notices(reading, max(goods.zone[0], line.start), min(goods.zone[1], line.end))
    return any(m.start >= goods.start or not _names_goods(reading, m) for m in notices)


def _notices(reading: Reading, start: int, end: int) -> list[Mark]:
    return [
        m
        for m in reading.within("none", start, end)
        if m.value == "sold" and not _is_history(reading, m) and not reading.is_taken(m.start, m.end)
    ]


def _is_history(reading: Reading, mark: Mark) -> bool:
    """'41 sold', '已售 12', 'not sold': no notice."""
    text = reading.text
    before, behind = max(0, mark.start - 5), min(len(text), mark.end + _PASSING_REACH)
    if _NOT_YET.search(text, before, mark.start) or _IN_PASSING.match(text, mark.end, behind):
        return True
    if _ENDS_IN_NUMBER.search(text, max(0, mark.start - _NUMBER_REACH), mark.start) and not _names_goods(reading, mark):
        return True
    return _TALLY.match(text, mark.end, behind) is not None and not _ALL.search(text, before, mark.start)


def _names_goods(reading: Reading, mark: Mark) -> bool:
    """The word speaks of the model right before it (5090缺货)."""
    return any(mark.start - m.end <= 3 for m in reading.within("model", max(0, mark.start - 20), mark.start))
