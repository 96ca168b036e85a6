"""JSON in one line with decimals as numbers, digit for digit.

Read such numbers with ``json.loads(line, parse_float=decimal.Decimal)`` and nothing is lost.
"""

from __future__ import annotations

import json
import re
import secrets
from datetime import date, datetime
from decimal import Decimal
from typing import Any

_MARK = f"\x00{secrets.token_hex(8)}:"
# A string cannot be taken for a number: it would have to guess the mark of this process.
_NUMBER = re.compile(re.escape(json.dumps(_MARK)[:-1]) + r'(-?[0-9.]+)"')


def exact_json(value: Any) -> str:
    """*value* as one line of JSON, text in Unicode; decimals as exact numbers, times in ISO 8601."""
    return _NUMBER.sub(r"\1", json.dumps(value, ensure_ascii=False, default=_plain, allow_nan=False))


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        if not value.is_finite():
            raise ValueError(f"{value} is no number that JSON can hold")
        return _MARK + format(value, "f")
    if isinstance(value, datetime | date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no place in JSON")
