"""Fields as Kibana meets them: those of the registry in their Elasticsearch types, and those computed when asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import yaml

from index.fields import MODELS, Field, Kind, field_at, fields_of

RECORDS = "___records___"
"""What Lens counts where it counts documents."""
NUMBERS = frozenset({"long", "double"})


@dataclass(frozen=True)
class MappedField:
    """A field of an index."""

    path: str
    type: str
    """Elasticsearch type."""
    nested: bool = False
    """Stands in a `nested` record, which Lens cannot look into."""

    @property
    def aggregatable(self) -> bool:
        """Can be counted, summed or sorted by in Lens."""
        return not self.nested and self.type in {"keyword", "date", "boolean", *NUMBERS}


@cache
def data_view_definitions() -> Mapping[str, Any]:
    """data_views.yaml as it stands."""
    found: dict[str, Any] = yaml.safe_load(resources.files("kibana").joinpath("data_views.yaml").read_text("utf-8"))
    return found


def kinds_by_index() -> Mapping[str, Kind]:
    """Title of a data view → the kind of document behind it."""
    return {data_view_definitions()[kind]["index"]: kind for kind in MODELS}


def index_of(kind: Kind) -> str:
    """Title, and id, of the data view of *kind*."""
    return str(data_view_definitions()[kind]["index"])


def time_field(kind: Kind) -> str:
    """Path of the field that a time range goes by."""
    return str(data_view_definitions()[kind]["time"])


def counted_fields(kind: Kind) -> Mapping[str, str]:
    """Name of a computed field → what it is computed of: ``counts.errors``, or a field whose values are counted."""
    found: dict[str, str] = data_view_definitions()[kind].get("counted", {})
    return found


@cache
def mapped_fields(kind: Kind) -> Mapping[str, MappedField]:
    """Path → field, for everything that a data view of *kind* offers."""
    computed = [MappedField(name, "long") for name in counted_fields(kind)]
    kept = [MappedField(f.path, _type(f), nested=f.table is not None) for f in fields_of(kind) if not f.record]
    return {field.path: field for field in (*computed, *kept)}


def label_of(kind: Kind, path: str) -> str:
    """*path* for people, with its unit."""
    if path in counted_fields(kind):
        return path.replace("_", " ")
    said: str | None = data_view_definitions()[kind].get("labels", {}).get(path)
    if said:
        return said
    unit = field_at(kind, path).unit
    label = path.replace(".", ": ").replace("_", " ")
    return f"{label} ({unit})" if unit and unit != label.rpartition(" ")[2] else label


def _type(field: Field) -> str:
    """A text that can be counted or sorted by is kept whole, as a keyword."""
    return "keyword" if field.type == "text" and (field.facet or field.sort) else field.elasticsearch_type
