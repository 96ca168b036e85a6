"""Measures the Elasticsearch store on a server of its own against what can be written by hand."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path
from typing import Any

from bench.generated import item, listing
from bench.jobs.search_elasticsearch import EVERY_KIND
from bench.measuring import job
from bench.searching import sqlite_store
from bench.table import Figure
from foundation.errors import ChipwatchError
from index.elasticsearch.schema import VERSION
from tests.elasticsearch.flavours import FLAVOURS, Flavour, MissingError
from tests.elasticsearch.node import Node
from tests.elasticsearch.shared import remember

_INGESTED = 20_000
_LISTINGS = 100_000
_MOST_FOR_SQLITE = 100_000
"""The file of a larger SQLite store is measured by ``search``; its bytes a listing are the same."""
_ROUNDS = 10
_INGEST_GOAL = 0.9
_SEARCH_GOAL = 1.2
_HEAP = "1g"


def elasticsearch(directory: Path, size: float, flavour: Flavour = FLAVOURS["full"]) -> list[Figure]:
    """Ingest and search beside the same done by hand, and bytes a listing in both stores.

    The server's data is in *directory*: listings that stand there already, of the same mapping, are used again.
    Without Java or Maven nothing is measured, and one line says so.
    """
    try:
        with _serving(directory, flavour) as server:
            return [*_ingest(server, int(_INGESTED * size)), *_search(directory, server, int(_LISTINGS * size))]
    except MissingError as error:
        print(f"Elasticsearch is not measured: {error}", file=sys.stderr)
        return []


@contextmanager
def _serving(directory: Path, flavour: Flavour) -> Iterator[str]:
    """URL of a server that runs as servers do, not as the tests want it; it ends with this process at the latest."""
    if os.geteuid() == 0:
        directory.chmod(0o755)  # the server is run as nobody
    node = Node(
        flavour,
        directory / "elasticsearch",
        settings={"node.store.allow_mmap": "true"},
        heap=_HEAP,
        java_options="",
    )
    try:
        node.launch()
        remember(node)
        node.wait()
        yield node.url
    except RuntimeError as error:
        raise ChipwatchError("the server does not start", where=str(directory), way_out=str(error)) from error
    finally:
        node.halt()


def _ingest(server: str, count: int) -> list[Figure]:
    prefix = f"ingest-{os.getpid()}"
    measured = job("ingest_elasticsearch", server, prefix, count)
    figures: list[Figure] = []
    for name, what in (("new", "new listings"), ("again", "unchanged listings")):
        found = measured.result[name]
        figures += [
            Figure(
                f"raw streaming_bulk, {count:,} {what}",
                found["raw_rate"],
                "documents/s",
                note=f"processor {found['raw_cpu_ms']:.2f} ms a document",
            ),
            Figure(
                f"our write, {count:,} {what}",
                found["ours_rate"],
                "documents/s",
                measured.peak_mib if name == "new" else None,
                found["ratio"],
                f"to raw, median of batches; goal ≥ {_INGEST_GOAL}; processor {found['ours_cpu_ms']:.2f} ms",
            ),
        ]
    return figures


def _search(directory: Path, server: str, count: int) -> list[Figure]:
    prefix = f"listings-{count}-{_generation()}"
    filled = job("fill_store", f"{server}/{prefix}", count)
    figures: list[Figure] = []
    if filled.result["written"]:
        figures.append(Figure(f"writing {count:,} listings", filled.result["rate"], "listings/s", filled.peak_mib))
    weight = job("weigh_elasticsearch", server, prefix).result["bytes"]
    smaller = min(count, _MOST_FOR_SQLITE)
    path = sqlite_store(directory, smaller)[1]
    light = path.stat().st_size / smaller
    figures += [
        Figure(f"Elasticsearch, {count:,} listings", weight, "bytes/listing", None, weight / light, "to SQLite"),
        Figure(f"SQLite, {smaller:,} listings", light, "bytes/listing"),
    ]
    found = job("search_elasticsearch", server, prefix, _ROUNDS)
    for kind, times in found.result.items():
        figures += _searches(count, kind, times, found.peak_mib)
    return figures


def _searches(count: int, kind: str, times: dict[str, Any], peak_mib: float) -> Iterator[Figure]:
    """All kinds together at p50 and p95, then each at p50."""
    for name in ("p50", "p95") if kind == EVERY_KIND else ("p50",):
        ours, hand = times[f"ours_{name}_ms"], times[f"hand_{name}_ms"]
        goal = f"; goal ≤ {_SEARCH_GOAL}" if kind == EVERY_KIND else ""
        yield Figure(
            f"search at {count:,} listings, {kind}, {name}",
            ours,
            "ms",
            peak_mib if kind == EVERY_KIND and name == "p50" else None,
            ours / hand,
            f"to {hand:.1f} ms by hand{goal}",
        )


def _generation() -> str:
    """What the indices hold: of other listings or another mapping they have another name."""
    return blake2b(f"{VERSION} {listing(item(0)).model_dump_json()}".encode(), digest_size=4).hexdigest()
