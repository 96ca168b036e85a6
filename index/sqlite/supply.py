"""Supply for the trends: rows of the table ``supply``, with those of the listings that a query finds.

Exact trends read every row. For a sample the listings of each point are counted in SQL, exactly, and only the rows of
those that were chosen are read.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from index.sampling import Bounds, Counted, order_of
from index.sqlite.compiling import Sql
from index.trends import Period, Supplied

_STARTS = {"day": "s.day", "week": "date(s.day, 'weekday 0', '-6 days')", "month": "substr(s.day, 1, 7) || '-01'"}
"""First day of the period that a row falls in."""
_ROW = "s.listing_id, s.day, s.model, s.gpus, s.h100e, s.price_per_gpu, s.currency"
_FROM = "FROM supply AS s JOIN listings AS d ON d.id = s.listing_id"


def supply(connection: sqlite3.Connection, where: Sql) -> Iterator[Supplied]:
    """All of it, by day."""
    return _read(connection, f"SELECT {_ROW} {_FROM} WHERE {where.text} ORDER BY s.day, s.sighting", where.parameters)


def count(connection: sqlite3.Connection, period: Period, where: Sql) -> list[Counted]:
    """Listings of each point, in order of time."""
    by_point = f"{_FROM} WHERE {where.text} GROUP BY 1, 2"
    orders: dict[tuple[str, str], dict[int, int]] = {}
    stated = f"SELECT {_STARTS[period]}, s.model, s.gpus, count(*) {by_point}, 3"
    for start, model, gpus, sightings in connection.execute(stated, where.parameters):
        if gpus is not None:
            of_point = orders.setdefault((start, model), {})
            of_point[order_of(gpus)] = of_point.get(order_of(gpus), 0) + sightings
    rows = connection.execute(
        f"SELECT {_STARTS[period]}, s.model, count(DISTINCT s.listing_id),"
        f" count(DISTINCT CASE WHEN s.gpus IS NOT NULL THEN s.listing_id END) {by_point} ORDER BY 1, 2",
        where.parameters,
    )
    return [
        Counted(date.fromisoformat(start), model, listings, counted, orders=orders.get((start, model), {}))
        for start, model, listings, counted in rows
    ]


def chosen(connection: sqlite3.Connection, period: Period, bounds: Bounds, where: Sql) -> Iterator[Supplied]:
    """Supply within *bounds*, by day."""
    connection.execute(
        "CREATE TEMP TABLE IF NOT EXISTS points"
        " (start TEXT, model TEXT, low TEXT, high TEXT, least INTEGER, PRIMARY KEY (start, model))"
    )
    connection.execute("DELETE FROM temp.points")
    connection.executemany(
        "INSERT INTO temp.points VALUES (?, ?, ?, ?, ?)",
        (
            (start.isoformat(), model, *((bound.low, bound.high, bound.least) if bound else (None, None, None)))
            for (start, model), bound in bounds.items()
        ),
    )
    return _read(
        connection,
        f"SELECT {_ROW} {_FROM} JOIN temp.points AS p ON p.start = {_STARTS[period]} AND p.model = s.model"
        f" WHERE {where.text}"
        " AND (p.low IS NULL OR s.listing_id >= p.low AND s.listing_id < p.high OR s.gpus >= p.least)"
        " ORDER BY s.day, s.sighting",
        where.parameters,
    )


def _read(connection: sqlite3.Connection, sql: str, parameters: tuple[object, ...]) -> Iterator[Supplied]:
    for listing, day, model, gpus, h100e, price, currency in connection.execute(sql, parameters):
        yield Supplied(listing, date.fromisoformat(day), model, gpus, _decimal(h100e), _decimal(price), currency)


def _decimal(stored: str | None) -> Decimal | None:
    return None if stored is None else Decimal(stored)
