"""Every store gives the same pages: documents in the same order, totals, facets, highlights, trends."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from foundation.clock import Clock
from index.fields import facet_fields, sort_fields
from index.opening import open_store
from index.store import Batch, Query, Store
from tests.index.filled import NOW, filled_documents
from tests.index.queries import queries

sorts = st.sampled_from([None, *(sign + name for name in sorted(sort_fields("listing")) for sign in ("", "-"))])
facets = st.lists(st.sampled_from(sorted(facet_fields("listing"))), max_size=4, unique=True).map(tuple)
asked = st.builds(Query, text=queries, sort=sorts, facets=facets, limit=st.integers(1, 40))


@pytest.fixture(scope="session")
def reference(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """SQLite with the documents of `filled`."""
    with open_store(f"sqlite:///{tmp_path_factory.mktemp('same') / 'store.db'}", clock=Clock(NOW)) as store:
        store.write(Batch(filled_documents()))
        yield store


def agree(store: Store, reference: Store, query: Query) -> None:
    """The page and the one that follows it are the same; tokens of pages are each store's own."""
    page, wanted = store.search(query), reference.search(query)
    assert page.documents == wanted.documents
    assert (page.total, page.facets, page.highlights) == (wanted.total, wanted.facets, wanted.highlights)
    assert (page.next is None) == (wanted.next is None)
    if page.next is not None:
        following = store.search(replace(query, facets=(), after=page.next))
        assert following.documents == reference.search(replace(query, facets=(), after=wanted.next)).documents


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(asked)
def test_pages_of_every_store_are_the_same(filled: Store, reference: Store, query: Query) -> None:
    agree(filled, reference, query)


@pytest.mark.parametrize("text", ["", "H100", "place:深圳 OR side:wanted", "xyzzy"])
@pytest.mark.parametrize("period", ["day", "week", "month"])
def test_trends_of_every_store_are_the_same(
    filled: Store, reference: Store, text: str, period: Literal["day", "week", "month"]
) -> None:
    assert filled.trends(text, period=period) == reference.trends(text, period=period)


@pytest.mark.slow
@settings(deadline=None, max_examples=500, suppress_health_check=[HealthCheck.too_slow])
@given(asked)
def test_pages_of_many_listings_are_the_same(many: Store, many_reference: Store, query: Query) -> None:
    agree(many, many_reference, query)


@pytest.mark.slow
def test_trends_of_many_listings_are_the_same(many: Store, many_reference: Store) -> None:
    for text in ("", "H100", "gpu_count:>50"):
        assert many.trends(text) == many_reference.trends(text)
