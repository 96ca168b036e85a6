"""The indices of a store for whoever looks after them: without opening the store itself."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from elasticsearch import Elasticsearch

from foundation.errors import UsageError
from index.elasticsearch.address import SCHEMES, Access, Address, read_address
from index.elasticsearch.aside import read_set_aside
from index.elasticsearch.client import open_client, server_version
from index.elasticsearch.indices import Indices
from index.elasticsearch.names import IndexName
from index.elasticsearch.reading import Reader
from index.elasticsearch.schema import Schema
from index.elasticsearch.trouble import explained
from index.store import SetAside


@dataclass(frozen=True)
class Held:
    """One index of a store."""

    index: str
    role: str
    """``read and write``, ``read``, ``write``, or ``kept`` where no alias leads to it."""
    mapping: int
    """Version of its mapping."""
    documents: int
    """Offers of listings not counted."""
    bytes: int
    """On disk, replicas left out."""
    shards: int
    replicas: int
    """Copies of each shard."""


@dataclass(frozen=True)
class Managed:
    """A store's indices and the client that looks after them."""

    client: Elasticsearch
    address: Address
    schema: Schema
    indices: Indices

    @property
    def server(self) -> str | None:
        """Version of the server, where the account may ask."""
        return server_version(self.client)

    def held(self) -> list[Held]:
        """Every index of the store, by part and generation."""
        layout = self.indices.layout()
        readers = {name for names in layout.read.values() for name in names}
        writers = {name for names in layout.write.values() for name in names}
        every = sorted({*readers, *writers, *layout.idle})
        if not every:
            return []
        return [self._held(name, name in readers, name in writers) for name in every]

    def set_aside(self) -> list[SetAside]:
        """Documents that the server refused; none where the store has no index of them."""
        if "set_aside" in self.indices.layout().missing:
            return []
        return list(read_set_aside(Reader(self.client, self.indices.aliases, where=self.address.shown)))

    def _held(self, name: IndexName, reads: bool, writes: bool) -> Held:
        index = self.address.names.index(name)
        store = self.client.indices.stats(index=index, metric="store").body["_all"]["primaries"]["store"]
        settings = self.client.indices.get_settings(index=index).body[index]["settings"]["index"]
        roles = [word for word, holds in (("read", reads), ("write", writes)) if holds]
        return Held(
            index=index,
            role=" and ".join(roles) or "kept",
            mapping=name.version,
            documents=int(self.client.count(index=index)["count"]),
            bytes=int(store["size_in_bytes"]),
            shards=int(settings["number_of_shards"]),
            replicas=int(settings["number_of_replicas"]),
        )


@contextmanager
def managed(url: str, access: Access, schema: Schema | None = None) -> Iterator[Managed]:
    """The indices of the store at *url*; its errors are explained. Raises `UsageError` for a store without any."""
    if url.partition("://")[0].lower() not in SCHEMES:
        raise UsageError(
            "this store has no indices to look after: an SQLite file is made and migrated when it is opened",
            where="--store",
            way_out="name an Elasticsearch store, for example --store https://user@host:9200",
        )
    address, schema = read_address(url), schema or Schema(shards=access.shards, replicas=access.replicas)
    client = open_client(address, access)
    try:
        with explained(address.shown):
            yield Managed(client, address, schema, Indices(client, address.names, schema))
    finally:
        client.close()
