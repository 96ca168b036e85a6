"""One writer at a time: two ingests of one home would fold the same listings twice."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from filelock import FileLock, Timeout

from foundation.errors import SpoolError
from foundation.home import Home


@contextmanager
def ingest_lock(home: Home, wait_s: float = 0) -> Iterator[None]:
    """Hold the home's ingest lock. The operating system frees it when a process dies.

    Raises `SpoolError` when another process still holds it after *wait_s* seconds.
    """
    lock = FileLock(home.jobs / "ingest.lock", timeout=wait_s)
    try:
        with lock:
            yield
    except Timeout as error:
        raise SpoolError(
            "another ingest of this home is running", where=str(home.root), way_out="wait for it to end, then run again"
        ) from error
