"""Exact trends beside estimated ones, in turn: ``trends_store URL ROUNDS``, over a store of ``fill_history``.

Prints the median seconds of both by the clock and of this process's processor, and which part of the estimated figures
is within its margin.
"""

from __future__ import annotations

import sys
import time
from statistics import fmean, median

from bench.jobs.timing import tell
from index.opening import open_store
from index.store import SAMPLED, Store, Trends


def main(url: str, rounds: int) -> None:
    """Ask for both *rounds* times."""
    times: dict[str, list[tuple[float, float]]] = {"exact": [], "sample": []}
    found: dict[str, Trends] = {}
    with open_store(url) as store:
        sightings = store.counts()["sighting"]
        for _ in range(rounds):
            for name, sample in (("exact", None), ("sample", SAMPLED)):
                took, found[name] = _asked(store, sample)
                times[name].append(took)
    tell(
        sightings=sightings,
        points=len(found["exact"].points),
        estimated=sum(point.margin is not None for point in found["sample"].points),
        within=_within(found["exact"], found["sample"]),
        **{
            f"{name}_{clock}_s": median(took[place] for took in row)
            for name, row in times.items()
            for place, clock in enumerate(("clock", "cpu"))
        },
    )


def _asked(store: Store, sample: int | None) -> tuple[tuple[float, float], Trends]:
    clock, processor = time.perf_counter(), time.process_time()
    found = store.trends(sample=sample)
    return (time.perf_counter() - clock, time.process_time() - processor), found


def _within(exact: Trends, sample: Trends) -> float:
    """Part of the estimated sums of GPUs within their margins; 1 where none is estimated."""
    truth = {(point.start, point.model): point.gpus for point in exact.points}
    held = [
        abs(point.gpus - truth[point.start, point.model]) <= point.margin.gpus
        for point in sample.points
        if point.margin is not None and point.margin.gpus is not None
    ]
    return fmean(held) if held else 1.0


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
