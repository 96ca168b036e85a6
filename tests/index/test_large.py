from __future__ import annotations

import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest

from index.documents import Listing
from index.opening import open_store
from index.store import Batch, Query, Store
from tests.index.generated import generated_documents

LISTINGS = 10_000


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    path: Path = tmp_path_factory.mktemp("large") / "store.db"
    with open_store(f"sqlite:///{path}") as store:
        documents = generated_documents(LISTINGS)
        while chunk := list(islice(documents, 1_000)):
            store.write(Batch(chunk))
        yield store


@pytest.mark.parametrize(
    "text", ["", "H100", "现货", "model:H100 side:offer", "gpu_count:>100 H200", "h*", "深圳 OR 香港", "condition:new"]
)
def test_search_in_ten_thousand_listings_is_quick(large: Store, text: str) -> None:
    times = []
    for _ in range(3):
        start = time.perf_counter()
        large.search(Query(text, facets=("model", "side", "site", "state")))
        times.append(time.perf_counter() - start)
    assert min(times) < 1.0


def test_scan_and_trends_of_ten_thousand_listings_are_quick(large: Store) -> None:
    start = time.perf_counter()
    assert sum(1 for _ in large.scan(Listing)) == LISTINGS
    assert large.trends().points
    assert time.perf_counter() - start < 15


@pytest.mark.parametrize(
    "text",
    ["", "现货", "side:offer", "NOT xyzzy", "first_seen:<2026-01-20", "gpu_count:*", "H100 OR first_seen:<2026-01-25"],
)
def test_pages_of_ten_thousand_listings_are_right_whichever_way_they_are_found(large: Store, text: str) -> None:
    found = list(large.scan(Listing, text))
    wanted = sorted(sorted(found, key=lambda d: d.id), key=lambda d: d.first_seen, reverse=True)
    first = large.search(Query(text))
    second = large.search(Query(text, after=first.next))
    assert [d.id for d in (*first.documents, *second.documents)] == [d.id for d in wanted[:40]]
    assert first.total == second.total == len(wanted)
    cheapest = sorted((d for d in found if d.price_usd is not None), key=lambda d: (float(d.price_usd or 0), d.id))
    assert [d.id for d in large.search(Query(text, sort="price_usd")).documents] == [d.id for d in cheapest[:20]]
