"""Writing one run's segment."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

from filelock import Timeout
from pydantic import BaseModel

from crawlers.appending import AppendFile
from crawlers.records import SpoolRecord
from crawlers.spool.generations import (
    begin_generation,
    current_generation,
    put_in_force,
    segment_lock,
    switch_lock,
)
from crawlers.spool.lines import Line, encode, salvage, tail_start
from foundation.clock import Clock
from foundation.errors import SpoolError

log = logging.getLogger(__name__)

SUFFIX = ".jsonl"
_RUN_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,200}")


class SpoolWriter:
    """The one writer of the segment ``<run_id>.jsonl``; also a context manager.

    A segment that a killed process left with a torn last record is healed on opening: the torn bytes move to
    ``<run_id>.jsonl.torn``. `healed` says how many bytes that were.
    """

    def __init__(self, directory: Path, run_id: str) -> None:
        if _RUN_ID.fullmatch(run_id) is None:
            raise SpoolError(f"not a run id: {run_id[:80]!r}", way_out="use letters, digits, '-', '_' and '.'")
        self.run_id = run_id
        with _spool_errors(directory):
            directory.mkdir(parents=True, exist_ok=True)
            # Between reading the pointer and taking the segment's lock no generation may come into force, else this
            # run would go on in a generation that nobody reads any more.
            with switch_lock(directory):
                generation = current_generation(directory)
                if generation is None:
                    generation = put_in_force(begin_generation(directory, Clock().now())).name
                self._lock = segment_lock(directory, run_id)
            try:
                self._file = AppendFile(directory / generation / f"{run_id}{SUFFIX}")
                self.healed = _heal(self._file)
            except BaseException:
                self._lock.release()
                raise

    @property
    def path(self) -> Path:
        """The segment."""
        return self._file.path

    @property
    def size(self) -> int:
        """Bytes of the segment, all of them whole records."""
        return self._file.size

    def append(self, record: SpoolRecord) -> int:
        """Add *record*; returns the offset after it. Raises `SpoolError` (disk full …); the segment stays whole."""
        line = encode(to_json(record))
        return self._file.append(line) + len(line)

    def close(self) -> None:
        """Sync, close and let others write; again is allowed."""
        try:
            self._file.close()
        finally:
            self._lock.release()

    def __enter__(self) -> SpoolWriter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()


def to_json(record: BaseModel) -> bytes:
    """JSON of *record* on one line, UTF-8; lone surrogates, which no UTF-8 can hold, become U+FFFD."""
    try:
        return record.model_dump_json().encode()
    except ValueError:
        return type(record).model_validate(_without_surrogates(record.model_dump())).model_dump_json().encode()


def _without_surrogates(value: object) -> object:
    match value:
        case str():
            return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        case dict():
            return {_without_surrogates(key): _without_surrogates(item) for key, item in value.items()}
        case list() | tuple():
            return type(value)(_without_surrogates(item) for item in value)
        case _:
            return value


def _heal(file: AppendFile) -> int:
    with file.path.open("rb") as stream:
        start = tail_start(stream)
        stream.seek(start)
        torn = stream.read()
    if not torn:
        return 0
    pieces = list(salvage(torn, start))
    if len(pieces) == 1 and isinstance(pieces[0], Line):
        file.append(b"\n")
        return 0
    aside = AppendFile(file.path.with_name(file.path.name + ".torn"))
    aside.append(torn + b"\n")
    aside.close()
    file.cut(start)
    for piece in pieces:
        if isinstance(piece, Line):
            file.append(encode(piece.payload))
    file.sync()
    log.warning("%s: the torn record at offset %d (%d bytes) was moved to %s", file.path, start, len(torn), aside.path)
    return len(torn)


@contextmanager
def _spool_errors(directory: Path) -> Iterator[None]:
    try:
        yield
    except Timeout as error:
        raise SpoolError(
            "the spool is being switched to another generation",
            where=str(directory),
            way_out="wait until the reparse has ended and run the same command again",
        ) from error
    except OSError as error:
        raise SpoolError(
            f"cannot be used ({error.strerror or error})",
            where=str(directory),
            way_out="check the rights on this directory",
        ) from error
