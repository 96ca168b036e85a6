"""What a cron job does: crawl what is due, then read it into the store."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field

from crawlers.crawl_result import CrawlResult, exit_code
from crawlers.due import crawl_due, due_lock
from crawlers.running import Told
from crawlers.schedule import Shard
from crawlers.source import Source
from foundation.settings import Settings
from index.store import Store
from ingest.lock import ingest_lock
from ingest.opening import is_behind, open_ingest
from ingest.report import Report

_INGEST_WAIT_S = 900


class StoppedError(Exception):
    """Asked to stop in the middle of an ingest; the next one goes on at the batch it had reached."""


@dataclass
class DueReport:
    """What was done."""

    crawled: list[CrawlResult] = field(default_factory=list)
    """The sources that were due."""
    ingested: Report | None = None
    """None where there was nothing to read, or where it was stopped before."""
    stopped: bool = False
    """Asked to stop: the rest is done the next time."""

    @property
    def exit_code(self) -> int:
        """0 when all that was due is done, 130 when stopped, else that of the crawl."""
        if self.stopped:
            return 130
        return exit_code(self.crawled) if self.crawled else 0


def do_due(
    settings: Settings,
    sources: list[Source],
    open_store: Callable[[], AbstractContextManager[Store]] | None,
    stop: threading.Event,
    *,
    shard: Shard | None = None,
    at_once: int = 2,
    told: Told | None = None,
) -> DueReport:
    """Crawl what is due and ingest it; without *open_store* another machine reads the spool.

    Raises `AtWorkError` where another process does so, `StoreError`, `SpoolError`. *stop*, once set, pauses crawls and
    ends an ingest at its next batch; nothing is lost by either.
    """
    report = DueReport()
    with due_lock(settings, shard):
        report.crawled = crawl_due(settings, sources, shard=shard, at_once=at_once, told=told, stop=stop)
        report.stopped = stop.is_set()
        if open_store is None or report.stopped:
            return report
        with ingest_lock(settings.data, _INGEST_WAIT_S), open_store() as store:
            # Also where nothing was due: an ingest may have been interrupted, and other machines crawl as well.
            if is_behind(settings, store):
                _ingest(settings, store, stop, report)
    return report


def _ingest(settings: Settings, store: Store, stop: threading.Event, report: DueReport) -> None:
    def advance(_records: int) -> None:
        if stop.is_set():
            raise StoppedError

    try:
        report.ingested = open_ingest(settings)(store, advance)
    except StoppedError:
        report.stopped = True
