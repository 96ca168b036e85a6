"""Writing the whole spool anew beside the old one, and switching to it at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from filelock import Timeout

from crawlers.appending import AppendFile
from crawlers.records import SpoolRecord
from crawlers.spool.generations import (
    begin_generation,
    drop_unfinished,
    put_in_force,
    rewrite_lock,
    segment_lock,
    switch_lock,
)
from crawlers.spool.lines import encode
from crawlers.spool.reader import Damage, SpoolReader
from crawlers.spool.writer import SUFFIX, to_json
from foundation.errors import SpoolError

Change = Callable[[str, Callable[[], Iterator[SpoolRecord]]], Iterable[SpoolRecord]]
"""Given a segment's name and a way to read its records from the start, the records to write instead."""


@dataclass(frozen=True)
class Rewritten:
    """What a rewrite did."""

    old: str
    """Generation that was in force; it stays on disk."""
    new: str
    """Generation that is in force now."""
    damage: tuple[Damage, ...]
    """What of the old generation could not be read and therefore is in the old one only."""


def rewrite(spool: Path, at: datetime, change: Change) -> Rewritten | None:
    """Write the next generation of *spool* and put it in force; None where the spool is empty. *at* is UTC.

    Killed before the end, nothing has happened: the old generation is in force, and what was written is dropped by the
    next rewrite. What a crawl adds meanwhile is taken along. Raises `SpoolError` while a crawl is writing at the end,
    or another rewrite is running.
    """
    with _only_one(spool):
        drop_unfinished(spool)
        reader = SpoolReader(spool)
        if reader.generation is None:
            return None
        work = _Work(reader, begin_generation(spool, at), change)
        for segment in reader.segments():
            work.write(segment)
        with ExitStack() as held:
            held.enter_context(switch_lock(spool))
            for segment in reader.segments():
                held.enter_context(segment_lock(spool, segment.removesuffix(SUFFIX)))
            for segment in reader.segments():
                work.write(segment)
            new = put_in_force(work.target).name
        return Rewritten(reader.generation, new, tuple(work.damage))


class _Work:
    def __init__(self, reader: SpoolReader, target: Path, change: Change) -> None:
        self.target = target
        self._reader = reader
        self._change = change
        self._sizes: dict[str, int] = {}
        self._damage: dict[str, list[Damage]] = {}

    @property
    def damage(self) -> Iterator[Damage]:
        for segment in sorted(self._damage):
            yield from self._damage[segment]

    def write(self, segment: str) -> None:
        """Rewrite *segment*, unless it is as it was when it was last rewritten."""
        size = self._reader.size(segment)
        if self._sizes.get(segment) == size:
            return
        self._damage[segment] = []
        place = self.target / segment
        place.unlink(missing_ok=True)
        file = AppendFile(place)
        try:
            for record in self._change(segment, lambda: self._read(segment)):
                file.append(encode(to_json(record)))
        finally:
            file.close()
        if torn := self._reader.torn(segment):
            self._damage[segment].append(torn)
        self._sizes[segment] = size

    def _read(self, segment: str) -> Iterator[SpoolRecord]:
        found: list[Damage] = []
        self._damage[segment] = found
        for record, _ in self._reader.read(segment, on_damage=found.append):
            yield record


@contextmanager
def _only_one(spool: Path) -> Iterator[None]:
    lock = rewrite_lock(spool)
    try:
        lock.acquire(blocking=False)
    except Timeout as error:
        raise SpoolError(
            "the spool is already being rewritten", where=str(spool), way_out="wait until the other reparse has ended"
        ) from error
    try:
        yield
    finally:
        lock.release()
