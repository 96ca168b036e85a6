"""Tables of articles: goods in columns with a row for each kind of price, or one model named in the heading."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from extract.components.sentences import Sentence, models_in
from extract.components.tables import Row
from extract.reading import Mark, Reading
from extract.word_classes import word_classes

_WORDS = word_classes("facts")
_PRICE_ROW = _WORDS.pattern("{price_rows}")
_RENTAL = _WORDS.pattern("{rental}|{rental_periods}")
_LEAST_GOODS = 2
_PRICE = _WORDS.pattern("{price_words}|{currency_names}")
_ROWS = re.compile(r"(?:[^\n]*\n[ >]*\|)+[^\n]*")
_REACH = 1500
"""A heading further above is none of the row's."""

_Columns = dict[int, Mark]


def goods_of_column(sentence: Sentence, mark: Mark) -> Mark | None:
    """The goods that head the column of an amount, where its row is called a price."""
    reading = sentence.reading
    number = reading.line_number(mark.start)
    columns = _columns(reading).get(number)
    if columns is None:
        return None
    cells = reading.state["rows"][number].cells
    label = next((cell for cell in cells if reading.text[cell[0] : cell[1]].strip()), cells[0])
    if not _PRICE_ROW.search(reading.text, *label) or _RENTAL.search(reading.text, *label):
        return None
    column = next((index for index, (start, end) in enumerate(cells) if start <= mark.start < end), None)
    return columns.get(column) if column is not None else None


def _columns(reading: Reading) -> dict[int, _Columns]:
    """Line number of a row → the goods that the heading of its table names, by column."""
    if "goods_of_columns" not in reading.state:
        reading.state["goods_of_columns"] = dict(_all_columns(reading))
    found: dict[int, _Columns] = reading.state["goods_of_columns"]
    return found


def _all_columns(reading: Reading) -> Iterator[tuple[int, _Columns]]:
    rows: dict[int, Row] = reading.state["rows"]
    for _, run in groupby(enumerate(sorted(rows)), key=lambda place: place[1] - place[0]):
        first, *others = (number for _, number in run)
        named = {column: models_in(reading, *cell) for column, cell in enumerate(rows[first].cells)}
        goods = {column: models[0] for column, models in named.items() if len(models) == 1}
        if len(goods) >= _LEAST_GOODS:
            yield from ((number, goods) for number in others)


def goods_of_heading(sentence: Sentence, mark: Mark) -> Mark | None:
    """The one model that the heading of a table of prices names, for an amount in a row of it."""
    reading, last = sentence.reading, sentence.last_model
    if last is None or mark.start - last.end > _REACH or not _is_row(reading, reading.line_number(mark.start)):
        return None
    number = reading.line_number(last.start)
    if not _is_row(reading, number) or (number and _is_row(reading, number - 1)):
        return None
    heading = reading.lines[number]
    names_one = len(models_in(reading, heading.start, heading.end)) == 1
    if not names_one or not _PRICE.search(reading.text, heading.start, heading.end):
        return None
    return last if _ROWS.fullmatch(reading.text, last.end, mark.start) else None


def _is_row(reading: Reading, number: int) -> bool:
    line = reading.lines[number]
    return reading.text[line.start : min(line.end, line.start + 8)].lstrip(" >").startswith("|")
