"""Values of fields with the number of documents that hold them."""

# ruff: noqa: S608 - names in SQL come from the field registry, values are parameters

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping
from heapq import nsmallest
from typing import Any

from pydantic_core import from_json

from index.asking import FACET_VALUES
from index.fields import Field, Kind
from index.sqlite.schema import TABLES

Counts = tuple[tuple[str, int], ...]


def count_facets(
    connection: sqlite3.Connection, kind: Kind, fields: Mapping[str, Field], rows: str | None
) -> dict[str, Counts]:
    """Counts of each field over the documents whose numbers *rows* holds, a table; none stands for all documents."""
    counted = _of_columns(connection, kind, [field for field in fields.values() if field.top], rows)
    for field in fields.values():
        if field not in counted:
            counted[field] = _of_records(connection, kind, field, rows)
    return {name: _shown(field, counted[field]) for name, field in fields.items()}


def _of_columns(
    connection: sqlite3.Connection, kind: Kind, fields: Iterable[Field], rows: str | None
) -> dict[Field, Counter[Any]]:
    """All fields of the kind's own table in one pass: equal rows are counted together, then taken apart."""
    counted: dict[Field, Counter[Any]] = {field: Counter() for field in fields}
    if not counted:
        return counted
    table = TABLES[kind]
    source = f"{table} AS d" if rows is None else f"{rows} AS h CROSS JOIN {table} AS d ON d.number = h.number"
    columns = ", ".join(f"d.{field.column}" for field in counted)
    rows_alike = Counter(connection.execute(f"SELECT {columns} FROM {source}"))
    for values, count in rows_alike.items():
        for (field, tally), value in zip(counted.items(), values, strict=True):
            if value is not None:
                for one in set(from_json(value)) if field.many else (value,):
                    tally[one] += count
    return counted


def _of_records(connection: sqlite3.Connection, kind: Kind, field: Field, rows: str | None) -> Counter[Any]:
    """A field of nested records: a document counts once for each value."""
    table, number, value = f"{TABLES[kind]} AS d", "d.number", f"d.{field.column}"
    if field.table:
        table, number, value = f"{field.table} AS o", "o.listing", f"o.{field.name}"
    source = table if rows is None else f"{rows} AS h CROSS JOIN {table} ON {number} = h.number"
    if not field.table:
        record, _, name = field.path.partition(".")
        source, value = f"{source}, json_each(d.{record}) AS j", f"json_extract(j.value, '$.{name}')"
    found = connection.execute(
        f"SELECT {value}, count(DISTINCT {number}) FROM {source} WHERE {value} IS NOT NULL GROUP BY 1"
    )
    return Counter(dict(found.fetchall()))


def _shown(field: Field, counted: Counter[Any]) -> Counts:
    most = nsmallest(FACET_VALUES, counted.items(), key=lambda item: (-item[1], item[0]))
    if field.type == "boolean":
        return tuple(("true" if value else "false", count) for value, count in most)
    return tuple((str(value), count) for value, count in most)
