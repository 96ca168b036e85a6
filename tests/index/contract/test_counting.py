"""Counts with a bound: what is not counted to the end says so, and nothing else about the page changes."""

from __future__ import annotations

import dataclasses

import pytest

from foundation.errors import UsageError
from index.documents import Article, Listing
from index.store import Batch, Page, Query, Store
from tests.index.documents import day, listing
from tests.index.filled import FILLED_LISTINGS

FACETS = ("site", "state", "models", "form", "contact_kind", "country")
TEXTS = [
    "",
    "H100",
    "现",
    '"brand new"',
    "h1*",
    "model:H100 side:offer",
    "-side:wanted",
    "gpu_count:>50",
    "gpu_count:>50 (深圳 OR 香港)",
    "gpu_count:>50 -place:香港",
    "gpu_count:>50 OR 现货",
    "offers.quantity:>10",
    "first_seen:<2026-02",
    "first_seen:[2026-01-20T10:30:00 TO 2026-02-10] H100",
    "price:*",
    "xyzzy",
]


def _bounded(store: Store, text: str, most: int, sort: str | None = None) -> tuple[Page[Listing], Page[Listing]]:
    """The page with everything counted, and with a bound."""
    query = Query(text, sort=sort, facets=FACETS, limit=15)
    return store.search(query), store.search(dataclasses.replace(query, count_to=most))


@pytest.mark.parametrize("text", TEXTS)
def test_counting_stops_no_earlier_than_asked_and_says_so(filled: Store, text: str) -> None:
    whole, page = _bounded(filled, text, 40)
    assert (whole.total_is_exact, whole.facets_over) == (True, None)
    if page.total_is_exact:
        assert (page.total, page.facets_over, page.facets) == (whole.total, None, whole.facets)
    else:
        assert 40 <= page.total < whole.total


@pytest.mark.parametrize("text", TEXTS)
def test_counting_that_is_not_stopped_is_exact(filled: Store, text: str) -> None:
    whole, page = _bounded(filled, text, FILLED_LISTINGS)
    assert page == whole


@pytest.mark.parametrize("sort", [None, "first_seen", "-price_usd", "place"])
@pytest.mark.parametrize("text", TEXTS)
def test_counting_does_not_change_what_is_found(filled: Store, text: str, sort: str | None) -> None:
    for most in (1, 14, 15, 40):
        whole, page = _bounded(filled, text, most, sort)
        assert (page.documents, page.next, page.highlights) == (whole.documents, whole.next, whole.highlights)


@pytest.mark.parametrize("text", TEXTS)
def test_pages_with_a_bound_show_every_document_once_in_order(filled: Store, text: str) -> None:
    walked: list[Listing] = []
    after = None
    while True:
        page = filled.search(Query(text, limit=7, after=after, count_to=10))
        walked += page.documents
        after = page.next
        if after is None:
            break
    assert walked == list(filled.search(Query(text, limit=1000)).documents)


@pytest.mark.parametrize("text", TEXTS)
def test_facets_say_which_documents_they_count(filled: Store, text: str) -> None:
    _, page = _bounded(filled, text, 40)
    if page.facets_over is None:
        return
    newest = filled.search(Query(text, limit=page.facets_over)).documents
    counted: dict[str, int] = {}
    for document in newest:
        counted[document.source] = counted.get(document.source, 0) + 1
    last = newest[-1].first_seen
    if sum(document.first_seen == last for document in filled.scan(Listing, text)) == 1:
        assert page.facets["site"] == tuple(sorted(counted.items(), key=lambda item: (-item[1], item[0])))
    assert sum(count for _, count in page.facets["site"]) == page.facets_over == page.total


def test_pages_are_in_order_within_a_second(store: Store) -> None:
    """Listings of one moment go by id, those of one second by moment; a page may end between them."""
    moments = [day(n / 86_400_000_000 * step) for step in (0, 1, 250_000) for n in range(12)]
    documents = [listing(str(n), title="H100", first_seen=moment) for n, moment in enumerate(moments)]
    store.write(Batch(documents))
    newest = sorted(sorted(documents, key=lambda d: d.id), key=lambda d: d.first_seen, reverse=True)
    oldest = sorted(documents, key=lambda d: (d.first_seen, d.id))
    for text in ("", "H100", "side:offer", "NOT price:*"):
        for sort, wanted in (("-first_seen", newest), ("first_seen", oldest)):
            found: list[Listing] = []
            after = None
            while len(found) < len(wanted):
                page = store.search(Query(text, sort=sort, limit=5, after=after, count_to=3))
                found += page.documents
                after = page.next
            assert found == wanted


@pytest.mark.parametrize("most", [0, -1])
def test_counting_takes_at_least_one(filled: Store, most: int) -> None:
    with pytest.raises(UsageError, match="ask for 1 or more"):
        filled.search(Query(count_to=most))


def test_articles_are_counted_whatever_the_bound(filled: Store) -> None:
    page = filled.find(Article, Query(facets=("site",), count_to=3))
    assert page.total >= 3
    assert page.total_is_exact == (page.facets_over is None)
