"""Tables of prices by quantity: lines that each hold a threshold and an amount, such as ``2-4 US$ 112,000``."""

from __future__ import annotations

import re

from extract.components.counts import Count
from extract.reading import Line, Mark, Reading

_THRESHOLD = re.compile(
    r" {0,4}(?:>=|≥|>|from |满)? ?(?P<low>[0-9]{1,6})(?: ?[-–~至到] ?(?P<high>[0-9]{1,6}))?"
    r" ?(?:\+|or more|and above|以上)? ?"
    r"(?:pcs?|units?|pieces?|sets?|cards?|servers?|台|张|片|块|套|件|个)? ?(?:以上|及以上)?"
    r"[ :：,，|\t-]{0,4}(?:[a-z]{0,3}[$¥€£]|usd|rmb|cny|hkd|eur|sgd)? ?"
)
_LEAST_LINES = 2


def find_tiers(reading: Reading) -> None:
    """Marks the thresholds of a price table as counts of role ``tier``. Runs between money and counts."""
    block: list[tuple[re.Match[str], Mark]] = []
    for line in reading.lines:
        row = _row(reading, line)
        if row is not None:
            block.append(row)
            continue
        _mark(reading, block)
        block = []
    _mark(reading, block)
    reading.marks["number"] = [mark for mark in reading.marks["number"] if not reading.is_taken(mark.start, mark.end)]


def _row(reading: Reading, line: Line) -> tuple[re.Match[str], Mark] | None:
    """Threshold and amount of a line that holds nothing else before the amount, and no second amount."""
    amounts = reading.within("money", line.start, line.end)
    if len(amounts) != 1 or not amounts[0].value.signed:
        return None
    match = _THRESHOLD.fullmatch(reading.text, line.start, amounts[0].start)
    return (match, amounts[0]) if match and not reading.is_taken(*match.span("low")) else None


def _mark(reading: Reading, block: list[tuple[re.Match[str], Mark]]) -> None:
    if len(block) < _LEAST_LINES:
        return
    for match, _ in block:
        start, end = match.start("low"), match.end("high") if match["high"] else match.end("low")
        high = int(match["high"]) if match["high"] else None
        reading.add("count", Count(int(match["low"]), high, "any", role="tier"), start, end, "count.tier")
        reading.take(start, end)
