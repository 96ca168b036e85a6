"""Prices in a sentence of an article: each unit's, or one sum for the goods."""

from __future__ import annotations

import re
from itertools import pairwise

from extract.components.amount_currency import TRACKER_ROW, currency_of
from extract.components.fact_guards import (
    is_conversion,
    is_no_price,
    is_spoken_price,
    pays_for_other_goods,
    speaks_of_other_money,
)
from extract.components.fact_names import name_of
from extract.components.fact_sums import goods_of_sum, is_each, paid_together
from extract.components.fact_targets import SIZES, machine_form
from extract.components.money import Amount
from extract.components.sentences import MOST_NUMBERS, Item, Sentence
from extract.reading import Mark
from extract.word_classes import word_classes

_WORDS = word_classes("facts")
_PRICE_WORD = _WORDS.pattern("{price_words}")
_PRICE_BEHIND = _WORDS.pattern(r"\s?(?:[)）]\s?)?{right_price_words}")
_COPULA = _WORDS.pattern(r"(?:[\s\"”:：,，~]|{edition}|{shops}|{copula}){0,8}")
_ATTRIBUTE = _WORDS.pattern(r"\s?{attributive}\s?(?:{vendor_words}\s?){0,3}")
_APPOSITION = _WORDS.pattern(r"[,，]\s?(?:the |an? )?(?:{vendor_words}\s?){0,3}|[^,，。;；0-9]{0,12}")
_NOUN = _WORDS.pattern("{chip_nouns}|{machines}")
_BULLET = re.compile(r"\s*(?:[-*•|·]|\d[.)、])")
_CARD_MOST = {
    "USD": 130_000,
    "EUR": 120_000,
    "GBP": 100_000,
    "KRW": 180_000_000,
    "JPY": 20_000_000,
    "TWD": 4_000_000,
    "INR": 11_000_000,
}
_CARD_MOST_ELSE = 900_000
_MACHINES_DEARER = 60
"""A rack costs so many times the dearest card at most."""
_EACH_LEAST = 100
_MANY_CHIPS = re.compile(
    r"(?:(?<![0-9])[0-9]{1,2}\s?(?:颗|张|块|片|卡|路|x|×)|[八四]卡|eight|8)[\s-]?(?:gpu\s|的|nvidia\s|英伟达\s?)?$"
)
"""'8 颗 H200 组成的集群': what holds so many is a machine."""
_REACH_BACK = 130
_WORD_REACH = 40
_SHORT_LEAD = 24
"""A line that comes to its price so soon has no subject of its own."""


def priced_goods(sentence: Sentence, counted: list[Item]) -> list[Item]:
    """Facts with a price. A sum for goods that are counted goes into their facts and makes no new ones."""
    if speaks_of_other_money(sentence):
        return []
    money = sentence.reading.within("money", sentence.start, sentence.end)
    if len(money) > MOST_NUMBERS:
        return []
    table = {id(m) for a, b in pairwise(money) if b.start - a.end < 3 for m in (a, b)}
    found: list[Item] = []
    previous: Mark | None = None
    for mark in money:
        refused = is_no_price(sentence, mark, previous)
        if not is_conversion(sentence, mark, previous):
            previous = mark
        if refused or any(item.quantity is mark for item in counted):
            continue
        paid = paid_together(sentence, mark, counted)
        for item in paid:
            item.price, item.basis = mark, "total"
        if paid:
            continue
        found += _sum(sentence, mark) or ([] if id(mark) in table else _each(sentence, mark, counted))
    return found


def _sum(sentence: Sentence, mark: Mark) -> list[Item]:
    target = goods_of_sum(sentence, mark)
    if target is None:
        return []
    named: list[Mark | None] = [*target.models] or [None]
    span = (sentence.start, sentence.end)
    return [Item(name_of(sentence.reading, m), m, target.form, span, price=mark, basis="total") for m in named]


def _each(sentence: Sentence, mark: Mark, counted: list[Item]) -> list[Item]:
    reading, amount = sentence.reading, mark.value
    code = currency_of(reading, mark).code
    if code is None or amount.low < _EACH_LEAST:
        return []
    model = _priced_model(sentence, mark)
    if model is None:
        unpaid = [i for i in counted if i.price is None and is_each(sentence, mark)]
        for item in unpaid[-1:]:
            item.price, item.basis = mark, "each"
        return []
    if not _is_priced(sentence, mark, model) or pays_for_other_goods(sentence, model, mark):
        return []
    form = machine_form(_around(sentence, model, mark)) or "card"
    if form == "card" and _MANY_CHIPS.search(sentence.left_of(model, 16)):
        form = "server"
    most = _CARD_MOST.get(code, _CARD_MOST_ELSE) * (1 if form == "card" else _MACHINES_DEARER)
    if amount.low > most:
        return []
    span = (sentence.start, sentence.end)
    return [Item(name_of(reading, model), model, form, span, price=mark, basis="each")]


def _around(sentence: Sentence, model: Mark, mark: Mark) -> str:
    """The words between goods and price, with those that touch the goods."""
    first, last = min(model.start, mark.end), max(model.end, mark.start)
    return sentence.reading.text[max(sentence.start, first - 6) : min(sentence.end, last + 10)]


def _is_priced(sentence: Sentence, mark: Mark, model: Mark) -> bool:
    """The amount says "each", a price word stands beside it, or nothing stands between it and the goods."""
    reading, amount = sentence.reading, mark.value
    if is_each(sentence, mark) or amount.label in {"price", "target", "total", "ceiling"}:
        return True
    if amount.bare and not amount.fraction:
        return is_spoken_price(sentence, mark)
    if _PRICE_WORD.search(sentence.left_of(mark, _WORD_REACH)) or _PRICE_BEHIND.match(sentence.right_of(mark, 16)):
        return True
    if model.end <= mark.start and _COPULA.fullmatch(SIZES.sub(" ", reading.text[model.end : mark.start])):
        return True
    if model.start >= mark.end and _ATTRIBUTE.fullmatch(reading.text, mark.end, model.start):
        return True
    return _is_listed(sentence, mark, amount)


def _is_listed(sentence: Sentence, mark: Mark, amount: Amount) -> bool:
    """A price in a bulleted list or in a record of a price tracker."""
    reading = sentence.reading
    if amount.fraction and reading.says(TRACKER_ROW):
        return True
    line = reading.line_of(mark.start)
    return amount.signed and (
        reading.kind == "listing" or _BULLET.match(reading.text, line.start, line.end) is not None
    )


def _priced_model(sentence: Sentence, mark: Mark) -> Mark | None:
    """The goods an amount belongs to: those it describes, else the last before it, else those right behind."""
    text = sentence.reading.text
    behind = next((m for m in sentence.models if m.start >= mark.end), None)
    if behind is not None and _ATTRIBUTE.fullmatch(text, mark.end, behind.start):
        return behind
    before = [m for m in sentence.models if m.end <= mark.start]
    if before:
        return before[-1]
    if behind is not None and _APPOSITION.fullmatch(text, mark.end, behind.start):
        return behind
    last = sentence.last_model
    if last is None or mark.start - last.end >= _REACH_BACK:
        return None
    lead = text[sentence.start : mark.start]
    is_on = "\n" not in text[last.end : sentence.start] or len(lead) <= _SHORT_LEAD or _NOUN.search(lead) is not None
    return last if is_on else None
