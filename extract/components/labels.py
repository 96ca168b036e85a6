"""The word that says what a number is: 售价, 定金, 库存, MOQ."""

from __future__ import annotations

from functools import cache
from re import Pattern

from extract.components.currency import prefix_words
from extract.reading import Mark, Reading
from extract.word_classes import word_classes

_WORDS = word_classes("money")
_LABEL_REACH = 44
_LABEL_GAP = 16


@cache
def _gap() -> Pattern[str]:
    return _WORDS.pattern(rf"(?:[\s:：=~(（\[,，]|{{label_glue}})*{prefix_words()}?\s?[:：]?[\s~约]*")


def label_before(reading: Reading, kind: str, position: int) -> Mark | None:
    """The label right before a number, with nothing but glue between."""
    best: Mark | None = None
    for mark in reading.within(kind, max(0, position - _LABEL_REACH), position):
        if mark.end >= position - _LABEL_GAP and _gap().fullmatch(reading.text, mark.end, position):
            best = mark
    return best
