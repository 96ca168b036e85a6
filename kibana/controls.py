"""Controls above a dashboard: lists of values, each of which narrows those after it and all panels."""

from __future__ import annotations

from typing import Any

from kibana.definitions import Control
from kibana.mapped_fields import index_of
from kibana.saved_objects import Reference, to_json


def control_group(controls: tuple[Control, ...]) -> dict[str, Any]:
    """``controlGroupInput`` of a dashboard."""
    ignored = ("ignoreFilters", "ignoreQuery", "ignoreTimerange", "ignoreValidations")
    return {
        "controlStyle": "oneLine",
        "chainingSystem": "HIERARCHICAL",
        "ignoreParentSettingsJSON": to_json(dict.fromkeys(ignored, False)),
        "panelsJSON": to_json({_id(control): _panel(control, order) for order, control in enumerate(controls)}),
    }


def control_references(controls: tuple[Control, ...]) -> tuple[Reference, ...]:
    """The data view of each control."""
    return tuple(
        Reference(
            name=f"controlGroup_{_id(control)}:optionsListDataView", type="index-pattern", id=index_of(control.kind)
        )
        for control in controls
    )


def _id(control: Control) -> str:
    return f"control-{control.kind}-{control.field}"


def _panel(control: Control, order: int) -> dict[str, Any]:
    return {
        "type": "optionsListControl",
        "order": order,
        "width": "medium",
        "grow": True,
        "explicitInput": {
            "id": _id(control),
            "title": control.title,
            "dataViewId": index_of(control.kind),
            "fieldName": control.field,
            "selectedOptions": [],
            "enhancements": {},
        },
    }
