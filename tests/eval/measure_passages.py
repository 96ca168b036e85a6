"""The measure of articles: facts, the basis of their prices, and texts without facts that gave some."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tests.eval.comparing import Count, Row, fold, paired, same
from tests.eval.results import Miss, Readings, Scored

_MAKER = re.compile(r"^(nvidia|geforce|tesla|英伟达|amd|instinct)+")
_BASES = {"each": "each", "total": "total", "lot": "total"}


def score_passages(rows: Sequence[Row], readings: Readings) -> Scored:
    """Figures over *rows*, and the rows with a mistake. The offers of a listing count as facts."""
    tally = _Tally()
    for row in rows:
        read = readings.get(row["id"], {})
        tally.add(row, _numbered([*(read.get("facts") or ()), *(read.get("offers") or ())]))
    return Scored(tally.figures(), tally.misses)


def _numbered(facts: Sequence[Row]) -> list[Row]:
    """Facts that say how many or how much; the others are not counted."""
    return [fact for fact in facts if fact.get("quantity") is not None or fact.get("price") is not None]


class _Tally:
    def __init__(self) -> None:
        self.facts = Count()
        self.bases_right = self.bases = self.false_positives = 0
        self.misses: list[Miss] = []

    def figures(self) -> dict[str, float]:
        return {
            "fact_f1": self.facts.f1,
            "basis_accuracy": self.bases_right / self.bases if self.bases else 1.0,
            "negative_false_positives": self.false_positives,
        }

    def add(self, row: Row, facts: list[Row]) -> None:
        wrong: list[str] = []
        if row["hard_negative"]:
            self.false_positives += bool(facts)
            wrong = [f"false positive {_shown(fact)}" for fact in facts]
        else:
            pairs, lost, extra = paired(_numbered(row["gold"]), facts, _likeness)
            for gold, fact in pairs:
                wrong += self._pair(gold, fact)
            for gold in (gold for gold in lost if not gold.get("ambiguous")):
                self.facts.add(right=False, asked=True, answered=False)
                wrong.append(f"lost {_shown(gold)}")
            for fact in extra:
                self.facts.add(right=False, asked=False, answered=True)
                wrong.append(f"extra {_shown(fact)}")
        if wrong:
            self.misses.append(Miss(row["id"], row["text"], wrong))

    def _pair(self, gold: Row, fact: Row) -> list[str]:
        quantity, price = _right_quantity(gold, fact), _right_price(gold, fact)
        self.facts.add(right=quantity and price, asked=True, answered=True)
        if gold.get("price") is not None and price and gold.get("price_basis") in _BASES:
            self.bases += 1
            self.bases_right += _BASES[gold["price_basis"]] == _BASES.get(fact.get("price_basis") or "")
        wrong = [] if quantity else [f"quantity: {gold.get('quantity')!r} != {fact.get('quantity')!r}"]
        return wrong if price else [*wrong, f"price: {gold.get('price')!r} != {fact.get('price')!r}"]


def _shown(fact: Row) -> str:
    return f"{fact.get('model')} {fact.get('quantity')} {fact.get('price')}"


def _likeness(gold: Row, fact: Row) -> int:
    if not _same_model(gold, fact):
        return 0
    quantity = gold.get("quantity") is not None and _right_quantity(gold, fact)
    price = gold.get("price") is not None and _right_price(gold, fact)
    return 2 * quantity + 2 * price


def _same_model(gold: Row, fact: Row) -> bool:
    others = gold.get("model_alt") or []
    names = [gold.get("model"), *(others if isinstance(others, list) else [others])]
    if gold.get("model") == "unspecified" and fact.get("model") is None:
        return True
    return any(_family(name) == _family(fact.get("model")) for name in names)


def _family(model: str | None) -> str:
    return _MAKER.sub("", fold(model or "unspecified"))


def _right_quantity(gold: Row, fact: Row) -> bool:
    """A passage may speak of each of several purchases or of all of them."""
    quantity = gold.get("quantity")
    counts = [None] if quantity is None else [quantity, quantity * gold.get("multiplicity", 1)]
    return any(same("quantity", count, fact.get("quantity")) for count in counts)


def _right_price(gold: Row, fact: Row) -> bool:
    price, currency = fact.get("price"), fact.get("currency")
    if same("price", gold.get("price"), price) and (gold.get("price") is None or gold.get("currency") == currency):
        return True
    other = gold.get("alt_price")
    return other is not None and same("price", other, price) and gold.get("alt_currency") == currency
