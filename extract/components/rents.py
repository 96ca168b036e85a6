"""What a rental says of money: the rent, its currency and what it is for."""

from __future__ import annotations

from decimal import Decimal

from extract.components.amount_currency import currency_of
from extract.components.contents import Shape
from extract.components.money import Amount
from extract.components.price_record import Prices
from extract.reading import Mark, Reading
from extract.word_classes import word_classes

_RATIO = 2
_SINGLE_CARD = word_classes("money").pattern("{single_card}")
_SINGLE_REACH = 60
_HOLDERS = {
    "gpu": "gpu",
    "card": "card",
    "server": "server",
    "rack": "rack",
    "module": "gpu",
    "board": "server",
    "chip": "gpu",
}
_HOLDER_OF_FORM = {
    "server": "server",
    "rack": "rack",
    "workstation": "server",
    "baseboard": "server",
    "barebone": "server",
}


def read_rent(reading: Reading, shape: Shape, marks: list[Mark], prices: Prices) -> None:
    """Fills the fields of a rental; without an amount, what is masked."""
    if not marks:
        masks = reading.marks.get("masked", [])
        if masks:
            prices.put("masked_price", reading.raw(masks[0].start, masks[0].end).strip(), masks[0])
        return
    mark = marks[0]
    amount: Amount = mark.value
    low, high = _range(amount, [other.value for other in marks])
    if amount.label == "ceiling":
        low, high = None, amount.high or amount.low
    prices.put("rental_price", low, mark)
    prices.put("rental_price_max", high, mark)
    prices.put("rental_currency", currency_of(reading, mark).code, mark)
    holder = _HOLDERS.get(amount.each or "") or _HOLDER_OF_FORM.get(shape.form) or _single(reading, mark)
    if holder == "card" and shape.form in _HOLDER_OF_FORM:
        holder = "gpu"  # the cards of a machine are its GPUs
    prices.put("rental_unit", f"{holder}_{amount.period or 'month'}", mark)


def _single(reading: Reading, mark: Mark) -> str:
    """'4090 单卡出租 包天45元': the line lets by the card."""
    first = max(reading.line_of(mark.start).start, mark.start - _SINGLE_REACH)
    return "card" if _SINGLE_CARD.search(reading.text, first, mark.start) else "gpu"


def _range(amount: Amount, others: list[Amount]) -> tuple[Decimal | None, Decimal | None]:
    """'$2.05 per GPU-hr on a 6-month term, $1.85 on 12': rents of one kind by the length of the term."""
    alike = [
        other
        for other in others
        if other.currency == amount.currency
        and other.period in {amount.period, None}
        and other.each in {amount.each, None}
        and amount.low / _RATIO <= other.low <= amount.low * _RATIO
    ]
    low = min(other.low for other in alike)
    high = max(other.high or other.low for other in alike)
    return low, high if high > low else None
