from __future__ import annotations

import logging
from typing import Any

import pytest

from foundation.errors import StoreError
from index.documents import Listing, Run
from index.elasticsearch.address import Access, read_address
from index.elasticsearch.managing import Managed
from index.elasticsearch.names import KINDS
from index.elasticsearch.store import ElasticsearchStore
from index.store import Batch, Query
from tests.index.documents import article, day, listing, offer, run, sighting

POISON = listing("poison", title="H100", offers=(offer(),) * 10_001)
"""More nested offers than the server takes in one document."""


def test_write_never_brings_back_an_older_state(store: ElasticsearchStore) -> None:
    older, newer = listing("1", title="H100"), listing("1", title="A100", last_checked=day(2))
    assert [store.write(Batch([document])) for document in (older, newer, older)] == [1, 1, 0]
    assert store.get(Listing, older.id) == newer
    assert store.search(Query("H100")).total == 0


def test_write_of_a_start_after_the_end_of_a_run_is_passed_over(store: ElasticsearchStore) -> None:
    started, finished = run(0, outcome="running"), run(0, finished_at=day(0.1))
    store.write(Batch([started, finished]))
    assert store.write(Batch([started])) == 0
    assert store.get(Run, started.id) == finished


def test_write_loses_a_race_against_a_newer_state_silently(store: ElasticsearchStore, url: str, held: Managed) -> None:
    older, newer = listing("1", title="H100"), listing("1", title="A100", last_checked=day(2))
    other = ElasticsearchStore.open(read_address(url), Access())
    sender = store._writer._sender  # what is between looking and writing cannot be hit from outside
    with other:
        other.write(Batch([newer]))
    (outcome,) = sender.outcomes("listing", {older.id: sender.action(older)})
    assert outcome.older
    assert store.get(Listing, older.id) == newer


def test_write_sets_a_poison_document_aside_and_lands_the_others(
    store: ElasticsearchStore, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        assert store.write(Batch([listing("1"), POISON, listing("2"), article("3")], {"a.jsonl": 9})) == 3
    assert store.cursor("a.jsonl") == 9
    assert store.counts() == {**dict.fromkeys(KINDS, 0), "listing": 2, "article": 1}
    (found,) = store.set_aside()
    assert (found.kind, found.id) == ("listing", POISON.id)
    assert "nested documents has exceeded the allowed limit" in found.reason
    assert Listing.model_validate_json(found.document) == POISON
    assert POISON.id in caplog.text


def test_write_of_a_poison_document_again_keeps_one(store: ElasticsearchStore) -> None:
    assert [store.write(Batch([POISON])) for _ in range(2)] == [0, 0]
    assert len(list(store.set_aside())) == 1


def test_document_that_lands_after_it_was_refused_is_missing_no_more(store: ElasticsearchStore) -> None:
    store.write(Batch([POISON]))
    mended = listing("poison", title="H100", last_checked=day(1))
    assert [one.landed for one in store.set_aside()] == [False]
    store.write(Batch([mended]))
    assert [one.landed for one in store.set_aside()] == [True]


def test_write_of_more_bytes_than_one_request_takes_lands(store: ElasticsearchStore) -> None:
    rows = [listing(str(number), text="现货" * 40_000) for number in range(25)]
    assert store.write(Batch(rows)) == 25
    assert sum(1 for _ in store.scan(Listing)) == 25


def test_write_by_one_is_seen_by_every_search_of_others(store: ElasticsearchStore, url: str) -> None:
    with ElasticsearchStore.open(read_address(url), Access()) as other:
        for number in range(5):
            store.write(Batch([listing(str(number), title="H100"), sighting(str(number))]))
            assert other.search(Query("H100")).total == number + 1
            assert len(other.sightings([listing(str(number)).id])) == 1


def test_write_to_a_store_opened_for_reading_is_refused(store: ElasticsearchStore, url: str) -> None:
    store.write(Batch([listing("1")]))
    with ElasticsearchStore.open(read_address(f"{url}?mode=ro"), Access()) as reader:
        assert reader.counts()["listing"] == 1
        with pytest.raises(StoreError, match="cannot be written"):
            reader.write(Batch([listing("2")]))
        with pytest.raises(StoreError, match="cannot be written"):
            reader.reset()
        with pytest.raises(StoreError, match="cannot be written"), reader.rebuilding():
            pass
        assert reader.counts()["listing"] == 1


def test_scan_that_is_left_midway_troubles_nobody(store: ElasticsearchStore, url: str) -> None:
    store.write(Batch([listing(str(number)) for number in range(3)]))
    with ElasticsearchStore.open(read_address(url), Access()) as other:
        scan = other.scan(Listing)
        next(scan)
    del scan
    assert store.counts()["listing"] == 3


def test_opening_for_reading_makes_nothing(server: Any) -> None:
    with pytest.raises(StoreError, match=r"no store of this name(.|\n)*index create"):
        ElasticsearchStore.open(read_address(f"{server.url('nothing')}?mode=ro"), Access())
    assert not server.client.indices.get_alias(index=f"{server.prefix('nothing')}*").body


def test_search_finds_words_of_any_length_by_their_beginning(store: ElasticsearchStore) -> None:
    store.write(Batch([listing("1", title="x" * 700), listing("2", title="x" * 200), listing("3", title="x" * 201)]))
    totals = {length: store.search(Query("x" * length)).total for length in (199, 200, 201, 700, 701)}
    assert totals == {199: 0, 200: 1, 201: 1, 700: 1, 701: 0}
    begun = {length: store.search(Query("x" * length + "*")).total for length in (1, 200, 201, 202, 700, 701)}
    assert begun == {1: 3, 200: 3, 201: 2, 202: 1, 700: 1, 701: 0}


def test_search_by_a_beginning_finds_more_words_than_any_expansion(store: ElasticsearchStore) -> None:
    rows = [listing(str(number), title=f"chip x{number:05}") for number in range(3_000)]
    store.write(Batch(rows))
    assert store.search(Query("x*")).total == 3_000
    assert store.search(Query("chip-x*")).total == 3_000


def test_search_takes_the_deepest_and_widest_query_of_the_language(store: ElasticsearchStore) -> None:
    from index.language.parsing import MAX_DEPTH, MAX_LEAVES

    store.write(Batch([listing("1", title="a")]))
    deep = "a"
    for number in range(MAX_DEPTH // 4):
        deep = f"(b{number} OR (a AND {deep}))"
    assert store.search(Query(deep)).total == 1
    assert store.search(Query(" OR ".join(f"w{number}" for number in range(MAX_LEAVES)))).total == 0


def test_write_counts_what_is_new_or_differs_whether_it_looks_first_or_not(store: ElasticsearchStore) -> None:
    rows = [listing(str(number)) for number in range(10)]
    assert store.write(Batch(rows)) == 10
    other = listing("0", title="as new, and other")
    assert [store.write(Batch([*rows[1:], other])) for _ in range(3)] == [1, 0, 0]
    assert store.get(Listing, rows[0].id) == other
    mixed = [*rows[:2], listing("2", title="newer", last_checked=day(1)), listing("new")]
    assert [store.write(Batch(mixed)) for _ in range(3)] == [3, 0, 0]
    assert store.get(Listing, rows[0].id) == rows[0]
