"""What a run has still to ask, what it has asked, and how far it is: one SQLite file, until the run has ended.

A page is done in one transaction: its request is struck off, and what it led to is in. So a run that was killed at any
moment goes on where it stopped; what it asks a second time is what was under way.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from crawlers.database import Database
from crawlers.kept_request import KeptRequest
from foundation.errors import SpoolError

_VERSION = 1
_SCHEMA = """
CREATE TABLE IF NOT EXISTS waiting (
    rank INTEGER NOT NULL, turn INTEGER NOT NULL, request TEXT NOT NULL, PRIMARY KEY (rank, turn)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS marks (mark INTEGER PRIMARY KEY);
CREATE TABLE IF NOT EXISTS progress (run TEXT PRIMARY KEY, progress TEXT NOT NULL) WITHOUT ROWID;
"""
_ENDINGS = ("", "-wal", "-shm", "-journal")

Place = tuple[int, int]
"""Where a request stands: its rank, which is the priority, the highest first, and its turn. The lesser, the sooner."""


class Progress(BaseModel):
    """How far a run is."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    counts: dict[str, int] = {}
    """Everything counted so far."""
    examples: dict[str, list[str]] = {}
    """Kind of trouble → its first examples."""
    duration_s: float = 0
    """Time spent so far, seconds."""
    segment: str = ""
    """File of the spool that it writes."""
    remembered: int = 0
    """Bytes of that file whose captures are surely in the memories of items and visits."""


class Agenda:
    """The file of one run. One process at a time, held by the lock of the crawl's job."""

    def __init__(self, file: Path) -> None:
        """Open *file*, made if absent; a damaged one is begun anew. Raises `SpoolError`."""
        self._file = file
        try:
            self._db = self._opened()
            whole = self._db.is_whole()
        except SpoolError:
            whole = False
        if not whole:
            self._remove()
            self._db = self._opened()
        self._turns = self._last_turn()

    def _opened(self) -> Database:
        return Database(
            self._file, _SCHEMA, _VERSION, what="what the crawl still has to ask", remedy="the crawl then begins anew"
        )

    def _last_turn(self) -> int:
        row = self._db.one("SELECT MAX(ABS(turn)) AS last FROM waiting")
        return int(row["last"] or 0) if row is not None else 0

    def progress(self, run_id: str) -> Progress | None:
        """How far the run is; None where the file is of no run, or another."""
        row = self._db.one("SELECT progress FROM progress WHERE run = ?", run_id)
        return Progress.model_validate_json(row["progress"]) if row is not None else None

    def begin(self, run_id: str) -> None:
        """Forget what another run left, and be this run's."""
        with self._db.transaction():
            for table in ("waiting", "marks", "progress"):
                self._db.do(f"DELETE FROM {table}", ())  # noqa: S608 (the names above)
            self._db.do("INSERT INTO progress VALUES (?, ?)", (run_id, Progress().model_dump_json()))
        self._turns = 0

    def gather(self) -> None:
        """From now on what is told is kept only with the next `commit`."""
        self._db.gather()

    def commit(self, progress: Progress) -> None:
        """Hand all that was told over to the system, from where no kill takes it."""
        self._db.do("UPDATE progress SET progress = ?", (progress.model_dump_json(),))
        self._db.commit()

    # ---- requests

    def add(self, request: KeptRequest, *, in_order: bool) -> Place:
        """Let *request* wait. Within a priority the newest is first, and behind those come requests *in_order*."""
        self._turns += 1
        place = (-request.priority, self._turns if in_order else -self._turns)
        self._db.do("INSERT INTO waiting VALUES (?, ?, ?)", (*place, request.model_dump_json(exclude_defaults=True)))
        return place

    def waiting(self, at_least: Place | None, most: int) -> list[tuple[Place, KeptRequest]]:
        """The first requests that stand at *at_least* or behind it; those under way are among them."""
        condition, values = ("", ()) if at_least is None else ("WHERE (rank, turn) >= (?, ?)", at_least)
        rows = self._db.all(
            f"SELECT rank, turn, request FROM waiting {condition} ORDER BY rank, turn LIMIT ?",  # noqa: S608
            *values,
            most,
        )
        return [((row["rank"], row["turn"]), KeptRequest.model_validate_json(row["request"])) for row in rows]

    def count(self) -> int:
        """How many requests are waiting or under way."""
        row = self._db.one("SELECT COUNT(*) AS count FROM waiting")
        return int(row["count"]) if row is not None else 0

    def strike(self, places: Iterable[Place]) -> None:
        """The requests at *places* are done."""
        for place in places:
            self._db.do("DELETE FROM waiting WHERE rank = ? AND turn = ?", place)

    # ---- marks

    def mark(self, *name: str) -> bool:
        """Remember *name*; whether it was new.

        Kept as 64 bits of a hash, of which two among a million are alike once in some ten million runs.
        """
        return self._db.do("INSERT OR IGNORE INTO marks VALUES (?)", (_hashed(name),)) > 0

    def has(self, *name: str) -> bool:
        """Whether *name* was marked."""
        return self._db.one("SELECT 1 FROM marks WHERE mark = ?", _hashed(name)) is not None

    # ---- its end

    def close(self) -> None:
        """Close; what was told since the last `commit` is lost."""
        self._db.abandon()

    def delete(self) -> None:
        """Close and remove: the run has ended."""
        self._db.abandon()
        self._remove()

    def _remove(self) -> None:
        for ending in _ENDINGS:
            self._file.with_name(self._file.name + ending).unlink(missing_ok=True)


def _hashed(name: tuple[str, ...]) -> int:
    digest = blake2b("\x1f".join(name).encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)
