"""Measures the ingest step."""

from __future__ import annotations

from pathlib import Path

from bench.measuring import job
from bench.table import Figure

_CAPTURES = 5_000


def ingest(directory: Path, size: float) -> list[Figure]:
    """Captures a second from the spool into a new store, twice the size for the memory, and once more with no news."""
    count = int(_CAPTURES * size)
    half = job("ingest_captures", str(directory / "half"), count // 2)
    whole = job("ingest_captures", str(directory / "whole"), count)
    return [
        Figure(f"spool of {count:,} captures", whole.result["spool_rate"], "captures/s"),
        Figure(
            f"ingest of {count:,} captures",
            whole.result["rate"],
            "captures/s",
            whole.peak_mib,
            whole.result["rate"] / half.result["rate"],
            f"to the rate of {count // 2:,} captures ({half.peak_mib:,.0f} MiB)",
        ),
        Figure("the same ingest again, no news", 1000 * whole.result["again_s"], "ms"),
    ]
