"""The numbers of a query's matches, found once: the total, the facets and the newest page are taken from them."""

# ruff: noqa: S608 - names in SQL come from the field registry, values are parameters

from __future__ import annotations

import sqlite3
from functools import cached_property

from index.sqlite.schema import TABLES
from index.sqlite.streaming import Source, Stream

HITS = "temp.hits"
"""Table of the column ``number``."""
_NARROW = 5_000
"""Rows that an index finds, up to which the words of each are looked at instead of the text index being walked."""
_LISTED = 50_000
"""Rows that an index finds, up to which they are listed beforehand instead of the row of each match being read."""
_SAMPLE = 500
"""Rows whose words are looked at to learn what share of them begins as asked."""
_FREQUENT = 4
"""One row in so many has to begin as asked for looking at rows to cost less than gathering all that begin so."""


class Hits:
    """Matches of *stream*, on a connection that is in a transaction."""

    def __init__(self, connection: sqlite3.Connection, stream: Stream, *, rare: bool = False) -> None:
        """*rare*: few are to be expected."""
        self._connection = connection
        self._stream = stream
        self._rare = rare
        self.collected = False
        self.complete = False
        """Whether every match was collected."""

    def count(self) -> int:
        """How many match, all of them counted."""
        found = self._source()
        return self._number(f"SELECT count(*) FROM {found.text}", found.parameters)

    def collect(self, most: int | None) -> int:
        """Keep the numbers of the newest *most* matches, or of all; how many these are."""
        self._connection.execute("CREATE TEMP TABLE IF NOT EXISTS hits (number INTEGER PRIMARY KEY)")
        self._connection.execute(f"DELETE FROM {HITS}")
        self.collected = True
        if most is None or self._few(self._source(), most):
            self.complete = True
            return self._keep(self._source())
        kept = self._looked_for(most)
        if kept is None:
            kept = self._newest(most + 1)
            self.complete = kept <= most
        if self.complete:
            return kept
        self._connection.execute(f"DELETE FROM {HITS} WHERE number = (SELECT min(number) FROM {HITS})")
        return most

    def matches(self) -> Source:
        """The matches kept, with their rows ``d``."""
        table = TABLES[self._stream.kind]
        return Source(f"{HITS} AS h CROSS JOIN {table} AS d ON d.number = h.number WHERE 1", (), "h.number")

    def lowest(self) -> int:
        """Smallest number kept."""
        return self._number(f"SELECT min(number) FROM {HITS}")

    def _source(self, *, walked: bool = False) -> Source:
        if self._narrow:
            return self._stream.by_rows()
        if self._listed is not None and self._stream.expression is not None:
            return self._stream.among(self._listed)
        return self._stream.matches(walked=walked)

    @cached_property
    def _narrow(self) -> bool:
        return self._listed is not None and self._at_most(self._listed, _NARROW)

    @cached_property
    def _listed(self) -> Source | None:
        rows = self._stream.narrowing()
        return rows if rows is not None and self._at_most(rows, _LISTED) else None

    def _few(self, source: Source, most: int) -> bool:
        """Whether no more than *most* match, where finding that out costs less than walking them in order."""
        return self._narrow or (self._stream.expression is None and self._at_most(source, most))

    def _looked_for(self, most: int) -> int | None:
        """Keep the newest *most* + 1 matches, their beginnings looked at; none where these are too far between."""
        if not self._stream.begun:
            return None
        rows, found = self._stream.looked_at(_SAMPLE)
        counted = self._number(f"SELECT count(*) FROM {found.text}", found.parameters)
        if counted * _FREQUENT < _SAMPLE:
            if self._at_most(rows, _SAMPLE - 1):
                self.complete = True
                return self._keep(found)
            return None
        rows, found = self._stream.looked_at(most * _SAMPLE * 5 // (counted * 4) + _SAMPLE)
        kept = self._keep(found, most + 1)
        if kept > most:
            return kept
        self._connection.execute(f"DELETE FROM {HITS}")
        return None

    def _newest(self, most: int) -> int:
        """Keep the newest *most* matches; how many these are.

        FTS5 goes through its lists a third quicker upwards than downwards: where few matches are to be expected, it
        goes upwards through all of them.
        """
        source = self._source(walked=True)
        if not self._rare:
            return self._keep(source, most)
        kept = self._keep(source)
        if kept > most:
            beyond = f"SELECT number FROM {HITS} ORDER BY number DESC LIMIT -1 OFFSET ?"
            self._connection.execute(f"DELETE FROM {HITS} WHERE number IN ({beyond})", (most,))
        return min(kept, most)

    def _at_most(self, source: Source, most: int) -> bool:
        counted = f"SELECT count(*) FROM (SELECT 1 FROM {source.text} LIMIT ?)"
        return self._number(counted, (*source.parameters, most + 1)) <= most

    def _keep(self, source: Source, most: int = -1) -> int:
        newest = f" ORDER BY {source.number} DESC LIMIT ?" if most >= 0 else ""
        parameters = (*source.parameters, most) if most >= 0 else source.parameters
        kept = self._connection.execute(
            f"INSERT INTO {HITS} SELECT {source.number} FROM {source.text}{newest}", parameters
        )
        return kept.rowcount

    def _number(self, sql: str, parameters: tuple[object, ...] = ()) -> int:
        number: int = self._connection.execute(sql, parameters).fetchone()[0]
        return number
