"""Beginnings of words are found the same whether the newest rows are looked at or the text index gathers them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from foundation.clock import Clock
from index.documents import Listing
from index.language import parse
from index.sqlite.store import SqliteStore
from index.store import Batch, Query
from tests.index.filled import NOW, filled_documents
from tests.index.oracle import matches

DOCUMENTS = filled_documents()
NEWEST = sorted((d for d in DOCUMENTS if isinstance(d, Listing)), key=lambda d: (-d.first_seen.timestamp(), d.id))
MOST = 12
TEXTS = [
    "h*",
    "h10*",
    "sing*",
    "现货 h*",
    "h* -model:H100",
    "NOT h*",
    "-h* -site:hk*",
    "(h* OR 深圳) side:offer",
    '"brand n*"',
    "site:b2b* gpu_count:>50",
    "server:s* changes:>0",
    "h* first_seen:<2026-02",
    "h* last_seen:<2026-02",
    "modd* OR price:>100",
    "xyzz*",
]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqliteStore]:
    with SqliteStore(tmp_path_factory.mktemp("beginnings") / "store.db", clock=Clock(NOW)) as opened:
        opened.write(Batch(DOCUMENTS))
        yield opened


@pytest.mark.parametrize("sample", [2, 16, 10_000])
@pytest.mark.parametrize("text", TEXTS)
def test_beginnings_are_found_newest_first_page_after_page(
    store: SqliteStore, text: str, sample: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.sqlite.hits._SAMPLE", sample)
    tree = parse(text, "listing", now=NOW)
    wanted = [document.id for document in NEWEST if matches(tree, document)]
    found: list[str] = []
    after = None
    for number in range(3):
        page = store.search(Query(text, limit=5, count_to=MOST, after=after))
        found += [document.id for document in page.documents]
        assert page.total == (len(wanted) if page.total_is_exact else MOST)
        assert page.total_is_exact or len(wanted) > MOST
        after = page.next
        if after is None:
            break
        assert len(found) == 5 * (number + 1)
    assert found == wanted[:15]


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("sort", ["-price_usd", "place"])
def test_beginnings_are_found_in_other_orders(store: SqliteStore, text: str, sort: str) -> None:
    bounded = store.search(Query(text, sort=sort, limit=7, count_to=MOST))
    assert bounded.documents == store.search(Query(text, sort=sort, limit=7)).documents
