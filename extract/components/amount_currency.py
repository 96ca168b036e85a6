"""The currency of an amount: its own sign, one named for all amounts, the page, the script of the text."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from extract.components.currency import (
    BARE_DOLLAR,
    BARE_YUAN_SIGN,
    CROWNS,
    YUAN_WORD,
    currency_named,
    named_currency_pattern,
)
from extract.components.money import Amount
from extract.components.price_scale import currency_of_scale
from extract.components.tracker_rows import is_in_tracker_row
from extract.reading import Mark, Reading
from extract.word_classes import word_classes

_WORDS = word_classes("prices")
_DOLLARS = {"HKD", "USD", "TWD", "SGD", "AUD", "CAD"}
_PAYMENT_BEFORE = _WORDS.pattern(r"{payment_before}[^\n,，。]{0,6}$")
_ONLY_PAYMENT = _WORDS.pattern("{only_payment} ?$")
_PRICE_BEFORE = _WORDS.pattern("{price_before}")
_JAPANESE = _WORDS.screened("{japanese}")
_MAINLAND = _WORDS.screened("{mainland}|{mainland_cards}(?![0-9])")
_TAIWANESE = _WORDS.screened("{taiwanese}")
_LOCAL_SCALE = _WORDS.pattern(
    "(?P<inr>{indian_scales})|(?P<vnd>{vietnamese_scales})|(?P<idr>{indonesian_scales})|(?P<rub>{russian_scales})"
)
_CROWNS = tuple(
    (code, _WORDS.screened(f"{{{name}}}"))
    for code, name in (("DKK", "danish"), ("SEK", "swedish"), ("NOK", "norwegian"))
)
_TEN_THOUSANDS = re.compile("万|(?<=[0-9])w")
_SWISS = re.compile("[0-9]['’][0-9]{3}")
_BESIDE = 60
_PAYMENT_REACH, _PRICE_REACH = 10, 16


@dataclass(frozen=True, slots=True)
class CurrencyRead:
    """What is known of the currency of an amount."""

    code: str | None
    """ISO 4217, or none."""
    reason: str | None = None
    """Why none, or why in doubt."""
    confidence: float | None = None
    """Set where it is lower than that of the amount."""

    def told_by(self, mark: Mark) -> Mark:
        """The amount's mark as evidence of its currency."""
        if self.confidence is None:
            return mark
        return replace(mark, rule="currency.guess", confidence=self.confidence)


def currency_of(reading: Reading, mark: Mark) -> CurrencyRead:
    """The currency of an amount; without a code it carries the reason."""
    amount: Amount = mark.value
    said = amount.currency
    if said is not None and not said.startswith("?"):
        return CurrencyRead(said)
    named = named_for_all(reading)
    page = reading.hints.default_currency or reading.hints.currency
    if said == BARE_DOLLAR:
        return CurrencyRead(named if named in _DOLLARS else page or _dollar(reading))
    if said == BARE_YUAN_SIGN:
        return _yuan_sign(reading, named, page)
    if said == YUAN_WORD:
        own = _dollar(reading) if reading.lang.code == "zh-Hant" else "CNY"
        return CurrencyRead(named if named and named != "USD" else page or own)
    if said == CROWNS:
        return _crowns(reading, named or page)
    return _unsaid(reading, mark, named or page)


def _yuan_sign(reading: Reading, named: str | None, page: str | None) -> CurrencyRead:
    for code in (named, page):
        if code in {"JPY", "CNY"}:
            return CurrencyRead(code)
    if reading.says(_JAPANESE):
        return CurrencyRead("JPY")
    if reading.lang.chinese or reading.says(_MAINLAND):
        return CurrencyRead("CNY")
    return CurrencyRead(None, "¥ may be yuan or yen")


def _crowns(reading: Reading, elsewhere: str | None) -> CurrencyRead:
    places = {code for code, words in _CROWNS if reading.says(words)}
    if elsewhere or len(places) == 1:
        return CurrencyRead(elsewhere or places.pop())
    return CurrencyRead(None, "kr may be Danish, Swedish or Norwegian")


def _unsaid(reading: Reading, mark: Mark, elsewhere: str | None) -> CurrencyRead:
    amount: Amount = mark.value
    if elsewhere:
        return CurrencyRead(elsewhere)
    if amount.scaled and (scale := _LOCAL_SCALE.search(reading.text, mark.start, mark.end)) is not None:
        return CurrencyRead((scale.lastgroup or "").upper())
    if _SWISS.search(reading.text, mark.start, mark.end):
        return CurrencyRead("CHF", "only Swiss amounts are parted by apostrophes", 0.6)
    if reading.lang.chinese or (amount.scaled and _TEN_THOUSANDS.search(reading.text, mark.start, mark.end)):
        return CurrencyRead(_dollar(reading) if reading.lang.code == "zh-Hant" else "CNY")
    if is_in_tracker_row(reading, mark):
        return CurrencyRead("USD", "the row names no currency; price trackers mostly keep US dollars", 0.4)
    return CurrencyRead(None, "no currency is stated")


def _dollar(reading: Reading) -> str:
    """A bare $: HKD in Hong Kong posts in Chinese, TWD in Taiwan ones, else USD."""
    if reading.lang.code == "zh-Hant":
        return "TWD" if reading.says(_TAIWANESE) else "HKD"
    return "USD"


def named_for_all(reading: Reading) -> str | None:
    """A currency named apart from any amount holds for all amounts: All in RMB, 单价(美金)."""
    if "named_currency" not in reading.state:
        matches = reading.find(named_currency_pattern())
        first = next((match for match in matches if not _belongs_elsewhere(reading, match)), None)
        named = currency_named(first.group()) if first else None
        reading.state["named_currency"] = named or currency_of_scale(reading)
    value: str | None = reading.state["named_currency"]
    return value


def _belongs_elsewhere(reading: Reading, match: re.Match[str]) -> bool:
    """The currency stands beside an amount that has its own, or says how one may pay."""
    text, start = reading.text, match.start()
    if any(place.start < match.end() < place.end for place in reading.within("city", start, match.end() + 4)):
        return True
    near = reading.within("money", max(0, start - _BESIDE), start + _BESIDE)
    if any(m.start - 8 <= start <= m.end + 6 for m in near if m.value.signed or m.value.label == "fee"):
        return True
    if _ONLY_PAYMENT.search(text, max(0, start - _PAYMENT_REACH), start):
        return False
    pays = _PAYMENT_BEFORE.search(text, max(0, start - _PAYMENT_REACH), start)
    return pays is not None and not _PRICE_BEFORE.search(text, max(0, start - _PRICE_REACH), start)
