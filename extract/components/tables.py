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


def _tables(reading: Reading) -> Iterator[dict[int, Row]]:
    for delimiter in _DELIMITERS:
        if delimiter not in reading.text:
            continue
        cuts = [_cuts(reading, line, delimiter) for line in reading.lines]
        for is_row, numbers in groupby(range(len(cuts)), key=lambda number: cuts[number] >= _LEAST_CUTS):
            found = list(numbers)
            if is_row and len(found) >= _LEAST_ROWS:
                yield {number: _row(reading, reading.lines[number], delimiter) for number in found}


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
