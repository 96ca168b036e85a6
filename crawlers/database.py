"""A SQLite file of a crawl: what was written outlives the death of the process, and its errors are told to a person."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from crawlers.database_errors import as_spool_error

_PAGE_BYTES = 1024
"""Rows are small and each commit writes whole pages."""
_CHECKPOINT_PAGES = 4_000


class Database:
    """One open file, written without waiting for the disk. Others may read it, and write between two transactions."""

    def __init__(self, file: Path, schema: str, version: int, *, what: str, remedy: str) -> None:
        """Open *file*, made if absent. One of another *version* is emptied. Raises `SpoolError`.

        *what* it holds and what follows its loss, the *remedy*, are told with its errors.
        """
        self._file, self._what, self._remedy = file, what, remedy
        self._is_gathering = False
        self.is_new = not file.exists()
        """It held nothing of this version when it was opened."""
        with self._as_spool_error():
            self._connection = sqlite3.connect(file, isolation_level=None)
            self._connection.row_factory = sqlite3.Row
            self._connection.executescript(
                f"PRAGMA page_size={_PAGE_BYTES}; PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"
                f"PRAGMA wal_autocheckpoint={_CHECKPOINT_PAGES};"
            )
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

    def do(self, sql: str, values: Iterable[object]) -> int:
        """Write; returns how many rows were."""
        with self._as_spool_error():
            if self._is_gathering and not self._connection.in_transaction:
                self._connection.execute("BEGIN IMMEDIATE")
            return self._connection.execute(sql, tuple(values)).rowcount

    def gather(self) -> None:
        """From now on what is written is with the system only after `commit`, all of it or nothing."""
        self._is_gathering = True

    def commit(self) -> None:
        """Hand over what was gathered."""
        if self._connection.in_transaction:
            with self._as_spool_error():
                self._connection.execute("COMMIT")

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All that is written in the block, or nothing of it; part of what is gathered, where that is done."""
        begin, end, undo = ("BEGIN IMMEDIATE", "COMMIT", "ROLLBACK")
        if self._is_gathering:
            begin, end, undo = ("SAVEPOINT block", "RELEASE block", "ROLLBACK TO block")
        with self._as_spool_error():
            if self._is_gathering and not self._connection.in_transaction:
                self._connection.execute("BEGIN IMMEDIATE")
            self._connection.execute(begin)
        try:
            yield
        except BaseException:
            self._connection.execute(undo)
            raise
        with self._as_spool_error():
            self._connection.execute(end)

    def is_whole(self) -> bool:
        """Whether nothing in the file is damaged, as far as SQLite can tell."""
        try:
            return bool(self._connection.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok")
        except sqlite3.Error:
            return False

    def close(self) -> None:
        """Commit and close."""
        try:
            self.commit()
        finally:
            self._connection.close()

    def abandon(self) -> None:
        """Close without what was gathered since the last `commit`."""
        self._connection.close()

    def _as_spool_error(self) -> AbstractContextManager[None]:
        return as_spool_error(self._file, what=self._what, remedy=self._remedy)
