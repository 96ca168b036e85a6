"""What documents that an older chipwatch stored become, where a newer one can work out what they lack.

Every store's migration asks here, so that both come to the same. Money is compared at the European Central Bank's
rates; rates of the operator's own file come with the next ``chipwatch reextract``.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from extract.rates import Rates
from index.documents import Article, Document, Listing
from index.events import events_of
from index.goods import fold_goods


def with_goods_events_and_stories(document: Document) -> Iterator[Document]:
    """What SQLite schema 4 and mapping 2 added.

    Listings say their equivalents, the price of one GPU, cities and countries; events have documents of their own; an
    article is a story by itself until the next ``chipwatch reextract`` puts copies together.
    """
    if isinstance(document, Listing):
        goods = fold_goods(document.side, document.offers, document.evidence.fetched_at.date(), _rates())
        added = {name: goods[name] for name in ("h100e", "price_usd_gpu", "cities", "countries")}
        document = document.model_copy(update=added)
    if isinstance(document, Article):
        document = document.model_copy(
            update={
                "story_id": document.id,
                "first_published_at": document.published_at or document.first_seen,
                "relevant": bool(document.facts or document.events),
            }
        )
    yield document
    if isinstance(document, Article):
        yield from events_of(document, _rates())


@cache
def _rates() -> Rates:
    return Rates()
