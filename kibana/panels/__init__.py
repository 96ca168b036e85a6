"""Lens panels, one file for each kind: from a definition to the columns and the look that Lens stores."""

from __future__ import annotations

from kibana.definitions import LensPanel, MetricPanel, PiePanel, XYPanel
from kibana.panels.lens import Lens
from kibana.panels.metric import metric
from kibana.panels.pie import pie
from kibana.panels.table import table
from kibana.panels.xy import xy


def lens_of(panel: LensPanel) -> Lens:
    """What Lens stores of *panel*. Raises `ValueError` where a field does not fit what is asked of it."""
    if isinstance(panel, MetricPanel):
        return metric(panel)
    if isinstance(panel, XYPanel):
        return xy(panel)
    if isinstance(panel, PiePanel):
        return pie(panel)
    return table(panel)
