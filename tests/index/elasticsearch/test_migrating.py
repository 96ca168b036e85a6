from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest

from foundation.errors import StoreError
from index.documents import Listing, Sighting
from index.elasticsearch.address import Access, read_address
from index.elasticsearch.indices import Indices
from index.elasticsearch.managing import Managed, managed
from index.elasticsearch.migrating import Migration
from index.elasticsearch.names import KINDS, PARTS
from index.elasticsearch.schema import Schema
from index.elasticsearch.store import ElasticsearchStore
from index.elasticsearch.verifying import problems
from index.store import Batch
from tests.index.backends import ElasticsearchBackend, running
from tests.index.documents import day, listing
from tests.index.elasticsearch.metered import MeteredWriter, Watcher
from tests.index.elasticsearch.migration_campaign import check_kills_of_migration
from tests.index.generated import generated_article, generated_documents, generated_runs

NEXT = Schema(version=Schema().version + 1)
FILLED = [*generated_documents(40), *generated_runs(3), generated_article(1)]


@pytest.fixture(scope="session", params=["full", "8.19", "9.1"])
def any_server(request: pytest.FixtureRequest) -> Iterator[ElasticsearchBackend]:
    """With the reindex module and without it."""
    backend = ElasticsearchBackend(running(request.param))
    yield backend
    backend.close()


@pytest.fixture
def name(server: ElasticsearchBackend) -> Iterator[str]:
    """Name of a store that no other test uses: migrations leave indices of other mappings."""
    name = f"migrated-{uuid4().hex[:8]}"
    yield name
    server.remove(f"{server.prefix(name)}-*")


def _open(url: str, schema: Schema | None = None, access: Access | None = None) -> ElasticsearchStore:
    return ElasticsearchStore.open(read_address(url), access or Access(), schema=schema)


def _migration(held: Managed) -> Migration:
    return Migration(held.client, held.address, NEXT)


def test_migration_moves_everything_and_a_rollback_moves_it_back(any_server: ElasticsearchBackend) -> None:
    url, access = any_server.url("moving"), any_server.access
    with _open(url, access=access) as store, managed(url, access) as held:
        store.write(Batch(FILLED, {"a.jsonl": 7}))
        before = {document.id: document for document in store.scan(Listing)}
        assert _migration(held).needed()
        new = _migration(held).migrate()
        assert {name.version for name in new.values()} == {NEXT.version}
        with _open(url, NEXT, access) as moved:
            assert {document.id: document for document in moved.scan(Listing)} == before
            assert moved.counts() == store.counts()
            assert moved.cursors() == {"a.jsonl": 7}
            assert not list(problems(held.client, held.address.names, NEXT, "here"))
            assert moved.write(Batch([listing("after")], {"a.jsonl": 8})) == 1
        with pytest.raises(StoreError, match="newer chipwatch"):
            _open(url, access=access)
        _migration(held).roll_back()
        with _open(url, access=access) as back:
            assert back.cursors() == {"a.jsonl": 7}, "so that the next ingest reads again what came after"
            assert back.counts()["listing"] == len(before)
            assert back.write(Batch([listing("after")], {"a.jsonl": 8})) == 1
        _migration(held).migrate()
        with _open(url, NEXT, access) as again:
            assert again.get(Listing, listing("after").id) == listing("after")
        assert len(_migration(held).drop_kept()) == 2 * len(PARTS)
        assert not _migration(held).kept()


def test_migration_asks_before_an_older_mapping_is_written(store: ElasticsearchStore, url: str) -> None:
    told = rf"mapping {Schema().version} and this chipwatch writes mapping {NEXT.version}(.|\n)*index migrate"
    with pytest.raises(StoreError, match=told):
        _open(url, NEXT)


def test_migration_loses_no_write_and_shows_no_fewer_documents_meanwhile(
    store: ElasticsearchStore, url: str, held: Managed
) -> None:
    store.write(Batch([listing(f"first-{number}") for number in range(600)]))
    writer = MeteredWriter(lambda: _open(url))
    watcher = Watcher(lambda: _open(url), 600, writer)
    writer.start()
    watcher.start()
    try:
        _migration(held).migrate()
        during = writer.written
        while writer.written < during + 50 and writer.is_alive():
            time.sleep(0.05)
    finally:
        watcher.stop()
        writer.stop()
    with _open(url, NEXT) as moved:
        found = {document.id: document for kind in (Listing, Sighting) for document in moved.scan(kind)}
    assert {key: found.get(key) for key in writer.acknowledged} == writer.acknowledged
    assert len(found) == 600 + len(writer.acknowledged)


def test_migration_of_several_shards_copies_only_what_each_has_got_since(
    server: ElasticsearchBackend, name: str
) -> None:
    url, access = server.url(name), Access(shards=3, replicas=0)
    with _open(url, access=access) as store, managed(url, access) as held:
        assert {one.replicas for one in held.held()} == {0}
        assert {one.shards for one in held.held() if "listings" in one.index} == {3}
        store.write(Batch([listing(str(number)) for number in range(30)]))
        migration = _migration(held)
        old = migration._in_use(migration._layout())  # a writer cannot be made to come between two copies
        new = migration._followers(old)
        seen = migration._seen(old, new)
        assert seen == {kind: {} for kind in KINDS}
        assert migration._copy_and_note("listing", old, new, seen) == 30
        store.write(Batch([listing("more"), listing("7", title="newer", last_checked=day(1))]))
        assert migration._copy("listing", old, new, migration._seen(old, new)) == 2, "what a run after a kill copies"
        assert migration._copy_and_note("listing", old, new, seen) == 2
        assert migration._copy("listing", old, new, seen) == 0
        migration.migrate()
        with _open(url, NEXT, access) as moved:
            assert len(list(moved.scan(Listing))) == 31


@pytest.mark.parametrize(
    ("rounds", "taken"),
    [([9_000, 400], 2), ([9_000, 3_000, 1_000, 900, 800], 4), ([9_000, 8_000, 7_000], 2), ([100], 1), ([700] * 60, 2)],
)
def test_migration_stops_to_catch_up_where_it_gains_nothing(rounds: list[int], taken: int) -> None:
    left = iter(rounds)
    Migration._catch_up(lambda: next(left))
    assert len(rounds) - len(list(left)) == taken


def test_migration_killed_while_it_holds_the_indices_is_run_again_under_a_writer(url: str, held: Managed) -> None:
    report = check_kills_of_migration(url, held=300, kills=0)
    assert len(report.kills) == len(report.reruns_s) == 1
    assert min(report.written, report.reads) > 0


class Killed(BaseException):
    """What a test throws into a migration, as a kill would end it."""


STEPS = [
    "_copy",
    "_hold",
    "switch",
    *(pytest.param(step, marks=pytest.mark.slow) for step in ("fresh", "_note", "_copy_plain", "_verify")),
]


@pytest.mark.parametrize("step", STEPS)
def test_migration_killed_at_any_step_is_run_again(
    step: str, store: ElasticsearchStore, url: str, held: Managed, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.write(Batch([listing(str(number)) for number in range(20)], {"a.jsonl": 7}))
    holder: Any = Indices if step in ("fresh", "switch") else Migration
    whole = getattr(holder, step)

    def killed(*arguments: Any, **options: Any) -> None:
        whole(*arguments, **options)
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(holder, step, killed)
        patch.setattr(Migration, "_release", lambda *_: None)  # a kill leaves the indices held
        with pytest.raises(Killed):
            _migration(held).migrate()
    if _migration(held).needed():
        _migration(held).migrate()
    with _open(url, NEXT) as moved:
        assert moved.counts()["listing"] == 20
        assert moved.cursors() == {"a.jsonl": 7}
        assert moved.write(Batch([listing("new")])) == 1


def test_migration_that_fails_lets_writers_go_on(
    store: ElasticsearchStore, held: Managed, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.write(Batch([listing("1")]))

    def fail(*_: object) -> None:
        raise RuntimeError("stop")

    monkeypatch.setattr(Migration, "_verify", fail)
    with pytest.raises(RuntimeError, match="stop"):
        _migration(held).migrate()
    assert store.write(Batch([listing("2")])) == 1


def test_migration_refuses_to_switch_to_an_index_that_lacks_a_document(
    store: ElasticsearchStore, held: Managed, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.write(Batch([listing("1"), listing("2")]))
    monkeypatch.setattr(Migration, "_copy", lambda *_: 0)
    with pytest.raises(StoreError, match=r"2 documents became 0(.|\n)*run `chipwatch index migrate` again"):
        _migration(held).migrate()
    assert store.counts()["listing"] == 2


def test_rollback_without_an_index_to_go_back_to_says_so(store: ElasticsearchStore, held: Managed) -> None:
    with pytest.raises(StoreError, match="is not there any more"):
        _migration(held).roll_back()
