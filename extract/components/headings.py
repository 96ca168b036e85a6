"""Headings among lines of goods: what '—深仓（含13点）—' says holds for the lines under it, not for the one above."""

from __future__ import annotations

import re
from bisect import bisect_left

from extract.components.goods import Goods
from extract.reading import Line, Reading

_LONGEST = 48
_DECORATION = r"—–\-=*#~·•■●▶►◆★☆▪✦◇□|"
_HEADING = re.compile(
    rf"\s*(?:[{_DECORATION}【\[(（<《「]+.{{1,40}}[{_DECORATION}】\])）>》」]+|[^,，。;；]{{1,24}}[:：])\s*"
)
_VALUES = ("model", "sku", "family", "money", "masked", "contact")


def heading_of(reading: Reading, goods: Goods) -> Line | None:
    """The heading that a line of goods stands under, or none."""
    headings = _headings(reading)
    index = bisect_left(headings, goods.start, key=lambda line: line.start)
    return headings[index - 1] if index else None


def is_in_heading(reading: Reading, position: int) -> bool:
    """Whether a place is part of a heading."""
    headings = _headings(reading)
    index = bisect_left(headings, position + 1, key=lambda line: line.start)
    return index > 0 and position < headings[index - 1].end


def _headings(reading: Reading) -> list[Line]:
    if "headings" not in reading.state:
        goods: list[Goods] = reading.state["goods"]
        lines = reading.lines[goods[0].line : goods[-1].line] if len(goods) > 1 else []
        found = [line for line in lines if _is_heading(reading, line)]
        if found:
            above = reading.lines[: goods[0].line]
            found = [
                *(line for line in above if _is_heading(reading, line) and _are_alike(reading, line, found[0])),
                *found,
            ]
        reading.state["headings"] = found
    headings: list[Line] = reading.state["headings"]
    return headings


def _are_alike(reading: Reading, first: Line, second: Line) -> bool:
    """Headings of one rank begin with the same sign; a title above them holds for all."""
    text = reading.text
    return text[first.start : first.end].strip()[0] == text[second.start : second.end].strip()[0]


def _is_heading(reading: Reading, line: Line) -> bool:
    if not 0 < line.end - line.start <= _LONGEST or not _HEADING.fullmatch(reading.text, line.start, line.end):
        return False
    return not any(reading.within(kind, line.start, line.end) for kind in _VALUES)
