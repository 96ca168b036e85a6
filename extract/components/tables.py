"""Tables as text: rows of cells cut by ``|``, ``;`` or a tab, with a row of headings that says what a column holds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, takewhile

from extract.reading import Line, Reading
from extract.word_classes import word_classes

_WORDS = word_classes("tables")
_DELIMITERS = "\t|;"
_LEAST_ROWS = 2
_LEAST_CUTS = 2
_LONGEST_ROW = 2000
_MOST_COLUMNS, _LONGEST_HEADING = 6, 24
_CELL = re.compile(r"[ $€£¥]*[0-9][0-9,. ]*(?:元|usd|eur)?\s*")
_DIGIT = re.compile(r"[0-9]")
_HEADINGS = tuple(
    (kind, value, _WORDS.pattern(rf"[\s(（_\-#]*{{{name}}}"))
    for kind, value, name in (
        ("count_label", "moq", "least_order"),
        ("count_label", "stock", "stock"),
        ("price_label", "price", "price"),
        ("lead_label", "lead", "lead_time"),
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
    _label_columns_of_lines(reading)


def _label_columns_of_lines(reading: Reading) -> None:
    """A table whose cells stand in lines of their own: a line for every heading, then as many for every row."""
    lines = reading.lines
    first = 0
    while first < len(lines):
        headings = list(takewhile(lambda line: _is_heading_line(reading, line), lines[first : first + _MOST_COLUMNS]))
        found = {column: _label(reading, line.start, line.end) for column, line in enumerate(headings)}
        labels = {column: label for column, label in found.items() if label is not None}
        if {kind for kind, _ in labels.values()} == {"count_label", "price_label"} and 0 not in labels:
            for number, line in enumerate(lines[first + len(headings) :]):
                column = number % len(headings)
                if column in labels and _CELL.fullmatch(reading.text, line.start, line.end):
                    reading.add(*labels[column], line.start - 1, line.start, "table.heading")
            return
        first += max(1, len(headings))


def _is_heading_line(reading: Reading, line: Line) -> bool:
    text = reading.text[line.start : line.end]
    return 0 < len(text.strip()) <= _LONGEST_HEADING and _DIGIT.search(text) is None


def in_same_row(reading: Reading, first: int, second: int) -> bool:
    """Whether two places stand in one row of a table."""
    number = reading.line_number(first)
    return number in reading.state["rows"] and reading.line_number(second) == number


def _tables(reading: Reading) -> Iterator[dict[int, Row]]:
    """Runs of rows that are cut alike; a row may stand alone where the text has more of them."""
    for delimiter in _DELIMITERS:
        if delimiter not in reading.text:
            continue
        rows = [number for number, line in enumerate(reading.lines) if cuts(reading, line, delimiter) >= _LEAST_CUTS]
        if len(rows) < _LEAST_ROWS:
            continue
        for _, run in groupby(enumerate(rows), key=lambda place: place[1] - place[0]):
            yield {number: _row(reading, reading.lines[number], delimiter) for _, number in run}


def cuts(reading: Reading, line: Line, delimiter: str) -> int:
    """How often *delimiter* stands in a line; 0 in one that is too long to be a row of a table."""
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
        found = _label(reading, start, end)
        if found is not None and column:
            yield column, *found


def _label(reading: Reading, start: int, end: int) -> tuple[str, str] | None:
    """Kind and value of the label that a heading is."""
    return next(((kind, value) for kind, value, label in _HEADINGS if label.match(reading.text, start, end)), None)
