"""Measures searches and leads over stores of two sizes."""

from __future__ import annotations

from hashlib import blake2b
from pathlib import Path
from typing import Any

from bench.generated import item, listing
from bench.jobs.search_store import NEWEST_FIRST, USUAL
from bench.measuring import Measured, job
from bench.table import Figure
from index.sqlite.schema import VERSION

_SIZES = (10_000, 100_000)
_ROUNDS = 10
_GOAL_MS = 50
_GOAL_RATIO = 3
_MOST_FOR_LEADS = 100_000
"""Leads read every listing whole: over more, that is minutes of the same rate."""


def search(directory: Path, size: float) -> list[Figure]:
    """Times of searches by kind of ``queries.yaml``, bytes a listing, and the pass for leads.

    Stores are made in *directory*; one that stands there already, of the same listings and tables, is used again.
    """
    figures: list[Figure] = []
    before: Measured | None = None
    for count in (int(number * size) for number in _SIZES):
        filled, path = sqlite_store(directory, count)
        url = f"sqlite:///{path}"
        if filled.result["written"]:
            figures.append(Figure(f"writing {count:,} listings", filled.result["rate"], "listings/s", filled.peak_mib))
        figures.append(Figure(f"store of {count:,} listings", path.stat().st_size / count, "bytes/listing"))
        found = job("search_store", url, _ROUNDS)
        figures += _searches(count, found, before, int(_SIZES[0] * size))
        if count <= _MOST_FOR_LEADS:
            ranked = job("rank_leads", url)
            rate, peak = ranked.result["rate"], ranked.peak_mib
            figures.append(Figure(f"leads over {count:,} listings", rate, "listings/s", peak))
        before = found
    return figures


def sqlite_store(directory: Path, count: int) -> tuple[Measured, Path]:
    """A SQLite store of *count* generated listings in *directory*, and how it was filled."""
    path = directory / f"listings-{count}-{_generation()}.db"
    return job("fill_store", f"sqlite:///{path}", count), path


def _searches(count: int, found: Measured, before: Measured | None, smaller: int) -> list[Figure]:
    """Searches newest first together, all and the usual ones, then p95 by kind; the ratio is of processor time."""
    figures: list[Figure] = []
    for kind, times in found.result.items():
        for name in ("p50", "p95") if kind in (NEWEST_FIRST, USUAL) else ("p95",):
            ratio = times[f"cpu_{name}_ms"] / before.result[kind][f"cpu_{name}_ms"] if before else None
            figures.append(
                Figure(
                    f"search at {count:,} listings, {kind}, {name}",
                    times[f"clock_{name}_ms"],
                    "ms",
                    found.peak_mib if kind == NEWEST_FIRST and name == "p50" else None,
                    ratio,
                    _note(kind, name, times, f"ratio to {smaller:,}" if before else ""),
                )
            )
    return figures


def _note(kind: str, name: str, times: dict[str, Any], ratio: str) -> str:
    goal = f"goals < {_GOAL_MS} ms, ≤ {_GOAL_RATIO}" if kind == NEWEST_FIRST and name == "p95" and ratio else ""
    processor = f"{times[f'cpu_{name}_ms']:.1f} ms CPU"
    return "; ".join(part for part in (processor, ratio, goal) if part)


def _generation() -> str:
    """What the stores hold: of other listings or tables they have another name."""
    return blake2b(f"{VERSION} {listing(item(0)).model_dump_json()}".encode(), digest_size=4).hexdigest()
