"""What the contract tests run over: SQLite and real Elasticsearch servers of three versions."""

from __future__ import annotations

import os
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

import pytest
from elasticsearch import Elasticsearch
from elasticsearch.helpers import bulk

from foundation.clock import Clock
from index.elasticsearch.address import Access, read_address
from index.elasticsearch.store import ElasticsearchStore
from index.opening import open_store
from index.store import Store
from tests.elasticsearch.flavours import FLAVOURS, MissingError
from tests.elasticsearch.shared import Server, shared_server
from tests.index.filled import NOW

BACKENDS = ("sqlite", *FLAVOURS)
_STORES = 4
_FORGOTTEN_S = 0.5
"""After so long a refresh makes a server forget that documents were removed: its clock ticks five times a second."""


class Backend(Protocol):
    """A place for stores."""

    def open(self, name: str) -> Store:
        """The store of that name, made where there is none."""

    def take(self) -> str:
        """Name of a store that holds nothing, for one test."""

    def give_back(self, name: str) -> None:
        """The test is done with it."""


class SqliteBackend:
    """Stores as files of a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._taken = 0

    def open(self, name: str) -> Store:
        return open_store(f"sqlite:///{self._folder / name}.db", clock=Clock(NOW))

    def take(self) -> str:
        self._taken += 1
        return f"empty-{self._taken}"

    def give_back(self, name: str) -> None:
        for file in self._folder.glob(f"{name}.db*"):
            file.unlink()


class ElasticsearchBackend:
    """Stores under prefixes of a server. Making indices is slow: the same ones are emptied and used again."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.access = Access(password=server.password, ca=Path(server.ca) if server.ca else None)
        self._session = f"test-{os.environ.get('PYTEST_XDIST_WORKER', 'gw')}-{os.getpid()}"
        self._free: deque[tuple[str, float]] = deque()
        self._lent = 0
        account = (server.user, server.password) if server.user and server.password else None
        self.client = Elasticsearch(server.url, request_timeout=60, basic_auth=account, **_authority(server))

    def url(self, name: str) -> str:
        """URL of a store, with the superuser where there are accounts."""
        scheme, _, host = self.server.url.partition("://")
        user = f"{self.server.user}@" if self.server.user else ""
        return f"{scheme}://{user}{host}/{self.prefix(name)}"

    def prefix(self, name: str) -> str:
        """Prefix of its indices."""
        return f"{self._session}-{name}"

    def open(self, name: str) -> Store:
        return ElasticsearchStore.open(read_address(self.url(name)), self.access, clock=Clock(NOW))

    def take(self) -> str:
        if len(self._free) + self._lent < _STORES:
            self._lent += 1
            return f"empty-{self._lent + len(self._free)}"
        name, since = self._free.popleft()
        time.sleep(max(0.0, since + _FORGOTTEN_S - time.monotonic()))
        self.client.indices.refresh(index=f"{self.prefix(name)}-*")
        self._lent += 1
        return name

    def give_back(self, name: str) -> None:
        pattern = f"{self.prefix(name)}-*"
        held = self.client.indices.get_alias(index=pattern).body
        if idle := [index for index in held if not held[index]["aliases"]]:
            self.client.indices.delete(index=idle)
        if held:
            # the server remembers removed documents for a minute, lest an older write bring one back
            self.client.indices.put_settings(index=pattern, settings={"index.gc_deletes": "0s"})
            self.client.indices.refresh(index=pattern)
        while held and (hits := self.client.search(index=pattern, size=5_000, source=False)["hits"]["hits"]):
            bulk(self.client, ({"_op_type": "delete", "_index": hit["_index"], "_id": hit["_id"]} for hit in hits))
            self.client.indices.refresh(index=pattern)
        self._lent -= 1
        self._free.append((name, time.monotonic()))

    def remove(self, pattern: str) -> None:
        """Remove every index and template whose name matches *pattern*."""
        held = list(self.client.indices.get_alias(index=pattern).body)
        for start in range(0, len(held), 20):
            self.client.indices.delete(index=held[start : start + 20])
        anyway = self.client.options(ignore_status=404)
        anyway.indices.delete_index_template(name=pattern)
        anyway.cluster.delete_component_template(name=pattern)

    def close(self) -> None:
        """Remove all that this session has made."""
        self.remove(f"{self._session}-*")
        self.client.close()


def _authority(server: Server) -> dict[str, Any]:
    return {"ca_certs": server.ca} if server.ca else {}


@contextmanager
def needed() -> Iterator[None]:
    """Without Java or Maven the test is skipped with a line that says how to get them; with CI=true it fails."""
    try:
        yield
    except MissingError as error:
        if os.environ.get("CI") == "true":
            pytest.fail(str(error))
        pytest.skip(str(error))


def running(flavour: str) -> Server:
    """The session's server."""
    with needed():
        return shared_server(flavour)
