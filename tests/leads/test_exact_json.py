"""JSON lines: decimals digit for digit, texts untouched, one record a line."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leads.export.exact_json import exact_json

decimals = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**40), max_value=10**40)


@given(decimals)
def test_decimal_is_a_number_with_every_digit(amount: Decimal) -> None:
    line = exact_json({"price": amount})
    assert json.loads(line, parse_float=Decimal, parse_int=Decimal)["price"] == amount
    assert isinstance(json.loads(line)["price"], int | float)


@given(st.recursive(st.text() | st.integers() | st.none() | st.booleans(), st.lists))
def test_everything_else_comes_back_and_stays_on_one_line(value: object) -> None:
    line = exact_json(value)
    assert json.loads(line) == value
    assert "\n" not in line


def test_times_are_iso_8601() -> None:
    assert exact_json([datetime(2026, 3, 2, 8, tzinfo=UTC), date(2026, 3, 2)]) == (
        '["2026-03-02T08:00:00+00:00", "2026-03-02"]'
    )


@pytest.mark.parametrize("value", [Decimal("NaN"), Decimal("Infinity"), float("nan")])
def test_what_is_no_number_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match=r"JSON"):
        exact_json(value)


def test_unknown_types_are_refused() -> None:
    with pytest.raises(TypeError, match="set has no place"):
        exact_json({"a": {1}})
