"""Rules 6, 7 and 11 for the controls of a dashboard."""

from __future__ import annotations

from typing import Any

from kibana.mapped_fields import mapped_fields
from kibana.rules.values import Broken, Surroundings, is_integer, is_text, json_string, mapping, parse, unknown_keys

_KEYS = {"chainingSystem", "controlStyle", "ignoreParentSettingsJSON", "panelsJSON"}
_PANEL_KEYS = {"type", "order", "width", "grow", "explicitInput"}


def controls(group: Any, references: dict[str, str], surroundings: Surroundings) -> Broken:
    """``controlGroupInput``."""
    if not isinstance(group, dict):
        yield 6, "controlGroupInput is not an object"
        return
    yield from unknown_keys(group, _KEYS, "controlGroupInput", rule=6)
    for key in ("chainingSystem", "controlStyle"):
        if not is_text(group.get(key)):
            yield 6, f"the {key} of controlGroupInput is missing"
    for key in ("ignoreParentSettingsJSON", "panelsJSON"):
        yield from json_string(group, key, dict, rule=6)
    for name, panel in mapping(parse(group.get("panelsJSON"))).items():
        yield from _control(name, panel, references, surroundings)


def _control(name: str, panel: Any, references: dict[str, str], surroundings: Surroundings) -> Broken:
    shown = mapping(panel)
    given = mapping(shown.get("explicitInput"))
    yield from unknown_keys(shown, _PANEL_KEYS, f"the control {name}", rule=6)
    if shown.get("type") != "optionsListControl" or not is_integer(shown.get("order")):
        yield 6, f"the control {name} is no list of values with a place in the order"
    if given.get("id") != name or not is_text(given.get("title")):
        yield 6, f"the control {name} has another id, or no title"
    view = references.get(f"controlGroup_{name}:optionsListDataView")
    if view is None or view != given.get("dataViewId"):
        yield 6, f"the control {name} has no reference to its data view"
        return
    kind = surroundings.kinds.get(view)
    if kind is None:
        return
    field = mapped_fields(kind).get(str(given.get("fieldName")))
    if field is None or not field.aggregatable:
        yield 11, f"the control {name} lists {given.get('fieldName')}, whose values {kind} cannot count"
