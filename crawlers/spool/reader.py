"""Reading segments, also while they are being written and after they were damaged."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from pydantic import TypeAdapter, ValidationError

from crawlers.records import SpoolRecord
from crawlers.spool.generations import current_generation
from crawlers.spool.lines import Line, scan, tail_start
from crawlers.spool.writer import SUFFIX
from foundation.errors import SpoolError

log = logging.getLogger(__name__)

_RECORD: TypeAdapter[SpoolRecord] = TypeAdapter(SpoolRecord)


@dataclass(frozen=True)
class Damage:
    """Bytes of a segment that give no record."""

    segment: str
    offset: int
    """First byte."""
    length: int
    """Bytes."""
    reason: str
    """What is wrong with them."""

    def __str__(self) -> str:
        return f"{self.segment}: {self.length} bytes at offset {self.offset}: {self.reason}"


class SpoolReader:
    """Reads the generation that was in force when it was made; several readers and a writer do not disturb it."""

    def __init__(self, directory: Path) -> None:
        self.generation = current_generation(directory)
        """Name of the generation that is read; None while the spool is empty. Offsets hold within one generation."""
        self._directory = directory / self.generation if self.generation is not None else None

    def segments(self) -> list[str]:
        """Names of the segments, sorted, which is by time of the run's start."""
        if self._directory is None:
            return []
        return sorted(path.name for path in self._directory.glob(f"*{SUFFIX}"))

    def size(self, segment: str) -> int:
        """Bytes of the segment now."""
        with self._open(segment) as stream:
            return os.fstat(stream.fileno()).st_size

    def read(
        self, segment: str, offset: int = 0, *, on_damage: Callable[[Damage], None] | None = None
    ) -> Iterator[tuple[SpoolRecord, int]]:
        """Records from *offset* on, each with the offset after it; ends before a torn or unfinished last record.

        Damage is logged, told to *on_damage* and skipped. Reading again from a returned offset goes on where it
        stopped. Raises `SpoolError` where the segment is missing.
        """
        with self._open(segment) as stream:
            for piece in scan(stream, offset):
                problem = "checksum or length is wrong"
                if isinstance(piece, Line):
                    try:
                        yield _RECORD.validate_json(piece.payload), piece.end
                        continue
                    except ValidationError as error:
                        first = error.errors()[0]
                        place = ".".join(str(part) for part in first["loc"])
                        problem = f"not a record that this version knows ({place}: {first['msg']})"
                damage = Damage(segment, piece.start, piece.end - piece.start, problem)
                log.warning("%s", damage)
                if on_damage is not None:
                    on_damage(damage)

    def damage(self, segment: str) -> list[Damage]:
        """All damage within the segment; a torn last record is not among it, see `torn`."""
        found: list[Damage] = []
        for _ in self.read(segment, on_damage=found.append):
            pass
        return found

    def torn(self, segment: str) -> Damage | None:
        """The unfinished last record, if there is one: a writer was killed in it, or is in the midst of it."""
        with self._open(segment) as stream:
            start = tail_start(stream)
            size = stream.seek(0, os.SEEK_END)
        return Damage(segment, start, size - start, "the last record is torn") if size > start else None

    @contextmanager
    def _open(self, segment: str) -> Iterator[BinaryIO]:
        if self._directory is None or Path(segment).name != segment:
            raise SpoolError("no such segment", where=segment, way_out="ask `segments()` for the names")
        try:
            stream = (self._directory / segment).open("rb")
        except OSError as error:
            raise SpoolError(
                f"cannot be read ({error.strerror})",
                where=str(self._directory / segment),
                way_out="give yourself read access, or restore the segment from a copy of the home",
            ) from error
        with stream:
            yield stream
