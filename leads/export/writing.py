"""Where an export goes: a file that is there whole or not at all, or standard output."""

from __future__ import annotations

import errno
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from foundation.errors import ExportError


class Output:
    """Takes text and writes it as UTF-8, counting its digest."""

    def __init__(self, file: BinaryIO, place: str) -> None:
        self._file = file
        self._place = place
        self._digest = hashlib.sha256()

    def write(self, text: str) -> None:
        """Add text. Raises `ExportError`, for example where the disk is full; a closed pipe stays BrokenPipeError."""
        data = text.encode("utf-8", "replace")
        self._digest.update(data)
        with told(self._place):
            self._file.write(data)

    def flush(self) -> None:
        """Hand everything to the system now. Raises `ExportError`."""
        with told(self._place):
            self._file.flush()

    @property
    def sha256(self) -> str:
        """Of what was written so far, hexadecimal."""
        return self._digest.hexdigest()


@contextmanager
def whole_file(path: Path) -> Iterator[Output]:
    """A new file at *path*, written beside it under another name and renamed when the block ends without error.

    A file that is there is replaced; a link stays, the file it points to is replaced. After an error nothing new is
    left behind. Raises `ExportError`.
    """
    if path.exists() and not path.is_file():
        kind = "a directory" if path.is_dir() else "not an ordinary file"
        raise ExportError(f"is {kind}", where=str(path), way_out="name a file, or - for standard output")
    target = path.resolve()
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    with told(str(path)):
        file = part.open("xb")
    try:
        yield Output(file, str(path))
        with told(str(path)):
            file.flush()
            os.fsync(file.fileno())
            file.close()
            part.replace(target)
    finally:
        with suppress(OSError):  # what a full disk refused is tried again by close, and refused again
            file.close()
        part.unlink(missing_ok=True)


@contextmanager
def told(place: str) -> Iterator[None]:
    """What the system refuses, told as `ExportError` with its way out."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        way_out = {
            errno.ENOSPC: "make room there, or export to another disk",
            errno.EDQUOT: "make room in your quota, or export to another disk",
            errno.ENOENT: "make the directory first",
            errno.EACCES: "give yourself write access, or choose another place",
            errno.EROFS: "choose another place",
        }.get(error.errno or 0, "choose another place")
        raise ExportError(
            f"cannot be written ({error.strerror or error}); nothing was left behind", where=place, way_out=way_out
        ) from error
