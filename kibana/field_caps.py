"""Rule 11 on a server: every field that saved objects name is there, in a type of which can be made what is asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kibana.columns import types_for
from kibana.mapped_fields import RECORDS
from kibana.rules.lens import layers_of
from kibana.rules.search_source import searched_index
from kibana.rules.values import mapping, mappings, parse, reference_ids

SHOW, SORT = "show", "sort"


@dataclass(frozen=True)
class Need:
    """A field that a saved object names."""

    view: str
    """Id of a data view."""
    path: str
    operation: str
    """Of Lens; or show (in a column of a search) or sort."""


def needs(objects: Iterable[Mapping[str, Any]]) -> set[Need]:
    """Every field that *objects*, as they stand in a file, ask for."""
    return {need for value in objects for need in _needs(value) if need.path != RECORDS}


def unmet(need: Need, caps: Mapping[str, Any]) -> str | None:
    """Why *caps*, the answer of ``_field_caps`` for the need's index, do not meet it; None where they do."""
    found = mapping(mapping(caps.get("fields")).get(need.path))
    if not found:
        return f"{need.view} has no field {need.path}"
    if need.operation == SHOW:
        return None
    types = types_for(need.operation)
    for name, said in found.items():
        if types and name not in types:
            return f"{need.view}: {need.operation} of {need.path}, which is {name}"
        if not mapping(said).get("aggregatable"):
            return f"{need.view}: {need.operation} of {need.path}, which is not aggregatable"
    return None


def _needs(value: Mapping[str, Any]) -> Iterator[Need]:
    attributes, references = mapping(value.get("attributes")), reference_ids(value.get("references"))
    if value.get("type") == "index-pattern":
        yield Need(str(value.get("id")), str(attributes.get("timeFieldName")), "date_histogram")
    elif value.get("type") == "search":
        view = searched_index(references) or ""
        yield from (Need(view, str(path), SHOW) for path in attributes.get("columns", ()))
        yield from (Need(view, str(path), SORT) for path, _ in attributes.get("sort", ()))
    elif value.get("type") == "lens":
        yield from _charted(attributes, references)
    elif value.get("type") == "dashboard":
        group = mapping(attributes.get("controlGroupInput"))
        for control in mapping(parse(group.get("panelsJSON"))).values():
            given = mapping(mapping(control).get("explicitInput"))
            yield Need(str(given.get("dataViewId")), str(given.get("fieldName")), "terms")
        for panel in mappings(parse(attributes.get("panelsJSON"))):
            chart = mapping(mapping(panel.get("embeddableConfig")).get("attributes"))
            yield from _charted(chart, reference_ids(chart.get("references")))


def _charted(attributes: dict[str, Any], references: dict[str, str]) -> Iterator[Need]:
    for name, layer in layers_of(attributes).items():
        view = references.get(f"indexpattern-datasource-layer-{name}", "")
        for column in mapping(mapping(layer).get("columns")).values():
            yield Need(view, str(column.get("sourceField")), str(column.get("operationType")))
