"""Prices in round trade figures, and the ways they are written."""

from __future__ import annotations

from demo.profiles import load

_STEPS = ((1_000_000, 10_000), (100_000, 1_000), (10_000, 100), (1_000, 10), (0, 5))


def tidy(amount: float) -> int:
    """The nearest price that a trader would name, in full units."""
    step = next(step for floor, step in _STEPS if amount >= floor)
    return max(step, round(amount / step) * step)


def in_currency(usd: float, currency: str) -> int:
    """A dollar amount in the money of a site, at the demo's own fixed rate."""
    return tidy(usd * load("phrases")["rates"][currency])


def ten_thousands(amount: int) -> str:
    """The figure before 万: 178000 is ``17.8``."""
    return f"{amount / 10_000:.4f}".rstrip("0").rstrip(".")


def masked(amount: int) -> str:
    """The same figure with its last digit hidden: 340000 is ``3X``, 178000 is ``1X``."""
    whole = str(max(10, amount // 10_000))
    return whole[:-1] + "X"
