"""Rows and columns (lnsDatatable)."""

from __future__ import annotations

from kibana.columns import measure_column, terms_column
from kibana.definitions import TablePanel
from kibana.panels.lens import LAYER, Lens, measure_ids


def table(panel: TablePanel) -> Lens:
    """The chart of *panel*, its rows ordered by the first measure."""
    measures = measure_ids(len(panel.measures))
    rows = {f"rows-{position}": terms for position, terms in enumerate(panel.rows, 1)}
    columns = {name: terms_column(panel.kind, terms, panel.measures[0], measures[0]) for name, terms in rows.items()}
    columns |= {
        name: measure_column(panel.kind, measure) for name, measure in zip(measures, panel.measures, strict=True)
    }
    return Lens(
        panel,
        "lnsDatatable",
        {
            "layerId": LAYER,
            "layerType": "data",
            "columns": [{"columnId": name, "isTransposed": False, "isMetric": name not in rows} for name in columns],
        },
        columns,
    )
