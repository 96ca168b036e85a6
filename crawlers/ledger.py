"""How many requests a source was asked today: one letter a request, written before the request is made."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path
from typing import Literal, Self

from crawlers.appending import AppendFile
from crawlers.source import Source
from foundation.clock import Clock
from foundation.settings import Settings

Errand = Literal["robots", "list", "item", "redirect", "retry", "browser"]
"""What a request is for. browser: what a rendered page loads, itself included."""

_LETTERS: dict[Errand, bytes] = {
    "robots": b"t",
    "list": b"l",
    "item": b"i",
    "redirect": b"d",
    "retry": b"r",
    "browser": b"b",
}
_KEPT_DAYS = 35
OVER_BUDGET = "the day's budget of requests is spent"


def budget_of(settings: Settings, source: Source) -> int | None:
    """Most requests to *source* in one UTC day: the stricter of its own budget and the setting; None without either."""
    return min((given for given in (source.budget, settings.budget) if given is not None), default=None)


class Ledger:
    """Counts the requests to one source by UTC day. One process at a time, held by the lock of the crawl's job.

    A request is counted before it is made, and what was counted outlives a kill: a budget is never overdrawn.
    """

    def __init__(self, directory: Path, clock: Clock, budget: int | None) -> None:
        self.budget = budget
        """Most requests of a UTC day; None for no limit."""
        self._directory = directory
        self._clock = clock
        self._day: date | None = None
        self._file: AppendFile | None = None
        self._counts: Counter[Errand] = Counter()
        self.made = 0
        """Requests counted by this object."""

    @classmethod
    def of(cls, settings: Settings, source: Source) -> Self:
        """The ledger of *source*."""
        return cls(settings.data.jobs / source.name / "requests", settings.clock, budget_of(settings, source))

    def spend(self, errand: Errand) -> bool:
        """Count one request; False where the day's budget is spent, and then it must not be made.

        Raises `SpoolError` where it cannot be noted.
        """
        self._turn_page()
        if self.budget is not None and self._counts.total() >= self.budget:
            return False
        if self._file is None:
            self._directory.mkdir(parents=True, exist_ok=True)
            self._file = AppendFile(self._path())
            self._prune()
        self._file.append(_LETTERS[errand])
        self._counts[errand] += 1
        self.made += 1
        return True

    @property
    def left(self) -> int | None:
        """Requests that may still be made today; None for no limit."""
        self._turn_page()
        return None if self.budget is None else max(0, self.budget - self._counts.total())

    def spent(self) -> Counter[Errand]:
        """Requests of today by errand."""
        self._turn_page()
        return Counter(self._counts)

    def close(self) -> None:
        """Sync and close; again is allowed."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def _turn_page(self) -> None:
        today = self._clock.now().date()
        if today == self._day:
            return
        self.close()
        self._day = today
        path = self._path()
        written = path.read_bytes() if path.is_file() else b""
        self._counts = Counter({errand: written.count(letter) for errand, letter in _LETTERS.items()})

    def _path(self) -> Path:
        return self._directory / f"{self._day}.txt"

    def _prune(self) -> None:
        for old in sorted(self._directory.glob("*.txt"))[:-_KEPT_DAYS]:
            old.unlink(missing_ok=True)
