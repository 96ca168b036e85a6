"""Everything that doctor looks at, in one report."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from crawlers.source import Source
from crawlers.source_file import read_source, source_files
from foundation.errors import SourceError, StoreError
from foundation.settings import Settings
from health.figures import Figures
from health.finding import Finding, by_urgency, finding
from health.home_checks import Waiting, free_bytes, on_contact_key, on_disk, on_waiting, waiting
from health.jobs import accepted_since, ingest_at_work, latest_run, unfinished
from health.parameters import Parameters
from health.source_health import SourceHealth, judge
from health.store_checks import on_error, on_refusals
from index.documents import Run
from index.store import Store

_RUNS_READ = 60
_ENDED = ("finished", "failed")

OpenStore = Callable[[], AbstractContextManager[Store]]
"""Opens the store for reading. Raises `StoreError`."""


@dataclass(frozen=True)
class Report:
    """What doctor found."""

    at: datetime
    """UTC."""
    findings: tuple[Finding, ...]
    """Most urgent first."""
    sources: tuple[SourceHealth, ...]
    """By name; those that were ever crawled."""
    free_bytes: int
    """On the disk of the home."""
    waiting: Waiting | None
    """Captures that are not ingested; none too where the store cannot be asked."""


@dataclass
class _House:
    """What the store could be asked."""

    runs: dict[str, list[Run]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    waits: Waiting | None = None
    crawled: bool = False
    """Whether it holds a run of any source, also of one that is not turned on any more."""


def examine(settings: Settings, open_store: OpenStore, parameters: Parameters, *, only: tuple[str, ...] = ()) -> Report:
    """Look at the home, the store and every source (or *only* these). Changes nothing."""
    now, home = settings.clock.now(), settings.data
    files = _files(settings)
    findings: list[Finding] = [*files.findings]
    sources = [source for source in files.sources if not only or source.name in only]
    house = _ask_store(settings, open_store, sources, parameters, now)
    findings += house.findings
    free = free_bytes(home)
    findings += [*on_disk(free, parameters), *ingest_at_work(home)]
    judged = [
        judge(
            source,
            _figures(house.runs.get(source.name, []), latest_run(home, source.name)),
            now,
            parameters,
            since=accepted_since(home, source.name),
        )
        for source in sources
        if source.status != "tips-only"
    ]
    for health in judged:
        findings += [*health.findings, *unfinished(home, health.source, now)]
    findings += _on_beginnings(settings, judged, crawled=house.crawled)
    crawled = tuple(health for health in judged if health.latest is not None)
    return Report(now, tuple(by_urgency(findings)), crawled, free, house.waits)


@dataclass
class _Files:
    sources: list[Source] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def _files(settings: Settings) -> _Files:
    read = _Files()
    try:
        files: dict[str, Path] = source_files(settings)
    except SourceError as error:
        read.findings.append(finding("source_broken", f"{error.where}: {error.problem}"))
        return read
    for name, file in files.items():
        try:
            read.sources.append(read_source(file))
        except SourceError as error:
            read.findings.append(finding("source_broken", f"{error.where}: {error.problem}", source=name))
    if not files:
        read.findings.append(finding("no_sources", "there are no sources"))
    return read


def _ask_store(
    settings: Settings, open_store: OpenStore, sources: list[Source], parameters: Parameters, now: datetime
) -> _House:
    """Runs by source, and checks of the store. An embedded store that was never made is empty."""
    house, home = _House(), settings.data
    if settings.store is None and not home.database.exists():
        house.waits = waiting(home, {})
        house.findings += on_waiting(house.waits, now, parameters)
        return house
    try:
        with open_store() as store:
            house.runs = {source.name: list(store.runs(source=source.name, limit=_RUNS_READ)) for source in sources}
            house.crawled = next(iter(store.runs(limit=1)), None) is not None
            house.waits = waiting(home, store.cursors())
            house.findings += on_waiting(house.waits, now, parameters)
            house.findings += on_contact_key(home, has_listings=store.counts().get("listing", 0) > 0)
            house.findings += on_refusals(store.set_aside())
    except StoreError as error:
        house.findings.append(on_error(error))
    return house


def _figures(known: list[Run], latest: Run | None) -> list[Figures]:
    runs = {run.id: run for run in known}
    if latest is not None and (latest.id not in runs or runs[latest.id].outcome == "running"):
        runs[latest.id] = latest
    return [Figures(run) for run in runs.values() if run.outcome.startswith(_ENDED)]


def _on_beginnings(settings: Settings, judged: list[SourceHealth], *, crawled: bool) -> Iterator[Finding]:
    """What helps somebody who begins."""
    never = [health.source.name for health in judged if health.latest is None]
    if len(never) == len(judged) and not crawled:
        yield finding("nothing_yet", "nothing was ever crawled into this home")
    elif never:
        yield finding("never_crawled", f"never crawled: {', '.join(never)}")
    if settings.contact is None:
        yield finding("no_contact", "the setting `contact` is not set")
