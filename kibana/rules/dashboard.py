"""Rules 6 and 7: the attributes of a dashboard. Its panels: `kibana.rules.panels`."""

from __future__ import annotations

from typing import Any

from kibana.rules.controls import controls
from kibana.rules.panels import panels
from kibana.rules.search_source import search_source
from kibana.rules.values import Broken, Surroundings, is_text, json_string, mapping, parse, unknown_keys

_KEYS = {
    "title", "description", "kibanaSavedObjectMeta", "timeRestore", "timeFrom", "timeTo", "refreshInterval",
    "controlGroupInput", "panelsJSON", "optionsJSON", "version", "hits",
}  # fmt: skip
_OPTIONS = {"hidePanelTitles", "useMargins", "syncColors", "syncCursor", "syncTooltips"}


def dashboard(attributes: dict[str, Any], references: dict[str, str], surroundings: Surroundings) -> Broken:
    """Attributes of a dashboard."""
    yield from unknown_keys(attributes, _KEYS, "a dashboard", rule=6)
    for key in sorted(key for key, value in attributes.items() if value is None):
        yield 6, f"the {key} is null"
    if not is_text(attributes.get("title")):
        yield 6, "the title is missing"
    if not isinstance(attributes.get("description"), str):
        yield 6, "the description is missing"
    yield from _time(attributes)
    yield from json_string(attributes, "optionsJSON", dict, rule=6)
    options = mapping(parse(attributes.get("optionsJSON")))
    yield from unknown_keys(options, _OPTIONS, "optionsJSON", rule=6)
    if not all(isinstance(value, bool) for value in options.values()):
        yield 6, "optionsJSON holds something else than true and false"
    yield from search_source(attributes, references, index=False)
    if attributes.get("controlGroupInput") is not None:
        yield from controls(attributes["controlGroupInput"], references, surroundings)
    yield from json_string(attributes, "panelsJSON", list, rule=6)
    yield from panels(parse(attributes.get("panelsJSON")), references, surroundings)


def _time(attributes: dict[str, Any]) -> Broken:
    restore = attributes.get("timeRestore")
    if not isinstance(restore, bool):
        yield 6, "timeRestore is neither true nor false"
    if restore is True and not (is_text(attributes.get("timeFrom")) and is_text(attributes.get("timeTo"))):
        yield 6, "timeRestore is true without timeFrom and timeTo"
    interval = attributes.get("refreshInterval")
    if interval is None:
        return
    if (
        set(mapping(interval)) != {"pause", "value"}
        or not isinstance(interval["pause"], bool)
        or isinstance(interval["value"], bool)
        or not isinstance(interval["value"], int)
    ):
        yield 6, "refreshInterval is not exactly pause (true or false) and value (milliseconds)"
