"""Numbers that prose writes and listings do not: half a million dollars, eleven grand, 二百八, 6 万 3, 1.2 万卡."""

from __future__ import annotations

import re

from extract.components.article_amounts import (
    add_hundred_millions,
    free_of_periods,
    join_tails,
    scale_amounts,
    share_units,
)
from extract.components.article_counts import count_boards, count_cards, count_goods
from extract.components.article_ranges import join_ranges, part_moves
from extract.components.article_words import numbers_in_characters, plain_numbers, scaled_numbers
from extract.components.money import find_money
from extract.reading import Reading
from extract.spoken_numbers import SPOKEN, spoken_number

_AGAIN = re.compile(r" ?\( ?(?P<again>[0-9][0-9,]*|" + SPOKEN + r") ?\)")


def add_article_numbers(reading: Reading) -> None:
    """Numbers that the listing grammar leaves, as marks of the kinds ``number``, ``money`` and ``count``."""
    count_goods(reading)
    count_boards(reading)
    add_hundred_millions(reading)
    free_of_periods(reading)
    join_tails(reading)
    share_units(reading)
    moved = list(part_moves(reading))
    join_ranges(reading)
    new = [*moved, *scaled_numbers(reading), *numbers_in_characters(reading), *plain_numbers(reading)]
    known, reading.marks["number"] = reading.marks["number"], sorted(new, key=lambda mark: mark.start)
    find_money(reading)
    reading.marks["number"] = sorted([*known, *reading.marks["number"]], key=lambda mark: mark.start)
    reading.marks["money"].sort(key=lambda mark: mark.start)
    count_cards(reading)
    scale_amounts(reading)
    _join_repeats(reading)


def _join_repeats(reading: Reading) -> None:
    """'nine (9) servers', '12 (twelve) nodes': the number in brackets is the one before it."""
    inner: set[int] = set()
    for kind in ("number", "count"):
        for mark in reading.marks.get(kind, ()):
            again = _AGAIN.match(reading.text, mark.end) if mark.start not in inner else None
            written = again["again"].replace(",", "") if again else ""
            value = int(written) if written.isdigit() else spoken_number(written)
            if again and value == mark.value.low:
                inner.add(again.start("again"))
                mark.end = again.end()
    for kind in ("number", "count"):
        if inner and reading.marks.get(kind):
            reading.marks[kind] = [mark for mark in reading.marks[kind] if mark.start not in inner]
