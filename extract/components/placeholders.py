"""Numbers that fill a price field and are no price: 1, 99999, 123456."""

from __future__ import annotations

from decimal import Decimal

_LEAST = 10
_RISING, _FALLING = "1234567890", "9876543210"


def is_placeholder(amount: Decimal, *, shortest: int) -> bool:
    """Under ten, or one digit repeated or counted up or down in at least *shortest* digits."""
    digits = str(amount.to_integral_value())
    if amount < _LEAST:
        return True
    if len(digits) < shortest or amount != amount.to_integral_value():
        return False
    return len(set(digits)) == 1 or _RISING.startswith(digits) or _FALLING.startswith(digits)
