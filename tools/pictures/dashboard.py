"""A dashboard as a picture: its panels where Kibana puts them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kibana.aggregations import Row
from kibana.dashboards import named_panels
from kibana.definitions import Dashboard, LensPanel, MetricPanel, PiePanel, SearchPanel, TablePanel
from kibana.grid import COLUMNS, places
from tools.pictures.donut import donut
from tools.pictures.figures import figure
from tools.pictures.svg import FAINT, FONT, GROUND, LINE, PAPER, Box, element, fitted, rectangle, text
from tools.pictures.table import table
from tools.pictures.xy import xy

_COLUMN, _ROW, _TOP = 25.0, 20.0, 34.0


def picture(dashboard: Dashboard, rows: Mapping[str, list[Row]]) -> str:
    """SVG of *dashboard*; *rows* by the id of a panel. Saved searches are left out: they show documents."""
    boxes = places((panel.width, panel.height) for panel in dashboard.panels)
    drawn = [
        (name, panel, place)
        for (name, panel), place in zip(named_panels(dashboard), boxes, strict=True)
        if not isinstance(panel, SearchPanel)
    ]
    height = _TOP + max(place["y"] + place["h"] for _, _, place in drawn) * _ROW
    width = COLUMNS * _COLUMN
    parts = [rectangle(Box(0, 0, width, height), GROUND)]
    parts.append(text(8, 22, f"chipwatch: {dashboard.title}", size=16, bold=True))
    for name, panel, place in drawn:
        outer = Box(place["x"] * _COLUMN, _TOP + place["y"] * _ROW, place["w"] * _COLUMN, place["h"] * _ROW)
        parts += _panel(panel, rows[name], outer.inset(4, 4, 4, 4))
    return (
        element(
            "svg",
            "\n" + "\n".join(parts) + "\n",
            xmlns="http://www.w3.org/2000/svg",
            viewBox=f"0 0 {width:.0f} {height:.0f}",
            width=width,
            font_family=FONT,
        )
        + "\n"
    )


def _panel(panel: LensPanel, rows: list[Row], box: Box) -> Iterator[str]:
    yield rectangle(box, PAPER, stroke=LINE, rx=4.0)
    yield text(box.x + 10, box.y + 20, fitted(panel.title, box.w - 20, 12), size=12, bold=True)
    inner = box.inset(12, 34, 12, 10)
    if not rows:
        yield text(inner.x, inner.y + 12, "Nothing in the time shown", fill=FAINT)
    elif isinstance(panel, MetricPanel):
        yield text(inner.x, inner.y + 32, figure(rows[0]["measure-1"]), size=30)
        yield text(inner.x, inner.y + 52, fitted(panel.measure.label, inner.w), fill=FAINT)
    elif isinstance(panel, PiePanel):
        yield from donut(rows, inner)
    elif isinstance(panel, TablePanel):
        yield from table(panel, rows, inner)
    else:
        yield from xy(panel, rows, inner)
