"""Counts and prices told in a row for a row of goods: 'A10/A30 各60/45张', '$25k and $30k respectively'."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from extract.components.counters import counter_alternatives, counters
from extract.components.counts import Count
from extract.components.currency import prefix_words
from extract.components.goods import Goods
from extract.reading import Mark, Reading
from extract.scanning import Pattern
from extract.word_classes import word_classes

_WORDS = word_classes("goods")
_TOLD_IN_A_ROW = _WORDS.screened(r"[0-9][^\s/]{0,4} ?/ ?[a-z]{0,3}[$¥€£]? ?[0-9]|{respectively}")
_RESPECTIVELY = _WORDS.pattern("{respectively}")
_PARTED = re.compile(r"[\n。;；]")
_MOST = 6
_REACH = 160


def find_parallel(reading: Reading, groups: list[Goods]) -> None:
    """Fills ``reading.state['parallel']`` (start of goods → kind → mark). Runs after zones are given."""
    found: dict[int, dict[str, Mark]] = {}
    reading.state["parallel"] = found
    if len(groups) < 2 or not reading.says(_TOLD_IN_A_ROW):
        return
    for listed in _lists(reading, groups):
        start, end = listed[-1].end, min(reading.line_of(listed[-1].end).end, listed[-1].end + _REACH)
        counts = _counts(reading, len(listed), start, end)
        behind = counts[-1].end if counts else start
        rows = {"count": counts, "money": _amounts(reading, len(listed), behind, end)}
        for kind, row in rows.items():
            for goods, mark in zip(listed, row, strict=False):
                found.setdefault(goods.start, {})[kind] = mark
        if any(rows.values()):
            for goods in listed[:-1]:
                goods.more.append(listed[-1].zone)


def parallel_mark(reading: Reading, goods: Goods, kind: str) -> Mark | None:
    """The mark of a row that belongs to a line of goods, or none."""
    told: dict[int, dict[str, Mark]] = reading.state["parallel"]
    return told.get(goods.start, {}).get(kind)


def _lists(reading: Reading, groups: list[Goods]) -> list[list[Goods]]:
    """Runs of goods in one sentence of one line, of which only the last may have amounts in its own text."""
    runs: list[list[Goods]] = [[groups[0]]]
    for before, after in pairwise(groups):
        apart = _PARTED.search(reading.text, before.end, after.start)
        if apart or reading.within("money", before.end, after.start):
            runs.append([])
        runs[-1].append(after)
    return [run for run in runs if 1 < len(run) <= _MOST]


def _amounts(reading: Reading, number: int, start: int, end: int) -> list[Mark]:
    """As many amounts as goods with nothing but a sign between, or all amounts where the text says 分别."""
    marks = reading.within("money", start, end)
    if len(marks) != number:
        return []
    said = _RESPECTIVELY.search(reading.text, start, end) is not None
    between = _spoken_gap() if said else _slash_gap()
    glued = all(between.fullmatch(reading.text, first.end, second.start) for first, second in pairwise(marks))
    return marks if glued else []


def _counts(reading: Reading, number: int, start: int, end: int) -> list[Mark]:
    said = _RESPECTIVELY.search(reading.text, start, end) is not None
    match = _row_of_counts(number, said=said).search(reading.text, start, end)
    if match is None:
        return []
    counter = counters()[match["unit"]]
    return [
        Mark("count", Count(int(match[f"n{index}"]), None, counter), *match.span(f"n{index}"), "count.parallel")
        for index in range(number)
    ]


@cache
def _row_of_counts(number: int, *, said: bool) -> Pattern:
    unit = rf"(?:{counter_alternatives()})"
    between = rf" ?{unit}? ?(?:[/,，、]|and|和|及) ?" if said else rf" ?{unit}? ?/ ?"
    row = between.join(rf"(?P<n{index}>[0-9]{{1,5}})" for index in range(number))
    return Pattern(rf"(?<![0-9a-z.,/$¥€£]){row} ?(?P<unit>{counter_alternatives()})")


@cache
def _slash_gap() -> Pattern:
    return Pattern(rf" ?/ ?{prefix_words()}? ?")


@cache
def _spoken_gap() -> Pattern:
    return Pattern(rf" ?(?:/|,|，|、|and|和|及|与|&)? ?{prefix_words()}? ?")
