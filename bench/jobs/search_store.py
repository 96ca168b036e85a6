"""Times of searches, p50 and p95 in milliseconds: ``search_store URL ROUNDS``."""

from __future__ import annotations

import sys
from functools import partial
from importlib import resources

import yaml

from bench.jobs.timing import percentile, seconds, tell
from index.opening import open_store
from index.store import Query, Store


def main(url: str, rounds: int) -> None:
    """Ask every query of ``queries.yaml`` *rounds* times, the first round not counted."""
    rows = yaml.safe_load(resources.files("bench").joinpath("queries.yaml").read_text("utf-8"))
    queries = [Query(**{**row, "facets": tuple(row.get("facets", ()))}) for row in rows]
    with open_store(url) as store:
        _ask(store, queries)
        times: dict[str, list[float]] = {query.text: [] for query in queries}
        for _ in range(rounds):
            for query, took in zip(queries, _ask(store, queries), strict=True):
                times[query.text].append(took)
    every = [took for row in times.values() for took in row]
    slowest = max(times, key=lambda text: percentile(times[text], 50))
    tell(p50_ms=1000 * percentile(every, 50), p95_ms=1000 * percentile(every, 95), slowest=slowest)


def _ask(store: Store, queries: list[Query]) -> list[float]:
    return [seconds(partial(store.search, query)) for query in queries]


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
