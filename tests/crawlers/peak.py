"""Memory of the crawls that a test has started, watched from outside."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


@dataclass
class Peak:
    """What was seen so far."""

    megabytes: float = 0
    """Largest resident set of one crawl process."""
    seconds: float = 0
    """Wall clock of the block, set at its end."""


@contextmanager
def watched() -> Iterator[Peak]:
    """Watch child processes that crawl until the block ends."""
    peak, done, began = Peak(), threading.Event(), time.monotonic()

    def watch() -> None:
        while not done.wait(0.1):
            for status in Path("/proc").glob("[0-9]*/status"):
                peak.megabytes = max(peak.megabytes, _megabytes(status))

    thread = threading.Thread(target=watch, daemon=True)
    thread.start()
    try:
        yield peak
    finally:
        done.set()
        thread.join()
        peak.seconds = time.monotonic() - began


def _megabytes(status: Path) -> float:
    """High-water mark of a crawl process of ours; 0 for any other."""
    try:
        text = status.read_text()
        if f"\nPPid:\t{os.getpid()}\n" not in text:
            return 0
        if b"crawlers.crawl_process" not in status.with_name("cmdline").read_bytes():
            return 0
        return int(text.partition("VmHWM:")[2].split()[0]) / 1024
    except (OSError, IndexError, ValueError):
        return 0
