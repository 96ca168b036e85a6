"""What a source was seen to have: item keys, their addresses and when they were last seen."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from urllib.parse import urldefrag

from crawlers.database_errors import as_spool_error
from crawlers.records import PageState

_SCHEMA = """
CREATE TABLE IF NOT EXISTS items (
    key TEXT PRIMARY KEY,
    url TEXT NOT NULL,
    page TEXT NOT NULL,
    state TEXT NOT NULL,
    first_run TEXT NOT NULL,
    last_run TEXT NOT NULL,
    last_seen TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS items_by_page ON items (page);
CREATE INDEX IF NOT EXISTS items_by_run ON items (state, last_run);
"""
_UNCOMMITTED = 200
_BATCH = 500


class Frontier:
    """Known items of one source, in one SQLite file. One process at a time, held by the lock of the crawl's job.

    What is not committed yet is lost by a kill; the crawl is then run again from its start and sees it again.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._pending = 0
        with self._as_spool_error():
            self._db = sqlite3.connect(file)
            self._db.executescript("PRAGMA synchronous=NORMAL;" + _SCHEMA)

    def saw(self, key: str, url: str, state: PageState, *, run_id: str, at: datetime) -> None:
        """Remember one sighting at *url*, which without its fragment is the page to visit again.

        A blocked page changes no known state.
        """
        with self._as_spool_error():
            self._db.execute(
                "INSERT INTO items VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (key) DO UPDATE SET"
                " url = CASE excluded.state WHEN 'content' THEN excluded.url ELSE url END,"
                " page = CASE excluded.state WHEN 'content' THEN excluded.page ELSE page END,"
                " state = CASE excluded.state WHEN 'blocked' THEN state ELSE excluded.state END,"
                " last_run = excluded.last_run, last_seen = excluded.last_seen",
                (key, url, urldefrag(url).url, state, run_id, run_id, at.isoformat()),
            )
            self._pending += 1
            if self._pending >= _UNCOMMITTED:
                self.commit()

    def known_on(self, page: str) -> list[tuple[str, str]]:
        """(key, address) of the items that *page* showed and that are not known to be gone."""
        with self._as_spool_error():
            rows = self._db.execute("SELECT key, url FROM items WHERE page = ? AND state != 'gone'", (page,))
            return [(key, url) for key, url in rows]

    def unseen(self, run_id: str) -> Iterator[str]:
        """Pages of items that were there, are not known to be gone, and were not seen in this run; each page once."""
        after = ""
        while True:
            with self._as_spool_error():
                rows = self._db.execute(
                    "SELECT DISTINCT page FROM items WHERE state = 'content' AND last_run != ? AND page > ?"
                    " ORDER BY page LIMIT ?",
                    (run_id, after, _BATCH),
                ).fetchall()
            if not rows:
                return
            for (page,) in rows:
                yield page
            after = rows[-1][0]

    def new_in(self, run_id: str) -> int:
        """How many items were first seen in this run."""
        with self._as_spool_error():
            (count,) = self._db.execute("SELECT count(*) FROM items WHERE first_run = ?", (run_id,)).fetchone()
            return int(count)

    def commit(self) -> None:
        """Bring what is pending to the disk."""
        with self._as_spool_error():
            self._db.commit()
            self._pending = 0

    def close(self) -> None:
        """Commit and close."""
        try:
            self.commit()
        finally:
            self._db.close()

    def _as_spool_error(self) -> AbstractContextManager[None]:
        return as_spool_error(self._file, what="the list of known items", remedy="the next crawl fills it again")
