from __future__ import annotations

from pathlib import Path

import pytest

from foundation.errors import StoreError
from index.copying import copy_store
from index.documents import Listing
from index.opening import open_store
from index.store import Batch, Store
from tests.index.documents import listing
from tests.index.filled import filled_documents

DOCUMENTS = filled_documents()


@pytest.fixture
def source(tmp_path: Path) -> Store:
    """A store with documents of every kind."""
    store = open_store(f"sqlite:///{tmp_path / 'source.db'}")
    store.write(Batch(DOCUMENTS, {"a.jsonl": 5, "b.jsonl": 9}))
    return store


def test_copy_into_any_store_and_back_proves_equality(source: Store, store: Store, tmp_path: Path) -> None:
    with source, open_store(f"sqlite:///{tmp_path / 'back.db'}") as back:
        there = copy_store(source, store)
        again = copy_store(store, back)
        assert there.documents == again.documents == source.counts()
        assert (there.written, again.written) == (len(DOCUMENTS), len(DOCUMENTS))
        assert (there.cursors, back.cursors()) == (2, {"a.jsonl": 5, "b.jsonl": 9})
        assert list(back.scan(Listing)) == list(source.scan(Listing))


def test_copy_that_was_cut_off_goes_on(source: Store, store: Store) -> None:
    def stop(_: int) -> None:
        raise KeyboardInterrupt

    with source:
        with pytest.raises(KeyboardInterrupt):
            copy_store(source, store, stop)
        assert 0 < sum(store.counts().values()) < len(DOCUMENTS)
        landed = sum(store.counts().values())
        assert copy_store(source, store).written == len(DOCUMENTS) - landed
        assert copy_store(source, store).written == 0


def test_copy_refuses_a_store_that_holds_something_else(source: Store, store: Store) -> None:
    store.write(Batch([listing("another")]))
    with source, pytest.raises(StoreError, match="only in the second store"):
        copy_store(source, store)


def test_copy_notices_positions_that_differ(source: Store, store: Store) -> None:
    store.write(Batch(cursors={"c.jsonl": 1}))
    with source, pytest.raises(StoreError, match="read the spool to different positions"):
        copy_store(source, store)
