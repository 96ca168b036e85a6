"""Whether an amount pays for one unit or for everything, and what "each" means."""

from __future__ import annotations

import re

from extract.components.contents import Shape
from extract.components.forms import unit_of
from extract.components.money import Amount
from extract.numerals import CHINESE
from extract.reading import Mark, Reading
from extract.records import Unit
from extract.spoken_numbers import SPOKEN
from extract.word_classes import word_classes

_WORDS = word_classes("prices")
_REACH = 24
_UNIT_PRICE_REACH = 12
_CLAUSE = re.compile(r"[,，。;；\n|]|\. ")
_LOT_BEHIND = _WORDS.pattern(r"[ ,，]{0,2}(?:{lot_behind}|/ ?lot|for [0-9]{1,3}(?![0-9a-z.,]))")
_LOT_SAID = _WORDS.pattern("{sold_as_lot}")
_LOT_REACH = 60
_WHOLE_THING = _WORDS.pattern("[ ,]{0,2}{whole_thing}")
_COUNTED_UP = _WORDS.pattern(
    rf" ?(?:[2-9]|[1-9][0-9]{{1,2}}|[{CHINESE}]{{1,3}})(?<!一) ?{{all_counted}} ?{{counted_up}}"
    rf"|[{CHINESE}]{{1,2}}(?<!一){{all_counted}}(?=[ ,，。;；]|$)"
)
_ALL_TAKEN = _WORDS.pattern(
    rf"(?:[2-9]|[1-9][0-9]{{1,2}}|[{CHINESE}]{{1,3}})(?<!一) ?{{all_counted}} ?{{all_taken}}[ ,，:：]{{0,2}}[$¥€£]? ?$"
)
_ALL_OF_THEM = _WORDS.pattern(
    rf"(?<![a-z])all (?:[2-9]|[1-9][0-9]{{1,2}}|{SPOKEN}|of them)(?: {{all_nouns}})?(?: together)?"
    rf"(?: {{all_for}}|[:,=])? ?(?:[a-z]{{0,3}}[$¥€£]|[a-z]{{3}})? ?$"
)
_TENDER = _WORDS.screened("{tender_words}")
_TOTAL_BUDGET = _WORDS.pattern("{total_budget}")
_LED = re.compile(r"[的价只要:： ]{0,3}[$¥€£]?")
_UNIT_PRICE = _WORDS.pattern("{unit_price_words}")
_UNIT_OF_COUNTER: dict[str, Unit] = {
    "card": "card",
    "gpu": "card",
    "chip": "module",
    "server": "server",
    "rack": "rack",
    "board": "baseboard",
    "module": "module",
}


def is_lot(reading: Reading, mark: Mark, quantity: int | None) -> bool:
    """One sum for everything: 打包, 全拿, for all, takes all, right beside the amount and no "each"."""
    amount: Amount = mark.value
    if amount.each is not None:
        return amount.each == "lot"
    start, end = _clause(reading.text, mark)
    for label in reading.within("price_label", start, end + 12):
        beside = start <= label.start < mark.start or mark.end <= label.start < end
        if (
            label.value != "total"
            or not beside
            or _is_of_tax(reading, label)
            or _leads_other(reading, mark.end, label.end)
        ):
            continue
        if quantity != 1 or reading.text[label.start : label.end] not in _WORDS["weak_totals"]:
            return True
    if _LOT_SAID.search(reading.text, max(0, mark.start - _LOT_REACH), mark.end + _LOT_REACH):
        return quantity != 1
    if _repeats_quantity(reading, mark, quantity):
        return True
    return _is_for_all(reading, mark, quantity) or _is_budget(reading, mark, quantity)


def _repeats_quantity(reading: Reading, mark: Mark, quantity: int | None) -> bool:
    """'L20两张连着出，两张6万整': the whole count said again right before the amount."""
    if quantity is None or quantity < 2:
        return False
    counts = [
        m for m in reading.within("count", max(0, mark.start - _LOT_REACH), mark.start) if m.value.low == quantity
    ]
    return len(counts) > 1 and counts[-1].end == mark.start


def _leads_other(reading: Reading, paid: int, end: int) -> bool:
    """'单卖9800 全要9500一张': what stands behind an amount and right before the next one speaks of that."""
    following = reading.next_from("money", end) if end > paid else None
    return following is not None and _LED.fullmatch(reading.text, end, following.start) is not None


def _is_of_tax(reading: Reading, label: Mark) -> bool:
    """'票税全包': all of the tax, not all of the goods."""
    return any(tax.end >= label.end for tax in reading.within("tax", max(0, label.start - 4), label.end + 2))


def _is_for_all(reading: Reading, mark: Mark, quantity: int | None) -> bool:
    """'38k takes the lot', '两台都要 390 万'; of one machine "for the whole thing" says no more than its price."""
    if quantity in {None, 1} and _WHOLE_THING.match(reading.text, mark.end):
        return False
    behind = _LOT_BEHIND.match(reading.text, mark.end) or _COUNTED_UP.match(reading.text, mark.end)
    if behind and not _leads_other(reading, mark.end, behind.end()):
        return True
    start = max(0, mark.start - _REACH)
    return any(taken.search(reading.text, start, mark.start) for taken in (_ALL_TAKEN, _ALL_OF_THEM))


def _is_budget(reading: Reading, mark: Mark, quantity: int | None) -> bool:
    """A tender's budget pays for all units, unless the words before it say 单价."""
    if mark.value.label != "ceiling" or quantity in {None, 1}:
        return False
    left = reading.text[max(0, mark.start - _UNIT_PRICE_REACH) : mark.start]
    if _TOTAL_BUDGET.search(reading.text, max(0, mark.start - _REACH), mark.start):
        return True
    return reading.says(_TENDER) is not None and _UNIT_PRICE.search(left) is None


def _clause(text: str, mark: Mark) -> tuple[int, int]:
    start = max(0, mark.start - _REACH)
    for cut in _CLAUSE.finditer(text, start, mark.start):
        start = cut.end()
    behind = _CLAUSE.search(text, mark.end, mark.end + _REACH + 8)
    return start, behind.start() if behind else min(len(text), mark.end + _REACH)


def price_unit(amount: Amount, shape: Shape) -> Unit:
    """What one unit is, where the price is for each."""
    own = unit_of(shape.form)
    if amount.each in {None, "any"}:
        return own
    said = _UNIT_OF_COUNTER.get(amount.each or "", own)
    if shape.form in {"module", "baseboard"} and said == "card":
        return own
    return own if said == "module" and shape.form == "card" else said
