"""Saved objects as lines of NDJSON."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

CORE_MIGRATION_VERSION = "8.8.0"
"""Version of the envelope that every 8.x from 8.8 on reads."""


class Reference(BaseModel):
    """A link from one object to another."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    """As the object's own JSON calls it."""
    type: str
    """Type of the target."""
    id: str
    """Id of the target."""


class SavedObject(BaseModel):
    """One object as Kibana imports it."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    id: str
    """Stable: an import over an earlier one replaces it."""
    type: str
    """index-pattern, dashboard, lens or search."""
    attributes: dict[str, Any]
    """What the type holds."""
    references: tuple[Reference, ...] = ()
    """Every object that the attributes point to."""
    core_migration_version: str = Field(CORE_MIGRATION_VERSION, alias="coreMigrationVersion")
    """Version of the envelope."""
    type_migration_version: str = Field(alias="typeMigrationVersion")
    """Version of the attributes' shape."""


def to_json(value: Any) -> str:
    """*value* as a string of JSON with sorted keys, as attributes hold it."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def to_ndjson(objects: Iterable[SavedObject]) -> str:
    """One object a line, keys sorted: the same objects give the same bytes."""
    return "".join(
        json.dumps(item.model_dump(by_alias=True, mode="json"), ensure_ascii=False, sort_keys=True) + "\n"
        for item in objects
    )
