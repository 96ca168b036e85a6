"""Dashboards out of dashboard_files/*.yaml: panels on a grid, controls, a time range."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from kibana.controls import control_group, control_references
from kibana.definitions import Dashboard, LensPanel, Panel, SearchPanel, dashboards
from kibana.grid import places
from kibana.panels import lens_of
from kibana.saved_objects import Reference, SavedObject, to_json
from kibana.searches import search_id

TYPE_MIGRATION_VERSION = "8.7.0"
"""The oldest that has controls, so that every Kibana from 8.8 on reads it."""

_OPTIONS = {
    "hidePanelTitles": False,
    "syncColors": True,
    "syncCursor": True,
    "syncTooltips": False,
    "useMargins": True,
}


def saved_dashboards() -> tuple[SavedObject, ...]:
    """Every dashboard. Raises `ValueError` where a panel asks of a field what it cannot give."""
    return tuple(saved_dashboard(dashboard) for dashboard in dashboards())


def saved_dashboard(dashboard: Dashboard) -> SavedObject:
    """One dashboard as Kibana imports it."""
    panels: list[dict[str, Any]] = []
    references: list[Reference] = []
    sizes = [(panel.width, panel.height) for panel in dashboard.panels]
    for (index, panel), place in zip(named_panels(dashboard), places(sizes), strict=True):
        shown, links = _panel(index, panel)
        panels.append({"panelIndex": index, "gridData": {**place, "i": index}, "title": panel.title, **shown})
        references += links
    return SavedObject(
        id=f"chipwatch-{dashboard.name}",
        type="dashboard",
        attributes={
            "title": f"chipwatch: {dashboard.title}",
            "description": dashboard.description,
            "timeRestore": True,
            "timeFrom": dashboard.time_from,
            "timeTo": "now",
            "refreshInterval": {"pause": True, "value": 0},
            "controlGroupInput": control_group(dashboard.controls),
            "optionsJSON": to_json(_OPTIONS),
            "panelsJSON": to_json(panels),
            "kibanaSavedObjectMeta": {
                "searchSourceJSON": to_json({"query": {"language": "kuery", "query": ""}, "filter": []})
            },
        },
        references=(*references, *control_references(dashboard.controls)),
        type_migration_version=TYPE_MIGRATION_VERSION,
    )


def named_panels(dashboard: Dashboard) -> Iterator[tuple[str, Panel]]:
    """Each panel with its id within the dashboard, which is made of its title."""
    seen: Counter[str] = Counter()
    for panel in dashboard.panels:
        name = re.sub(r"[^a-z0-9]+", "-", panel.title.lower()).strip("-")
        seen[name] += 1
        yield (f"{name}-{seen[name]}" if seen[name] > 1 else name), panel


def _panel(index: str, panel: Panel) -> tuple[dict[str, Any], list[Reference]]:
    if isinstance(panel, SearchPanel):
        name = f"panel_{index}"
        link = Reference(name=f"{index}:{name}", type="search", id=search_id(panel.search))
        return {"type": "search", "panelRefName": name, "embeddableConfig": {"enhancements": {}}}, [link]
    return _lens(index, panel)


def _lens(index: str, panel: LensPanel) -> tuple[dict[str, Any], list[Reference]]:
    lens = lens_of(panel)
    attributes = {**lens.attributes(), "type": "lens", "references": [lens.reference.model_dump()]}
    link = lens.reference.model_copy(update={"name": f"{index}:{lens.reference.name}"})
    return {"type": "lens", "embeddableConfig": {"attributes": attributes, "enhancements": {}}}, [link]
