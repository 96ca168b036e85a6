"""Our searches against hand-written queries for the same, in turn: ``search_elasticsearch SERVER PREFIX ROUNDS``.

Ours is what ``chipwatch search`` asks for, from the text to documents with highlights. By hand is the request of
``handwritten.yaml`` with the same facets, order and page, to the answer as the client gives it.
"""

from __future__ import annotations

import sys
import time
from importlib import resources
from typing import Any

import yaml
from elasticsearch import Elasticsearch

from bench.jobs.timing import percentile, tell
from cli.search import DEFAULT_FACETS
from index.documents import Listing
from index.opening import open_store
from index.store import COUNTED, Page, Query, Store

EVERY_KIND = "all kinds"
_FACETS = {"model": "models", "side": "side", "site": "source", "state": "state"}
"""Facet → the field as a person names it who writes the request."""
_SIZE = 20


def main(server: str, prefix: str, rounds: int) -> None:
    """Ask every query both ways *rounds* times, after a round that checks that both find the same."""
    rows = yaml.safe_load(resources.files("bench").joinpath("queries.yaml").read_text("utf-8"))
    by_hand = yaml.safe_load(resources.files("bench").joinpath("handwritten.yaml").read_text("utf-8"))["queries"]
    asked = [(row["kind"], row["text"], row.get("sort"), by_hand[row["text"]]) for row in rows]
    times: dict[str, list[tuple[float, float]]] = {}
    client = Elasticsearch(server, request_timeout=60)
    with open_store(f"{server}/{prefix}?mode=ro") as store:
        for number in range(rounds + 1):
            for kind, text, sort, query in asked:
                if number % 2:
                    raw, answer = _hand(client, prefix, query, sort)
                    our, page = _ours(store, text, sort)
                else:
                    our, page = _ours(store, text, sort)
                    raw, answer = _hand(client, prefix, query, sort)
                if number == 0:
                    _check(text, page, answer)
                else:
                    times.setdefault(kind, []).append((our, raw))
    client.close()
    every = [took for row in times.values() for took in row]
    tell(**{kind: _figures(row) for kind, row in [(EVERY_KIND, every), *times.items()]})


def _ours(store: Store, text: str, sort: str | None) -> tuple[float, Page[Listing]]:
    start = time.perf_counter()
    page = store.search(Query(text, sort=sort, limit=_SIZE, facets=DEFAULT_FACETS, count_to=COUNTED))
    return time.perf_counter() - start, page


def _hand(client: Elasticsearch, prefix: str, query: dict[str, Any], sort: str | None) -> tuple[float, dict[str, Any]]:
    name = (sort or "-first_seen").removeprefix("-")
    direction = "asc" if sort and not sort.startswith("-") else "desc"
    start = time.perf_counter()
    answer = client.search(
        index=f"{prefix}-listings",
        query={"bool": {"filter": query}},
        sort=[{name: {"order": direction}}, {"id": "asc"}],
        size=_SIZE,
        track_total_hits=True,
        aggs={name: {"terms": {"field": field, "size": 100}} for name, field in _FACETS.items()},
    )
    return time.perf_counter() - start, answer.body


def _check(text: str, page: Page[Listing], answer: dict[str, Any]) -> None:
    """Raises `RuntimeError` where the two are not the same."""
    hits = answer["hits"]
    facets = {
        name: tuple((str(bucket["key"]), bucket["doc_count"]) for bucket in found["buckets"])
        for name, found in answer["aggregations"].items()
    }
    if (page.total, [found.id for found in page.documents]) != (
        hits["total"]["value"],
        [hit["_id"] for hit in hits["hits"]],
    ):
        raise RuntimeError(f"{text!r}: by hand {hits['total']['value']} match, by our search {page.total}")
    if {name: sorted(values) for name, values in facets.items()} != {n: sorted(v) for n, v in page.facets.items()}:
        raise RuntimeError(f"{text!r}: the facets differ")


def _figures(times: list[tuple[float, float]]) -> dict[str, float]:
    figures: dict[str, float] = {"ratio": percentile([our / raw for our, raw in times], 50)}
    for place, name in enumerate(("ours", "hand")):
        values = [1000 * took[place] for took in times]
        figures |= {f"{name}_p{percent}_ms": percentile(values, percent) for percent in (50, 95)}
    return figures


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
