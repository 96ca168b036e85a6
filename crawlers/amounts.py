"""The number in a field that is a price. Text around a price is the extractor's business, not ours."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from price_parser import Price

_MACHINE = re.compile(r"-?\d{1,15}(?:\.\d{1,8})?")
_MOST_CHARACTERS = 60


def machine_amount(text: str | None) -> Decimal | None:
    """The number that markup states: a decimal point where schema.org wants one, else as people write prices."""
    if text is None:
        return None
    if _MACHINE.fullmatch(text.strip()):
        return _sane(Decimal(text.strip()))
    return shown_amount(text)


def shown_amount(text: str | None) -> Decimal | None:
    """The number in a short text that is a price, as people write prices (``1.299,00 €``, ``$5.000``); else None."""
    if text is None or len(text) > _MOST_CHARACTERS or not any(char.isdigit() for char in text):
        return None
    try:
        return _sane(Price.fromstring(text).amount)
    except (InvalidOperation, ValueError):
        return None


def _sane(amount: Decimal | None) -> Decimal | None:
    return amount if amount is not None and amount >= 0 else None
