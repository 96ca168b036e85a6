"""Counts of goods in a sentence of an article: 8 万颗 H200, 74 servers with B300 chips."""

from __future__ import annotations

import re

from extract.components.counts import Count
from extract.components.fact_followups import goods_named_before
from extract.components.fact_gaps import is_in_a_name
from extract.components.fact_names import name_of
from extract.components.fact_namings import named_later
from extract.components.fact_refusals import is_no_stock
from extract.components.fact_targets import Stated, Target, goods_beside
from extract.components.money import Amount
from extract.components.numbers import Number
from extract.components.sentences import MOST_NUMBERS, Item, Sentence
from extract.reading import Mark
from extract.word_classes import word_classes

_COUNTER = word_classes("facts").pattern(r"\s?{counters}")
_KINDS = ("count", "number", "money")
_LETTER = re.compile("(?<=x)[a-z]")
_SIGN = re.compile("[x×*]")
_INSIDE = {1, 2, 4, 8, 10, 16}
"""8x H100, L20×4: so many stand in one machine."""
_YEARS = (1990, 2040)


def counted_goods(sentence: Sentence) -> list[Item]:
    """Facts with a count, one for every model that is counted together."""
    marks = [mark for kind in _KINDS for mark in sentence.reading.within(kind, sentence.start, sentence.end)]
    if len(marks) > MOST_NUMBERS:
        return []
    found: list[Item] = []
    read_until = -1
    for mark in sorted(marks, key=lambda m: (m.start, m.kind != "count")):
        stated = _stated(sentence, mark) if mark.start >= read_until else None
        read_until = max(read_until, mark.end)
        if stated is None or is_in_a_name(sentence, mark, counted=stated.counted):
            continue
        target = goods_beside(sentence, stated) or goods_named_before(sentence, stated, found)
        if target is None or is_no_stock(sentence, stated, target, alone=not found):
            continue
        if not target.models:
            target.models = named_later(sentence, mark)
        if target.models or not sentence.speaks_of_other_chips():
            found.extend(_items(sentence, stated, target))
    return found


def _items(sentence: Sentence, stated: Stated, target: Target) -> list[Item]:
    named: list[Mark | None] = [*target.models] or [None]
    return [
        Item(
            name_of(sentence.reading, model),
            model,
            target.form,
            (sentence.start, sentence.end),
            quantity=stated.mark,
            low=stated.low,
            high=stated.high,
            counter=stated.counter,
        )
        for model in named
    ]


def _stated(sentence: Sentence, mark: Mark) -> Stated | None:
    value: Number | Count | Amount = mark.value
    if isinstance(value, Amount):
        return _unsigned(mark, value)
    if isinstance(value, Number):
        if (
            value.low != value.low.to_integral_value()
            or value.low <= 0
            or (value.fraction and not value.scaled)
            or value.letter == "b"
        ):
            return None
        counted = _COUNTER.match(sentence.right_of(mark, 3)) is not None
        if not counted and not value.scaled and _YEARS[0] <= value.low <= _YEARS[1]:
            return None
        return Stated(mark, int(value.low), int(value.high) if value.high is not None else None, counted)
    low = value.low if value.low is not None else value.high
    if low is None or value.role in {"sold", "limit"}:
        return None
    if value.counter == "times":
        signed = _SIGN.search(sentence.reading.text[mark.start : mark.end]) is not None
        if signed and _LETTER.match(sentence.reading.text, mark.end):
            return None
        listed = sentence.reading.text[mark.start - 1 : mark.start] == "("
        return None if signed and low in _INSIDE and not listed else Stated(mark, low, None, counted=signed)
    return Stated(mark, low, value.high if value.low is not None else None, counted=True, counter=value.counter)


def _unsigned(mark: Mark, value: Amount) -> Stated | None:
    """'2 million H200 chips': a number with no currency may count."""
    if value.signed or value.each or value.period or value.low != value.low.to_integral_value() or value.low <= 0:
        return None
    if not value.scaled and _YEARS[0] <= value.low <= _YEARS[1]:
        return None
    return Stated(
        mark, int(value.low), int(value.high) if value.high is not None else None, counted=False, like_money=True
    )
