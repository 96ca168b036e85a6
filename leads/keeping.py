"""Leads kept in the index, for search and for dashboards: every listing scored, what changed written.

A lead stays once it was kept. When no flag fires on its listing any more, or the listing is gone from the index, its
status is ``lapsed`` and the rest is as it was.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any, TypeVar

from index.documents import Lead as KeptLead
from index.documents import Listing
from index.store import Batch, Store
from leads.records import Lead
from leads.score import Scorer
from leads.survey import Survey
from leads.weights import Weights

T = TypeVar("T")

_CHUNK = 500
_OF_THE_LISTING = (
    "source", "source_kind", "url", "title", "state", "models", "gpu_count", "h100e", "price_usd", "price_usd_gpu",
    "seller", "seller_id", "place", "cities", "countries", "posted_at", "first_seen", "last_seen",
)  # fmt: skip


@dataclass
class Kept:
    """What keeping the leads did."""

    leads: int = 0
    """Listings that are leads now."""
    new: int = 0
    """Of these, ones that were none before, or had lapsed."""
    lapsed: int = 0
    """Leads that are none any more."""
    written: int = 0
    """Documents that were new or differ."""


def keep_leads(
    store: Store, weights: Weights, now: datetime, on_progress: Callable[[int], None] = lambda count: None
) -> Kept:
    """Score every listing of *store* and write the leads into it. Run again without a change, it writes nothing."""
    kept = Kept()
    with Survey(weights).read(store.scan(Listing), on_progress) as survey:
        scorer = Scorer(weights, survey)
        for leads in _chunks(_leads(scorer, store.scan(Listing), on_progress)):
            kept.leads += len(leads)
            _keep(store, leads, now, kept)
        for before in _chunks(store.scan(KeptLead, "-status:lapsed")):
            _lapse(store, before, scorer, now, kept)
    return kept


def carry_leads(old: Store, fresh: Store) -> None:
    """Take the leads of *old* over into a store that is built anew: no capture tells since when they are known."""
    for leads in _chunks(old.scan(KeptLead)):
        fresh.write(Batch(leads))


def kept_lead(lead: Lead, now: datetime, before: KeptLead | None = None) -> KeptLead:
    """The document of *lead*; *before* is the one that is kept. Where nothing changed it is *before* itself."""
    values: dict[str, Any] = {
        "id": lead.id,
        "listing_id": lead.listing.id,
        "listings": tuple(sorted({lead.listing.id, *(other for r in lead.reasons for other in r.others)})),
        "score": lead.score,
        "status": lead.status,
        "reasons": lead.reasons,
        "weights_version": lead.weights_version,
        **{name: getattr(lead.listing, name) for name in _OF_THE_LISTING},
    }
    if before is not None and before.model_copy(update=values) == before:
        return before
    return KeptLead(**values, found_at=before.found_at if before else now, changed_at=now)


def _leads(scorer: Scorer, listings: Iterable[Listing], on_progress: Callable[[int], None]) -> Iterator[Lead]:
    for listing in listings:
        on_progress(1)
        if lead := scorer.score(listing):
            yield lead


def _keep(store: Store, leads: list[Lead], now: datetime, kept: Kept) -> None:
    before = store.get_many(KeptLead, [lead.id for lead in leads])
    documents = [kept_lead(lead, now, before.get(lead.id)) for lead in leads]
    kept.new += sum(before[d.id].status == "lapsed" if d.id in before else True for d in documents)
    kept.written += store.write(Batch([d for d in documents if before.get(d.id) is not d]))


def _lapse(store: Store, before: list[KeptLead], scorer: Scorer, now: datetime, kept: Kept) -> None:
    listings = store.get_many(Listing, [lead.listing_id for lead in before])
    gone = [d for d in before if d.listing_id not in listings or scorer.score(listings[d.listing_id]) is None]
    kept.lapsed += len(gone)
    kept.written += store.write(
        Batch([lead.model_copy(update={"status": "lapsed", "changed_at": now}) for lead in gone])
    )


def _chunks(rows: Iterable[T]) -> Iterator[list[T]]:
    remaining = iter(rows)
    while chunk := list(islice(remaining, _CHUNK)):
        yield chunk
