"""Bars and lines (lnsXY)."""

from __future__ import annotations

from typing import Any

from kibana.columns import Column, bands_column, measure_column, terms_column, time_column
from kibana.definitions import Bands, OverTime, XYPanel
from kibana.panels.lens import LAYER, Lens, measure_ids

_ACROSS, _SPLIT = "across", "split"


def xy(panel: XYPanel) -> Lens:
    """The chart of *panel*. A split comes first, so that its values are the most frequent of the whole time."""
    measures = measure_ids(len(panel.measures))
    columns: dict[str, Column] = {}
    if panel.split:
        columns[_SPLIT] = terms_column(panel.kind, panel.split, panel.measures[0], measures[0])
    columns[_ACROSS] = _across(panel, measures[0])
    for name, measure in zip(measures, panel.measures, strict=True):
        columns[name] = measure_column(panel.kind, measure)
    series = _series_type(panel)
    layer: dict[str, Any] = {
        "layerId": LAYER,
        "layerType": "data",
        "seriesType": series,
        "xAccessor": _ACROSS,
        "accessors": measures,
    }
    if panel.split:
        layer["splitAccessor"] = _SPLIT
    return Lens(
        panel,
        "lnsXY",
        {
            "preferredSeriesType": series,
            "legend": {"isVisible": True, "position": "right"},
            "valueLabels": "hide",
            "fittingFunction": "None",
            "layers": [layer],
        },
        columns,
    )


def _across(panel: XYPanel, by: str) -> Column:
    if isinstance(panel.across, OverTime):
        return time_column(panel.kind, panel.across)
    if isinstance(panel.across, Bands):
        return bands_column(panel.kind, panel.across)
    return terms_column(panel.kind, panel.across, panel.measures[0], by)


def _series_type(panel: XYPanel) -> str:
    if panel.type == "line":
        return "line"
    return "bar_stacked" if isinstance(panel.across, OverTime) else "bar_horizontal"
