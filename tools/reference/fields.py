"""docs/fields.md: every field of every document, what it means and what can be done with it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from index.fields import Field, Kind, fields_of
from index.meaning import meaning_of

_INTRODUCTION = """\
# Fields

Every field of the index. Written from the field registry by `make docs`. Times are UTC, ISO 8601. A field is asked for
as `name:value`; *names* are all that the search language takes. *Facet*: its values can be counted; *sort*: documents
can be ordered by it; *export*: it is a column of a CSV.
"""

_TITLES: dict[Kind, str] = {
    "listing": "Listings",
    "sighting": "Sightings",
    "article": "Articles",
    "event": "Events",
    "lead": "Leads",
    "run": "Runs",
}


def fields_page() -> str:
    """The whole page."""
    return "\n".join([_INTRODUCTION, *(_kind_section(kind) for kind in get_args(Kind))])


def _kind_section(kind: Kind) -> str:
    return "\n".join([f"## {_TITLES[kind]}\n", *(_field_section(field) for field in fields_of(kind))])


def _field_section(field: Field) -> str:
    facts = "; ".join(_facts(field))
    return f"### `{field.path}`\n\n{meaning_of(field)}\n\n{facts}\n"


def _facts(field: Field) -> Iterator[str]:
    many = "several " if field.many else ""
    yield f"type: {many}{f'records ({field.record})' if field.record else field.type}"
    if field.unit:
        yield f"unit: {field.unit}"
    if field.names and not field.record:
        yield "names: " + ", ".join(f"`{name}`" for name in field.names)
    uses = [name for name in ("facet", "sort", "export") if getattr(field, name)]
    if uses:
        yield ", ".join(uses)
