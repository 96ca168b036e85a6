"""Many listings in the store under test, and in SQLite beside it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

import pytest

from foundation.clock import Clock
from index.opening import open_store
from index.store import Batch, Store
from tests.index.backends import Backend
from tests.index.filled import NOW
from tests.index.generated import generated_documents, generated_runs

MANY_LISTINGS = 5_000


@pytest.fixture(scope="session")
def many(backend: Backend) -> Iterator[Store]:
    """Many listings in the store under test."""
    with backend.open("many") as store:
        _fill(store)
        yield store


@pytest.fixture(scope="session")
def many_reference(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The same in SQLite."""
    with open_store(f"sqlite:///{tmp_path_factory.mktemp('many') / 'store.db'}", clock=Clock(NOW)) as store:
        _fill(store)
        yield store


def _fill(store: Store) -> None:
    documents = generated_documents(MANY_LISTINGS)
    while chunk := list(islice(documents, 2_000)):
        store.write(Batch(chunk))
    store.write(Batch(list(generated_runs())))
