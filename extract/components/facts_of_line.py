"""Tax, condition, availability, lead time and places of a line of goods: its own, else those that hold for all."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

from extract.components.goods import Goods
from extract.components.headings import heading_of, is_in_heading
from extract.components.term_words import speaks_of_goods
from extract.reading import Mark, Reading
from extract.records import Side
from extract.word_classes import word_classes

_EITHER = re.compile(r" ?(?:or|或者?|或是|/|both) ?(?:[a-z\-]+ ){0,2}")
_TERMS = word_classes("terms")
_FORWARD_DAYS = 14
_OF_SUPPLY = {"tax", "condition", "availability", "lead"}
_STRONGEST_FIRST = ("pulled", "opened", "used", "new")
"""Of several words of condition: a pulled card is used and may be called new."""


def shared_fact(reading: Reading, goods: Goods, kind: str, side: Side | None = None) -> tuple[Any, Mark | None]:
    """Value of a fact for a line of goods and the mark that tells it: in its text, its heading, or said for all."""
    if not reading.marks.get(kind):
        return None, None
    own = [mark for zone in goods.zones for mark in _outside_headings(reading, kind, zone, goods)]
    marks = own or _of_heading(reading, kind, goods) or _before_name(reading, kind, goods)
    if not marks and not (kind in _OF_SUPPLY and goods.start in reading.state["asked_among_offers"]):
        # what header and footer say of the supply is not said of the one thing that the text asks for
        header, footer = reading.state["header"], reading.state["footer"]
        marks = [*_outside_headings(reading, kind, header, goods), *_outside_headings(reading, kind, footer, goods)]
    if kind == "condition" and side is Side.WANTED:
        marks = [mark for mark in marks if reading.text[mark.start : mark.end] not in _TERMS["used_by_buyers"]]
    if not marks or (kind == "condition" and _are_alternatives(reading, marks)):
        return None, None
    chosen = _choose(reading, kind, marks, goods)
    return chosen.value, chosen


def availability_of(reading: Reading, goods: Goods, side: Side) -> tuple[Any, Mark | None]:
    """Spot or forward. Two weeks of lead time say forward, unless the line itself says that it is in stock."""
    value, mark = shared_fact(reading, goods, "availability")
    if side is Side.WANTED:
        # "30天内到货" is what a buyer asks for
        return (None, None) if value == "forward" else (value, mark)
    lead, told = shared_fact(reading, goods, "lead")
    if lead is None or lead[0] < _FORWARD_DAYS or (value == "spot" and mark is not None and _is_own(goods, mark, told)):
        return value, mark
    return "forward", told


def _is_own(goods: Goods, mark: Mark, lead: Mark | None) -> bool:
    """The line says it itself, or the lead time is as general as the word."""
    first, last = goods.zone
    return first <= mark.start < last or lead is None or not first <= lead.start < last


def _outside_headings(reading: Reading, kind: str, zone: tuple[int, int], goods: Goods) -> list[Mark]:
    if zone[0] == zone[1]:
        return []
    return [mark for mark in _usable(reading, kind, zone, goods) if not is_in_heading(reading, mark.start)]


def _of_heading(reading: Reading, kind: str, goods: Goods) -> list[Mark]:
    heading = heading_of(reading, goods)
    return _usable(reading, kind, (heading.start, heading.end), goods) if heading else []


def _before_name(reading: Reading, kind: str, goods: Goods) -> list[Mark]:
    """'拆机 A100 SXM4 80G 6.2万 40G 2.9万': what stands before a name that several makes share is said of each."""
    if goods.apart is None or goods.model is None:
        return []
    return _outside_headings(reading, kind, (reading.line_of(goods.model.start).start, goods.model.start), goods)


def _usable(reading: Reading, kind: str, zone: tuple[int, int], goods: Goods) -> list[Mark]:
    return [mark for mark in reading.within(kind, *zone) if speaks_of_goods(reading, kind, mark, goods.start)]


def _are_alternatives(reading: Reading, marks: list[Mark]) -> bool:
    """'brand new or clean pulls', '全新或拆机': either will do."""
    ordered = sorted(marks, key=lambda mark: mark.start)
    return any(
        first.value != second.value and _EITHER.fullmatch(reading.text, first.end, second.start)
        for first, second in pairwise(ordered)
    )


def _choose(reading: Reading, kind: str, marks: list[Mark], goods: Goods) -> Mark:
    if kind == "tax":
        return _nearest_to_price(reading, goods, marks)
    behind = [mark for mark in marks if mark.start >= goods.start] or marks
    if kind == "condition":
        return min(marks, key=lambda mark: (_STRONGEST_FIRST.index(mark.value), mark.start < goods.start))
    return behind[0]


def _nearest_to_price(reading: Reading, goods: Goods, marks: list[Mark]) -> Mark:
    """The mark beside the first price of the goods; the first mark where they have none."""
    money = reading.within("money", *goods.zone)
    if not money:
        return min(marks, key=lambda mark: mark.start)
    start, end = money[0].start, money[0].end
    return min(marks, key=lambda mark: min(abs(mark.start - end), abs(start - mark.end)))
