"""Prices far below what the named goods cost: a box, a cooler, a licence, an hour of work."""

from __future__ import annotations

from decimal import Decimal
from functools import cache

from pydantic import TypeAdapter

from extract.components.goods import Goods
from extract.components.money import Amount
from extract.components.price_scale import scale_for_all
from extract.components.stances import Stance
from extract.lexicon import vocabulary_file
from extract.reading import Reading
from extract.records import Side

_PLACEHOLDER = 4
"""One dollar is no price but a field that had to be filled."""
_LEAST_WRITTEN_OUT = 100
"""A number below it may stand for thousands: 22.5 is a price in k."""
_LEAST_OF_MACHINE = 1_000
"""'预算单台480' is said in ten thousands."""
_MACHINES = {"server", "rack", "board"}
_LEAST = Decimal(400)
"""What no card of the catalogue costs less than, dead or alive, in yuan."""
_YUAN = {
    "CNY": Decimal(1),
    "?元": Decimal(1),
    "?¥": Decimal(1),
    "USD": Decimal(7),
    "?$": Decimal(7),
    "EUR": Decimal(8),
    "GBP": Decimal(9),
    "HKD": Decimal("0.9"),
    "TWD": Decimal("0.2"),
}
"""What a unit of a currency is worth, roughly."""
_Floors = TypeAdapter(dict[Decimal, list[str]])


@cache
def _floors() -> dict[str, Decimal]:
    return {
        model: floor
        for floor, models in _Floors.validate_python(vocabulary_file("floors.yaml")).items()
        for model in models
    }


def is_too_cheap(reading: Reading) -> bool:
    """All prices are far below what the goods cost."""
    stances: list[Stance] = reading.state["stances"]
    if (
        reading.marks.get("masked")
        or scale_for_all(reading) != 1
        or any(stance.side is Side.RENTAL for stance in stances)
    ):
        return False
    prices = [m.value for m in reading.marks.get("money", ()) if not m.value.bare and m.value.label != "fee"]
    floor = _floor(reading)
    return bool(prices) and all(_is_below(price, floor, _worth(reading, price)) for price in prices)


def _worth(reading: Reading, price: Amount) -> Decimal | None:
    """Yuan for a unit of the price; where no currency is named, the script of the text tells it."""
    if price.currency is None:
        return _YUAN["CNY" if reading.lang.chinese else "USD"]
    return _YUAN.get(price.currency)


def _floor(reading: Reading) -> Decimal:
    """The floor of the cheapest model that the text names; machines without GPUs cost little."""
    goods: list[Goods] = reading.state["goods"]
    names = {g.model.value.name for g in goods if g.model is not None}
    if not names or len(names) < len(goods) or reading.marks.get("barebone"):
        return _LEAST
    return min(_floors().get(name, _LEAST) for name in names)


def _is_below(price: Amount, floor: Decimal, worth: Decimal | None) -> bool:
    if worth is None or price.period:
        return False
    if price.label == "ceiling" and price.each in _MACHINES and price.low < _LEAST_OF_MACHINE and not price.scaled:
        return False
    value = price.low * worth
    if price.signed and not (price.scaled or price.fraction) and price.low > _PLACEHOLDER and value < _LEAST:
        return True
    return (price.signed or price.each is not None) and price.low >= _LEAST_WRITTEN_OUT and value < floor
