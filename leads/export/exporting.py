"""One export: the records of a query, line by line, into a file and its manifest."""

from __future__ import annotations

import importlib.metadata
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from index.documents import Article, Listing
from index.store import Query, Store
from leads.export.cells import write_row
from leads.export.claims import Claim, claim_object, claims_of
from leads.export.exact_json import exact_json
from leads.export.manifest import Manifest, To, What
from leads.export.objects import lead_object, listing_object
from leads.export.privacy import ContactsMode
from leads.export.table import columns_of, row_of
from leads.export.writing import Output, whole_file
from leads.ranking import rank
from leads.records import Lead
from leads.weights import Weights

_BOM = "\ufeff"


@dataclass(frozen=True)
class Request:
    """What is to be exported and how."""

    what: What
    to: To
    contacts: ContactsMode
    """raw is for operators who turned raw contacts on."""
    now: datetime
    """UTC; goes into the manifest."""
    query: str = ""
    """Search language; the export holds exactly what a search for it finds."""
    min_score: int = 1
    """Of leads."""
    bom: bool = False
    """Begin with a byte order mark, by which Excel knows UTF-8. For CSV."""


def export(
    store: Store,
    request: Request,
    weights: Weights,
    out: Path | None,
    on_progress: Callable[[int], None] = lambda count: None,
) -> Manifest:
    """Write the records to *out*, none for standard output, and what they are to ``<out>.meta.json``.

    Listings and claims come in order of id, leads best first. Raises `UsageError` for a mistake in the query, before
    anything is written, and `ExportError` where the file cannot be written; then neither file is there.
    """
    store.find(Article if request.what == "claims" else Listing, Query(text=request.query, limit=1))
    with ExitStack() as stack:
        beside = stack.enter_context(whole_file(out.with_name(f"{out.name}.meta.json"))) if out else None
        output = stack.enter_context(whole_file(out)) if out else Output(sys.stdout.buffer, "standard output")
        manifest = _write(output, store, request, weights, on_progress)
        output.flush()
        if beside:
            beside.write(manifest.model_dump_json(indent=2) + "\n")
            beside.flush()
    return manifest


def _write(
    output: Output, store: Store, request: Request, weights: Weights, on_progress: Callable[[int], None]
) -> Manifest:
    count = 0
    extractors = set()
    if request.to == "csv":
        output.write((_BOM if request.bom else "") + write_row(columns_of(request.what)))
    for record in _records(store, request, weights, on_progress):
        count += 1
        extractors.add(_extractor(record))
        output.write(_line(record, request))
    return Manifest(
        what=request.what,
        to=request.to,
        query=request.query,
        min_score=request.min_score if request.what == "leads" else None,
        exported_at=request.now,
        count=count,
        contacts=request.contacts,
        columns=columns_of(request.what) if request.to == "csv" else None,
        extractors=tuple(sorted(extractors)),
        weights_version=weights.version if request.what == "leads" else None,
        chipwatch=importlib.metadata.version("chipwatch"),
        sha256=output.sha256,
    )


def _records(
    store: Store, request: Request, weights: Weights, on_progress: Callable[[int], None]
) -> Iterator[Listing | Lead | Claim]:
    if request.what == "claims":
        for article in store.scan(Article, request.query):
            on_progress(1)
            yield from claims_of(article)
        return
    if request.what == "leads":
        yield from rank(store, weights, request.query, min_score=request.min_score, on_progress=on_progress)
        return
    for listing in store.scan(Listing, request.query):
        on_progress(1)
        yield listing


def _extractor(record: Listing | Lead | Claim) -> str:
    match record:
        case Lead():
            return record.listing.extractor
        case Claim():
            return record.article.extractor
        case _:
            return record.extractor


def _line(record: Listing | Lead | Claim, request: Request) -> str:
    if request.to == "csv":
        return write_row(row_of(record, request.contacts))
    if isinstance(record, Claim):
        return exact_json(claim_object(record)) + "\n"
    if isinstance(record, Lead):
        return exact_json(lead_object(record, request.contacts)) + "\n"
    return exact_json(listing_object(record, request.contacts)) + "\n"
