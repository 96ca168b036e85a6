"""Everything ever captured, parsed again from the WARC files with today's sources and parsers.

The spool is written anew beside the old one and put in force at once, when it is whole. Ids stay as they are. Where
the evidence of a capture cannot be read, or shows its item no more, the capture stays as it is.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from crawlers.reading import read_response
from crawlers.reading_result import ItemReading, Reading
from crawlers.records import Capture, Evidence, ListingPage, SpoolRecord
from crawlers.response import PageResponse
from crawlers.source import Source
from crawlers.source_file import load_source, source_files
from crawlers.spool.rewriting import rewrite
from crawlers.warc import read_response as read_warc
from foundation.errors import SpoolError
from foundation.home import Home
from foundation.ids import natural_id, sha256_hex
from foundation.settings import Settings

log = logging.getLogger(__name__)

_MOST_PROBLEMS = 100


@dataclass
class ReparseReport:
    """What a reparse did."""

    old: str | None = None
    """Generation of the spool that was in force; it stays on disk. None where there was nothing to do."""
    new: str | None = None
    """Generation that is in force now."""
    captures: int = 0
    """Captures in the new generation."""
    same: int = 0
    """Captures that read as before."""
    changed: int = 0
    """Captures that read otherwise now."""
    added: int = 0
    """Items that the same responses show and that were not captured before."""
    kept: int = 0
    """Captures left as they were, because their evidence cannot be read or shows the item no more."""
    problems: list[str] = field(default_factory=list)
    """Why captures were kept, and what of the old spool is damaged; one sentence each, the first hundred."""


def reparse(settings: Settings, *, on_progress: Callable[[int], None] = lambda records: None) -> ReparseReport:
    """Parse all captures of the home again; *on_progress* is told records as they are done.

    Killed at any moment, it leaves the old spool in force and can be run again. Raises `SourceError` for a mistake in
    a source file, `SpoolError` while a crawl is running or when the disk is full.
    """
    pass_ = _Pass(settings, on_progress)
    home = settings.data
    done = rewrite(home.spool, settings.clock.now(), pass_.records)
    report = pass_.report()
    if done is not None:
        report.old, report.new = done.old, done.new
        report.problems.extend(str(damage) for damage in done.damage)
    return report


class _Pass:
    def __init__(self, settings: Settings, on_progress: Callable[[int], None]) -> None:
        self._settings = settings
        self._home: Home = settings.data
        self._known = source_files(settings)
        self._on_progress = on_progress
        self._counts: dict[str, Counter[str]] = {}
        self._problems: dict[str, None] = {}
        self._source = lru_cache(maxsize=None)(self._load)
        self._reading = lru_cache(maxsize=16)(self._read)

    def report(self) -> ReparseReport:
        counts = sum(self._counts.values(), Counter[str]())
        return ReparseReport(
            captures=counts.total(),
            same=counts["same"],
            changed=counts["changed"],
            added=counts["added"],
            kept=counts["kept"],
            problems=list(self._problems)[:_MOST_PROBLEMS],
        )

    def records(self, segment: str, read: Callable[[], Iterator[SpoolRecord]]) -> Iterator[SpoolRecord]:
        """The records of a segment, its captures parsed again."""
        counts = self._counts[segment] = Counter[str]()
        there = {record.id for record in read() if isinstance(record, Capture)}
        for record in read():
            if isinstance(record, Capture):
                yield from self._captures(record, there, counts)
            else:
                yield record
            self._on_progress(1)

    def _captures(self, old: Capture, there: set[str], counts: Counter[str]) -> Iterator[Capture]:
        source = self._source(old.source)
        try:
            reading = self._reading(old.evidence, old.source)
        except SpoolError as error:
            self._problem(f"{old.item_key}: {error.problem} ({error.where})")
            reading = None
        new = _again(old, source, reading) if source and reading else None
        if new is None or source is None or reading is None:
            self._problem_of(old, source, reading)
            counts["kept"] += 1
            yield old
            return
        counts["same" if new == old else "changed"] += 1
        yield new
        for item in reading.items:
            id_ = natural_id("capture", old.run_id, old.source, item.key)
            if id_ not in there:
                there.add(id_)
                counts["added"] += 1
                yield _of_item(old.model_copy(update={"id": id_, "item_key": item.key}), source, item)

    def _problem_of(self, old: Capture, source: Source | None, reading: Reading | None) -> None:
        if source is None:
            self._problem(f"there is no source {old.source!r} any more; its captures stay as they are")
        elif old.evidence.warc_file is None:
            self._problem(f"{old.item_key}: no response was kept")
        elif reading is not None:
            why = reading.problem or reading.reason or "the response shows other items"
            self._problem(f"{old.item_key}: its response ({old.evidence.url}) shows it no more: {why}")

    def _problem(self, text: str) -> None:
        log.debug("%s", text)
        if len(self._problems) < _MOST_PROBLEMS:
            self._problems[text] = None

    def _load(self, name: str) -> Source | None:
        return load_source(self._settings, name) if name in self._known else None

    def _read(self, evidence: Evidence, source_name: str) -> Reading | None:
        source = self._source(source_name)
        if source is None or evidence.warc_file is None:
            return None
        kept = read_warc(self._home.warc, evidence.warc_file, evidence.warc_offset or 0)
        if sha256_hex(kept.body) != evidence.sha256:
            raise SpoolError(
                f"the response at offset {evidence.warc_offset} is not the one that was captured",
                where=evidence.warc_file,
            )
        return read_response(
            source,
            PageResponse(
                url=evidence.url,
                final_url=evidence.final_url,
                status=kept.status,
                headers={name.lower(): value for name, value in kept.headers},
                body=kept.body,
                fetched_at=evidence.fetched_at,
            ),
        )


def _again(old: Capture, source: Source, reading: Reading) -> Capture | None:
    """*old* as its response reads now; None where the response shows its item no more."""
    is_partial = isinstance(old.page, ListingPage) and old.page.partial
    for item in reading.glimpses if is_partial else reading.items:
        if item.key == old.item_key:
            return _of_item(old, source, item)
    if reading.state != "content" and not reading.items:
        # A thread that is gone or refused takes all its posts along; it cannot name them any more.
        return _of_item(old, source, ItemReading(old.item_key, old.evidence.url, reading.state, reading.reason))
    return None


def _of_item(old: Capture, source: Source, item: ItemReading) -> Capture:
    return old.model_copy(
        update={
            "source_kind": source.kind,
            "state": item.state,
            "reason": item.reason,
            "country": source.country,
            "quality": source.quality,
            "default_currency": source.currency,
            "page": item.page,
        }
    )
