"""A scale for all amounts, said once: 单位：万元, 单价(万), prices in k USD."""

from __future__ import annotations

from decimal import Decimal

from extract.reading import Reading
from extract.word_classes import word_classes

_WORDS = word_classes("prices")
_STATE = "price_scale"
_UNIT = _WORDS.pattern(
    r"{unit_label}[:： ]{0,2}(?:人民币)?(?:(?P<wan>{ten_thousands})|{thousands})"
    r"|[(（](?:(?P<paren>{ten_thousands})|{thousands_of_dollars})[)）]|价格?[(（/](?P<column>万)元?|{in_thousands}"
)


def scale_for_all(reading: Reading) -> Decimal:
    """What every bare amount of the text is to be multiplied by."""
    known: Decimal | None = reading.state.get(_STATE)
    if known is None:
        match = _UNIT.search(reading.text)
        known = Decimal(1) if match is None else Decimal(10_000 if match.lastgroup else 1_000)
        reading.state[_STATE] = known
    return known
