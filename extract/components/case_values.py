"""Money of a case and what it measures: wired is not sold, sold is not shipped, tried is not done."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from extract.components.amount_currency import currency_of
from extract.components.money import Amount
from extract.reading import Mark, Reading
from extract.records import Money
from extract.scanning import Pattern
from extract.word_classes import word_classes

ValueKind = Literal["wired", "sold", "exported", "attempted", "seized", "reached"]
_KINDS: tuple[ValueKind, ...] = ("wired", "sold", "exported", "attempted", "seized", "reached")
_OF_EVENT: dict[str, ValueKind] = {
    "seizure": "seized",
    "attempt": "attempted",
    "shipment": "exported",
    "sale": "sold",
    "purchase": "sold",
    "payment": "wired",
}
_REACH = 90
_NEAR = 30
_LEAST = 1000
"""Smaller sums are fees and prices of single things."""


@dataclass(slots=True)
class Value:
    """An amount and what it measures."""

    money: Money
    """As stated."""
    kind: ValueKind | None
    """What it measures; none where the text leaves it open."""
    mark: Mark
    """Where it stands."""
    kind_mark: Mark | None = None
    """The word that tells the kind; none where the event tells it."""
    doubt: str | None = None
    """Why the kind is open."""


@cache
def _kind_words() -> list[tuple[ValueKind, Pattern]]:
    words = word_classes("case_values")
    return [(kind, words.pattern(f"{{{kind}}}")) for kind in _KINDS]


@cache
def _others() -> tuple[Pattern, Pattern, Pattern]:
    words = word_classes("case_values")
    return words.pattern("{no_goods}"), words.pattern(r"\s?{each}"), words.pattern("{mixed}")


@cache
def _paid() -> Pattern:
    """'bought by X for about', '以…出售': the price of a deal."""
    return word_classes("case_values").pattern(r"{sold}[^,，;]{0,70}\sfor\s(?:[a-z ]{0,20})[a-z$€£¥]{0,4}$")


def sums_in(reading: Reading, start: int, end: int) -> list[Mark]:
    """Money marks of a span that stand for goods as a whole."""
    return [mark for mark in reading.within("money", start, end) if _measures_goods(reading, mark, start, end)]


def value_of(reading: Reading, mark: Mark, event: str, start: int, end: int) -> Value:
    """The amount of a mark, and its kind by the nearest word of the clause from *start* to *end*."""
    amount: Amount = mark.value
    code = currency_of(reading, mark).code
    money = Money(amount=amount.low, amount_max=amount.high, currency=code, basis="lot")
    mixed = _others()[2].search(reading.text, start, end)
    if mixed is not None:
        return Value(money, None, mark, doubt="the amount counts what was exported and what was attempted together")
    kind, told = _kind(reading.text, mark, event, start, end)
    return Value(money, kind, mark, told)


def _measures_goods(reading: Reading, mark: Mark, start: int, end: int) -> bool:
    amount: Amount = mark.value
    text = reading.text
    no_goods, each, _ = _others()
    if amount.bare or amount.period is not None or amount.each is not None or amount.low < _LEAST:
        return False
    if not amount.signed and not (amount.scaled and _is_money(reading, mark, start)):
        return False
    if re.search(r"块$", text[mark.start : mark.end]) or each.match(text, mark.end):
        return False
    before = text[max(start, mark.start - _NEAR) : mark.start]
    cut = max(before.rfind(sign) for sign in ",，;(")
    return no_goods.search(before[cut + 1 :]) is None and not _is_followed(no_goods, text, mark.end, end)


def _is_money(reading: Reading, mark: Mark, start: int) -> bool:
    """Whether a bare '11 million' is a sum: its currency is known, or a word of worth stands before it."""
    if currency_of(reading, mark).code is not None:
        return True
    return _valued().search(reading.text, max(start, mark.start - _NEAR), mark.start) is not None


@cache
def _valued() -> Pattern:
    return word_classes("case_values").pattern("{valued}[^,，.;；。]{0,12}$")


def _is_followed(pattern: Pattern, text: str, start: int, end: int) -> bool:
    match = pattern.search(text, start, min(end, start + 22))
    return match is not None and not re.search(r"[,，;]", text[start : match.start()])


def _kind(text: str, mark: Mark, event: str, start: int, end: int) -> tuple[ValueKind | None, Mark | None]:
    """The word nearest to the amount says what it is; an event of goods says it where no word does."""
    near: list[tuple[int, int, ValueKind, tuple[int, int]]] = []
    for order, (kind, pattern) in enumerate(_kind_words()):
        for match in pattern.finditer(text, max(start, mark.start - _REACH), min(end, mark.end + _REACH)):
            distance = mark.start - match.end() if match.end() <= mark.start else match.start() - mark.end
            near.append((distance, order, kind, match.span()))
    if event in {"seizure", "attempt"}:
        return _OF_EVENT[event], None
    paid = _paid().search(text, max(start, mark.start - _REACH), mark.start)
    if paid is not None:
        return "sold", _told("sold", paid.span())
    if not near:
        return _OF_EVENT.get(event), None
    _, _, kind, span = min(near)
    tried = next((found for _, _, k, found in near if k == "attempted"), None)
    if kind == "exported" and tried is not None:
        return "attempted", _told("attempted", tried)
    return kind, _told(kind, span)


def _told(kind: ValueKind, span: tuple[int, int]) -> Mark:
    return Mark("value_kind", kind, *span, f"case.value.{kind}", 0.8)
