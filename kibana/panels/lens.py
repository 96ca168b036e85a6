"""What all Lens charts share: one layer of columns over one data view."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kibana.columns import Column
from kibana.conditions import kql
from kibana.definitions import LensPanel
from kibana.mapped_fields import index_of
from kibana.saved_objects import Reference

LAYER = "layer"
"""Id of the only layer."""


@dataclass(frozen=True)
class Lens:
    """A chart."""

    panel: LensPanel
    visualization_type: str
    """lnsMetric, lnsXY, lnsPie or lnsDatatable."""
    visualization: Mapping[str, Any]
    """How the columns are drawn."""
    columns: Mapping[str, Column]
    """Id → column, in the order in which Lens aggregates: buckets from the outer to the inner, then measures."""

    @property
    def reference(self) -> Reference:
        """The layer's link to its data view."""
        return Reference(
            name=f"indexpattern-datasource-layer-{LAYER}", type="index-pattern", id=index_of(self.panel.kind)
        )

    def attributes(self) -> dict[str, Any]:
        """Attributes of a saved object of type lens, or of a panel that holds its chart itself."""
        layer = {"columns": dict(self.columns), "columnOrder": list(self.columns), "incompleteColumns": {}}
        return {
            "title": self.panel.title,
            "visualizationType": self.visualization_type,
            "state": {
                "visualization": dict(self.visualization),
                "query": kql(self.panel.kind, self.panel.where),
                "filters": [],
                "datasourceStates": {"formBased": {"layers": {LAYER: layer}}},
                "internalReferences": [],
                "adHocDataViews": {},
            },
        }


def measure_ids(number: int) -> list[str]:
    """Ids of *number* measures."""
    return [f"measure-{position}" for position in range(1, number + 1)]
