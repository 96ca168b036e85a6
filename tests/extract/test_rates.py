"""Dated comparison values in US dollars."""

from __future__ import annotations

import time
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest
from currency_converter import CurrencyConverter
from hypothesis import given
from hypothesis import strategies as st

from extract.rates import Rates
from foundation.errors import SettingsError

RATES = Rates()
MONDAY = date(2026, 3, 2)
ECB = CurrencyConverter(decimal=True)


def test_rates_convert_at_the_published_rate_of_the_day() -> None:
    value = RATES.in_usd(Decimal("2350000"), "CNY", MONDAY)
    euro = Decimal("2350000") / ECB._rates["CNY"][MONDAY] * ECB._rates["USD"][MONDAY]
    assert value.amount == euro.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    assert (value.rate_date, value.source, value.reason) == (MONDAY, "European Central Bank", None)


@pytest.mark.parametrize(
    ("currency", "on", "rate_date"),
    [
        ("CNY", date(2026, 3, 1), date(2026, 2, 27)),
        ("HKD", date(2026, 2, 28), date(2026, 2, 27)),
        ("EUR", date(2026, 3, 1), date(2026, 2, 27)),
        ("JPY", date(2026, 1, 1), date(2025, 12, 31)),
        ("SGD", date(2024, 4, 1), date(2024, 3, 28)),
        ("RUB", date(2022, 3, 1), date(2022, 3, 1)),
    ],
)
def test_rates_take_the_last_known_day(currency: str, on: date, rate_date: date) -> None:
    value = RATES.in_usd(Decimal(100), currency, on)
    assert value.rate_date == rate_date
    assert value.amount == RATES.in_usd(Decimal(100), currency, rate_date).amount


def test_rates_after_the_last_publication_tell_their_age() -> None:
    last = ECB.bounds["CNY"].last_date
    assert RATES.in_usd(Decimal(100), "CNY", date(2099, 1, 1)).rate_date == last


@pytest.mark.parametrize(
    ("currency", "on", "reason"),
    [
        ("TWD", MONDAY, "states no rate for TWD"),
        ("AED", MONDAY, "states no rate for AED"),
        ("VND", MONDAY, "states no rate for VND"),
        ("XXX", MONDAY, "states no rate for XXX"),
        ("RUB", date(2022, 3, 2), "no rate for RUB after 2022-03-01"),
        ("CNY", date(2005, 3, 31), "no rate for CNY before 2005-04-01"),
        ("ISK", date(2012, 5, 4), "no rate for ISK in the days before 2012-05-04"),
    ],
)
def test_rates_leave_a_missing_currency_without_value(currency: str, on: date, reason: str) -> None:
    value = RATES.in_usd(Decimal(100), currency, on)
    assert (value.amount, value.rate, value.rate_date) == (None, None, None)
    assert value.reason is not None
    assert reason in value.reason


def test_rates_take_dollars_at_par() -> None:
    value = RATES.in_usd(Decimal("26500.005"), "USD", MONDAY)
    assert (value.amount, value.rate, value.rate_date) == (Decimal("26500.01"), Decimal(1), MONDAY)


@pytest.mark.parametrize("amount", ["NaN", "Infinity", "-Infinity", "sNaN", "1e30"])
def test_rates_refuse_what_is_no_amount(amount: str) -> None:
    assert RATES.in_usd(Decimal(amount), "CNY", MONDAY).reason == "the amount is not one that money has"


@given(st.decimals(allow_nan=True, allow_infinity=True), st.sampled_from(["CNY", "USD", "JPY", "TWD"]), st.dates())
def test_rates_never_raise(amount: Decimal, currency: str, on: date) -> None:
    value = RATES.in_usd(amount, currency, on)
    assert (value.amount is None) == (value.reason is not None)
    if value.amount is not None:
        assert value.amount.as_tuple().exponent == -2
        assert value.rate_date is not None
        assert value.rate_date <= on


@given(st.decimals(0, 10**9, places=2), st.decimals(0, 10**9, places=2), st.sampled_from(["CNY", "HKD", "EUR"]))
def test_rates_keep_order(one: Decimal, other: Decimal, currency: str) -> None:
    low, high = (RATES.in_usd(amount, currency, MONDAY).amount for amount in sorted((one, other)))
    assert low is not None
    assert high is not None
    assert low <= high


def test_rates_are_quick_on_a_day_already_asked() -> None:
    RATES.in_usd(Decimal(1), "CNY", MONDAY)
    start = time.perf_counter()
    for amount in range(2000):
        RATES.in_usd(Decimal(amount), "CNY", MONDAY)
    assert time.perf_counter() - start < 1


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A rate file of the operator."""
    file = tmp_path / "rates.csv"
    file.write_text(
        "date,currency,usd_per_unit\n2026-02-02,TWD,0.0310\n2026-01-05,TWD,0.0300\n2026-03-01,CNY,0.14\n", "utf-8"
    )
    return file


@pytest.mark.parametrize(
    ("currency", "on", "amount", "rate_date"),
    [
        ("TWD", MONDAY, "31.00", date(2026, 2, 2)),
        ("TWD", date(2026, 2, 1), "30.00", date(2026, 1, 5)),
        ("CNY", MONDAY, "140.00", date(2026, 3, 1)),
    ],
)
def test_rates_of_the_operator_win(own: Path, currency: str, on: date, amount: str, rate_date: date) -> None:
    value = Rates(own).in_usd(Decimal(1000), currency, on)
    assert (value.amount, value.rate_date, value.source) == (Decimal(amount), rate_date, "rate file rates.csv")


def test_rates_of_the_operator_reach_back_no_further_than_they_go(own: Path) -> None:
    rates = Rates(own)
    assert rates.in_usd(Decimal(1), "TWD", date(2026, 1, 4)).amount is None
    assert rates.in_usd(Decimal(1), "CNY", date(2026, 2, 27)).source == "European Central Bank"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "line 1: the first line must be date,currency,usd_per_unit"),
        ("day,currency,usd\n", "line 1: the first line must be"),
        ("date,currency,usd_per_unit\n2026-03-01,TWD,lots\n", "line 2: needs a date"),
        ("date,currency,usd_per_unit\n01.03.2026,TWD,0.03\n", "line 2: needs a date"),
        ("date,currency,usd_per_unit\n2026-03-01,TWD\n", "line 2: needs a date"),
        ("date,currency,usd_per_unit\n2026-03-01,twd,0.03\n", "line 2: 'twd' at 0.03"),
        ("date,currency,usd_per_unit\n2026-03-01,TWD,0\n", "line 2: 'TWD' at 0"),
        ("date,currency,usd_per_unit\n2026-03-01,TWD,NaN\n", "line 2: 'TWD' at NaN"),
        (
            "date,currency,usd_per_unit\n2026-03-01,TWD,1\n2026-03-01,TWD,2\n",
            "line 3: TWD has two rates for 2026-03-01",
        ),
    ],
)
def test_rates_name_the_line_of_a_broken_file(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "rates.csv").write_text(text, "utf-8")
    with pytest.raises(SettingsError, match=message):
        Rates(tmp_path / "rates.csv")


def test_rates_report_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="cannot be read"):
        Rates(tmp_path / "absent.csv")
