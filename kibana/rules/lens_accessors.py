"""Rule 9: what a chart draws are columns that it has."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from kibana.rules.values import Broken, mapping, mappings

_Named = Iterator[tuple[Any, str, Any, bool]]
"""Layer, where in the chart, the column that stands there, and whether there must be one."""


def accessors(visualization_type: str, drawn: dict[str, Any], layers: dict[str, Any]) -> Broken:
    """Every accessor of *drawn* names a column of its layer."""
    named = _TYPES.get(visualization_type)
    if named is None:
        yield 9, f"the chart {visualization_type} is not known here, only {', '.join(_TYPES)}"
        return
    found = list(named(drawn))
    if not found:
        yield 9, "the chart draws no layer"
    for layer, place, column, needed in found:
        columns = mapping(mapping(layers.get(str(layer))).get("columns"))
        if str(layer) not in layers:
            yield 9, f"the chart draws the layer {layer}, which is missing"
        elif column is None:
            if needed:
                yield 9, f"the chart has no {place}"
        elif str(column) not in columns:
            yield 9, f"{place} names {column}, which is no column"


def _metric(drawn: dict[str, Any]) -> _Named:
    layer = drawn.get("layerId")
    yield layer, "metricAccessor", drawn.get("metricAccessor"), True
    for key in ("secondaryMetricAccessor", "maxAccessor", "breakdownByAccessor"):
        yield layer, key, drawn.get(key), False


def _xy(drawn: dict[str, Any]) -> _Named:
    for shown in mappings(drawn.get("layers")):
        layer = shown.get("layerId")
        yield from _several(layer, "accessors", shown.get("accessors"))
        for key in ("xAccessor", "splitAccessor"):
            yield layer, key, shown.get(key), False


def _pie(drawn: dict[str, Any]) -> _Named:
    for shown in mappings(drawn.get("layers")):
        layer = shown.get("layerId")
        yield from _several(layer, "metrics", shown.get("metrics"))
        yield from _several(layer, "primaryGroups", shown.get("primaryGroups"))


def _table(drawn: dict[str, Any]) -> _Named:
    columns = [column.get("columnId") for column in mappings(drawn.get("columns"))]
    yield from _several(drawn.get("layerId"), "columns", columns)


def _several(layer: Any, place: str, columns: Any) -> _Named:
    if not isinstance(columns, list) or not columns:
        yield layer, place, None, True
        return
    for column in columns:
        yield layer, place, column, True


_TYPES: dict[str, Callable[[dict[str, Any]], _Named]] = {
    "lnsXY": _xy,
    "lnsMetric": _metric,
    "lnsPie": _pie,
    "lnsDatatable": _table,
}
