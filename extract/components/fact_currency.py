"""The currency of an amount in prose: its own, else that of the amounts beside it."""

from __future__ import annotations

from dataclasses import replace

from extract.components.amount_currency import CurrencyRead, currency_of
from extract.components.currency import YUAN_WORD
from extract.reading import Mark, Reading
from extract.word_classes import word_classes

_DOMESTIC = word_classes("facts").pattern("{domestic}")
_MOVES = word_classes("facts").pattern(r"\s?[元圆]\s?(?:[一直][路接])?(?:{price_moves})?了?(?:到|至|为|成|回)\s?")
_REACH = 90


def article_currency(reading: Reading, mark: Mark) -> CurrencyRead:
    """'1,150 万卢比一台，年初只要 870 万', 'at 1.15M RMB in March, at 960k last Friday': the currency goes on."""
    if mark.value.signed:
        return currency_of(reading, _moved_from(reading, mark) or mark)
    near = _signed_beside(reading, mark)
    if near is None:
        return currency_of(reading, mark)
    read = currency_of(reading, near)
    return replace(read, confidence=0.6) if read.code is not None else read


def _moved_from(reading: Reading, mark: Mark) -> Mark | None:
    """'新台币 38,990 元调高至 41,990 元': the 元 that a price moves to is that of the price before."""
    if mark.value.currency != YUAN_WORD:
        return None
    before = reading.within("money", max(0, mark.start - _REACH), mark.start)
    return before[-1] if before and _MOVES.fullmatch(reading.text, before[-1].end, mark.start) else None


def _signed_beside(reading: Reading, mark: Mark) -> Mark | None:
    """The last amount with a currency before, in English the next one too; in Chinese only a foreign one goes on."""
    chinese = reading.lang.chinese
    before = [m for m in reading.within("money", max(0, mark.start - _REACH * 2), mark.start) if m.value.signed]
    if before:
        is_home = _DOMESTIC.search(reading.text, before[-1].end, mark.start) is not None
        return None if chinese and (is_home or mark.start - before[-1].end > _REACH) else before[-1]
    behind = [m for m in reading.within("money", mark.end, mark.end + _REACH * 2) if m.value.signed]
    return behind[0] if behind and not chinese else None
