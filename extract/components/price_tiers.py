"""Prices by quantity in one line of goods: 1-9 pcs at one price, 10张以上 at another."""

from __future__ import annotations

from extract.reading import Mark, Reading
from extract.word_classes import word_classes

_REACH = 26
_GAP = 16
_ALL_REACH = 16
_RATIO = 2
_THRESHOLDS = {"tier", "moq"}
_WORDS = word_classes("tiers")
_TAKE_ALL = _WORDS.pattern("{take_all}")
_SIGN = r"[:：= ]{0,2}(?:[a-z]{0,3}[$¥€£]|usd|eur|rmb)? ?$"
_LOOSE = _WORDS.pattern("{loose}(?:{price_glue})?" + _SIGN)
_BOXED = _WORDS.pattern("{boxed}(?:{price_glue})?" + _SIGN)


def tiers(reading: Reading, marks: list[Mark]) -> list[Mark]:
    """The amounts that belong to thresholds; with them the price below the first threshold and the one for all."""
    found = _loose_and_boxed(reading, marks) or [mark for mark in marks if _has_threshold(reading, mark)]
    if found and len(found) < len(marks) and any(_has_tier(reading, mark) for mark in found):
        rest = [mark for mark in marks if mark not in found]
        if all(_is_like(mark, found[0]) and (len(rest) == 1 or _is_for_all(reading, mark)) for mark in rest):
            found = list(marks)
        else:
            found.extend(mark for mark in rest if _is_like(mark, found[0]) and _is_for_all(reading, mark))
    return found if len({mark.value.currency for mark in found}) <= 1 else []


def _loose_and_boxed(reading: Reading, marks: list[Mark]) -> list[Mark]:
    """'散拿 1.35万 整箱 1.3万': one price for a few, one for a box."""
    loose = [mark for mark in marks if is_of_a_few(reading, mark)]
    boxed = [
        mark
        for mark in marks
        if mark not in loose and (_is_boxed(reading, mark) or _is_step_of_all(reading, mark, loose))
    ]
    if not loose and (
        steps := [mark for mark in marks[1:] if mark.value.low < marks[0].value.low and _is_for_all(reading, mark)]
    ):
        # "$2,900 each, take all $2,750 each"
        loose, boxed = marks[:1], steps
    alike = loose and boxed and _is_like(loose[0], boxed[0])
    return [mark for mark in marks if mark in loose or mark in boxed] if alike else []


def is_of_a_few(reading: Reading, mark: Mark) -> bool:
    """'单出26000': what stands before the amount says that it is for one."""
    return _LOOSE.search(reading.text, max(0, mark.start - _GAP), mark.start) is not None


def _is_boxed(reading: Reading, mark: Mark) -> bool:
    return _BOXED.search(reading.text, max(0, mark.start - _GAP), mark.start) is not None


def _is_step_of_all(reading: Reading, mark: Mark, loose: list[Mark]) -> bool:
    """'单卖9800 全要9500一张', '单出9800 全要9500': who takes all pays less for each."""
    cheaper = bool(loose) and mark.value.low < loose[0].value.low
    return cheaper and _TAKE_ALL.search(reading.text, max(0, mark.start - _ALL_REACH), mark.start) is not None


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
