"""The measures of our own count as the scorer beside the gold sets does."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from cli.extract import plain_extraction
from tests.eval.comparing import Row
from tests.eval.measure_offers import score_offers
from tests.eval.measure_passages import score_passages
from tests.eval.results import Figures, Readings
from tests.eval.texts import Score, rows_of
from tests.extract.reading_of import read

OFFER: dict[str, Any] = {
    "model": "H100",
    "form": "card",
    "quantity": 2,
    "unit": "card",
    "price": 200_000,
    "currency": "CNY",
}
QQ = {"kind": "qq", "value": "12"}
FACT: dict[str, Any] = {"model": "A100", "quantity": 400, "price": None}


def listing(**changes: Any) -> dict[str, Any]:
    row = {"id": "a", "text": "", "side": "offer", "gold": [OFFER], "seller": None, "contacts": [], "tags": []}
    return row | {"hard_negative": False} | changes


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "theirs", "ours"),
    [("offers.dev.jsonl", "score_offers", score_offers), ("passages.dev.jsonl", "score_passages", score_passages)],
)
@pytest.mark.parametrize("damage", [lambda text: text, lambda text: text[: len(text) // 2], lambda text: text[9:] * 2])
def test_measure_agrees_with_the_scorer_of_the_gold_sets(
    shared: Path, name: str, theirs: str, ours: Score, damage: Callable[[str], str]
) -> None:
    rows = rows_of(shared / "gold" / name)
    readings = {row["id"]: plain_extraction(read(damage(row["text"]), kind=row.get("kind", "listing"))) for row in rows}
    expected, misses = getattr(_scorer(shared), theirs)(rows, readings)
    scored = ours(rows, readings)
    assert scored.figures == pytest.approx({figure: expected[figure] for figure in scored.figures})
    assert {miss.id for miss in scored.misses} == {identifier for identifier, _, _ in misses}


def _scorer(shared: Path) -> Any:
    spec = importlib.util.spec_from_file_location("gold_score", shared / "gold" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("row", "found", "figures"),
    [
        (listing(), {"side": "offer", "offers": [OFFER]}, {"slot_f1": 1.0, "exact_offer_f1": 1.0}),
        (listing(), {"side": "offer", "offers": [OFFER | {"price": 200_900}]}, {"slot_f1": 1.0}),
        (listing(), {"side": "offer", "offers": [OFFER | {"price": 250_000}]}, {"slot_f1": 5 / 6, "exact_offer_f1": 0}),
        (listing(), {"side": "wanted", "offers": [OFFER]}, {"side_accuracy": 0.0}),
        (listing(gold=[]), {"side": "offer", "offers": [OFFER]}, {"invented_numbers": 2, "exact_offer_f1": 0.0}),
        (listing(gold=[], tags=["no_supply"]), {"side": "offer", "offers": [OFFER]}, {"supply_false_positives": 1}),
        (listing(seller="芯云试作"), {"side": "offer", "seller": None}, {"seller_f1": 0.0}),
        (listing(contacts=[QQ | {"value": "1 2"}]), {"contacts": [QQ]}, {"contact_f1": 1.0}),
        (listing(contacts=[]), {"contacts": [QQ]}, {"contact_f1": 0.0}),
        (listing(), {}, {"slot_f1": 0.0, "side_accuracy": 0.0}),
    ],
)  # fmt: skip
def test_measure_of_offers_counts(row: Row, found: Row, figures: Figures) -> None:
    assert _chosen(score_offers, [row], {"a": found}, figures) == pytest.approx(figures)


@pytest.mark.parametrize(
    ("row", "found", "figures"),
    [
        (listing(gold=[FACT]), {"facts": [FACT]}, {"fact_f1": 1.0}),
        (listing(gold=[FACT]), {"facts": [FACT | {"quantity": 40}]}, {"fact_f1": 0.0}),
        (listing(gold=[FACT]), {"facts": [FACT | {"model": "NVIDIA A100"}]}, {"fact_f1": 1.0}),
        (listing(gold=[], hard_negative=True), {"facts": [FACT]}, {"negative_false_positives": 1}),
        (
            listing(gold=[FACT | {"price": 5, "currency": "USD", "price_basis": "total"}]),
            {"facts": [FACT | {"price": 5, "currency": "USD", "price_basis": "each"}]},
            {"fact_f1": 1.0, "basis_accuracy": 0.0},
        ),
    ],
)
def test_measure_of_passages_counts(row: Row, found: Row, figures: Figures) -> None:
    assert _chosen(score_passages, [row], {"a": found}, figures) == pytest.approx(figures)


def _chosen(score: Score, rows: Sequence[Row], readings: Readings, wanted: Figures) -> Figures:
    return {figure: score(rows, readings).figures[figure] for figure in wanted}
