"""CSV cells: nothing runs in a spreadsheet, and every text comes back."""

from __future__ import annotations

import csv
import io
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from leads.export.cells import Value, read_rows, read_text, safe_text, write_row

texts = st.text(st.characters(exclude_categories=["Cs"]))
starts = st.sampled_from(["", "=", "+", "-", "@", "\t", "\r", "\n", " =", "\u3000=", "=", "+", "-", "@", "'", "'="])


@given(starts, texts)
@example("", "=cmd|'/c calc'!A1")
@example("", '"=1+1')
@example("", "\x00=1")
def test_safe_text_never_begins_with_what_a_spreadsheet_runs(start: str, rest: str) -> None:
    shown = safe_text(start + rest)
    assert shown.lstrip()[:1] not in set("=+-@=+-@")
    assert shown[:1] not in {"\t", "\r", "\n", "\x00"}


@given(starts, texts)
def test_safe_text_is_read_back_exactly(start: str, rest: str) -> None:
    assert read_text(safe_text(start + rest)) == start + rest


@given(st.lists(st.tuples(starts, texts).map("".join), min_size=1))
def test_row_of_texts_comes_back_exactly(row: list[str]) -> None:
    assert list(read_rows(io.StringIO(write_row(row), newline=""))) == [row]


@given(st.lists(texts, min_size=1))
def test_row_is_split_alike_by_readers_of_other_separators(row: list[str]) -> None:
    """A text with ; or a tab in it must not give a second cell, which could begin with a formula."""
    assert write_row(row).count('"') >= 2 * len(row)
    for cell in next(csv.reader(io.StringIO(write_row(row), newline=""))):
        assert cell.lstrip()[:1] not in set("=+-@")


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**30), max_value=10**30))
def test_decimal_keeps_every_digit(amount: Decimal) -> None:
    (cell,) = next(csv.reader([write_row([amount]).removesuffix("\r\n")]))
    assert Decimal(cell) == amount
    assert "E" not in cell


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (-5, "-5"),
        (Decimal("-5"), "-5"),
        (Decimal("1E+5"), "100000"),
        ("-5", '"\'-5"'),
        (None, '""'),
        (True, '"true"'),
        ("plain", '"plain"'),
    ],
)
def test_value_is_written_by_its_type(value: Value, written: str) -> None:
    assert write_row([value]) == f"{written}\r\n"
