"""One number (lnsMetric)."""

from __future__ import annotations

from kibana.columns import measure_column
from kibana.definitions import MetricPanel
from kibana.panels.lens import LAYER, Lens, measure_ids


def metric(panel: MetricPanel) -> Lens:
    """The chart of *panel*."""
    (measure,) = measure_ids(1)
    return Lens(
        panel,
        "lnsMetric",
        {"layerId": LAYER, "layerType": "data", "metricAccessor": measure},
        {measure: measure_column(panel.kind, panel.measure)},
    )
