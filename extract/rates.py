"""Dated comparison values in US dollars.

Rates are the European Central Bank's reference rates that the currencyconverter package ships (working days since
1999), and what the operator adds in a file of lines ``date,currency,usd_per_unit``. The rate of a day is the last one
known on or before it, and its own date is handed back with the value. Nothing is interpolated or extrapolated
backwards. A currency without a rate stays without a value, with the reason.
"""

from __future__ import annotations

import bisect
import csv
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation
from functools import cache
from pathlib import Path

from currency_converter import CurrencyConverter, RateNotFoundError
from pydantic import BaseModel, ConfigDict

from foundation.errors import SettingsError

_CENT = Decimal("0.01")
_EXACT = Context(prec=60, rounding=ROUND_HALF_UP)
_ECB_SOURCE = "European Central Bank"
_ONE_DAY = timedelta(days=1)
_LONGEST_HOLIDAY = timedelta(days=14)


class Comparison(BaseModel):
    """A value in US dollars for comparison, or why there is none. The original amount stays the fact."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    amount: Decimal | None = None
    """US dollars, to the cent."""
    rate: Decimal | None = None
    """US dollars for one unit of the currency."""
    rate_date: date | None = None
    """Day of the rate, on or before the day asked for."""
    source: str | None = None
    """Who states the rate."""
    reason: str | None = None
    """Why there is no value, one clause for a person."""


class _Rate(BaseModel):
    """US dollars for one unit of a currency on a day, or why none is known."""

    model_config = ConfigDict(frozen=True)

    usd: Decimal | None = None
    on: date | None = None
    source: str | None = None
    reason: str | None = None


class Rates:
    """Reads comparison values. *file* adds the operator's rates, which win where they exist.

    Raises `SettingsError` for a rate file that cannot be used.
    """

    def __init__(self, file: Path | None = None) -> None:
        self._own = _OperatorRates(file) if file is not None else None
        self._known: dict[tuple[str, date], _Rate] = {}

    def in_usd(self, amount: Decimal, currency: str, on: date) -> Comparison:
        """*amount* of *currency* (ISO 4217) in US dollars at the rate of *on*. Never raises on any amount."""
        if not amount.is_finite() or amount.adjusted() > 24:
            return Comparison(reason="the amount is not one that money has")
        rate = self._rate(currency, on)
        if rate.usd is None:
            return Comparison(reason=rate.reason)
        value = _EXACT.quantize(_EXACT.multiply(amount, rate.usd), _CENT)
        return Comparison(amount=value, rate=rate.usd, rate_date=rate.on, source=rate.source)

    def _rate(self, currency: str, on: date) -> _Rate:
        key = currency, on
        if key not in self._known:
            own = self._own.rate(currency, on) if self._own else None
            self._known[key] = own or _ecb_rate(currency, on)
        return self._known[key]


@cache
def _ecb() -> CurrencyConverter:
    return CurrencyConverter(decimal=True)


def _ecb_rate(currency: str, on: date) -> _Rate:
    if currency == "USD":
        return _Rate(usd=Decimal(1), on=on, source="par")
    table = _ecb()
    if currency not in table.currencies:
        return _Rate(reason=f"{_ECB_SOURCE} states no rate for {currency}")
    first, last = table.bounds[currency]
    end = table.bounds["USD"].last_date
    if on < first:
        return _Rate(reason=f"{_ECB_SOURCE} states no rate for {currency} before {first}")
    if on > last and last < end:
        return _Rate(reason=f"{_ECB_SOURCE} states no rate for {currency} after {last}")
    day = min(on, last)
    # a longer gap is no holiday: the currency was not quoted (Iceland, 2008 to 2018)
    oldest = max(first, day - _LONGEST_HOLIDAY)
    while day >= oldest:
        try:
            # Decimal of the library: both legs of the cross rate are exact as published
            return _Rate(usd=table.convert(Decimal(1), currency, "USD", date=day), on=day, source=_ECB_SOURCE)
        except RateNotFoundError:
            day -= _ONE_DAY
    return _Rate(reason=f"{_ECB_SOURCE} states no rate for {currency} in the days before {on}")


class _OperatorRates:
    """The operator's rate file: CSV with a header ``date,currency,usd_per_unit``."""

    COLUMNS = ("date", "currency", "usd_per_unit")

    def __init__(self, file: Path) -> None:
        self._source = f"rate file {file.name}"
        stated: dict[str, dict[date, Decimal]] = {}
        for currency, on, usd, where in self._lines(file):
            if on in stated.setdefault(currency, {}):
                raise SettingsError(f"{currency} has two rates for {on}", where=where, way_out="keep one of them")
            stated[currency][on] = usd
        self._table = {currency: sorted(rows.items()) for currency, rows in stated.items()}

    def rate(self, currency: str, on: date) -> _Rate | None:
        """The last rate on or before *on*; none where the file has none."""
        rows = self._table.get(currency, [])
        place = bisect.bisect_right(rows, on, key=lambda row: row[0])
        if place == 0:
            return None
        day, usd = rows[place - 1]
        return _Rate(usd=usd, on=day, source=self._source)

    def _lines(self, file: Path) -> Iterator[tuple[str, date, Decimal, str]]:
        try:
            with file.open(encoding="utf-8-sig", newline="") as stream:
                reader = csv.DictReader(stream)
                if tuple(reader.fieldnames or ()) != self.COLUMNS:
                    raise SettingsError(
                        f"the first line must be {','.join(self.COLUMNS)}",
                        where=f"{file}, line 1",
                        way_out="see docs/rates.md for an example",
                    )
                for row in reader:
                    where = f"{file}, line {reader.line_num}"
                    yield *self._line(row, where), where
        except (OSError, UnicodeDecodeError, csv.Error) as error:
            raise SettingsError(
                f"the rate file cannot be read ({error})", where=str(file), way_out="name a CSV file in UTF-8"
            ) from error

    @staticmethod
    def _line(row: dict[str, str], where: str) -> tuple[str, date, Decimal]:
        try:
            currency, on = row["currency"], date.fromisoformat(row["date"])
            usd = Decimal(row["usd_per_unit"])
        except (ValueError, TypeError, InvalidOperation) as error:
            raise SettingsError(
                "needs a date like 2026-03-01, a currency like TWD and a number",
                where=where,
                way_out="mend the line",
            ) from error
        if not (len(currency) == 3 and currency.isascii() and currency.isupper() and usd.is_finite() and usd > 0):
            raise SettingsError(
                f"{currency!r} at {usd} is not a currency code with a rate over 0", where=where, way_out="mend the line"
            )
        return currency, on, usd
