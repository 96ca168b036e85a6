"""Prices by quantity in one line of goods: 1-9 pcs at one price, 10张以上 at another."""

from __future__ import annotations

from extract.reading import Mark, Reading
from extract.word_classes import word_classes

_REACH = 26
_GAP = 16
_ALL_REACH = 16
_RATIO = 2
_THRESHOLDS = {"tier", "moq"}
_TAKE_ALL = word_classes("tiers").pattern("{take_all}")


def tiers(reading: Reading, marks: list[Mark]) -> list[Mark]:
    """The amounts that belong to thresholds; with them the price below the first threshold and the one for all."""
    found = [mark for mark in marks if _has_threshold(reading, mark)]
    if found and len(found) < len(marks) and any(_has_tier(reading, mark) for mark in found):
        rest = [mark for mark in marks if mark not in found]
        if all(_is_like(mark, found[0]) and (len(rest) == 1 or _is_for_all(reading, mark)) for mark in rest):
            found = list(marks)
        else:
            found.extend(mark for mark in rest if _is_like(mark, found[0]) and _is_for_all(reading, mark))
    return found if len({mark.value.currency for mark in found}) <= 1 else []


def _has_threshold(reading: Reading, mark: Mark) -> bool:
    counts = reading.within("count", max(0, mark.start - _REACH), mark.start)
    near = [count.value for count in counts if count.end >= mark.start - _GAP]
    if near and (near[-1].role in _THRESHOLDS or near[-1].high is not None or near[-1].approx):
        return True
    return bool(_tiers_behind(reading, mark))


def _has_tier(reading: Reading, mark: Mark) -> bool:
    counts = reading.within("count", max(0, mark.start - _REACH), mark.start)
    return any(count.value.role in _THRESHOLDS for count in counts) or bool(_tiers_behind(reading, mark))


def _tiers_behind(reading: Reading, mark: Mark) -> list[Mark]:
    counts = reading.within("count", mark.end, mark.end + _REACH)
    ahead = reading.within("money", mark.end, mark.end + _REACH)
    end = ahead[0].start if ahead else mark.end + _GAP
    return [
        count
        for count in counts
        if count.value.role == "tier" and count.end <= end and count.rule == "count.tier_behind"
    ]


def _is_like(mark: Mark, step: Mark) -> bool:
    """Another price of one unit, and no sum for several."""
    low, high = sorted((mark.value.low, step.value.low))
    return bool(high <= low * _RATIO)


def _is_for_all(reading: Reading, mark: Mark) -> bool:
    if mark.value.each is None:
        return False
    return _TAKE_ALL.search(reading.text, max(0, mark.start - _ALL_REACH), mark.start) is not None
