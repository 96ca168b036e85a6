"""Prices by quantity in one line of goods: 1-9 pcs at one price, 10张以上 at another."""

from __future__ import annotations

from extract.reading import Mark, Reading

_REACH = 26
_GAP = 16
_THRESHOLDS = {"tier", "moq"}


def tiers(reading: Reading, marks: list[Mark]) -> list[Mark]:
    """The amounts that each follow a threshold; all of them where only the first has none."""
    found = [mark for mark in marks if _follows_threshold(reading, mark)]
    if len(found) == len(marks) - 1 and found and marks[0] not in found:
        said = [count for mark in found for count in reading.within("count", max(0, mark.start - _REACH), mark.start)]
        if any(count.value.role in _THRESHOLDS for count in said):
            found = list(marks)
    return found if len({mark.value.currency for mark in found}) <= 1 else []


def _follows_threshold(reading: Reading, mark: Mark) -> bool:
    before = [
        count
        for count in reading.within("count", max(0, mark.start - _REACH), mark.start)
        if count.end >= mark.start - _GAP
    ]
    if not before:
        return False
    count = before[-1].value
    return count.role in _THRESHOLDS or count.high is not None or count.approx
