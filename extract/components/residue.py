"""What a text says that no mark explains: an offer is made of goods, numbers and terms, a tale of other things."""

from __future__ import annotations

import re

from extract.components.per_unit import unit_behind
from extract.reading import Reading

_LONGEST = 600
"""A longer text has room for anything, and says nothing by it."""
_LEAST_LEFT = 9
_LEAST_SHARE = 0.55
_FEW_SIGNS = 2
_TERMS_OF_A_TRADE = 2
_WORD = re.compile(r"[\u4e00-\u9fff]|[a-z]{2,}")
_LATIN_WEIGHT = 2
"""A Latin word says as much as two Chinese characters."""
_GOODS = ("model", "sku")
_SIGNS = ("contact", "condition", "availability", "tax", "goods_place", "delivery_place", "masked")
_EXPLAIN_NOTHING = {"none", "talk", "exclusion", "number", "lookalike", "foreign"}


def is_mostly_about_other_things(reading: Reading) -> bool:
    """One line that names goods, hardly a sign of a trade, no count with a price, and is mostly something else.

    What stands in other lines, and names no goods, makes it no offer.
    """
    text = reading.text
    naming = {reading.line_number(mark.start) for kind in _GOODS for mark in reading.marks.get(kind, ())}
    if len(text) > _LONGEST or len(naming) != 1 or _is_valued(reading) or _signs(reading) > _FEW_SIGNS:
        return False
    line = reading.lines[naming.pop()]
    explained = bytearray(len(text))
    for kind, marks in reading.marks.items():
        if kind not in _EXPLAIN_NOTHING:
            for mark in marks:
                explained[mark.start : mark.end] = b"\x01" * (mark.end - mark.start)
    said = left = 0
    for word in _WORD.finditer(text, line.start, line.end):
        weight = 1 if len(word.group()) == 1 else _LATIN_WEIGHT
        said += weight
        left += weight * (explained.find(1, word.start(), word.end()) < 0)
    return left >= _LEAST_LEFT and left >= _LEAST_SHARE * said


def _is_valued(reading: Reading) -> bool:
    """Both a count and a price of the goods are named, be its digits hidden ('17.X一张'), or a rent."""
    amounts = [mark.value for mark in reading.marks.get("money", ()) if not mark.value.bare]
    if any(amount.period for amount in amounts):
        return True
    hidden = any(unit_behind(reading.text, mark.end) for mark in reading.marks.get("masked", ()))
    return (bool(amounts) or hidden) and _is_counted(reading)


def _is_counted(reading: Reading) -> bool:
    return any(mark.value.role == "units" for mark in reading.marks.get("count", ()))


def _signs(reading: Reading) -> int:
    marks = reading.marks
    terms = {reading.text[mark.start : mark.end] for mark in marks.get("deal", ())}
    priced = any(mark.value.signed or mark.value.each for mark in marks.get("money", ()))
    told = sum(bool(marks.get(kind)) for kind in _SIGNS)
    return _is_counted(reading) + priced + told + len(terms) * (1 if len(terms) < _TERMS_OF_A_TRADE else _FEW_SIGNS)
