"""Search within one read transaction: count, page, facets."""

# ruff: noqa: S608 - names in SQL come from the field registry, values are parameters

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from foundation.errors import UsageError
from index.fields import Field, Kind, facet_fields, sort_fields
from index.language import Everything, Node
from index.language.mistakes import nearest
from index.paging import Place
from index.sqlite.compiling import Sql, condition, has_prefix, match_expression
from index.sqlite.rows import Row
from index.sqlite.schema import NEWEST, TABLES, WORDS

FACET_VALUES = 100
"""Most values counted of a facet."""
MAX_LIMIT = 1_000
_WINDOW = 4
"""Rows walked are so many times the rows expected to hold a page of matches."""
_PROBE_COST = 40
"""A row tested while walking costs about as much as so many rows gathered and sorted."""


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


def read_facets(names: tuple[str, ...], kind: Kind) -> Mapping[str, Field]:
    """Name as asked → field. Raises `UsageError` for one whose values are not counted."""
    known = facet_fields(kind)
    for name in names:
        if name not in known:
            raise UsageError(
                f"values of {name!r} are not counted", where="--facet", way_out=nearest(name, known, fallback=20)
            )
    return {name: known[name] for name in names}


class Search:
    """One query over one kind, on a connection that is in a transaction."""

    def __init__(self, connection: sqlite3.Connection, kind: Kind, node: Node) -> None:
        self._connection = connection
        self._kind = kind
        self._node = node
        self._table = TABLES[kind]

    def total(self) -> int:
        """How many documents match."""
        expression = match_expression(self._node, self._kind)
        if expression is not None:
            words = WORDS[self._kind]
            return self._number(f"SELECT count(*) FROM {words} WHERE {words} MATCH ?", (expression,))
        where = condition(self._node, self._kind)
        return self._number(f"SELECT count(*) FROM {self._table} AS d WHERE {where.text}", where.parameters)

    def page(self, columns: str, order: Order, limit: int, after: Place | None, total: int) -> list[Row]:
        """Rows of *columns* in order, documents without a sort value last; the sort value leads each row."""
        column = f"d.{order.field.column}"
        selected = f"{column}, {columns}"
        rows: list[Row] = []
        if after is None or after.value is not None:
            beyond = self._beyond(column, order, after)
            in_order = f"{column} {'DESC' if order.descending else 'ASC'}, d.id"
            window = self._window(limit, total)
            rows = self._walked(selected, beyond, in_order, window, limit) if window else []
            if len(rows) < limit:
                rows = self._gathered(selected, beyond, f"+{in_order}", limit)
        if len(rows) < limit:
            beyond = Sql(f"{column} IS NULL")
            if after is not None and after.value is None:
                beyond = Sql(f"{column} IS NULL AND d.id > ?", (after.id,))
            rows += self._gathered(selected, beyond, "d.id", limit - len(rows))
        return rows

    def facets(self, fields: Mapping[str, Field]) -> dict[str, tuple[tuple[str, int], ...]]:
        """Values of each field with the number of documents that hold them."""
        every = self._node == Everything()
        if fields and not every:
            self._gather_hits()
        return {name: self._facet(field, every) for name, field in fields.items()}

    def _gather_hits(self) -> None:
        """Rows that match, once for all facets."""
        self._connection.execute("CREATE TEMP TABLE IF NOT EXISTS hits (number INTEGER PRIMARY KEY)")
        self._connection.execute("DELETE FROM temp.hits")
        expression = match_expression(self._node, self._kind)
        if expression is not None:
            words = WORDS[self._kind]
            select, parameters = f"SELECT rowid FROM {words} WHERE {words} MATCH ?", (expression,)
        else:
            where = condition(self._node, self._kind)
            select, parameters = f"SELECT d.number FROM {self._table} AS d WHERE {where.text}", where.parameters
        self._connection.execute(f"INSERT INTO temp.hits {select}", parameters)

    def _facet(self, field: Field, every: bool) -> tuple[tuple[str, int], ...]:
        table, number, value = f"{self._table} AS d", "d.number", f"d.{field.column}"
        if field.table:
            table, number, value = f"{field.table} AS o", "o.listing", f"o.{field.name}"
        source = table if every else f"temp.hits AS h CROSS JOIN {table} ON {number} = h.number"
        if field.top and field.many:
            source, value = f"{source}, json_each({value}) AS j", "j.value"
        elif not field.top and not field.table:
            record, _, name = field.path.partition(".")
            source, value = f"{source}, json_each(d.{record}) AS j", f"json_extract(j.value, '$.{name}')"
        counted = f"count(DISTINCT {number})" if field.repeated else "count(*)"
        rows = self._connection.execute(
            f"SELECT {value}, {counted} FROM {source} WHERE {value} IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ?",
            (FACET_VALUES,),
        )
        if field.type == "boolean":
            return tuple(("true" if value else "false", count) for value, count in rows)
        return tuple((str(value), count) for value, count in rows)

    def _window(self, limit: int, total: int) -> int:
        """How far to walk along the order to fill a page where matches are dense; 0 where gathering costs less.

        A prefix is gathered anyway: testing one row for it costs as much as finding all its rows.
        """
        size = self._number(f"SELECT max(number) FROM {self._table}", ()) or 0
        window = _WINDOW * limit * size // max(total, 1)
        return 0 if window * _PROBE_COST > total or has_prefix(self._node) else window

    def _beyond(self, column: str, order: Order, after: Place | None) -> Sql:
        if after is None:
            return Sql(f"{column} IS NOT NULL")
        sign = "<" if order.descending else ">"
        return Sql(f"{column} {sign}= ? AND ({column} {sign} ? OR d.id > ?)", (after.value, after.value, after.id))

    def _walked(self, columns: str, beyond: Sql, order: str, window: int, limit: int) -> list[Row]:
        """Matches among the next *window* rows of the order: all that come first, if they fill the page."""
        where = condition(self._node, self._kind, "probe")
        near = f"SELECT d.number FROM {self._table} AS d WHERE {beyond.text} ORDER BY {order} LIMIT ?"
        return self._connection.execute(
            f"SELECT {columns} FROM ({near}) AS near CROSS JOIN {self._table} AS d ON d.number = near.number"
            f" WHERE {where.text} ORDER BY {order} LIMIT ?",
            (*beyond.parameters, window, *where.parameters, limit),
        ).fetchall()

    def _gathered(self, columns: str, beyond: Sql, order: str, limit: int) -> list[Row]:
        """All matches, sorted."""
        where = condition(self._node, self._kind)
        return self._connection.execute(
            f"SELECT {columns} FROM {self._table} AS d WHERE {where.text} AND {beyond.text} ORDER BY {order} LIMIT ?",
            (*where.parameters, *beyond.parameters, limit),
        ).fetchall()

    def _number(self, sql: str, parameters: tuple[Any, ...]) -> int:
        number: int = self._connection.execute(sql, parameters).fetchone()[0]
        return number
