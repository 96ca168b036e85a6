"""块 behind a number: 900块 is money, 6块 is six boards."""

from __future__ import annotations

from extract.components.money_rules import counts_model
from extract.components.numbers import Number
from extract.reading import Mark, Reading
from extract.word_classes import word_classes

_WORDS = word_classes("money")
_KUAI = _WORDS.pattern(" ?块(?!{boards_behind})")
_DESCRIBED = _WORDS.pattern(" ?块 ?{hedges}? ?{described_as}? ?")
_BOARDS = _WORDS.pattern(r" ?块 ?(?:{goods_behind_kuai}|[hab][0-9]|l[0-9])")
_EACH_BEFORE = _WORDS.pattern(r"(?:(?:一|每|/)(?:张|台|片|个|卡|套)|单(?:张|台|片|个|套))[^\n]{0,4}$")
_COUNTED_BEFORE = _WORDS.pattern(r"{counted_before}[:： ]{0,2}$")
_TOLD_BEHIND = _WORDS.pattern(r" ?块{told_behind_kuai}")
_LEAST, _SURELY, _LEAST_TOLD = 200, 10_000, 50
_REACH = 40


def kuai_end(reading: Reading, mark: Mark) -> int | None:
    """Where 块 ends that makes a number money, or none."""
    match = _KUAI.match(reading.text, mark.end)
    return match.end() if match and _is_money(reading, mark) else None


def _is_money(reading: Reading, mark: Mark) -> bool:
    text = reading.text
    number: Number = mark.value
    if number.scaled and counts_model(reading, mark.end + 1):
        return False
    described = _DESCRIBED.match(text, mark.end)
    models = reading.within("model", mark.end, mark.end + _REACH)
    if described and any(model.start == described.end() for model in models):
        return False
    if _BOARDS.match(text, mark.end):
        return False
    if _EACH_BEFORE.search(text, max(0, mark.start - 8), mark.start):
        return True
    if number.low >= _LEAST_TOLD and _TOLD_BEHIND.match(text, mark.end):
        return True
    counted = _COUNTED_BEFORE.search(text, max(0, mark.start - 6), mark.start)
    return number.low >= _LEAST and not (number.low < _SURELY and counted)
