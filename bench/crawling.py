"""Measures our crawl against a bare Scrapy spider over the same site, by the log of the site itself."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from bench.measuring import Measured, in_process, job
from bench.table import Figure
from demo.market import Market
from demo.serving import Served, serving
from demo.source_files import write_sources
from foundation.errors import ChipwatchError

_SITE = "demo-forum"
"""The one site without a crawl delay and without pages that ask for patience: there politeness costs nothing."""
_START = "/forum-2-1.html"
_FOLLOW = r"/(thread|forum)-[0-9-]+\.html"
_LISTINGS = 12_000
_CONCURRENCY = 8
_TURNS = 2
_GOAL = 0.9


@dataclass(frozen=True)
class _Turn:
    """One crawl as the site saw it."""

    pages: int
    rate: float
    peak_mib: float
    cpu_ms: float
    """Processor time a page, start of the program included."""


def crawl(directory: Path, size: float) -> list[Figure]:
    """Pages a second: the better of two turns each, taken in turn so that both meet the same machine.

    Both ask with the same number of requests at once and without a delay. Ours writes evidence, spool and frontier.
    """
    with serving(Market(listings=int(_LISTINGS * size))) as served:
        sources = directory / "sources"
        write_sources(sources, served.base_port)
        bare: list[_Turn] = []
        ours: list[_Turn] = []
        for turn in range(_TURNS):
            bare.append(_watched(served, partial(_bare, served)))
            ours.append(_watched(served, partial(_ours, directory / str(turn), sources)))
    best_bare, best_ours = (max(turns, key=lambda turn: turn.rate) for turns in (bare, ours))
    cpu = f"processor {best_bare.cpu_ms:.1f} ms a page"
    return [
        Figure(
            f"bare Scrapy spider, {best_bare.pages:,} pages", best_bare.rate, "pages/s", best_bare.peak_mib, note=cpu
        ),
        Figure(
            f"our crawl, {best_ours.pages:,} pages",
            best_ours.rate,
            "pages/s",
            best_ours.peak_mib,
            best_ours.rate / best_bare.rate,
            f"to the bare spider; goal ≥ {_GOAL}; processor {best_ours.cpu_ms:.1f} ms a page",
        ),
    ]


def _watched(served: Served, work: Callable[[], Measured]) -> _Turn:
    before = len(served.requests(_SITE))
    measured = work()
    seen = [request for request in served.requests(_SITE)[before:] if request.path != "/robots.txt"]
    if len(seen) < 2:
        raise ChipwatchError("fetched nothing", where=_SITE, way_out="run `chipwatch source check` on the demo's site")
    took = max(request.at for request in seen) - min(request.at for request in seen)
    return _Turn(len(seen), len(seen) / took, measured.peak_mib, 1000 * measured.cpu_s / len(seen))


def _bare(served: Served) -> Measured:
    return job("crawl_bare", f"{served.origin(_SITE)}{_START}", _FOLLOW, _CONCURRENCY)


def _ours(home: Path, sources: Path) -> Measured:
    settings = {
        "CHIPWATCH_HOME": str(home),
        "CHIPWATCH_SOURCES": str(sources),
        "CHIPWATCH_DELAY_S": "0",
        "CHIPWATCH_PRIVATE_HOSTS": "127.0.0.1:*",
        "CHIPWATCH_CONCURRENCY_PER_SITE": str(_CONCURRENCY),
        "CHIPWATCH_LOG_LEVEL": "ERROR",
    }
    measured = in_process([sys.executable, "-m", "crawlers.crawl_process", _SITE], settings)
    if problem := measured.result["result"]["error"]:
        raise ChipwatchError(problem, where=_SITE)
    return measured
