"""Bars and lines."""

from __future__ import annotations

from collections.abc import Iterator

from kibana.aggregations import Row
from kibana.definitions import OverTime, XYPanel
from tools.pictures.figures import figure, period_of, short, steps
from tools.pictures.series import Series, series_of
from tools.pictures.svg import FAINT, PALETTE, Box, element, fitted, line, rectangle, text, width_of

_LEGEND = 100.0
_LABELS = 0.4
"""Share of the width that names beside bars may take."""


def xy(panel: XYPanel, rows: list[Row], box: Box) -> Iterator[str]:
    """The chart of *panel* within *box*."""
    series = series_of(panel, rows)
    if not isinstance(panel.across, OverTime):
        yield from _lying(series, box)
        return
    drawn = box.inset(left=38, bottom=16, right=_LEGEND + 10)
    scale = steps(_largest(series, stacked=panel.type == "bar"))
    yield from _axes(series, scale, drawn, "month" if panel.across.every == "1M" else "day")
    yield from (_stacked if panel.type == "bar" else _lines)(series, scale[-1], drawn)
    yield from _legend(list(series.values), box.x + box.w - _LEGEND, box.y)


def _largest(series: Series, *, stacked: bool) -> float:
    if not stacked:
        return max((value for values in series.values.values() for value in values.values()), default=0)
    return max((sum(values.get(place, 0) for values in series.values.values()) for place in series.places), default=0)


def _axes(series: Series, scale: list[float], box: Box, period: str) -> Iterator[str]:
    for value in scale:
        y = box.y + box.h * (1 - value / scale[-1])
        yield line(box.x, y, box.x + box.w, y)
        yield text(box.x - 5, y + 4, short(value), size=10, fill=FAINT, anchor="end")
    slot = box.w / max(len(series.places), 1)
    every = max(1, round(40 / slot))
    for number, place in enumerate(series.places):
        if number % every == 0:
            x = box.x + slot * (number + 0.5)
            yield text(x, box.y + box.h + 13, period_of(place, period), size=10, fill=FAINT, anchor="middle")


def _stacked(series: Series, top: float, box: Box) -> Iterator[str]:
    slot = box.w / max(len(series.places), 1)
    for number, place in enumerate(series.places):
        base = box.y + box.h
        for colour, values in zip(_colours(series), series.values.values(), strict=True):
            height = box.h * values.get(place, 0) / top
            if height > 0:
                yield rectangle(Box(box.x + slot * (number + 0.15), base - height, slot * 0.7, height), colour)
            base -= height


def _lines(series: Series, top: float, box: Box) -> Iterator[str]:
    slot = box.w / max(len(series.places), 1)
    for colour, values in zip(_colours(series), series.values.values(), strict=True):
        points = [
            (box.x + slot * (number + 0.5), box.y + box.h * (1 - values[place] / top))
            for number, place in enumerate(series.places)
            if place in values
        ]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        yield element("polyline", points=path, fill="none", stroke=colour, stroke_width="2")
        yield from (element("circle", cx=x, cy=y, r=3.0, fill=colour) for x, y in points)


def _lying(series: Series, box: Box) -> Iterator[str]:
    several = len(series.values) > 1
    room = min(max(map(width_of, series.places), default=0.0) + 8, box.w * _LABELS)
    drawn = box.inset(left=room, right=44, bottom=18 if several else 0)
    largest = _largest(series, stacked=False) or 1.0
    slot = drawn.h / max(len(series.places), 1)
    bar = min(slot * 0.8, 22.0) / max(len(series.values), 1)
    for number, place in enumerate(series.places):
        middle = drawn.y + slot * (number + 0.5)
        yield text(drawn.x - 6, middle + 4, fitted(place, room - 6), anchor="end")
        for position, (colour, values) in enumerate(zip(_colours(series), series.values.values(), strict=True)):
            y = middle + bar * (position - len(series.values) / 2)
            width = drawn.w * values.get(place, 0) / largest
            yield rectangle(Box(drawn.x, y, width, bar - 1), colour)
            yield text(drawn.x + width + 4, y + bar / 2 + 4, figure(values.get(place)), size=10, fill=FAINT)
    if several:
        x = drawn.x
        for colour, name in zip(_colours(series), series.values, strict=True):
            yield rectangle(Box(x, box.y + box.h - 12, 10, 10), colour)
            yield text(x + 14, box.y + box.h - 3, name, size=10)
            x += 130


def _legend(names: list[str], x: float, y: float) -> Iterator[str]:
    for number, name in enumerate(names):
        yield rectangle(Box(x, y + number * 16, 10, 10), PALETTE[number % len(PALETTE)])
        yield text(x + 14, y + number * 16 + 9, fitted(name, _LEGEND - 14, 10), size=10)


def _colours(series: Series) -> list[str]:
    return [PALETTE[number % len(PALETTE)] for number in range(len(series.values))]
