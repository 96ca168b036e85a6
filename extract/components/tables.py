"""Tables as text: rows of cells cut by ``|``, ``;`` or a tab, with a row of headings that says what a column holds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from extract.reading import Line, Reading
from extract.word_classes import word_classes

_WORDS = word_classes("tables")
_DELIMITERS = "\t|;"
_LEAST_ROWS = 2
_LEAST_CUTS = 2
_LONGEST_ROW = 2000
_DIGIT = re.compile(r"[0-9]")
_HEADINGS = tuple(
    (kind, value, _WORDS.pattern(rf"[\s(（_\-#]*{{{name}}}"))
    for kind, value, name in (
        ("count_label", "moq", "least_order"),
        ("count_label", "stock", "stock"),
        ("price_label", "price", "price"),
    )
)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table."""

    line: Line
    """Where it stands."""
    cells: tuple[tuple[int, int], ...]
    """Start and end of every cell."""


def find_tables(reading: Reading) -> None:
    """Fills ``reading.state['rows']`` (line number → row) and labels cells by their headings. Runs before numbers."""
    rows: dict[int, Row] = {}
    for table in _tables(reading):
        rows.update(table)
        first, *others = table.values()
        for column, kind, value in _headings(reading, first):
            for row in others:
                if column < len(row.cells):
                    start, _ = row.cells[column]
                    reading.add(kind, value, start - 1, start, "table.heading")
    reading.state["rows"] = rows


def in_same_row(reading: Reading, first: int, second: int) -> bool:
    """Whether two places stand in one row of a table."""
    number = reading.line_number(first)
    return number in reading.state["rows"] and reading.line_number(second) == number


def _tables(reading: Reading) -> Iterator[dict[int, Row]]:
    """Runs of rows that are cut alike; a row may stand alone where the text has more of them."""
    for delimiter in _DELIMITERS:
        if delimiter not in reading.text:
            continue
        rows = [number for number, line in enumerate(reading.lines) if _cuts(reading, line, delimiter) >= _LEAST_CUTS]
        if len(rows) < _LEAST_ROWS:
            continue
        for _, run in groupby(enumerate(rows), key=lambda place: place[1] - place[0]):
            yield {number: _row(reading, reading.lines[number], delimiter) for _, number in run}


def _cuts(reading: Reading, line: Line, delimiter: str) -> int:
    return reading.text.count(delimiter, line.start, line.end) if line.end - line.start < _LONGEST_ROW else 0


def _row(reading: Reading, line: Line, delimiter: str) -> Row:
    cells: list[tuple[int, int]] = []
    start = line.start
    for piece in reading.text[line.start : line.end].split(delimiter):
        cells.append((start, start + len(piece)))
        start += len(piece) + 1
    return Row(line, tuple(cells))


def _headings(reading: Reading, row: Row) -> Iterator[tuple[int, str, str]]:
    """Column, kind and value of the labels in a row of headings, which names no number."""
    if _DIGIT.search(reading.text, row.line.start, row.line.end):
        return
    for column, (start, end) in enumerate(row.cells):
        found = next(((kind, value) for kind, value, label in _HEADINGS if label.match(reading.text, start, end)), None)
        if found is not None and column:
            yield column, *found
