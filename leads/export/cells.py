"""Cells of a CSV file that no spreadsheet takes for a formula, and the way back.

Text that a spreadsheet could run gets an apostrophe before it, text that begins with an apostrophe a second one, so
that `read_text` gives back every text exactly. Numbers stand bare and texts in quotes: a number ``-5`` stays one,
and a text that a spreadsheet would split at ``;`` or a tab stays whole.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import IO

Value = str | int | Decimal | bool | date | datetime | None
"""What a cell can hold. Floats do not occur: money is exact."""

_RUNS = frozenset("=+-@\t\r\n|%\x00\uff1d\uff0b\uff0d\uff20\u2212")
"""First characters of formulas (OWASP), with the full-width forms that some spreadsheets fold."""


def write_row(values: Sequence[Value]) -> str:
    """One line of CSV, with its line end (CRLF, RFC 4180)."""
    line = io.StringIO()
    csv.writer(line, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n").writerow([_cell(value) for value in values])
    return line.getvalue()


def read_rows(file: IO[str]) -> Iterator[list[str]]:
    """The rows of an export with their texts as they were; numbers come as their digits, none as an empty text."""
    for row in csv.reader(file):
        yield [read_text(cell) for cell in row]


def safe_text(text: str) -> str:
    """*text* so that no spreadsheet runs it."""
    return f"'{text}" if text[:1] == "'" or text[:1] in _RUNS or text.lstrip()[:1] in _RUNS else text


def read_text(cell: str) -> str:
    """The text that `safe_text` was given."""
    return cell.removeprefix("'")


def _cell(value: Value) -> str | int | Decimal | None:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return safe_text(value)
    if isinstance(value, Decimal):
        return _Digits(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    return value


class _Digits(Decimal):
    """A decimal that is written without an exponent."""

    def __str__(self) -> str:
        return format(self, "f")
