"""Times of searches by kind in milliseconds, by the clock and of the processor: ``search_store URL ROUNDS``.

Each search is what ``chipwatch search`` asks for: the first page, its facets, counts up to `COUNTED`.
"""

from __future__ import annotations

import sys
import time
from importlib import resources

import yaml

from bench.jobs.timing import percentile, tell
from cli.search import DEFAULT_FACETS
from index.opening import open_store
from index.store import COUNTED, Query, Store

NEWEST_FIRST = "newest first"
"""All kinds together but `_OTHER_ORDER`."""
USUAL = "newest first, the usual kinds"
"""The same without `_RARELY_TOGETHER`."""
_OTHER_ORDER = "other order"
_RARELY_TOGETHER = ("frequent words never together", "conditions rarely met together")


def main(url: str, rounds: int) -> None:
    """Ask every query of ``queries.yaml`` *rounds* times, the first round not counted."""
    rows = yaml.safe_load(resources.files("bench").joinpath("queries.yaml").read_text("utf-8"))
    queries = [
        (row["kind"], Query(row["text"], sort=row.get("sort"), facets=DEFAULT_FACETS, count_to=COUNTED)) for row in rows
    ]
    times: dict[str, list[tuple[float, float]]] = {}
    with open_store(url) as store:
        for counted in [False] + [True] * rounds:
            for kind, query in queries:
                took = _took(store, query)
                if counted:
                    times.setdefault(kind, []).append(took)
    newest = {kind: row for kind, row in times.items() if kind != _OTHER_ORDER}
    together = {
        NEWEST_FIRST: [took for row in newest.values() for took in row],
        USUAL: [took for kind, row in newest.items() if kind not in _RARELY_TOGETHER for took in row],
    }
    tell(**{kind: _figures(row) for kind, row in {**together, **times}.items()})


def _took(store: Store, query: Query) -> tuple[float, float]:
    clock, processor = time.perf_counter(), time.process_time()
    store.search(query)
    return time.perf_counter() - clock, time.process_time() - processor


def _figures(times: list[tuple[float, float]]) -> dict[str, float]:
    clock, processor = ([1000 * took[place] for took in times] for place in (0, 1))
    return {
        f"{name}_p{percent}_ms": percentile(values, percent)
        for name, values in (("clock", clock), ("cpu", processor))
        for percent in (50, 95)
    }


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
