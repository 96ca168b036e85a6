"""Generations of the spool: directories under it, of which the file ``CURRENT`` names the one in force.

A switch to the next generation is one rename of ``CURRENT``; a reader sees the old one or the new one, whole.
"""

from __future__ import annotations

import os
import re
import shutil
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from crawlers.appending import sync_directory
from foundation.errors import SpoolError

_POINTER = "CURRENT"
_NAME = re.compile(r"g(\d{4,})-\d{8}T\d{6}Z")
_UNFINISHED = ".unfinished"
_LOCKS = "locks"
_SWITCH_WAIT_S = 30


def current_generation(spool: Path) -> str | None:
    """Name of the generation in force; None while nothing was ever written. Raises `SpoolError` on a bad pointer."""
    pointer = spool / _POINTER
    try:
        name = pointer.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        if any(any(path.iterdir()) for path in _generations(spool)):
            raise SpoolError("is missing", where=str(pointer), way_out=_way_out(spool)) from None
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise SpoolError("cannot be read", where=str(pointer), way_out=_way_out(spool)) from error
    if _NAME.fullmatch(name) is None or not (spool / name).is_dir():
        problem = f"names no generation of the spool: {name[:80]!r}"
        raise SpoolError(problem, where=str(pointer), way_out=_way_out(spool))
    return name


def begin_generation(spool: Path, at: datetime) -> Path:
    """Make an empty directory for the next generation, not yet in force. *at* is UTC and becomes part of its name."""
    number = max((int(path.name[1:].partition("-")[0]) for path in _generations(spool)), default=0) + 1
    path = spool / f"g{number:04d}-{at:%Y%m%dT%H%M%SZ}{_UNFINISHED}"
    path.mkdir()
    return path


def put_in_force(generation: Path) -> Path:
    """Finish *generation* and switch to it, atomically; returns its place. The caller holds `switch_lock`."""
    spool = generation.parent
    sync_directory(generation)
    final = generation.rename(generation.with_name(generation.name.removesuffix(_UNFINISHED)))
    draft = spool / f"{_POINTER}.new"
    with draft.open("w", encoding="ascii") as stream:
        stream.write(final.name + "\n")
        stream.flush()
        os.fsync(stream.fileno())
    draft.replace(spool / _POINTER)
    sync_directory(spool)
    return final


def drop_unfinished(spool: Path) -> list[str]:
    """Remove what a killed reparse left behind; returns the names."""
    left = sorted(spool.glob(f"g*{_UNFINISHED}"))
    for path in left:
        shutil.rmtree(path)
    return [path.name for path in left]


def switch_lock(spool: Path) -> FileLock:
    """Held while a writer opens a segment, and while a generation is put in force."""
    return FileLock(_lock_path(spool, "switch"), timeout=_SWITCH_WAIT_S)


def rewrite_lock(spool: Path) -> FileLock:
    """Held by the one process that writes a generation."""
    return FileLock(_lock_path(spool, "rewrite"))


def segment_lock(spool: Path, run_id: str) -> FileLock:
    """Held by the one writer of a run's segment, in whatever generation. Raises `SpoolError` if it is taken."""
    lock = FileLock(_lock_path(spool, f"run-{run_id}"))
    try:
        lock.acquire(blocking=False)
    except Timeout as error:
        raise SpoolError(
            "another process is writing this run",
            where=run_id,
            way_out="wait until that crawl has ended, or stop it",
        ) from error
    return lock


def _lock_path(spool: Path, name: str) -> Path:
    directory = spool / _LOCKS
    directory.mkdir(exist_ok=True)
    return directory / f"{name}.lock"


def _generations(spool: Path) -> list[Path]:
    return sorted(path for path in spool.glob("g*-*") if _NAME.fullmatch(path.name))


def _way_out(spool: Path) -> str:
    return f"write the name of the newest directory g…-… under {spool} into it"
