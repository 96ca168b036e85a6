"""Crawling what is due, once, however many processes are asked to at the same time."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from filelock import FileLock, Timeout

from crawlers.crawl_result import CrawlResult
from crawlers.running import Told, crawl_sources
from crawlers.schedule import Shard, due_sources
from crawlers.source import Source
from foundation.settings import Settings


class AtWorkError(Exception):
    """Another process does what is due in this home. Nothing is wrong: there is nothing left to do."""


@contextmanager
def due_lock(settings: Settings, shard: Shard | None = None) -> Iterator[None]:
    """Hold the lock of what is due in this home, or in one shard of it. Raises `AtWorkError` at once if it is taken.

    The operating system frees it when a process dies.
    """
    try:
        with FileLock(settings.data.jobs / f"{_name(shard)}.lock", timeout=0):
            yield
    except Timeout as error:
        raise AtWorkError from error


def crawl_due(
    settings: Settings,
    sources: Sequence[Source],
    *,
    shard: Shard | None = None,
    at_once: int = 2,
    told: Told | None = None,
    stop: threading.Event | None = None,
) -> list[CrawlResult]:
    """Crawl those of *sources* that are due and return what became of each. The caller holds the lock.

    *stop* pauses every crawl; the next call goes on with them.
    """
    due = due_sources(settings, sources, shard)
    if not due:
        return []
    return crawl_sources(settings, due, at_once=at_once, told=told, stop=stop, round_name=_name(shard))


def _name(shard: Shard | None) -> str:
    return f"due-{shard.number}-of-{shard.of}" if shard else "due"
