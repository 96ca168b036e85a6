"""The SQLite file of visits: written at once, without waiting for the disk, and its errors told to a person."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from crawlers.database_errors import as_spool_error


class Database:
    """One open file. What was written outlives the death of this process."""

    def __init__(self, file: Path, schema: str, version: int) -> None:
        """Open *file*, made if absent. One of another *version* is emptied. Raises `SpoolError`."""
        self._file = file
        self.is_new = not file.exists()
        """It held nothing of this version when it was opened."""
        with self._as_spool_error():
            self._connection = sqlite3.connect(file, isolation_level=None)
            self._connection.row_factory = sqlite3.Row
            self._connection.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;")
            if not self.is_new and self._connection.execute("PRAGMA user_version").fetchone()[0] != version:
                tables = self._connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
                self._connection.executescript("".join(f"DROP TABLE {table['name']};" for table in tables))
                self.is_new = True
            self._connection.executescript(f"{schema} PRAGMA user_version={version};")

    def one(self, sql: str, *values: object) -> sqlite3.Row | None:
        """The first row; None where there is none."""
        with self._as_spool_error():
            row: sqlite3.Row | None = self._connection.execute(sql, values).fetchone()
            return row

    def all(self, sql: str, *values: object) -> list[sqlite3.Row]:
        """Every row."""
        with self._as_spool_error():
            return self._connection.execute(sql, values).fetchall()

    def do(self, sql: str, values: Iterable[object]) -> None:
        """Write."""
        with self._as_spool_error():
            self._connection.execute(sql, tuple(values))

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All that is written in the block, or nothing of it."""
        with self._as_spool_error():
            self._connection.execute("BEGIN")
        try:
            yield
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
        with self._as_spool_error():
            self._connection.execute("COMMIT")

    def close(self) -> None:
        """Close; what was written is on its way to the disk already."""
        self._connection.close()

    def _as_spool_error(self) -> AbstractContextManager[None]:
        return as_spool_error(
            self._file, what="what is remembered of earlier visits", remedy="the next crawl writes it anew"
        )
