"""The state of one source's crawl between processes: which run it is, and whether it may go on where it stopped."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal

from filelock import FileLock, Timeout
from pydantic import BaseModel, ConfigDict, ValidationError

from crawlers.atomic_file import write_state
from crawlers.crawl_result import CrawlResult
from crawlers.source import Source
from foundation.errors import CrawlError
from foundation.ids import sha256_hex
from foundation.settings import Settings

_LOCK_WAIT_S = 15
_FILE = "run.json"
_NUMBER = re.compile(r"-(\d{4,})$")


class JobState(BaseModel):
    """What ``run.json`` holds."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    run_id: str
    """The latest run."""
    number: int
    """Its number; runs of a source are counted from 1."""
    started_at: datetime
    """UTC."""
    state: Literal["running", "paused", "ended"]
    """running: a crawl works on it, or was killed; paused: stopped cleanly and can go on."""
    round_id: str | None = None
    """The crawl over several sources that it is part of; none under plain Scrapy."""
    source_digest: str | None = None
    """Digest of the source as it was when the run began."""
    result: CrawlResult | None = None
    """How it ended."""
    ended_at: datetime | None = None
    """UTC; when it ended or paused."""
    last_finished: datetime | None = None
    """UTC; end of the last run that finished, this one or an earlier one."""
    failures: int = 0
    """Runs in a row that failed, this one included."""


class Job:
    """Holds the lock of a source and decides the run: a new one, or on with one that was paused or killed.

    An interrupted run older than the source's period is given up, as is one whose source has changed meanwhile.
    """

    def __init__(
        self, settings: Settings, source: Source, round_id: str | None = None, *, afresh: bool = False
    ) -> None:
        """Take the lock and decide; *afresh* goes on with nothing.

        Raises `CrawlError` where another process crawls the source.
        """
        self._clock = settings.clock
        self.directory = settings.data.jobs / source.name
        self.directory.mkdir(parents=True, exist_ok=True)
        self._lock = FileLock(self.directory / "lock")
        try:
            self._lock.acquire(timeout=_LOCK_WAIT_S)
        except Timeout as error:
            raise CrawlError(
                "another process is crawling this source",
                where=source.name,
                way_out="wait until it has ended; `chipwatch runs` shows when",
            ) from error
        now = settings.clock.now()
        before = read_state(self.directory)
        digest = sha256_hex(source.model_dump_json().encode())
        self.given_up: JobState | None = None
        """An interrupted run that is not gone on with."""
        self.given_up_for = ""
        """Why."""
        if before is not None and before.state != "ended":
            if now - before.started_at >= timedelta(hours=source.period_hours):
                self.given_up_for = "interrupted, and never gone on with"
            elif afresh:
                self.given_up_for = "interrupted, and begun afresh"
            elif before.source_digest != digest:
                self.given_up_for = "interrupted, and its source has changed since"
        self.goes_on = before is not None and before.state != "ended" and not self.given_up_for
        """The run is the one that was interrupted."""
        if before is not None and self.goes_on:
            self.state = before.model_copy(update={"state": "running", "round_id": round_id})
            return
        self.given_up = before if self.given_up_for else None
        number = max(before.number if before else 0, _latest_number(settings.data.spool, source.name)) + 1
        self.state = JobState(
            run_id=f"{now:%Y%m%dT%H%M%SZ}-{source.name}-{number:04d}",
            number=number,
            started_at=now,
            state="running",
            round_id=round_id,
            source_digest=digest,
            last_finished=before.last_finished if before else None,
            failures=before.failures if before else 0,
        )

    @property
    def agenda_file(self) -> Path:
        """What the run still has to ask."""
        return self.directory / "agenda.db"

    @property
    def frontier_file(self) -> Path:
        """Known items of the source."""
        return self.directory / "frontier.db"

    @property
    def memory_file(self) -> Path:
        """What is remembered of earlier visits."""
        return self.directory / "visits.db"

    def begin(self) -> None:
        """Note that the run is under way; from here on a kill means that the next crawl goes on with it."""
        write_state(self.directory / _FILE, self.state)

    def end(self, result: CrawlResult) -> None:
        """Note how the run ended."""
        state: Literal["paused", "ended"] = "paused" if result.kind == "paused" else "ended"
        now = self._clock.now()
        changes = {
            "state": state,
            "result": result,
            "ended_at": now,
            "last_finished": now if result.kind == "finished" else self.state.last_finished,
            "failures": {"finished": 0, "failed": self.state.failures + 1}.get(result.kind, self.state.failures),
        }
        write_state(self.directory / _FILE, self.state.model_copy(update=changes))

    def release(self) -> None:
        """Let others crawl the source."""
        self._lock.release()


def read_state(directory: Path) -> JobState | None:
    """What is noted in the job *directory* of a source; None where nothing is, or nothing that can be read."""
    try:
        return JobState.model_validate_json((directory / _FILE).read_bytes())
    except (OSError, ValidationError):
        return None


def _latest_number(spool: Path, name: str) -> int:
    """Highest number of a run of the source in the spool, in case the job's own state was deleted."""
    endings = (path.stem.rpartition(f"-{name}") for path in spool.glob(f"**/*-{name}-*.jsonl"))
    numbers = (_NUMBER.fullmatch(ending) for _, found, ending in endings if found)
    return max((int(match[1]) for match in numbers if match), default=0)
