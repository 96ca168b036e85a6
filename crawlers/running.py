"""Crawling sources, each in a process of its own: one that dies or hangs takes no other along."""

from __future__ import annotations

import contextlib
import json
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from typing import IO, Any

from crawlers import browser
from crawlers.api_key import missing_key
from crawlers.child_environment import child_environment
from crawlers.crawl_result import CrawlResult
from crawlers.crawl_round import CrawlRound
from crawlers.ledger import OVER_BUDGET, Ledger
from crawlers.source import Source
from foundation.errors import ChipwatchError, CrawlError, SpoolError
from foundation.settings import Settings

Told = Callable[[str, dict[str, int]], None]
"""Is told a source and its counts so far, at most twice a second each."""

_STOP_ASKED_EVERY_S = 0.2


def crawl_sources(
    settings: Settings,
    sources: Sequence[Source],
    *,
    at_once: int = 2,
    told: Told | None = None,
    stop: threading.Event | None = None,
    round_name: str = "round",
) -> list[CrawlResult]:
    """Crawl *sources*, *at_once* at a time, and return what became of each, in their order.

    An interrupt (Ctrl-C), or *stop* once it is set, stops every crawl cleanly; those results are "paused". The next
    call with the same sources goes on with them and returns for the others what they had ended with; so it does where
    this process was killed. *round_name* keeps apart what several processes crawl in one home at the same time. Once
    the spool cannot be written, sources that have not begun are left alone. Never raises `ChipwatchError`.
    """
    try:
        crawl_round = CrawlRound.open(settings, [source.name for source in sources], round_name)
    except ChipwatchError as error:
        return [_failure(source.name, error) for source in sources]
    crowd = _Crowd(settings, crawl_round, told)
    with ThreadPoolExecutor(max_workers=at_once) as pool:
        futures = [pool.submit(crowd.crawl, source) for source in sources]
        while True:
            try:
                if not wait(futures, timeout=_STOP_ASKED_EVERY_S if stop else None).not_done:
                    break
                if stop is not None and stop.is_set() and not crowd.is_stopped:
                    crowd.stop()
            except KeyboardInterrupt:
                crowd.stop()
    results = [future.result() for future in futures]
    crawl_round.close(results)
    return results


class _Crowd:
    """The processes at work."""

    def __init__(self, settings: Settings, crawl_round: CrawlRound, told: Told | None) -> None:
        self._settings = settings
        self._round = crawl_round
        self._told = told
        self._processes: set[subprocess.Popen[str]] = set()
        self._lock = threading.Lock()
        self._stopped = False
        self._full = False

    @property
    def is_stopped(self) -> bool:
        """It was asked to stop."""
        return self._stopped

    def stop(self) -> None:
        """Ask every process to stop, and start no more. A second time it is an order."""
        with self._lock:
            self._stopped = True
            for process in self._processes:
                with contextlib.suppress(ProcessLookupError):
                    process.send_signal(signal.SIGINT)

    def crawl(self, source: Source) -> CrawlResult:
        """Crawl one source to its end."""
        try:
            return self._crawl(source)
        except ChipwatchError as error:
            return _failure(source.name, error)

    def _crawl(self, source: Source) -> CrawlResult:
        name = source.name
        if result := self._round.ended(name):
            return result
        if source.status == "tips-only":
            return CrawlResult(
                source=name, outcome="skipped: it is never crawled; bring its offers in as tips or files"
            )
        if reason := missing_key(source):
            return CrawlResult(source=name, outcome=f"skipped: {reason}")
        if source.needs_browser and (reason := browser.why_no_browser(self._settings)):
            return CrawlResult(source=name, outcome=f"skipped: {reason}")
        if Ledger.of(self._settings, source).left == 0:
            return CrawlResult(source=name, outcome=f"skipped: {OVER_BUDGET}")
        log_file = self._settings.data.jobs / f"{name}.log"
        with log_file.open("w", encoding="utf-8") as log:
            process = self._start(name, log)
            if process is None:
                why = "the spool cannot be written" if self._full else "asked to stop"
                return CrawlResult(source=name, outcome=f"skipped: {why}", can_go_on=True)
            try:
                result = self._follow(name, process)
            finally:
                with self._lock:
                    self._processes.discard(process)
        if result is None:
            return CrawlResult(
                source=name,
                outcome=f"failed: the crawl's process died ({_death(process.returncode)})",
                error=str(
                    CrawlError(
                        f"the crawl's process died ({_death(process.returncode)})",
                        where=name,
                        way_out=f"run the same command again, it starts this source afresh; its log is {log_file}",
                    )
                ),
                exit_code=CrawlError.exit_code,
                can_go_on=True,
            )
        self._full = self._full or result.exit_code == SpoolError.exit_code
        return result

    def _start(self, name: str, log: IO[str]) -> subprocess.Popen[str] | None:
        with self._lock:
            if self._stopped or self._full:
                return None
            process = subprocess.Popen(  # noqa: S603
                [sys.executable, "-m", "crawlers.crawl_process", name, self._round.id],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                env=child_environment(self._settings),
                # The terminal's Ctrl-C must reach a crawl once, through `stop`: twice means "at once" to Scrapy.
                start_new_session=True,
            )
            self._processes.add(process)
            return process

    def _follow(self, name: str, process: subprocess.Popen[str]) -> CrawlResult | None:
        result: CrawlResult | None = None
        with process:
            for line in process.stdout or ():
                said = _parsed(line)
                if "result" in said:
                    result = CrawlResult.model_validate(said["result"])
                elif "progress" in said and self._told:
                    self._told(name, said["progress"])
        return result


def _failure(name: str, error: ChipwatchError) -> CrawlResult:
    return CrawlResult(source=name, outcome=f"failed: {error.problem}", error=str(error), exit_code=error.exit_code)


def _parsed(line: str) -> dict[str, Any]:
    with contextlib.suppress(ValueError):
        said = json.loads(line)
        if isinstance(said, dict):
            return said
    return {}


def _death(code: int) -> str:
    if code >= 0:
        return f"exit code {code}"
    with contextlib.suppress(ValueError):
        return signal.Signals(-code).name
    return f"signal {-code}"
