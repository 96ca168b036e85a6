"""Rows and columns."""

from __future__ import annotations

from collections.abc import Iterator

from kibana.aggregations import Row
from kibana.definitions import TablePanel
from tools.pictures.figures import figure
from tools.pictures.svg import FAINT, Box, fitted, line, text, width_of

_ROW = 18.0


def table(panel: TablePanel, rows: list[Row], box: Box) -> Iterator[str]:
    """As many rows as there is room for; how many more there are is told below."""
    labels = [terms.label for terms in panel.rows] + [measure.label for measure in panel.measures]
    names = [f"rows-{n}" for n in range(1, len(panel.rows) + 1)]
    names += [f"measure-{n}" for n in range(1, len(panel.measures) + 1)]
    room = int((box.h - _ROW) // _ROW)
    shown = rows if len(rows) <= room else rows[: room - 1]
    cells = [[figure(row[name]) for name in names] for row in shown]
    edges = _edges([labels, *cells], len(panel.rows), box)
    for number, cells_of_row in enumerate([labels, *cells]):
        y = box.y + _ROW * number + 13
        for position, (cell, (left, right)) in enumerate(zip(cells_of_row, edges, strict=True)):
            number_like = position >= len(panel.rows)
            x, anchor = (right, "end") if number_like else (left, "start")
            yield text(x, y, fitted(cell, right - left), anchor=anchor, bold=number == 0)
        yield line(box.x, y + 5, box.x + box.w, y + 5)
    if len(shown) < len(rows):
        yield text(box.x, box.y + box.h - 4, f"{len(rows) - len(shown)} more rows", size=10, fill=FAINT)


def _edges(cells: list[list[str]], texts: int, box: Box) -> list[tuple[float, float]]:
    """Left and right of each column: numbers as wide as they need, the rest for the texts."""
    wanted = [max(width_of(row[column]) for row in cells) + 14 for column in range(len(cells[0]))]
    spare = (box.w - sum(wanted[texts:])) / texts
    widths = [max(spare, 60.0)] * texts + wanted[texts:]
    scale = min(1.0, box.w / sum(widths))
    edges, left = [], box.x
    for width in widths:
        edges.append((left, left + width * scale - 7))
        left += width * scale
    return edges
