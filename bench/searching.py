"""Measures searches and leads over stores of two sizes."""

from __future__ import annotations

from pathlib import Path

from bench.measuring import Measured, job
from bench.table import Figure

_SIZES = (10_000, 100_000)
_ROUNDS = 10


def search(directory: Path, size: float) -> list[Figure]:
    """Time of a search, p50 and p95 over all queries of ``queries.yaml``, and the pass for leads."""
    figures: list[Figure] = []
    before: Measured | None = None
    for count in (int(number * size) for number in _SIZES):
        url = f"sqlite:///{directory / f'{count}.db'}"
        filled = job("fill_store", url, count)
        found = job("search_store", url, _ROUNDS)
        ranked = job("rank_leads", url)
        figures.append(Figure(f"writing {count:,} listings", filled.result["rate"], "listings/s", filled.peak_mib))
        figures += [
            Figure(
                f"search at {count:,} listings, {name[:3]}",
                found.result[name],
                "ms",
                found.peak_mib if name == "p50_ms" else None,
                found.result[name] / before.result[name] if before else None,
                f"to {_SIZES[0] * size:,.0f} listings" if before else f"slowest: {found.result['slowest']}",
            )
            for name in ("p50_ms", "p95_ms")
        ]
        figures.append(Figure(f"leads over {count:,} listings", ranked.result["rate"], "listings/s", ranked.peak_mib))
        before = found
    return figures
