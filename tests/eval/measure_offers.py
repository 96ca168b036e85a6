"""The measure of listings: side, slots and whole offers, seller, contacts, false supply, invented numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tests.eval.comparing import Count, Row, fold, paired, same
from tests.eval.results import Miss, Readings, Scored

SLOTS = (
    "model", "variant", "server", "form", "quantity", "quantity_max", "unit", "gpu_count", "price", "price_max",
    "currency", "price_basis", "tax", "masked_price", "condition", "availability", "lead_time_days", "goods_location",
    "rental_price", "rental_currency", "rental_unit",
)  # fmt: skip
EXACT = ("model", "form", "quantity", "unit", "price", "currency", "price_basis")
"""Slots of an offer that have to be right all together."""
_NUMBERS = ("quantity", "quantity_max", "gpu_count", "price", "price_max", "rental_price")
_HAS_ALTERNATIVES = ("price", "currency", "price_basis")


def score_offers(rows: Sequence[Row], readings: Readings) -> Scored:
    """Figures over *rows*, and the rows with a mistake."""
    tally = _Tally()
    for row in rows:
        tally.add(row, readings.get(row["id"], {}))
    return Scored(tally.figures(len(rows)), tally.misses)


class _Tally:
    def __init__(self) -> None:
        self.slots, self.exact, self.sellers, self.contacts = Count(), Count(), Count(), Count()
        self.sides = self.false_supply = self.invented = 0
        self.misses: list[Miss] = []

    def figures(self, rows: int) -> dict[str, float]:
        return {
            "side_accuracy": self.sides / rows if rows else 1.0,
            "slot_f1": self.slots.f1,
            "exact_offer_f1": self.exact.f1,
            "seller_f1": self.sellers.f1,
            "contact_f1": self.contacts.f1,
            "supply_false_positives": self.false_supply,
            "invented_numbers": self.invented,
        }

    def add(self, row: Row, read: Row) -> None:
        wrong: list[str] = []
        offers = read.get("offers") or []
        if read.get("side") == row["side"]:
            self.sides += 1
        else:
            wrong.append(f"side {row['side']} != {read.get('side')}")
        if "no_supply" in row["tags"]:
            self.false_supply += any((offer.get("side") or read.get("side")) == "offer" for offer in offers)
        pairs, lost, extra = paired(row["gold"], offers, _likeness)
        for gold, offer in pairs:
            wrong += self._pair(gold, offer)
        for gold in lost:
            wrong.append(f"lost {gold.get('model')} {gold.get('form')}")
            self._lone(gold, asked=True)
        for offer in extra:
            wrong.append(f"extra {offer.get('model')} {offer.get('form')}")
            self._lone(offer, asked=False)
            self.invented += sum(offer.get(slot) is not None for slot in _NUMBERS)
        if not row["hard_negative"]:
            wrong += self._people(row, read)
        if wrong:
            self.misses.append(Miss(row["id"], row["text"], wrong))

    def _pair(self, gold: Row, offer: Row) -> list[str]:
        wrong: list[str] = []
        for slot in SLOTS:
            wanted, have = gold.get(slot), offer.get(slot)
            right = _is_right(slot, gold, offer)
            self.slots.add(right=right, asked=wanted is not None, answered=have is not None)
            if not right:
                wrong.append(f"{slot}: {wanted!r} != {have!r}")
                self.invented += slot in _NUMBERS and wanted is None
        self.exact.add(right=all(_is_right(slot, gold, offer) for slot in EXACT), asked=True, answered=True)
        return wrong

    def _lone(self, offer: Row, *, asked: bool) -> None:
        self.exact.add(right=False, asked=asked, answered=not asked)
        for _ in (slot for slot in SLOTS if offer.get(slot) is not None):
            self.slots.add(right=False, asked=asked, answered=not asked)

    def _people(self, row: Row, read: Row) -> list[str]:
        wrong: list[str] = []
        wanted, have = row["seller"], read.get("seller")
        right = same("seller", wanted, have)
        self.sellers.add(right=right, asked=wanted is not None, answered=have is not None)
        if not right:
            wrong.append(f"seller {wanted!r} != {have!r}")
        gold, found = _contacts(row), _contacts(read)
        for contact in gold | found:
            self.contacts.add(right=contact in gold & found, asked=contact in gold, answered=contact in found)
        if gold != found:
            wrong.append(f"contacts {sorted(gold)} != {sorted(found)}")
        return wrong


def _contacts(row: Row) -> set[tuple[str, str]]:
    return {(contact["kind"], fold(contact["value"])) for contact in row.get("contacts") or ()}


def _likeness(gold: Row, offer: Row) -> int:
    if not same("model", gold.get("model"), offer.get("model")) and "model" not in gold.get("ambiguous", ()):
        return 0
    slots = sum(same(slot, gold.get(slot), offer.get(slot)) for slot in SLOTS if slot != "model")
    telling = sum(gold.get(s) is not None and same(s, gold[s], offer.get(s)) for s in ("quantity", "price"))
    return 1 + slots + 3 * telling


def _is_right(slot: str, gold: Row, offer: Row) -> bool:
    wanted, have = gold.get(slot), offer.get(slot)
    if same(slot, wanted, have) or (slot in gold.get("ambiguous", ()) and have is None):
        return True
    if slot == "server" and have:
        return any(same(slot, other, have) for other in _listed(gold.get("server_alt")))
    if slot in _HAS_ALTERNATIVES:
        return any(same(slot, other.get(slot), have) for other in gold.get("alt_prices", ()))
    return False


def _listed(value: Any) -> list[Any]:
    if not value:
        return []
    return value if isinstance(value, list) else [value]
