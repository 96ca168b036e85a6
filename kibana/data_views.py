"""Data views out of the field registry: labels, meanings and number formats of every field."""

from __future__ import annotations

from typing import Any

from index.fields import MODELS, Field, Kind, fields_of
from index.meaning import meaning_of
from kibana.mapped_fields import counted_fields, data_view_definitions, index_of, label_of, time_field
from kibana.saved_objects import SavedObject, to_json

TYPE_MIGRATION_VERSION = "8.0.0"

_KEY = """\
def found = doc['{path}'];
if (found.size() > 0) emit(Long.parseLong(found.value));
"""
_SIZE_OF_TEXT = """\
def found = params._source['{path}'];
emit(found == null ? 0 : found instanceof List ? found.size() : 1);
"""


def data_views() -> tuple[SavedObject, ...]:
    """One data view for each kind of document."""
    return tuple(_data_view(kind) for kind in MODELS)


def computed_fields(kind: Kind) -> dict[str, Any]:
    """Fields that Elasticsearch computes when asked, as a search request takes them (``runtime_mappings``)."""
    return {
        name: {"type": "long", "script": {"source": _script(path).format(path=path)}}
        for name, path in counted_fields(kind).items()
    }


def _script(path: str) -> str:
    return _KEY if "." in path else _SIZE_OF_TEXT


def _data_view(kind: Kind) -> SavedObject:
    fields = tuple(field for field in fields_of(kind) if not field.record)
    return SavedObject(
        id=index_of(kind),
        type="index-pattern",
        attributes={
            "title": index_of(kind),
            "name": data_view_definitions()[kind]["name"],
            "timeFieldName": time_field(kind),
            "fields": "[]",
            "fieldAttrs": to_json({field.path: _attributes(field) for field in fields}),
            "fieldFormatMap": to_json({field.path: shape for field in fields if (shape := _format(field))}),
            "runtimeFieldMap": to_json(computed_fields(kind)),
            "sourceFilters": "[]",
        },
        type_migration_version=TYPE_MIGRATION_VERSION,
    )


def _attributes(field: Field) -> dict[str, str]:
    return {"customLabel": label_of(field.kind, field.path), "customDescription": meaning_of(field)}


def _format(field: Field) -> dict[str, Any] | None:
    if field.name in ("url", "urls"):
        return {"id": "url", "params": {"labelTemplate": "{{value}}", "urlTemplate": "{{rawValue}}"}}
    found: dict[str, Any] | None = data_view_definitions()["formats"].get(field.unit)
    return found
