"""Names of indices, aliases and templates: built and parsed here and nowhere else.

``chipwatch-listings``              the alias that everybody reads from
``chipwatch-listings-write``        the alias that everybody writes to
``chipwatch-listings-v1-000001``    an index: version of the mapping, generation

``chipwatch`` is the prefix; several stores live on one server under different ones.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from index.fields import Kind

Part = Literal["listing", "sighting", "article", "event", "lead", "run", "cursor", "set_aside"]
"""What has an index of its own: each kind of document, positions in the spool, documents that the server refused."""
PARTS: tuple[Part, ...] = get_args(Part)
KINDS: tuple[Kind, ...] = get_args(Kind)

PREFIX = "chipwatch"
"""Prefix of a store whose URL names none."""

_PLURALS: Mapping[Part, str] = {
    "listing": "listings",
    "sighting": "sightings",
    "article": "articles",
    "event": "events",
    "lead": "leads",
    "run": "runs",
    "cursor": "cursors",
    "set_aside": "set-aside",
}
_PREFIX = re.compile(r"[a-z0-9][a-z0-9_.-]{0,99}")


@dataclass(frozen=True, order=True)
class IndexName:
    """An index of a store."""

    part: Part
    version: int
    """Of the mapping."""
    generation: int
    """Counts the indices of the part, the newest highest."""


class Names:
    """Every name under one prefix."""

    def __init__(self, prefix: str = PREFIX) -> None:
        """Raises `ValueError` for a prefix that no index can have."""
        if not _PREFIX.fullmatch(prefix):
            raise ValueError(prefix)
        self.prefix = prefix
        parts = "|".join(re.escape(plural) for plural in _PLURALS.values())
        self._index = re.compile(rf"{re.escape(prefix)}-({parts})-v(\d+)-(\d{{6}})")
        self._parts = {plural: part for part, plural in _PLURALS.items()}

    @property
    def everything(self) -> str:
        """Pattern that every index of the store matches, and perhaps others': `parse` tells them apart."""
        return f"{self.prefix}-*"

    @property
    def settings_template(self) -> str:
        """Component template with the settings of every index."""
        return f"{self.prefix}-settings"

    def read(self, part: Part) -> str:
        """Alias to read from."""
        return f"{self.prefix}-{_PLURALS[part]}"

    def write(self, part: Part) -> str:
        """Alias to write to."""
        return f"{self.read(part)}-write"

    def mapping_template(self, part: Part) -> str:
        """Component template with the mapping of a part."""
        return f"{self.read(part)}-mapping"

    def template(self, part: Part) -> str:
        """Index template of a part."""
        return self.read(part)

    def pattern(self, part: Part) -> str:
        """Pattern of the part's indices."""
        return f"{self.read(part)}-v*"

    def index(self, name: IndexName) -> str:
        """The index."""
        return f"{self.read(name.part)}-v{name.version}-{name.generation:06}"

    def parse(self, index: str) -> IndexName | None:
        """What an index's name says; none for an index of somebody else."""
        found = self._index.fullmatch(index)
        return IndexName(self._parts[found[1]], int(found[2]), int(found[3])) if found else None
