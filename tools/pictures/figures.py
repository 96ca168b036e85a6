"""Numbers and times as a person reads them."""

from __future__ import annotations

import math
import re
from typing import Any

_TIME = re.compile(r"(\d{4}-\d\d-\d\d)T(\d\d:\d\d):.*Z")


def figure(value: Any) -> str:
    """A value of a table: thousands apart, no more decimals than it needs, times to the minute (UTC)."""
    if value is None:
        return "–"
    if isinstance(value, float):
        return f"{value:,.0f}" if abs(value) >= 100 or value == int(value) else f"{value:,.1f}"
    if isinstance(value, int):
        return f"{value:,}"
    return _TIME.sub(r"\1 \2", str(value))


def period_of(value: str, period: str) -> str:
    """An ISO time on an axis: its year and month where *period* is month, else its month and day."""
    return value[:7] if period == "month" else value[5:10]


def steps(largest: float, count: int = 4) -> list[float]:
    """Round numbers from 0 to at least *largest*, for an axis."""
    if largest <= 0:
        return [0.0, 1.0]
    rough = largest / count
    unit = 10.0 ** math.floor(math.log10(rough))
    step = next(unit * factor for factor in (1, 2, 2.5, 5, 10) if unit * factor >= rough)
    return [step * number for number in range(math.ceil(largest / step) + 1)]


def short(value: float) -> str:
    """A number for an axis: 1.5k, 2M."""
    for size, letter in ((1e6, "M"), (1e3, "k")):
        if abs(value) >= size:
            return f"{value / size:g}{letter}"
    return f"{value:g}"
