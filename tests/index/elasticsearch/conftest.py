"""One real server for what is not part of the contract; stores of their own under it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from index.elasticsearch.address import Access, read_address
from index.elasticsearch.managing import Managed, managed
from index.elasticsearch.store import ElasticsearchStore
from tests.elasticsearch.shared import SECURED
from tests.index.backends import ElasticsearchBackend, running

FLAVOUR = "9.1"
"""The newest server, and one of the core alone."""


@pytest.fixture(scope="session")
def server() -> Iterator[ElasticsearchBackend]:
    """A server for the whole session."""
    backend = ElasticsearchBackend(running(FLAVOUR))
    yield backend
    backend.close()


@pytest.fixture(scope="session")
def secured() -> Iterator[ElasticsearchBackend]:
    """The server with TLS and accounts."""
    backend = ElasticsearchBackend(running(SECURED))
    yield backend
    backend.close()


@pytest.fixture
def name(server: ElasticsearchBackend) -> Iterator[str]:
    """Name of a store that is empty."""
    taken = server.take()
    yield taken
    server.give_back(taken)


@pytest.fixture
def url(server: ElasticsearchBackend, name: str) -> str:
    """URL of a store that is empty."""
    return server.url(name)


@pytest.fixture
def store(url: str) -> Iterator[ElasticsearchStore]:
    """The store, opened."""
    with ElasticsearchStore.open(read_address(url), Access()) as store:
        yield store


@pytest.fixture
def held(url: str, store: ElasticsearchStore) -> Iterator[Managed]:
    """The indices of that store."""
    with managed(url, Access()) as held:
        yield held
