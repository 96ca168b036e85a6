"""What the home notes of crawls beside the store: runs not ingested yet, runs killed or paused, what was accepted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from crawlers.atomic_file import write_state
from crawlers.job import JobState, read_state
from crawlers.source import Source
from foundation.home import Home
from health.finding import Finding, finding
from health.locks import can_tell, holder
from index.documents import Run

_ACCEPTED = "accepted.json"


class Accepted(BaseModel):
    """What ``accepted.json`` of a source holds."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    run_id: str
    """From this run on, what the site shows is taken for usual."""
    at: datetime
    """UTC; when the operator said so."""


def accept(home: Home, source: str, run_id: str, at: datetime) -> None:
    """Note that *source* is as it should be since the run *run_id*. Raises `SpoolError` where it cannot be written."""
    directory = home.jobs / source
    directory.mkdir(parents=True, exist_ok=True)
    write_state(directory / _ACCEPTED, Accepted(run_id=run_id, at=at))


def accepted_since(home: Home, source: str) -> str | None:
    """The run since which *source* was accepted as it is; None where it never was."""
    try:
        return Accepted.model_validate_json((home.jobs / source / _ACCEPTED).read_bytes()).run_id
    except (OSError, ValidationError):
        return None


def latest_run(home: Home, source: str) -> Run | None:
    """The latest run of *source* on this machine, if it has ended; the store may not know it yet."""
    state = read_state(home.jobs / source)
    if state is None or state.state != "ended" or state.result is None:
        return None
    return Run(
        id=state.run_id,
        source=source,
        started_at=state.started_at,
        finished_at=state.started_at + timedelta(seconds=state.result.duration_s),
        duration_s=state.result.duration_s,
        outcome=state.result.outcome,
        counts=state.result.counts,
        problems=state.result.problems,
        user_agent="",
    )


def unfinished(home: Home, source: Source, now: datetime) -> Iterator[Finding]:
    """Whether the latest crawl of *source* on this machine is at work, hangs, was killed or was stopped."""
    directory = home.jobs / source.name
    state = read_state(directory)
    process = holder(directory / "lock")
    if process is not None:
        yield _at_work(state, source, process, now)
    elif state is not None and state.state == "running" and can_tell():
        shown = f"the crawl that began at {state.started_at:%Y-%m-%d %H:%M} UTC was killed"
        yield finding("killed", shown, source=source.name, run_id=state.run_id)
    elif state is not None and state.state == "paused":
        shown = f"the crawl that began at {state.started_at:%Y-%m-%d %H:%M} UTC was stopped before its end"
        yield finding("paused", shown, source=source.name, run_id=state.run_id)


def ingest_at_work(home: Home) -> Iterator[Finding]:
    """Whether an ingest holds the home's lock."""
    file: Path = home.jobs / "ingest.lock"
    if (process := holder(file)) is not None:
        yield finding("held", f"process {process} is ingesting into the store")


def _at_work(state: JobState | None, source: Source, process: int, now: datetime) -> Finding:
    began = state.started_at if state is not None and state.state == "running" else now
    since = f"since {began:%Y-%m-%d %H:%M} UTC"
    kind = "hanging" if now - began > timedelta(hours=source.period_hours) else "held"
    return finding(kind, f"process {process} has been crawling it {since}", source=source.name)
