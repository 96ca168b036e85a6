"""Faults of real servers: what the ones that everybody shares cannot be made to show."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest
from elasticsearch import Elasticsearch

from foundation.errors import StoreError
from index.documents import Listing
from index.elasticsearch.address import Access, read_address
from index.elasticsearch.client import open_client
from index.elasticsearch.store import ElasticsearchStore
from index.store import Batch, Query
from tests.elasticsearch.flavours import CORE, FLAVOURS, Flavour
from tests.elasticsearch.line import Line
from tests.elasticsearch.node import Node
from tests.elasticsearch.shared import own_folder, remember
from tests.index.backends import ElasticsearchBackend, needed
from tests.index.elasticsearch.outages import BATCH, DOCUMENTS, Ingest, await_until, check_as_written


@pytest.fixture
def folder() -> Path:
    """A folder for nodes."""
    return own_folder()


def _node(flavour: Flavour, folder: Path) -> Node:
    with needed():
        return Node(flavour, folder)


def test_line_that_dies_during_ingest_and_comes_back_loses_and_doubles_nothing(
    server: ElasticsearchBackend, name: str
) -> None:
    few = DOCUMENTS[: 6 * BATCH]
    with Line(server.server.url) as line:
        ingest = Ingest(f"{line.url}/{server.prefix(name)}", Access(timeout_s=1), few)
        ingest.start()
        await_until(lambda: ingest.landed >= 2 * BATCH)
        line.die()
        time.sleep(0.5)
        landed = ingest.landed
        time.sleep(2)
        assert ingest.landed == landed < len(few)
        line.revive()
        ingest.end(120)
    check_as_written(server.url(name), Access(), few)


@pytest.mark.slow
def test_server_of_version_7_is_refused(folder: Path) -> None:
    with _node(Flavour("7.17", f"{CORE}:7.17.28", range(17, 18)), folder / "old") as node:
        remember(node)
        with pytest.raises(StoreError, match=r"Elasticsearch 7|no Elasticsearch") as caught:
            open_client(read_address(node.url), Access())
        assert "way out" in str(caught.value)


@pytest.mark.slow
def test_disk_watermark_of_a_real_server_stops_writes_and_loses_nothing(folder: Path) -> None:
    with _node(FLAVOURS["9.1"], folder / "node") as node:
        remember(node)
        with ElasticsearchStore.open(read_address(node.url), Access()) as store, Elasticsearch(node.url) as client:
            store.write(Batch(DOCUMENTS[:BATCH], {"a.jsonl": BATCH}))
            marks = [f"cluster.routing.allocation.disk.watermark.{mark}" for mark in ("low", "high", "flood_stage")]
            much = {**dict.fromkeys(marks, "100tb"), "cluster.info.update.interval": "10s"}
            client.cluster.put_settings(persistent={**much, "cluster.routing.allocation.disk.threshold_enabled": True})
            await_until(lambda: "read_only_allow_delete" in str(client.indices.get_settings(index="chipwatch-*").body))
            with pytest.raises(StoreError, match="disk is nearly full"):
                store.write(Batch(DOCUMENTS, {"a.jsonl": len(DOCUMENTS)}))
            assert store.cursor("a.jsonl") == BATCH
            client.cluster.put_settings(persistent=dict.fromkeys(much))
            client.cluster.put_settings(persistent={"cluster.routing.allocation.disk.threshold_enabled": False})
            client.indices.put_settings(index="chipwatch-*", settings={"index.blocks.read_only_allow_delete": None})
            store.write(Batch(DOCUMENTS, {"a.jsonl": len(DOCUMENTS)}))
            assert store.counts()["listing"] == sum(isinstance(document, Listing) for document in DOCUMENTS)


@pytest.mark.slow
def test_read_waits_for_a_server_that_is_short_of_memory_for_a_moment(folder: Path) -> None:
    with _node(FLAVOURS["8.19"], folder / "short") as node, Elasticsearch(node.url) as client:
        remember(node)

        def leave(memory: str | None) -> None:
            client.cluster.put_settings(persistent={"network.breaker.inflight_requests.limit": memory})

        with ElasticsearchStore.open(read_address(node.url), Access()) as store:
            store.write(Batch(DOCUMENTS[:BATCH]))
            before = [document.id for document in store.scan(Listing)]
            leave("1b")
            freed = threading.Timer(2.0, leave, [None])
            freed.start()
            assert store.search(Query()).total == len(before)
            assert [document.id for document in store.scan(Listing)] == before
            freed.join()
            leave("1b")
            with pytest.raises(StoreError, match="too little memory"):
                store.search(Query())
