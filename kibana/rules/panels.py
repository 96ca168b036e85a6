"""Rule 8: panels stand on a grid of 48 columns, none over another, and each has what it shows."""

from __future__ import annotations

from itertools import combinations
from typing import Any

from kibana.grid import COLUMNS
from kibana.rules.lens import layers_of, lens
from kibana.rules.values import (
    Broken,
    Surroundings,
    is_integer,
    is_text,
    mapping,
    mappings,
    reference_ids,
    unknown_keys,
)

_KEYS = {"type", "panelIndex", "gridData", "embeddableConfig", "version", "title", "panelRefName"}
_PLACE = ("x", "y", "w", "h")


def panels(found: Any, references: dict[str, str], surroundings: Surroundings) -> Broken:
    """The parsed ``panelsJSON`` of a dashboard with these *references*."""
    if not isinstance(found, list):
        return
    if len(mappings(found)) != len(found):
        yield 8, "a panel is not an object"
    placed: list[tuple[str, dict[str, int]]] = []
    seen: set[str] = set()
    for panel in mappings(found):
        name = str(panel.get("panelIndex"))
        if name in seen:
            yield 8, f"the panel {name} occurs a second time"
        seen.add(name)
        yield from unknown_keys(panel, _KEYS, f"the panel {name}", rule=8)
        for key in ("type", "panelIndex"):
            if not is_text(panel.get(key)):
                yield 8, f"the {key} of a panel is missing"
        place = mapping(panel.get("gridData"))
        yield from _place(name, place)
        if all(is_integer(place.get(side)) for side in _PLACE):
            placed.append((name, place))
        yield from _content(name, panel, references, surroundings)
    for (one, first), (other, second) in combinations(placed, 2):
        if _overlap(first, second):
            yield 8, f"the panels {one} and {other} lie over each other"


def _place(name: str, place: dict[str, Any]) -> Broken:
    if set(place) != {*_PLACE, "i"} or place.get("i") != name:
        yield 8, f"gridData of {name} is not x, y, w, h and i, the panel's own index"
    if not all(is_integer(place.get(side)) for side in _PLACE):
        yield 8, f"gridData of {name} holds something else than whole numbers"
        return
    if place["x"] < 0 or place["y"] < 0 or place["w"] < 1 or place["h"] < 1 or place["x"] + place["w"] > COLUMNS:
        yield 8, f"the panel {name} does not lie within {COLUMNS} columns"


def _overlap(a: dict[str, int], b: dict[str, int]) -> bool:
    return (
        a["x"] < b["x"] + b["w"] and b["x"] < a["x"] + a["w"] and a["y"] < b["y"] + b["h"] and b["y"] < a["y"] + a["h"]
    )


def _content(name: str, panel: dict[str, Any], references: dict[str, str], surroundings: Surroundings) -> Broken:
    config = panel.get("embeddableConfig")
    if not isinstance(config, dict):
        yield 8, f"the panel {name} has no embeddableConfig"
        config = {}
    if "panelRefName" in panel:
        if panel["panelRefName"] != f"panel_{name}" or f"{name}:panel_{name}" not in references:
            yield 8, f"the panel {name} has no reference {name}:panel_{name}"
        return
    attributes = config.get("attributes")
    if not isinstance(attributes, dict):
        yield 8, f"the panel {name} shows nothing: it has neither a reference nor attributes"
        return
    for layer in layers_of(attributes):
        if f"{name}:indexpattern-datasource-layer-{layer}" not in references:
            yield 8, f"the panel {name} has no reference {name}:indexpattern-datasource-layer-{layer}"
    for rule, text in lens(attributes, reference_ids(attributes.get("references")), surroundings):
        yield rule, f"the panel {name}: {text}"
