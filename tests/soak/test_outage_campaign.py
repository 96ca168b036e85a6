"""Servers of our own that go away for a minute while documents are written: nothing is lost, nothing is doubled."""

from __future__ import annotations

import contextlib
import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from elasticsearch import Elasticsearch

from foundation.errors import StoreError
from index.elasticsearch.address import Access, read_address
from index.elasticsearch.store import ElasticsearchStore
from index.store import Batch, Query
from tests.elasticsearch.flavours import FLAVOURS, Flavour
from tests.elasticsearch.node import Node
from tests.elasticsearch.shared import own_folder, remember
from tests.index.backends import needed
from tests.index.elasticsearch.outages import BATCH, DOCUMENTS, Ingest, await_until, check_as_written

pytestmark = pytest.mark.slow
OUTAGE_S = 60.0
TIMEOUT_S = 10.0
"""Of our requests, so that an outage is noticed well before its end."""


@pytest.fixture
def folder() -> Path:
    """A folder for nodes."""
    return own_folder()


@pytest.fixture
def node(folder: Path) -> Iterator[Node]:
    """A node that runs."""
    with _made(FLAVOURS["8.19"], folder / "node") as node:
        remember(node)
        yield node


def _made(flavour: Flavour, folder: Path) -> Node:
    with needed():
        return Node(flavour, folder)


@pytest.mark.parametrize("sign", [signal.SIGSTOP, signal.SIGTERM, signal.SIGKILL])
def test_outage_campaign(node: Node, sign: signal.Signals, capsys: pytest.CaptureFixture[str]) -> None:
    access = Access(timeout_s=TIMEOUT_S)
    ingest = Ingest(node.url, access)
    ingest.start()
    await_until(lambda: ingest.landed >= 3 * BATCH)
    landed = ingest.landed
    if sign == signal.SIGSTOP:
        os.killpg(node.pid, sign)
        time.sleep(OUTAGE_S)
        os.killpg(node.pid, signal.SIGCONT)
    else:
        node.halt(sign)
        time.sleep(OUTAGE_S)
        node.start()
        remember(node)
    back = time.monotonic()
    refused = len(ingest.refused)
    ingest.end(300)
    check_as_written(node.url, access)
    with capsys.disabled():
        print(
            f"\n{sign.name} for {OUTAGE_S:.0f} s after {landed:,} of {len(DOCUMENTS):,} documents: {refused} runs of"
            f" ingest ended with an error, the last document landed {ingest.ended_at - back:.1f} s after the server was"
            " back; nothing lost, nothing doubled"
        )
    assert refused, "the outage was noticed"


def test_cluster_campaign(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with _cluster(folder) as nodes:
        url, access = ",".join(node.url for node in nodes).replace(",http://", ","), Access(timeout_s=20)
        _replicated(nodes, url, access)
        ingest = Ingest(url, access)
        ingest.start()
        await_until(lambda: ingest.landed >= 3 * BATCH)
        nodes[2].halt(signal.SIGKILL)
        totals: list[int] = []
        failed = 0
        while ingest.is_alive() and len(totals) < 2_000:
            try:
                with ElasticsearchStore.open(read_address(url), access) as store:
                    totals.append(store.search(Query(limit=1)).total)
            except StoreError:
                failed += 1
        ingest.end(300)
        check_as_written(url, access)
    with capsys.disabled():
        print(
            f"\na node of three killed during ingest: {len(totals):,} searches answered, {failed} ended with an error,"
            f" {len(ingest.refused)} runs of ingest; nothing lost, nothing doubled"
        )
    assert totals == sorted(totals), "a search never sees fewer documents than one before"


@contextlib.contextmanager
def _cluster(folder: Path) -> Iterator[list[Node]]:
    """Three nodes that run."""
    nodes = [_made(FLAVOURS["9.1"], folder / f"n{number}") for number in range(3)]
    settings = {
        "cluster.name": folder.name,
        "discovery.seed_hosts": ",".join(f"127.0.0.1:{node.transport_port}" for node in nodes),
        "cluster.initial_master_nodes": ",".join(f"n{number}" for number in range(3)),
    }
    with contextlib.ExitStack() as stack:
        for node in nodes:
            node.configure(settings)
            stack.callback(node.stop)
            node.launch()
            remember(node)
        for node in nodes:
            node.wait()
        yield nodes


def _replicated(nodes: list[Node], url: str, access: Access) -> None:
    """A store with some documents, of every part a copy on another node."""
    with Elasticsearch(nodes[0].url) as client:
        client.cluster.health(wait_for_nodes="3", timeout="60s")
        with ElasticsearchStore.open(read_address(url), access) as store:
            store.write(Batch(DOCUMENTS[:BATCH], {"a.jsonl": BATCH}))
        client.indices.put_settings(index="chipwatch-*", settings={"index.number_of_replicas": 1})
        client.cluster.health(wait_for_status="green", timeout="60s")
