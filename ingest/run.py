"""The ingest step: the spool read once, in order, resumably; each batch lands with its position or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import islice

from crawlers.records import Capture, SpoolRecord
from crawlers.source import ARTICLE_KINDS
from crawlers.spool import SpoolReader
from extract.pipeline import Extractor
from extract.rates import Rates
from index.documents import Article, Document, Event, Listing, Run, Sighting
from index.events import event_ids, events_of, fold_events
from index.store import Batch, Store
from ingest.articles import article_id, fold_article
from ingest.listings import fold_listing, merge_sighting
from ingest.reading import PageReading, read_pages
from ingest.report import Report
from ingest.runs import fold_run
from ingest.sightings import listing_id, to_sighting
from ingest.stories import group_stories

BATCH_RECORDS = 256
"""Records written in one transaction: large enough to be quick, small enough to lose little work to a kill."""


def ingest(
    reader: SpoolReader,
    store: Store,
    extractor: Extractor,
    rates: Rates,
    *,
    raw_contacts: bool = False,
    on_progress: Callable[[int], None] = lambda records: None,
    report: Report | None = None,
    spool: str = "",
) -> Report:
    """Read what is new in the spool into *store*; damage is skipped and reported, a torn last record left for later.

    Of several spools each has a name of its own, *spool*, under which the store keeps how far it was read, and all of
    them go into one *report*.
    """
    report = report if report is not None else Report()
    for segment in reader.segments():
        cursor = cursor_of(spool, reader, segment)
        records = reader.read(segment, store.cursor(cursor), on_damage=lambda damage: report.damage.append(str(damage)))
        while chunk := list(islice(records, BATCH_RECORDS)):
            documents = _Fold(store, extractor, rates, report, raw_contacts=raw_contacts).documents(
                [record for record, _ in chunk]
            )
            report.written += store.write(Batch(documents=documents, cursors={cursor: chunk[-1][1]}))
            report.records += len(chunk)
            on_progress(len(chunk))
        if torn := reader.torn(segment):
            report.damage.append(str(torn))
    return report


def cursor_of(spool: str, reader: SpoolReader, segment: str) -> str:
    """Under which name a store keeps how far the segment of the spool was read."""
    return f"{spool}{reader.generation}/{segment}"


class _Fold:
    """One batch: loads what the store knows of its items and folds the batch's records into it."""

    def __init__(self, store: Store, extractor: Extractor, rates: Rates, report: Report, *, raw_contacts: bool) -> None:
        self._raw_contacts = raw_contacts
        self._store = store
        self._extractor = extractor
        self._rates = rates
        self._report = report

    def documents(self, records: list[SpoolRecord]) -> list[Document]:
        captures = [record for record in records if isinstance(record, Capture)]
        items = [c for c in captures if c.source_kind not in ARTICLE_KINDS]
        listings = self._store.get_many(Listing, {listing_id(c) for c in items})
        rows = {
            listing: {sighting.id: sighting for sighting in row}
            for listing, row in self._store.sightings({listing_id(c) for c in items}).items()
        }
        articles = self._store.get_many(Article, {article_id(c) for c in captures if c.source_kind in ARTICLE_KINDS})
        runs = self._store.get_many(Run, {r.run_id for r in records if not isinstance(r, Capture)})
        shown = [capture for capture in captures if capture.page and capture.state == "content"]
        read = list(read_pages(self._extractor, captures, raw_contacts=self._raw_contacts))
        known_events = self._known_events(zip(shown, read, strict=True), articles.values())
        readings = iter(read)
        events: dict[str, Event] = {}
        sightings: dict[str, Sighting] = {}
        for record in records:
            if not isinstance(record, Capture):
                runs[record.run_id] = fold_run(runs.get(record.run_id), record)
                continue
            told = self._report.source(record.source)
            told.captures += 1
            told.blocked += record.state == "blocked"
            reading = next(readings) if record.page and record.state == "content" else None
            if record.source_kind in ARTICLE_KINDS:
                if reading is not None:
                    known_article = articles.get(article_id(record))
                    told.articles += known_article is None
                    now = fold_article(known_article, record, reading)
                    here = events_of(fold_article(None, record, reading), self._rates)
                    for event in fold_events(known_events, here, known_article, now):
                        known_events[event.id] = events[event.id] = event
                    articles[now.id] = now
                continue
            listing = listing_id(record)
            known = listings.get(listing)
            if known is None and record.state != "content":
                continue
            sighting = to_sighting(record, reading, known)
            row = merge_sighting(rows.get(listing, {}), sighting)
            rows[listing] = row
            sightings[sighting.id] = row[sighting.id]
            listings[listing] = fold_listing(known, row.values(), record, reading, self._rates)
            told.count(known, listings[listing])
        stories = group_stories(self._store, articles)
        found = (listings, sightings, stories, events, runs)
        return [document for documents in found for document in documents.values()]

    def _known_events(
        self, read: Iterable[tuple[Capture, PageReading]], articles: Iterable[Article]
    ) -> dict[str, Event]:
        """What the store has of the events that captures tell, and that their articles told before."""
        ids = {key for article in articles for key in event_ids(article.id, article.events)}
        for capture, reading in read:
            if capture.source_kind in ARTICLE_KINDS:
                ids.update(event_ids(article_id(capture), reading.extraction.events))
        return self._store.get_many(Event, ids)
