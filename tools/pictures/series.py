"""Rows of an XY panel as series over one axis."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kibana.aggregations import Row
from kibana.definitions import OverTime, XYPanel


@dataclass(frozen=True)
class Series:
    """What an XY panel draws."""

    places: tuple[str, ...]
    """Along the axis, times in their order, values as they came."""
    values: Mapping[str, Mapping[str, float]]
    """Name of a series → place → number; places without one are left out."""


def series_of(panel: XYPanel, rows: list[Row]) -> Series:
    """One series for each value of the split, or for each measure."""
    places = list(dict.fromkeys(str(row["across"]) for row in rows))
    values: dict[str, dict[str, float]] = {}
    for row in rows:
        for number, measure in enumerate(panel.measures, 1):
            value = row[f"measure-{number}"]
            name = str(row["split"]) if panel.split else measure.label
            if value is not None:
                values.setdefault(name, {})[str(row["across"])] = float(value)
    return Series(tuple(sorted(places) if isinstance(panel.across, OverTime) else places), values)
