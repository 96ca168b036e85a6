"""When each source is due: by its period, and sooner after a crawl that failed or was interrupted."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Self

from crawlers.job import JobState, read_state
from crawlers.ledger import Ledger
from crawlers.source import Source
from foundation.errors import UsageError
from foundation.settings import Settings

_RETRY_AFTER = timedelta(hours=1)
"""After a failure; doubled with each further one in a row, up to the period."""
_SHARD = re.compile(r"(\d+)/(\d+)")


@dataclass(frozen=True)
class Standing:
    """Where a source stands in its schedule."""

    source: str
    """Its name."""
    last_finished: datetime | None
    """UTC; end of the last crawl that did its work. None before the first."""
    last_outcome: str | None
    """Of the last crawl, whatever it was; None before the first."""
    failures: int
    """Crawls in a row that failed, up to now."""
    due_at: datetime
    """UTC; from then on the next crawl is due."""
    is_due: bool
    """It is due now."""
    why: str
    """In words."""


def standing(settings: Settings, source: Source) -> Standing:
    """When *source* was last finished and when it is due. Reads its job's state; never raises for a lost one."""
    now = settings.clock.now()
    state = read_state(settings.data.jobs / source.name)
    due_at, why = _due(state, source, now)
    if due_at <= now and Ledger.of(settings, source).left == 0:
        tomorrow = (now + timedelta(days=1)).replace(hour=0, minute=0, second=0)
        due_at, why = tomorrow, "today's budget is spent"
    return Standing(
        source=source.name,
        last_finished=state.last_finished if state else None,
        last_outcome=_outcome(state),
        failures=state.failures if state else 0,
        due_at=due_at,
        is_due=due_at <= now,
        why=why,
    )


def due_sources(settings: Settings, sources: Iterable[Source], shard: Shard | None = None) -> list[Source]:
    """Those that are due now, the longest overdue first; tips-only sources never are."""
    found = []
    for source in sources:
        if source.status == "tips-only" or (shard is not None and not shard.has(source.name)):
            continue
        place = standing(settings, source)
        if place.is_due:
            found.append((place.due_at, source.name, source))
    return [source for _, _, source in sorted(found, key=lambda one: one[:2])]


def _due(state: JobState | None, source: Source, now: datetime) -> tuple[datetime, str]:
    period = timedelta(hours=source.period_hours)
    if state is None:
        return now, "never crawled"
    if state.state != "ended":
        return now, f"its last crawl was {'paused' if state.state == 'paused' else 'interrupted'}"
    if state.failures:
        wait = min(period, _RETRY_AFTER * 2 ** min(state.failures - 1, 20))
        return (state.ended_at or state.started_at) + wait, f"failed {_times(state.failures)}, tried again"
    return state.started_at + period, f"every {source.period_hours} hours"


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times in a row"


def _outcome(state: JobState | None) -> str | None:
    if state is None:
        return None
    return state.result.outcome if state.result else state.state


@dataclass(frozen=True)
class Shard:
    """Part *number* of *of*: each source belongs to one part, and keeps it when others come and go.

    Rendezvous hashing: a source goes to the part with the highest hash of the two. Where a part is added, only sources
    that the new one takes move.
    """

    number: int
    """From 1."""
    of: int

    @classmethod
    def parse(cls, text: str) -> Self:
        """From ``K/N``. Raises `UsageError`."""
        match = _SHARD.fullmatch(text.strip())
        if match is None or not 1 <= int(match[1]) <= int(match[2]):
            raise UsageError(f"{text!r} is no part of a whole", where="--shard", way_out="give K/N, for example 2/3")
        return cls(int(match[1]), int(match[2]))

    def has(self, source: str) -> bool:
        """Whether the source of this name belongs to this part."""
        return self.number == max(range(1, self.of + 1), key=lambda part: _weight(source, part))

    def __str__(self) -> str:
        return f"{self.number}/{self.of}"


def _weight(source: str, part: int) -> bytes:
    return hashlib.sha256(f"{source}\x1f{part}".encode()).digest()
