"""Which numbers are money: by sign, scale, label or per-unit word; with what they are for and what they are called."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from typing import Literal

from extract.components.currency import prefix_currency, prefix_words, suffix_currency
from extract.components.interest import counts_interest
from extract.components.kuai import kuai_end
from extract.components.labels import is_of_ceiling, label_before
from extract.components.money_rules import Candidate, is_money
from extract.components.numbers import Number
from extract.components.per_unit import unit_before, unit_behind
from extract.components.periods import period_before, period_behind, unit_of_hours, unit_of_hours_before
from extract.components.tracker_rows import is_in_tracker_row
from extract.reading import Mark, Reading
from extract.scanning import Pattern
from extract.word_classes import word_classes

_LEFT_REACH = 24
_WORDS = word_classes("money")
_CEILING_BEHIND = _WORDS.pattern(" ?{ceiling_behind}")
_AT_MOST_BEFORE = re.compile(r"[≤<]=? ?(?:[a-z]{0,3}[$¥€£]|[a-z]{2,3})? ?$")
_OVER_BEFORE = _WORDS.pattern(r"{over_before} ?(?:[a-z]{0,3}[$¥€£]|[a-z]{2,3})? ?$")
_REFUSED_BEHIND = _WORDS.pattern("[ ,，]?{refused_behind}")
_FIGURE = re.compile(r" ?[0-9]")
_DASH = re.compile(r"[,./][-–—](?![0-9])")
_FROM_BEHIND = _WORDS.pattern(" ?(?:{from_behind}|& up)")
Label = Literal["price", "target", "ceiling", "total", "fee", "beside", "none"]


@dataclass(slots=True)
class Amount:
    """Money as it stands in one place."""

    low: Decimal
    """Amount, or low end."""
    high: Decimal | None
    """High end of a range."""
    currency: str | None
    """Code, ``?$``, ``?¥``, ``?元`` or none."""
    label: Label | None
    """What the words before say it is."""
    each: str | None
    """Counter class of "per unit", ``any`` for a bare "each", none where not said."""
    period: str | None
    """month, hour … for rent."""
    start_price: bool
    """A "from" price."""
    approx: bool
    """about, +."""
    signed: bool
    """A currency sign or word touches it."""
    scaled: bool
    """万, w, k."""
    fraction: bool
    """Has decimals."""

    @classmethod
    def of_price(cls, number: Number) -> Amount:
        """A number that prose tells to be a price, with no sign or unit of its own."""
        return cls(
            low=number.low,
            high=number.high,
            currency=None,
            label="price",
            each=None,
            period=None,
            start_price=False,
            approx=number.approx,
            signed=False,
            scaled=number.scaled,
            fraction=number.fraction,
        )

    @property
    def bare(self) -> bool:
        """Neither sign, scale, unit nor label."""
        return not (self.signed or self.scaled or self.each or self.label)


_TOO_MANY, _THEIR_ROOM = 20, 45


@cache
def _before(words: str) -> Pattern:
    return _WORDS.pattern(rf"{words}[\s~:：]*{prefix_words()}?\s?$")


def find_money(reading: Reading) -> None:
    """Marks of kind ``money``. Runs after numbers; what it takes leaves the kind ``number``."""
    left_over: list[Mark] = []
    paid_until = -1
    numbers = reading.marks["number"]
    for index, mark in enumerate(numbers):
        if mark.start < paid_until or counts_interest(reading, mark):
            continue
        read = None if _is_among_too_many(numbers, index) else _amount(reading, mark, paid_until)
        if read is None:
            left_over.append(mark)
        else:
            amount, paid_until = read
            reading.add("money", amount, mark.start, paid_until, _rule(amount), 0.6 if amount.bare else 0.9)
    reading.marks["number"] = left_over


def _is_among_too_many(numbers: list[Mark], index: int) -> bool:
    """Twenty numbers in the room of five prices are no prices."""
    first = max(0, min(index, len(numbers) - _TOO_MANY))
    last = min(len(numbers) - 1, first + _TOO_MANY - 1)
    return last - first == _TOO_MANY - 1 and numbers[last].start - numbers[first].start < _THEIR_ROOM


def _rule(amount: Amount) -> str:
    if amount.period:
        return "money.rent"
    if amount.signed:
        return "money.signed"
    return "money.scaled" if amount.scaled else "money.label" if amount.label else "money.bare"


def _amount(reading: Reading, mark: Mark, paid_until: int) -> tuple[Amount, int] | None:
    text = reading.text
    left = text[max(reading.line_of(mark.start).start, mark.start - _LEFT_REACH, paid_until) : mark.start]
    if _before("(?<![多至不]){change_before}{change_glue}?").search(left):
        return None
    currency, end = _currency(reading, mark, left)
    label_mark = label_before(reading, "price_label", mark.start)
    label: Label | None = label_mark.value if label_mark else "price" if is_in_tracker_row(reading, mark) else None
    if label_mark is not None and label == "total" and is_of_ceiling(reading, label_mark):
        label = "ceiling"
    each, period, end = _per(text, left, end)
    number = _whole(mark.value) if currency is not None and period is None else mark.value
    candidate = Candidate(reading, mark, number, currency is not None, label, each, period)
    if not is_money(candidate):
        return None
    ceiling = _CEILING_BEHIND.match(text, end)
    if ceiling:
        label, end = "ceiling", ceiling.end()
    elif _AT_MOST_BEFORE.search(left) or (_OVER_BEFORE.search(left) and _REFUSED_BEHIND.match(text, end)):
        label = "ceiling"
    starts = _FROM_BEHIND.match(text, end) or _before("{from_before}").search(left)
    amount = Amount(
        low=number.low,
        high=number.high,
        currency=currency,
        label=label,
        each=each,
        period=period,
        start_price=starts is not None,
        approx=number.approx,
        signed=currency is not None,
        scaled=number.scaled,
        fraction=number.fraction,
    )
    return amount, end


def _whole(number: Number) -> Number:
    """'7.900 USD', '€1.050': no price has three decimals, the dot parts thousands."""
    if not number.fraction or number.scaled or number.low.as_tuple().exponent != -3:
        return number
    high = number.high * 1000 if number.high is not None else None
    return replace(number, low=number.low * 1000, high=high, fraction=False)


def _currency(reading: Reading, mark: Mark, left: str) -> tuple[str | None, int]:
    """The currency that touches a number, and where it ends. An ambiguous sign before yields to a word behind."""
    before = prefix_currency(left)
    if before and not before.startswith("?"):
        return before, _behind_dash(reading.text, mark.end)
    behind = suffix_currency(reading.text, mark.end)
    if behind and not _is_counter(reading, mark, behind[1]) and not _is_next_sign(reading, mark, behind[1]):
        return (behind[0] if not before or behind[0] != "?元" else before), behind[1]
    kuai = kuai_end(reading, mark)
    return (before, _behind_dash(reading.text, mark.end) if before else mark.end) if kuai is None else ("CNY", kuai)


def _behind_dash(text: str, end: int) -> int:
    """'98.000,- per piece', 'Rs. 3,85,000/-': the dash belongs to the amount."""
    dash = _DASH.match(text, end)
    return dash.end() if dash else end


def _is_counter(reading: Reading, mark: Mark, end: int) -> bool:
    """'3 r' is no renminbi; a one-letter currency needs a price-like number."""
    word = reading.text[mark.end : end].strip()
    number: Number = mark.value
    return len(word) == 1 and word.isascii() and word.isalpha() and number.low < 100


def _is_next_sign(reading: Reading, mark: Mark, end: int) -> bool:
    """'16+ USD 29,200': the sign belongs to the amount behind it."""
    number: Number = mark.value
    word = reading.text[mark.end : end]
    if number.scaled or number.low >= 1000 or not word.startswith(" "):
        return False
    following = _FIGURE.match(reading.text, end)
    return following is not None and prefix_currency(word) is not None


def _per(text: str, left: str, end: int) -> tuple[str | None, str | None, int]:
    """Counter class of "each", period of rent, and the new end."""
    each: str | None = None
    period: str | None = None
    for _ in range(2):
        time = period_behind(text, end) if period is None else None
        if time is not None:
            period, end = time
            continue
        unit = unit_behind(text, end) if each is None else None
        if unit is not None:
            each, end = unit
    before = period_before(left) if period is None else None
    if before is not None:
        return each or unit_before(left) or unit_before(left[: before[1]]), before[0], end
    if period is None and (hours := unit_of_hours(text, end)) is not None:
        return hours[0], "hour", hours[1]
    if period is None and (unit_let := unit_of_hours_before(left)) is not None:
        return unit_let, "hour", end
    return each or unit_before(left), period, end
