"""Tables cut by blanks or dashes alone: a heading 'Model  Qty  Unit USD' over rows, or rows 'name - 40 - 2,950'."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from extract.reading import Line, Reading
from extract.screening import Screened
from extract.word_classes import word_classes

_WORDS = word_classes("tables")
_LONGEST = 160
_LEAST_ROWS = 2
_HAS_DIGIT = re.compile(r"[0-9]")
_CELL = re.compile(r"[^\s]+")
_WIDE_CELL = re.compile(r"[^\s]+(?: [^\s]+)*")
_COUNT_HEAD = _WORDS.pattern(r"[(（#]?{stock}(?=$|[(（/:：）)])")
_LEAST_HEAD = _WORDS.pattern(r"{least_order}(?=$|[(（/:：）)])")
_PRICE_HEAD = _WORDS.pattern(r"(?:[^\s]{0,4}?|unit |net |each ){price}(?: ?[a-z$€£¥]{1,4})?(?=$|[(（/:：）)])")
_OTHER_HEAD = _WORDS.pattern(r"{other_columns}(?=$|[(（/:：）)])")
_COUNT_CELL = re.compile(r"[0-9]{1,5}\+?(?:pcs|units|[张片台套颗块])?")
_PRICE_CELL = re.compile(r"[a-z]{0,3}[$¥€£]?[0-9][0-9,.]*(?:万|w|k)?(?:元|/[a-z]{2,4}|/[张片台套颗块])?")
_SIGN = r"(?:[-–—·•/]|\.{2,9}|…{1,2}|→)"
_ROW_SIGN = Screened(rf"\s{_SIGN}\s")
_DASHED = re.compile(
    rf"(?P<name>[^\n]{{2,60}}?)\s{_SIGN}\s(?P<count>[0-9]{{1,4}})(?:\s?(?:pcs|units|sets|nos|ea|cards|servers|nodes|boards|[台张片套颗块]))?\s{_SIGN}\s"
    r"(?:[a-z]{0,3}[$¥€£]?\s?[0-9][0-9,.]*k?)\s*"
)


def find_blank_tables(reading: Reading) -> None:
    """Labels the cells of such tables as counts and prices. Runs before numbers."""
    if len(reading.lines) <= _LEAST_ROWS:
        return
    for start, kind, value in (*_headed(reading), *_dashed(reading)):
        reading.add(kind, value, start - 1, start, "table.heading")


def _headed(reading: Reading) -> Iterator[tuple[int, str, str]]:
    """Rows under a heading; the columns are counted from the right, for a name has blanks of its own."""
    columns: list[tuple[str, str] | None] = []
    for line in reading.lines:
        cells = _cells(reading, line)
        heading = _heading(reading, line, _wide_cells(reading, line) or cells)
        if heading is not None:
            columns = heading
        elif not columns:
            continue
        elif len(cells) <= len(columns) - 1 or not _HAS_DIGIT.search(reading.text, line.start, line.end):
            columns = []
        else:
            yield from _labels(reading, cells, columns)


def _cells(reading: Reading, line: Line) -> list[tuple[int, int]]:
    if not 0 < line.end - line.start <= _LONGEST:
        return []
    return [match.span() for match in _CELL.finditer(reading.text, line.start, line.end)]


def _wide_cells(reading: Reading, line: Line) -> list[tuple[int, int]]:
    """Cells that two blanks and more cut: 'Qty   Unit USD' are two."""
    if not 0 < line.end - line.start <= _LONGEST or "  " not in reading.text[line.start : line.end]:
        return []
    cells = [match.span() for match in _WIDE_CELL.finditer(reading.text, line.start, line.end)]
    return cells if len(cells) > _LEAST_ROWS else []


def _heading(reading: Reading, line: Line, cells: list[tuple[int, int]]) -> list[tuple[str, str] | None] | None:
    """What every column behind the first holds, where each is a known heading, one of them of counts."""
    if len(cells) < 3 or _HAS_DIGIT.search(reading.text, line.start, line.end):
        return None
    if any(mark in reading.text[line.start : line.end] for mark in "|;,，。："):
        return None
    columns: list[tuple[str, str] | None] = []
    for start, end in cells:
        word = reading.text[start:end]
        if _LEAST_HEAD.match(word):
            columns.append(("count_label", "moq"))
        elif _COUNT_HEAD.match(word):
            columns.append(("count_label", "stock"))
        elif _PRICE_HEAD.match(word):
            columns.append(("price_label", "price"))
        elif _OTHER_HEAD.match(word):
            columns.append(None)
        elif columns and columns[-1] == ("price_label", "price"):
            continue  # "Unit USD": a second word of the heading before
        else:
            return None
    known = [column for column in columns if column is not None]
    return columns if ("count_label", "stock") in known and columns[0] is None else None


def _labels(
    reading: Reading, cells: list[tuple[int, int]], columns: list[tuple[str, str] | None]
) -> Iterator[tuple[int, str, str]]:
    found: list[tuple[int, str, str]] = []
    for (start, end), column in zip(reversed(cells), reversed(columns), strict=False):
        if column is None:
            continue
        kind, value = column
        shape = _COUNT_CELL if kind == "count_label" else _PRICE_CELL
        if not shape.fullmatch(reading.text, start, end):
            return
        found.append((start, kind, value))
    yield from reversed(found)


def _dashed(reading: Reading) -> Iterator[tuple[int, str, str]]:
    """'RTX 5090 FE - 40 - 2,950' in two lines or more that follow each other."""
    if not reading.says(_ROW_SIGN):
        return
    found: list[tuple[int, re.Match[str]]] = []
    for number, line in enumerate(reading.lines):
        match = _DASHED.fullmatch(reading.text, line.start, line.end) if line.end - line.start <= _LONGEST else None
        if match is not None and reading.within("model", *match.span("name")):
            found.append((number, match))
    for _, run in groupby(enumerate(found), key=lambda place: place[1][0] - place[0]):
        rows = [match for _, (_, match) in run]
        if len(rows) >= _LEAST_ROWS:
            for match in rows:
                yield match.start("count"), "count_label", "stock"
