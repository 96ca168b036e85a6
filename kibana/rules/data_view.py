"""Rule 10, and rule 11 for the fields that a data view names."""

from __future__ import annotations

from typing import Any

from kibana.mapped_fields import counted_fields, kinds_by_index, mapped_fields
from kibana.rules.values import Broken, is_text, json_string, mapping, parse, unknown_keys

_JSON: dict[str, type] = {
    "fields": list,
    "fieldAttrs": dict,
    "fieldFormatMap": dict,
    "runtimeFieldMap": dict,
    "sourceFilters": list,
}
_KEYS = {"title", "name", "timeFieldName", *_JSON}


def data_view(attributes: dict[str, Any]) -> Broken:
    """Attributes of an index-pattern."""
    yield from unknown_keys(attributes, _KEYS, "a data view", rule=10)
    for key in ("title", "name", "timeFieldName"):
        if not is_text(attributes.get(key)):
            yield 10, f"the {key} is missing"
    for key, shape in _JSON.items():
        yield from json_string(attributes, key, shape, rule=10)
    kind = kinds_by_index().get(str(attributes.get("title")))
    if kind is None:
        yield 11, f"no index of chipwatch is called {attributes.get('title')}"
        return
    fields = mapped_fields(kind)
    time = fields.get(str(attributes.get("timeFieldName")))
    if time is None or time.type != "date":
        yield 10, f"the time field {attributes.get('timeFieldName')} is not a date of this index"
    for key in ("fieldAttrs", "fieldFormatMap"):
        for name in sorted(set(mapping(parse(attributes.get(key)))) - set(fields)):
            yield 11, f"{key} names {name}, which is no field of this index"
    computed = mapping(parse(attributes.get("runtimeFieldMap")))
    for name in sorted(set(counted_fields(kind)) ^ set(computed)):
        yield 11, f"runtimeFieldMap and the computed fields of {kind} differ in {name}"
    for name, field in computed.items():
        if not is_text(mapping(field).get("type")) or not is_text(mapping(mapping(field).get("script")).get("source")):
            yield 10, f"the computed field {name} has no type or no script"
