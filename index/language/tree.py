"""What a query says, free of spelling and of any store.

A document matches a leaf when any value of the field does; a field without a value matches no leaf. Conditions on
several fields of offers may be met by different offers of one listing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from index.fields import Field


@dataclass(frozen=True)
class Everything:
    """Matches every document."""


@dataclass(frozen=True)
class Words:
    """Tokens that follow each other in one value of one of the fields."""

    fields: tuple[Field, ...]
    tokens: tuple[str, ...]
    """As `extract.normalise.tokens` gives them; at least one."""
    prefix: bool = False
    """The last token need only begin so."""


@dataclass(frozen=True)
class Term:
    """A keyword, compared by `index.fields.keyword_key`."""

    field: Field
    key: str
    prefix: bool = False
    """The keyword need only begin so."""


@dataclass(frozen=True)
class Range:
    """A number or a time between bounds. Numbers are compared as doubles."""

    field: Field
    low: Decimal | datetime | None = None
    high: Decimal | datetime | None = None
    low_included: bool = True
    high_included: bool = True


@dataclass(frozen=True)
class Flag:
    """A boolean."""

    field: Field
    value: bool


@dataclass(frozen=True)
class Present:
    """The field has a value."""

    field: Field


@dataclass(frozen=True)
class Not:
    """Documents that the part does not match."""

    part: Node


@dataclass(frozen=True)
class All:
    """Documents that every part matches; two parts or more."""

    parts: tuple[Node, ...]


@dataclass(frozen=True)
class Either:
    """Documents that some part matches; two parts or more."""

    parts: tuple[Node, ...]


Node = Everything | Words | Term | Range | Flag | Present | Not | All | Either
