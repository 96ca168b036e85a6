"""What a `Query` asks beside its text: order, size of a page, facets; checked once for every store."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from foundation.errors import UsageError
from index.fields import Field, Kind, facet_fields, sort_fields
from index.language.mistakes import nearest

FACET_VALUES = 100
"""Most values counted of a facet."""
MAX_LIMIT = 1_000
"""Most documents a page."""
NEWEST: dict[Kind, str] = {
    "listing": "first_seen",
    "article": "published_at",
    "sighting": "observed_at",
    "run": "started_at",
    "event": "reported_at",
    "lead": "first_seen",
}
"""Field that "newest first" goes by."""


@dataclass(frozen=True)
class Order:
    """The order of a page."""

    field: Field
    descending: bool

    @property
    def name(self) -> str:
        """As in `Query.sort`."""
        return f"{'-' if self.descending else ''}{self.field.path}"


def read_order(sort: str | None, kind: Kind) -> Order:
    """Order from `Query.sort`. Raises `UsageError` for a field that documents cannot be sorted by."""
    wanted = sort or f"-{NEWEST[kind]}"
    known = sort_fields(kind)
    name = wanted.removeprefix("-")
    if name not in known:
        raise UsageError(
            f"{kind}s cannot be sorted by {name!r}", where="--sort", way_out=nearest(name, known, fallback=20)
        )
    return Order(known[name], wanted.startswith("-"))


def read_limit(limit: int) -> int:
    """`Query.limit`, checked."""
    if not 1 <= limit <= MAX_LIMIT:
        raise UsageError(f"{limit} documents a page", where="--limit", way_out=f"ask for 1 to {MAX_LIMIT}")
    return limit


def read_count(most: int | None) -> int | None:
    """`Query.count_to`, checked."""
    if most is not None and most < 1:
        raise UsageError(f"{most} matches are to be counted", where="count_to", way_out="ask for 1 or more")
    return most


def read_sample(listings: int | None) -> int | None:
    """The sample of `Store.trends`, checked."""
    if listings is not None and listings < 1:
        raise UsageError(f"a sample of {listings} listings", where="sample", way_out="ask for 1 or more")
    return listings


def read_facets(names: tuple[str, ...], kind: Kind) -> Mapping[str, Field]:
    """Name as asked → field. Raises `UsageError` for one whose values are not counted."""
    known = facet_fields(kind)
    for name in names:
        if name not in known:
            raise UsageError(
                f"values of {name!r} are not counted", where="--facet", way_out=nearest(name, known, fallback=20)
            )
    return {name: known[name] for name in names}
