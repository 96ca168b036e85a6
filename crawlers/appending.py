"""A file that only grows: a piece of data is in it whole, or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import time
from pathlib import Path

from foundation.errors import SpoolError

SYNC_EVERY_S = 1.0
"""Longest time between two fsyncs while data comes in, seconds."""


class AppendFile:
    """An open file for appending.

    What `append` returned for is with the operating system and survives the death of this process. Against power
    loss the file is synced with the first piece that comes a second or more after the last sync, and on `close`.
    Where the disk is full the part that was written is cut off again, so that the file ends with a whole piece.
    """

    def __init__(self, path: Path, *, exclusive: bool = False) -> None:
        """Open *path*, made if absent; `exclusive` refuses an existing one with `FileExistsError`."""
        flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | (os.O_EXCL if exclusive else 0)
        self.path = path
        try:
            self._fd = os.open(path, flags, 0o644)
        except FileExistsError:
            raise
        except OSError as error:
            raise _unwritable(path, error) from error
        self._size = os.fstat(self._fd).st_size
        self._synced = time.monotonic()
        self._uncut = False
        sync_directory(path.parent)

    @property
    def size(self) -> int:
        """Bytes in the file, all of them whole pieces."""
        return self._size

    def append(self, data: bytes) -> int:
        """Write *data* and return the offset where it begins. Raises `SpoolError`; then nothing of it is left."""
        start = self._size
        view = memoryview(data)
        position = start
        try:
            if self._uncut:
                self.cut(start)
            while view:
                written = os.pwrite(self._fd, view, position)
                position += written
                view = view[written:]
            if time.monotonic() - self._synced >= SYNC_EVERY_S:
                self.sync()
        except OSError as error:
            self._uncut = True
            with contextlib.suppress(OSError):
                self.cut(start)
            raise _unwritable(self.path, error) from error
        self._size = position
        return start

    def cut(self, size: int) -> None:
        """Shorten the file to *size* bytes."""
        os.ftruncate(self._fd, size)
        self._size = size
        self._uncut = False

    def sync(self) -> None:
        """Bring everything to the disk."""
        os.fsync(self._fd)
        self._synced = time.monotonic()

    def close(self) -> None:
        """Sync and close; again is allowed."""
        if self._fd < 0:
            return
        try:
            self.sync()
        except OSError as error:
            raise _unwritable(self.path, error) from error
        finally:
            os.close(self._fd)
            self._fd = -1


def sync_directory(directory: Path) -> None:
    """Make names that were added to or moved in *directory* survive power loss, where the system can."""
    with contextlib.suppress(OSError):
        descriptor = os.open(directory, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _unwritable(path: Path, error: OSError) -> SpoolError:
    if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
        return SpoolError(
            f"the disk is full ({error.strerror}); what was captured before is safe",
            where=str(path),
            way_out="make room or move the home (--home), then run the same command again",
        )
    return SpoolError(
        f"cannot be written ({error.strerror})",
        where=str(path),
        way_out="check the disk and the rights on this directory, then run the same command again",
    )
