"""Shares of a whole (lnsPie)."""

from __future__ import annotations

from kibana.columns import measure_column, terms_column
from kibana.definitions import PiePanel
from kibana.panels.lens import LAYER, Lens, measure_ids

_SLICES = "slices"


def pie(panel: PiePanel) -> Lens:
    """The chart of *panel*."""
    (measure,) = measure_ids(1)
    layer = {
        "layerId": LAYER,
        "layerType": "data",
        "primaryGroups": [_SLICES],
        "metrics": [measure],
        "numberDisplay": "percent",
        "categoryDisplay": "default",
        "legendDisplay": "default",
        "nestedLegend": False,
    }
    return Lens(
        panel,
        "lnsPie",
        {"shape": "donut", "layers": [layer]},
        {
            _SLICES: terms_column(panel.kind, panel.slices, panel.measure, measure),
            measure: measure_column(panel.kind, panel.measure),
        },
    )
