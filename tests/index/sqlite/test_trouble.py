from __future__ import annotations

import sqlite3
import threading
from pathlib import Path

import pytest

from foundation.errors import StoreError
from index.sqlite.store import SqliteStore
from index.store import Batch, Query
from tests.index.documents import listing
from tests.index.generated import generated_documents, generated_listings


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "store.db"


def test_store_in_a_missing_directory_says_so(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"cannot be opened(.|\n)*directory exists"):
        SqliteStore(tmp_path / "nowhere" / "store.db")


def test_store_that_is_a_directory_says_so(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be opened"):
        SqliteStore(tmp_path)


def test_store_that_is_no_database_says_so(path: Path) -> None:
    path.write_text("model,price\nH100,30000\n" * 100, encoding="utf-8")
    with pytest.raises(StoreError, match=r"no SQLite database(.|\n)*another file"):
        SqliteStore(path)
    assert path.read_text(encoding="utf-8").startswith("model,price")


def test_store_of_another_program_is_left_alone(path: Path) -> None:
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE notes (text TEXT)")
    other.close()
    with pytest.raises(StoreError, match="another program's database"):
        SqliteStore(path)


def test_store_with_damaged_pages_says_how_to_rebuild(path: Path) -> None:
    with SqliteStore(path) as store:
        store.write(Batch(list(generated_documents(200))))
    content = bytearray(path.read_bytes())
    content[8192 : len(content) - 4096] = b"\xa5" * (len(content) - 12288)
    path.write_bytes(content)
    with pytest.raises(StoreError, match=r"damaged(.|\n)*chipwatch reextract"), SqliteStore(path) as store:
        list(store.scan(type(listing("1"))))


def test_store_on_a_full_disk_loses_nothing_and_goes_on(path: Path) -> None:
    with SqliteStore(path) as store:
        store.write(Batch([listing("1")], {"a": 1}))
        pages = store._connection.execute("PRAGMA page_count").fetchone()[0]
        store._connection.execute(f"PRAGMA max_page_count = {pages + 5}")
        with pytest.raises(StoreError, match=r"no room left(.|\n)*free some space"):
            store.write(Batch(list(generated_documents(500)), {"a": 2}))
        assert store.counts()["listing"] == 1
        assert store.cursor("a") == 1
        store._connection.execute("PRAGMA max_page_count = 100000")
        assert store.write(Batch(list(generated_listings(500)), {"a": 2})) == 500


def test_store_that_stays_locked_says_so(path: Path) -> None:
    with SqliteStore(path) as first, SqliteStore(path, busy_timeout_ms=50) as second:
        first._connection.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match=r"another program has been writing(.|\n)*wait"):
            second.write(Batch([listing("1")]))
        assert second.search(Query()).total == 0, "readers go on"
        first._connection.execute("ROLLBACK")
        assert second.write(Batch([listing("1")])) == 1


def test_store_lets_writers_wait_for_each_other(path: Path) -> None:
    SqliteStore(path).close()
    failures: list[BaseException] = []

    def write(worker: int) -> None:
        try:
            with SqliteStore(path) as store:
                for number in range(15):
                    store.write(Batch([listing(f"{worker}-{number}")], {f"s{worker}": number}))
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=write, args=(worker,)) for worker in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    with SqliteStore(path) as store:
        assert store.counts()["listing"] == 60
        assert [store.cursor(f"s{worker}") for worker in range(4)] == [14] * 4


def test_store_is_made_once_by_many_at_a_time(path: Path) -> None:
    failures: list[BaseException] = []

    def open_and_write(worker: int) -> None:
        try:
            with SqliteStore(path) as store:
                store.write(Batch([listing(str(worker))]))
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=open_and_write, args=(worker,)) for worker in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    with SqliteStore(path) as store:
        assert store.counts()["listing"] == 8


def test_store_serves_readers_one_state_while_a_writer_writes(path: Path) -> None:
    with SqliteStore(path) as writer, SqliteStore(path) as reader:
        stop = threading.Event()
        seen: list[bool] = []

        def read() -> None:
            while not stop.is_set():
                page = reader.search(Query("H100 OR A100", limit=1000, facets=("site",)))
                counts = [count for _, count in page.facets["site"]]
                seen.append(len(page.documents) == page.total == sum(counts) and page.total % 10 == 0)

        thread = threading.Thread(target=read)
        thread.start()
        for number in range(40):
            writer.write(Batch([listing(f"{number}-{n}", title="H100" if n % 2 else "A100") for n in range(10)]))
        stop.set()
        thread.join()
    assert seen
    assert all(seen)
