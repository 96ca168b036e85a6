"""Opening the file, and what SQLite's errors mean for a person."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from foundation.errors import StoreError
from index.fields import keyword_key

BUSY_TIMEOUT_MS = 30_000
"""How long to wait for another writer."""

_REBUILD = "move the file away and run `chipwatch reextract`: everything is rebuilt from the spool"
_MEANINGS = (
    ("full", "there is no room left on the disk", "free some space and run the command again; nothing is lost"),
    ("readonly", "the file cannot be written", "give yourself write access, or choose another store with --store"),
    ("locked", "another program has been writing for too long", "wait for it to end and run the command again"),
    ("not a database", "this is no SQLite database", "choose another file with --store, or move this one away"),
    ("malformed", "the file is damaged", _REBUILD),
    ("corrupt", "the file is damaged", _REBUILD),
    ("unable to open", "the file cannot be opened", "check that its directory exists and that you may write there"),
    ("disk i/o", "the disk reports an error", "check the disk and its free space, then run the command again"),
)


def connect(path: Path, *, read_only: bool = False, busy_timeout_ms: int = BUSY_TIMEOUT_MS) -> sqlite3.Connection:
    """A connection in autocommit; transactions are begun by hand. Raises `StoreError`."""
    with explained(path):
        connection = sqlite3.connect(
            f"file:{_quoted(path)}?mode={'ro' if read_only else 'rwc'}",
            uri=True,
            isolation_level=None,
            timeout=busy_timeout_ms / 1000,
            check_same_thread=False,
        )
        try:
            if not read_only:
                _write_ahead(connection, busy_timeout_ms)
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute("PRAGMA cache_size = -64000")
            connection.execute("PRAGMA temp_store = MEMORY")
            connection.create_function("keyword_key", 1, _key, deterministic=True)
        except BaseException:
            connection.close()
            raise
    return connection


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn SQLite's errors into `StoreError`."""
    try:
        yield
    except sqlite3.Error as error:
        said = str(error).lower()
        for sign, problem, way_out in _MEANINGS:
            if sign in said:
                raise StoreError(problem, where=str(path), way_out=way_out) from error
        if isinstance(error, sqlite3.DatabaseError) and "no such" in said:
            raise StoreError(
                f"the file lacks what it should hold ({error})", where=str(path), way_out=_REBUILD
            ) from error
        raise StoreError(f"SQLite reports: {error}", where=str(path), way_out=_REBUILD) from error


def _write_ahead(connection: sqlite3.Connection, busy_timeout_ms: int) -> None:
    """Readers go on while a writer writes. The mode stays with the file; the switch itself does not wait for locks."""
    deadline = time.monotonic() + busy_timeout_ms / 1000
    while connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > deadline:
                raise
            time.sleep(0.02)


def _key(value: str | None) -> str | None:
    return None if value is None else keyword_key(value)


def _quoted(path: Path) -> str:
    return str(path).replace("%", "%25").replace("?", "%3f").replace("#", "%23")
