"""Data views out of the field registry: labels, meanings and number formats of every field."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

import yaml

from index.fields import MODELS, Field, Kind, fields_of
from index.meaning import meaning_of
from kibana.saved_objects import SavedObject

TYPE_MIGRATION_VERSION = "8.0.0"


def data_views() -> tuple[SavedObject, ...]:
    """One data view for each kind of document."""
    return tuple(_data_view(kind) for kind in MODELS)


@cache
def definitions() -> Mapping[str, Any]:
    """data_views.yaml as it stands."""
    found: dict[str, Any] = yaml.safe_load(resources.files("kibana").joinpath("data_views.yaml").read_text("utf-8"))
    return found


def kinds_by_index() -> Mapping[str, Kind]:
    """Title of a data view → the kind of document behind it."""
    return {definitions()[kind]["index"]: kind for kind in MODELS}


def shown_fields(kind: Kind) -> tuple[Field, ...]:
    """Fields that hold a value of their own."""
    return tuple(field for field in fields_of(kind) if not field.record)


def _data_view(kind: Kind) -> SavedObject:
    definition = definitions()[kind]
    fields = shown_fields(kind)
    return SavedObject(
        id=definition["index"],
        type="index-pattern",
        attributes={
            "title": definition["index"],
            "name": definition["name"],
            "timeFieldName": definition["time"],
            "fields": "[]",
            "fieldAttrs": _json({field.path: _attributes(field) for field in fields}),
            "fieldFormatMap": _json({field.path: shape for field in fields if (shape := _format(field))}),
            "runtimeFieldMap": "{}",
            "sourceFilters": "[]",
        },
        type_migration_version=TYPE_MIGRATION_VERSION,
    )


def _attributes(field: Field) -> dict[str, str]:
    label = field.path.replace(".", ": ").replace("_", " ")
    unit = f" ({field.unit})" if field.unit and field.unit != label.rpartition(" ")[2] else ""
    return {"customLabel": f"{label}{unit}", "customDescription": meaning_of(field)}


def _format(field: Field) -> dict[str, Any] | None:
    if field.name in ("url", "urls"):
        return {"id": "url", "params": {"labelTemplate": "{{value}}", "urlTemplate": "{{rawValue}}"}}
    found: dict[str, Any] | None = definitions()["formats"].get(field.unit)
    return found


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
