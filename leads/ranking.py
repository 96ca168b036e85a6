"""Leads over a query, best first, in a memory that does not grow with the index."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import islice

from index.documents import Listing
from index.store import Query, Store
from leads.records import Lead, lead_id
from leads.score import Scorer
from leads.survey import Survey
from leads.weights import Weights

_PAGE = 500


def rank(
    store: Store,
    weights: Weights,
    text: str = "",
    *,
    min_score: int = 1,
    limit: int | None = None,
    on_progress: Callable[[int], None] = lambda count: None,
) -> Iterator[Lead]:
    """Leads of the listings that match *text*, by falling score, then id.

    What listings share and what goods cost is taken from the whole index, whatever the query: a lead has the same
    score under every query that finds it. Raises `UsageError` for a mistake in the query.
    """
    store.search(Query(text=text, limit=1))  # a mistake in the query is told before the long pass
    with Survey(weights).read(store.scan(Listing), on_progress) as survey, closing(sqlite3.connect("")) as found:
        scorer = Scorer(weights, survey)
        found.execute("CREATE TABLE lead (score INTEGER, id TEXT, listing TEXT)")
        for listing in store.scan(Listing, text):
            on_progress(1)
            lead = scorer.score(listing)
            if lead and lead.score >= min_score:
                found.execute("INSERT INTO lead VALUES (?, ?, ?)", (lead.score, lead_id(listing.id), listing.id))
        rows = found.execute(
            "SELECT listing FROM lead ORDER BY score DESC, id LIMIT ?", (-1 if limit is None else limit,)
        )
        while page := [listing for (listing,) in islice(rows, _PAGE)]:
            listings = store.get_many(Listing, page)
            for listing_id in page:
                lead = scorer.score(listings[listing_id]) if listing_id in listings else None
                if lead:
                    yield lead
