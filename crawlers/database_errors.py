"""Errors of the SQLite files beside the spool, told to a person."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from foundation.errors import SpoolError


@contextmanager
def as_spool_error(file: Path, *, what: str, remedy: str) -> Iterator[None]:
    """Errors of SQLite in the block become `SpoolError`: *what* in *file* cannot be used, *remedy* follows its loss."""
    try:
        yield
    except sqlite3.Error as error:
        raise SpoolError(
            f"{what} cannot be used ({error})",
            where=str(file),
            way_out=f"make room on the disk; a damaged file may be deleted, {remedy}",
        ) from error
