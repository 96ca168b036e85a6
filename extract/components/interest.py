"""Numbers of people or points: 2.3万人浏览, 861 views, Speed Way 14600. They are neither money nor goods."""

from __future__ import annotations

from extract.components.currency import suffix_currency
from extract.reading import Mark, Reading
from extract.word_classes import word_classes

_WORDS = word_classes("money")
_REACH = 24
_BEHIND = _WORDS.pattern(r"\+? ?{crowd_behind}")
_BEFORE = _WORDS.pattern(
    r"(?:(?<![0-9人次]){crowd_before}[^0-9a-z\n,，$¥€£]{0,4}|{scores_before}[^0-9\n,，$¥€£]{0,8})$"
)
_UNITS_BEHIND = _WORDS.pattern(" ?{units_of_news}")


def counts_interest(reading: Reading, mark: Mark) -> bool:
    """Whether a number counts viewers, buyers in waiting or points of a benchmark. News tell how many were sold."""
    text, start = reading.text, mark.start
    if suffix_currency(text, mark.end) is not None:
        return False
    if reading.kind != "listing" and _UNITS_BEHIND.match(text, mark.end):
        return False
    return _BEHIND.match(text, mark.end) is not None or _BEFORE.search(text, max(0, start - _REACH), start) is not None
