"""Search within one read transaction: count, page, facets.

The first page of many matches newest first comes straight from the text index, however many there are: see
`index.sqlite.streaming`. In other orders it is looked for along the index of the sort column, and where that does not
fill it soon, all matches are sorted.
"""

# ruff: noqa: S608 - names in SQL come from the field registry, values are parameters

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from datetime import datetime

from index.asking import Order
from index.fields import Field, Kind
from index.language import Everything, Node
from index.paging import Place
from index.sqlite.compiling import Sql, condition
from index.sqlite.facets import Counts, count_facets
from index.sqlite.hits import HITS, Hits
from index.sqlite.numbering import NUMBERED_BY, ROOM, UNTIMELY, first_of, first_of_second, untimely
from index.sqlite.planning import plan_of
from index.sqlite.rows import Row
from index.sqlite.schema import TABLES
from index.sqlite.streaming import Source, stream_of

_FEW = 5_000
"""Matches that are quicker gathered and sorted than found by walking the order."""
_WINDOW = 1_000
"""Rows walked in search of a page."""


class Search:
    """One query over one kind, on a connection that is in a transaction."""

    def __init__(self, connection: sqlite3.Connection, kind: Kind, node: Node) -> None:
        self._connection = connection
        self._kind = kind
        self._node = node
        plan = plan_of(connection, node, kind)
        self._stream = stream_of(node, kind, timely=_timely(connection, kind), on_rows=plan.on_rows)
        self._hits = Hits(connection, self._stream, rare=plan.rare)
        self.total = 0
        """How many match; more than so many where not `exact`."""
        self.exact = True

    def count(self, most: int | None, *, keep: bool) -> None:
        """Find the total, of listings as far as *most*; with *keep* for `facets`, too."""
        if most is not None and self._kind in NUMBERED_BY:
            self.total = self._hits.collect(most)
            self.exact = self._hits.complete
        elif self._node == Everything():
            self.total = self._connection.execute(f"SELECT count(*) FROM {TABLES[self._kind]}").fetchone()[0]
        else:
            self.total = self._hits.collect(None) if keep else self._hits.count()

    def page(self, columns: str, order: Order, limit: int, after: Place | None) -> list[Row]:
        """Rows of *columns* in order, documents without a sort value last; the sort value leads each row."""
        column = f"d.{order.field.column}"
        selected = f"{column}, {columns}"
        many = self.total > _FEW or not self.exact
        if order.field.path == NUMBERED_BY.get(self._kind) and (many or self._hits.complete):
            return self._by_number(selected, order, limit, after)
        rows: list[Row] = []
        if after is None or after.value is not None:
            beyond = _beyond(column, order, after)
            in_order = f"{column} {_direction(order)}, d.id"
            if many and not self._hits.complete:
                rows = self._walked(selected, beyond, in_order, limit)
            if len(rows) < limit:
                rows = self._sorted(selected, beyond, f"+{in_order}", limit)
        if len(rows) < limit:
            beyond = Sql(f"{column} IS NULL")
            if after is not None and after.value is None:
                beyond = Sql(f"{column} IS NULL AND d.id > ?", (after.id,))
            rows += self._sorted(selected, beyond, "d.id", limit - len(rows))
        return rows

    def facets(self, fields: Mapping[str, Field]) -> dict[str, Counts]:
        """Values of each field with the number of counted documents that hold them."""
        return count_facets(self._connection, self._kind, fields, HITS if self._hits.collected else None)

    def _by_number(self, columns: str, order: Order, limit: int, after: Place | None) -> list[Row]:
        """The page up to the end of the second that its last row belongs to, then sorted and cut."""
        column = f"d.{order.field.column}"
        found, last = self._page_numbers(order, limit, after)
        if last is not None:
            first = first_of_second(last)
            found = found.between(first, None) if order.descending else found.between(None, first + ROOM - 1)
        return self._connection.execute(
            f"SELECT {columns} FROM {found.text} ORDER BY +{column} {_direction(order)}, d.id LIMIT ?",
            (*found.parameters, limit),
        ).fetchall()

    def _page_numbers(self, order: Order, limit: int, after: Place | None) -> tuple[Source, int | None]:
        """Matches after a place, and the number of the one that ends the page, none where fewer are left.

        The numbers that were kept do where they reach beyond the second that the page ends in.
        """
        beyond = _beyond(f"d.{order.field.column}", order, after)

        def ending(every: Source) -> tuple[Source, int | None]:
            found = every.between(*_numbers_beyond(order, after)).where(beyond.text, *beyond.parameters)
            row = self._connection.execute(
                f"SELECT {found.number} FROM {found.text} ORDER BY {found.number} {_direction(order)} LIMIT 1 OFFSET ?",
                (*found.parameters, limit - 1),
            ).fetchone()
            return found, row and row[0]

        if self._hits.complete:
            return ending(self._hits.matches())
        if self._hits.collected and order.descending:
            found, last = ending(self._hits.matches())
            if last is not None and first_of_second(last) > self._hits.lowest():
                return found, last
        return ending(self._stream.matches(whole=True, walked=True))

    def _walked(self, columns: str, beyond: Sql, order: str, limit: int) -> list[Row]:
        """Matches among the next `_WINDOW` rows of the order: all that come first, if they fill the page."""
        table = TABLES[self._kind]
        where = condition(self._node, self._kind, "probe")
        near = f"SELECT d.number FROM {table} AS d WHERE {beyond.text} ORDER BY {order} LIMIT ?"
        first = (
            f"SELECT d.number FROM ({near}) AS near CROSS JOIN {table} AS d ON d.number = near.number"
            f" WHERE {where.text} LIMIT ?"
        )
        return self._connection.execute(
            f"SELECT {columns} FROM ({first}) AS first CROSS JOIN {table} AS d ON d.number = first.number"
            f" ORDER BY {order}",
            (*beyond.parameters, _WINDOW, *where.parameters, limit),
        ).fetchall()

    def _sorted(self, columns: str, beyond: Sql, order: str, limit: int) -> list[Row]:
        """All matches, sorted."""
        if self._hits.complete:
            found = self._hits.matches()
        else:
            where = condition(self._node, self._kind)
            found = Source(f"{TABLES[self._kind]} AS d WHERE {where.text}", where.parameters, "d.number")
        found = found.where(beyond.text, *beyond.parameters)
        return self._connection.execute(
            f"SELECT {columns} FROM {found.text} ORDER BY {order} LIMIT ?", (*found.parameters, limit)
        ).fetchall()


def _direction(order: Order) -> str:
    return "DESC" if order.descending else "ASC"


def _timely(connection: sqlite3.Connection, kind: Kind) -> bool:
    """Whether the numbers of a kind's rows tell that some times cannot be earlier."""
    if kind not in NUMBERED_BY:
        return False
    found = f"SELECT 1 FROM {TABLES[kind]} INDEXED BY {UNTIMELY} WHERE {untimely(kind)} LIMIT 1"
    return connection.execute(found).fetchone() is None


def _beyond(column: str, order: Order, after: Place | None) -> Sql:
    """Documents with a sort value that come after a place."""
    if after is None:
        return Sql(f"{column} IS NOT NULL")
    sign = "<" if order.descending else ">"
    return Sql(f"{column} {sign}= ? AND ({column} {sign} ? OR d.id > ?)", (after.value, after.value, after.id))


def _numbers_beyond(order: Order, after: Place | None) -> tuple[int | None, int | None]:
    """Smallest and largest number that documents after a place can have."""
    if after is None:
        return None, None
    first = first_of(datetime.fromisoformat(str(after.value)))
    return (None, first + ROOM - 1) if order.descending else (first, None)
