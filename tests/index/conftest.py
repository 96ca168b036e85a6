"""Stores for the contract tests: every test under contract/ runs over each of `BACKENDS`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import pytest

from index.documents import Document
from index.store import Batch, Store
from tests.index.backends import BACKENDS, Backend, ElasticsearchBackend, SqliteBackend, running
from tests.index.described import LISTINGS
from tests.index.filled import filled_documents

Open = Callable[[], Store]


@pytest.fixture(scope="session", params=BACKENDS)
def backend(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Backend]:
    """Where the stores of the contract tests are."""
    if request.param == "sqlite":
        yield SqliteBackend(tmp_path_factory.mktemp("stores"))
        return
    server = ElasticsearchBackend(running(request.param))
    yield server
    server.close()


@pytest.fixture
def open_empty(backend: Backend) -> Iterator[Open]:
    """Opens a store that is empty at first; again and again the same one."""
    name = backend.take()
    yield lambda: backend.open(name)
    backend.give_back(name)


@pytest.fixture
def store(open_empty: Open) -> Iterator[Store]:
    """An empty store."""
    with open_empty() as store:
        yield store


@pytest.fixture(scope="session")
def filled(backend: Backend) -> Iterator[Store]:
    """A store with generated documents, for reading only."""
    yield from _with(backend, "filled", filled_documents())


@pytest.fixture(scope="session")
def described(backend: Backend) -> Iterator[Store]:
    """A store with the few listings that `FOUND` is about, for reading only."""
    yield from _with(backend, "described", LISTINGS)


def _with(backend: Backend, name: str, documents: Sequence[Document]) -> Iterator[Store]:
    with backend.open(name) as store:
        store.write(Batch(documents))
        yield store
