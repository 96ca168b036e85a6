"""Counts of goods in a sentence of an article: 8 万颗 H200, 74 servers with B300 chips."""

from __future__ import annotations

from extract.components.counts import Count
from extract.components.fact_names import name_of
from extract.components.fact_targets import Stated, Target, target_of
from extract.components.money import Amount
from extract.components.numbers import Number
from extract.components.sentences import MOST_NUMBERS, Item, Sentence
from extract.reading import Mark
from extract.word_classes import word_classes

_WORDS = word_classes("facts")
_TEST_RIG = _WORDS.pattern("{test_rigs}")
_TRADE = _WORDS.pattern("{acquired}|{disposed}|{smuggled}|{seized}|{searched}|{licensed}|{held}|{charged}")
_COMPOSITION = _WORDS.pattern("{composition}")
_CAPABILITY = _WORDS.pattern("{capability}")
_RENTAL = _WORDS.pattern("{rental}")
_THEN = _WORDS.pattern("{then}")
_COUNTER = _WORDS.pattern(r"\s?{counters}")
_KINDS = ("count", "number", "money")
_YEARS = (1990, 2040)
_FEWEST = 2
_FEW = 2000
"""So many may be the inside of one machine."""
_SMALL_COUNT = 300
"""So many may be anybody's: they count where a trade is spoken of."""


def counted_goods(sentence: Sentence) -> list[Item]:
    """Facts with a count, one for every model that is counted together."""
    if sentence.says(_TEST_RIG):
        return []
    start, end = sentence.start, sentence.end
    marks = [mark for kind in _KINDS for mark in sentence.reading.within(kind, start, end)]
    if len(marks) > MOST_NUMBERS:
        return []
    found: list[Item] = []
    for mark in sorted(marks, key=lambda m: m.start):
        stated = _stated(sentence, mark)
        if stated is None or _is_no_stock(sentence, stated):
            continue
        target = target_of(sentence, stated)
        if target is None or (not target.models and sentence.speaks_of_other_chips()):
            continue
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
        )
        for model in named
    ]


def _stated(sentence: Sentence, mark: Mark) -> Stated | None:
    value: Number | Count | Amount = mark.value
    if isinstance(value, Amount):
        return _unsigned(mark, value)
    if isinstance(value, Number):
        if value.low != value.low.to_integral_value() or value.low <= 0 or (value.fraction and not value.scaled):
            return None
        counted = _COUNTER.match(sentence.right_of(mark, 3)) is not None
        if not counted and not value.scaled and _YEARS[0] <= value.low <= _YEARS[1]:
            return None
        return Stated(mark, int(value.low), int(value.high) if value.high is not None else None, counted)
    low = value.low if value.low is not None else value.high
    if low is None or value.counter == "times" or value.role in {"sold", "limit"}:
        return None
    return Stated(mark, low, value.high if value.low is not None else None, counted=True)


def _unsigned(mark: Mark, value: Amount) -> Stated | None:
    """'2 million H200 chips': a number with a scale and no currency may count."""
    if value.signed or value.each or value.period or value.low != value.low.to_integral_value():
        return None
    return Stated(mark, int(value.low), int(value.high) if value.high is not None else None, counted=False)


def _is_no_stock(sentence: Sentence, stated: Stated) -> bool:
    """Rented or possible machines, the inside of one machine, a handful that nobody trades."""
    if stated.low < _FEWEST:
        return True
    if _is_rented(sentence, stated.mark) or sentence.clause_says(_CAPABILITY, stated.mark.start):
        return True
    if stated.low < _FEW and sentence.says(_COMPOSITION):
        return True
    return stated.low < _SMALL_COUNT and not sentence.says(_TRADE)


def _is_rented(sentence: Sentence, mark: Mark) -> bool:
    """Its clause speaks of rent, and not of goods that are bought and then let: buys 400,000 chips and leases them."""
    start, end = sentence.clause_span(mark.start)[0], sentence.clause_span(mark.end)[1]
    rent = next((span for span in sentence.found(_RENTAL) if start <= span[0] and span[1] <= end), None)
    if rent is None:
        return False
    bought = sentence.says(_TRADE, start, mark.start) and sentence.says(_THEN, mark.end, rent[0])
    return not bought
