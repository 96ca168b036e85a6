"""Rule 9: a Lens chart. The fields of its columns (rule 11): `kibana.rules.lens_fields`."""

from __future__ import annotations

from typing import Any

from kibana.mapped_fields import RECORDS
from kibana.rules.lens_accessors import accessors
from kibana.rules.lens_fields import lens_fields
from kibana.rules.search_source import is_query
from kibana.rules.values import Broken, Surroundings, is_text, mapping, unknown_keys

_KEYS = {"title", "description", "visualizationType", "state", "type", "references"}
_STATE = {"visualization", "query", "filters", "datasourceStates", "internalReferences", "adHocDataViews"}
_COLUMN: dict[str, type] = {"label": str, "dataType": str, "operationType": str, "isBucketed": bool, "scale": str}


def layers_of(attributes: dict[str, Any]) -> dict[str, Any]:
    """Id → layer of a chart."""
    states = mapping(mapping(attributes.get("state")).get("datasourceStates"))
    return mapping(mapping(states.get("formBased")).get("layers"))


def lens(attributes: dict[str, Any], references: dict[str, str], surroundings: Surroundings) -> Broken:
    """Attributes of a Lens chart with these *references*."""
    yield from unknown_keys(attributes, _KEYS, "a chart", rule=9)
    if not isinstance(attributes.get("title"), str):
        yield 9, "the title is missing"
    state = mapping(attributes.get("state"))
    for key in sorted(_STATE ^ set(state)):
        yield 9, f"the state {'has no' if key in _STATE else 'knows no'} {key}"
    if not is_query(state.get("query")):
        yield 9, "the query is not exactly query and language"
    for key, shape in (("filters", list), ("internalReferences", list), ("adHocDataViews", dict)):
        if key in state and not isinstance(state[key], shape):
            yield 9, f"{key} is not a {'list' if shape is list else 'object'}"
    layers = layers_of(attributes)
    if not layers:
        yield 9, "there is no layer"
    for name, layer in layers.items():
        if f"indexpattern-datasource-layer-{name}" not in references:
            yield 9, f"there is no reference indexpattern-datasource-layer-{name}"
        yield from _layer(name, layer)
    yield from accessors(str(attributes.get("visualizationType")), mapping(state.get("visualization")), layers)
    yield from lens_fields(layers, references, surroundings)


def _layer(name: str, layer: Any) -> Broken:
    columns, order = mapping(layer).get("columns"), mapping(layer).get("columnOrder")
    if not isinstance(columns, dict) or not columns:
        yield 9, f"the layer {name} has no columns"
        columns = {}
    if not isinstance(order, list) or sorted(map(str, order)) != sorted(columns):
        yield 9, f"columnOrder of the layer {name} is not its columns in some order"
    if mapping(layer).get("incompleteColumns") != {}:
        yield 9, f"the layer {name} has incomplete columns, or does not say"
    for column, shown in columns.items():
        yield from _column(column, mapping(shown), columns)


def _column(name: str, column: dict[str, Any], columns: dict[str, Any]) -> Broken:
    for key, shape in _COLUMN.items():
        if not isinstance(column.get(key), shape):
            yield 9, f"the column {name} has no {key}"
    if not is_text(column.get("sourceField")) and not isinstance(column.get("params"), dict):
        yield 9, f"the column {name} has neither sourceField nor params"
    if column.get("operationType") == "count" and column.get("sourceField") != RECORDS:
        yield 9, f"the column {name} counts {column.get('sourceField')}, not {RECORDS}"
    if "filter" in column and not is_query(column["filter"]):
        yield 9, f"the filter of the column {name} is not exactly query and language"
    order = mapping(mapping(column.get("params")).get("orderBy"))
    if order.get("type") == "custom" and not isinstance(column["params"].get("orderAgg"), dict):
        yield 9, f"the column {name} is ordered by a measure of its own, and has none"
    if order.get("type") == "column" and str(order.get("columnId")) not in columns:
        yield 9, f"the column {name} is ordered by {order.get('columnId')}, which is no column"
