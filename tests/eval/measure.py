"""The project's own measure of offers, for where the gold sets and their scorer are not at hand.

Lines of goods are paired by model, the likest first; a slot is right where it equals, numbers within 0.5 %.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

SLOTS = (
    "model", "variant", "server", "form", "quantity", "unit", "gpu_count", "price", "price_max", "currency",
    "price_basis", "tax", "masked_price", "condition", "availability", "lead_time_days", "goods_location",
    "rental_price", "rental_currency", "rental_unit",
)  # fmt: skip
Row = Mapping[str, Any]


def fold(value: object) -> str:
    """What two spellings of a value share."""
    return re.sub(r"[\s\-_/,.，。()（）]", "", unicodedata.normalize("NFKC", str(value))).lower()


def same(slot: str, gold: object, read: object) -> bool:
    """Whether a slot is right."""
    if gold is None or read is None:
        return gold is read
    if isinstance(gold, int | float) and not isinstance(gold, bool):
        return isinstance(read, int | float) and abs(read - gold) <= 0.005 * abs(gold)
    if slot == "goods_location":
        return fold(gold) in fold(read) or fold(read) in fold(gold)
    if slot == "variant":
        return sorted(str(gold).lower().split()) == sorted(str(read).lower().split())
    return fold(gold) == fold(read)


def paired(golds: Sequence[Row], reads: Sequence[Row]) -> list[tuple[Row | None, Row | None]]:
    """Gold and read lines of goods, likest first; what has no partner stands alone."""
    likeness = sorted(
        (
            (-sum(same(s, g.get(s), r.get(s)) for s in SLOTS), i, j)
            for i, g in enumerate(golds)
            for j, r in enumerate(reads)
            if same("model", g.get("model"), r.get("model"))
        ),
    )
    used_gold: set[int] = set()
    used_read: set[int] = set()
    pairs: list[tuple[Row | None, Row | None]] = []
    for _, i, j in likeness:
        if i not in used_gold and j not in used_read:
            used_gold.add(i)
            used_read.add(j)
            pairs.append((golds[i], reads[j]))
    pairs += [(g, None) for i, g in enumerate(golds) if i not in used_gold]
    pairs += [(None, r) for j, r in enumerate(reads) if j not in used_read]
    return pairs


def measure(rows: Sequence[Row], read: Mapping[str, Row]) -> dict[str, float]:
    """Side accuracy, slot F1 and the number of texts without supply that were read as supply."""
    right = wrong = missed = sides = false_supply = 0
    for row in rows:
        found = read[row["id"]]
        sides += found["side"] == row["side"]
        supply = [o for o in found["offers"] if o["side"] == "offer"]
        false_supply += "no_supply" in row["tags"] and bool(supply)
        for gold, offer in paired(row["gold"], found["offers"]):
            lenient = set((gold or {}).get("ambiguous", ()))
            for slot in SLOTS:
                wanted, have = (gold or {}).get(slot), (offer or {}).get(slot)
                if wanted is None and have is None:
                    continue
                if (gold is not None and same(slot, wanted, have)) or (slot in lenient and have is None):
                    right += 1
                    continue
                wrong += have is not None
                missed += wanted is not None
    precision = right / (right + wrong) if right + wrong else 1.0
    recall = right / (right + missed) if right + missed else 1.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return {"side_accuracy": sides / max(1, len(rows)), "slot_f1": f1, "supply_false_positives": float(false_supply)}
