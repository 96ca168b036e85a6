"""The word that says what a number is: 售价, 定金, 库存, MOQ."""

from __future__ import annotations

from functools import cache

from extract.components.currency import prefix_words
from extract.reading import Mark, Reading
from extract.scanning import Pattern
from extract.word_classes import word_classes

_WORDS = word_classes("money")
_LABEL_REACH = 44
_LABEL_GAP = 16


@cache
def _gap() -> Pattern:
    return _WORDS.pattern(rf"(?:[\s:：=~(（\[,，]|{{label_glue}})*{prefix_words()}?\s?[:：]?[\s~约]*")


def label_before(reading: Reading, kind: str, position: int) -> Mark | None:
    """The label right before a number, with nothing but glue between."""
    best: Mark | None = None
    for mark in reading.within(kind, max(0, position - _LABEL_REACH), position):
        if mark.end >= position - _LABEL_GAP and _gap().fullmatch(reading.text, mark.end, position):
            best = mark
    return best


def is_of_ceiling(reading: Reading, total: Mark) -> bool:
    """'项目预算合计', 'max total': the word before says that the total is the most one pays."""
    before = reading.within("price_label", max(0, total.start - _LABEL_GAP), total.start)
    return any(mark.value == "ceiling" and mark.end >= total.start - 1 for mark in before)
