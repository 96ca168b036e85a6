"""Ranges are answered the same by the marks of the text index, by an index of the table and by rows one by one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from foundation.clock import Clock
from index.documents import Listing
from index.language import parse
from index.sqlite.store import SqliteStore
from index.sqlite.streaming import stream_of
from index.store import Batch, Query
from tests.index.documents import day, listing, offer
from tests.index.filled import NOW, filled_documents
from tests.index.oracle import matches

DOCUMENTS = filled_documents()
NEWEST = sorted((d for d in DOCUMENTS if isinstance(d, Listing)), key=lambda d: (-d.first_seen.timestamp(), d.id))


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqliteStore]:
    with SqliteStore(tmp_path_factory.mktemp("ranges") / "store.db", clock=Clock(NOW)) as opened:
        opened.write(Batch(DOCUMENTS))
        yield opened


@pytest.mark.parametrize(("narrow", "listed"), [(0, 0), (0, 10_000), (10_000, 10_000)])
@pytest.mark.parametrize(
    "text",
    [
        "现货 last_seen:<2026-02-01",
        "last_seen:2026-02",
        "h* last_seen:>2026-01-20 changes:0",
        "-side:wanted last_seen:[2026-01-20T10:30:00 TO 2026-02-10]",
        "last_seen:>2026-02-10 OR 深圳",
        "last_seen:<2026-02-20 gone:>2026-01-20 posted:*",
        "checked:>2026-02-20 last_seen:<2026-02-20 first_seen:>2026-01-15",
    ],
)
def test_ranges_of_what_moves_are_found_whatever_the_way(
    store: SqliteStore, text: str, narrow: int, listed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.sqlite.hits._NARROW", narrow)
    monkeypatch.setattr("index.sqlite.hits._LISTED", listed)
    tree = parse(text, "listing", now=NOW)
    wanted = [document.id for document in NEWEST if matches(tree, document)]
    page = store.search(Query(text, limit=10, count_to=15))
    assert [document.id for document in page.documents] == wanted[:10]
    assert page.total == (len(wanted) if page.total_is_exact else 15)
    assert store.search(Query(text)).total == len(wanted)


@pytest.mark.parametrize(
    ("text", "tested"),
    [
        ("gpu_count:[100 TO *]", False),
        ("gpu_count:<3 现货", False),
        ("gpu_count:[10 TO 96]", False),
        ("gpu_count:128", True),
        ("price_usd:<300k", False),
        ("price_usd:<=300k", True),
        ("price:*", False),
        ("posted:2026-03", False),
        ("posted:>2025-12-30 H100", False),
        ("posted:2026-03-01T08", True),
        ("gone:<now-7d", True),
        ("modded:true", False),
        ("modded:false", True),
        ("last_seen:2026-03", True),
    ],
)
def test_ranges_between_marks_ask_no_row(text: str, tested: bool) -> None:
    stream = stream_of(parse(text, "listing", now=NOW), "listing")
    assert (" AS d" in stream.matches().text) == tested


def test_marks_follow_what_changes(store: SqliteStore) -> None:
    with SqliteStore(store._path.with_name("changing.db"), clock=Clock(NOW)) as changing:
        changing.write(Batch([listing("1", offers=(offer(quantity=8),), gpu_count=64)]))
        changing.write(Batch([listing("1", offers=(offer(quantity=9, modded=True),), gpu_count=72, gone_at=day(3))]))
        for text, total in (
            ("gpu_count:64", 0),
            ("gpu_count:72", 1),
            ("quantity:9 modded:true", 1),
            (f"gone:{day(3):%Y-%m-%d}", 1),
            ("NOT gone:*", 0),
        ):
            assert changing.search(Query(text)).total == total, text
