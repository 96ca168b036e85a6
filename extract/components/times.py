"""Durations and dates: lead times are kept, all else is claimed so that no count or price is made of it."""

from __future__ import annotations

import re

from extract.components.dates import find_dates
from extract.numerals import CHINESE, chinese_number
from extract.reading import Reading
from extract.word_classes import word_classes

_WORDS = word_classes("times")
_NUMBER = (
    rf"(?:[0-9]{{1,5}}(?:\.[0-9]{{1,3}})?|(?<![万千百亿])[{CHINESE}]{{1,3}}|{{with_counter}}|{{numbers_in_words}})"
)
_DURATION = _WORDS.screened(
    rf"(?<![0-9a-z.,$¥€£/])(?P<low>{_NUMBER})(?: ?{{low_unit}}? ?{{range_sign}} ?(?P<high>{_NUMBER}))?[ \-]?"
    r"{round_about}?"
    r"(?:(?P<day>{day}(?![0-9]))|(?P<week>{week})|(?P<month>{month})|(?P<year>{year})|(?P<hour>{hour}(?![0-9])))"
)
_RENT_BEFORE = re.compile(r"(?:[0-9万wk元/块]|[万千百][一二三四五六七八九])\s?$")
_LEAD_BEFORE = _WORDS.pattern(
    r"{lead_before}(?:[ :：,，().]|{lead_glue}){0,6}{since_event}?(?:[ :：,，]|{lead_glue}){0,3}$"
)
_EVENT_BEFORE = _WORDS.pattern(r"{since_event}[ ,，]?$")
_LEAD_BEHIND = _WORDS.pattern(
    r" ?(?:之?内?(?:即可|就能|可以|可|能|左右|就|便|大概|约)?{lead_behind}|{lead_behind_en}"
    r"|后 ?[\u4e00-\u9fff]{2,5}(?:交付|交货|提货|到|交)|{from_place}[\u4e00-\u9fff]{2,6}{transported})"
)
_WITHIN = re.compile(r".? ?内")
_HOURS_BEFORE = _WORDS.pattern("{hours_before} ?$")
_HOURS_BEHIND = _WORDS.pattern(" ?{hours_behind}")
_NO_LEAD_BEFORE = _WORDS.pattern(r"{no_lead_before}[^0-9\n]{0,8}$")
_NO_LEAD_BEHIND = _WORDS.pattern(" ?{no_lead_behind}")
_CLAUSE_BEFORE, _CLAUSE_BEHIND = re.compile(r"[,，]\s?$"), re.compile(r"\s?(?:[,，.。;；\n]|$)")
_ALONE_BEFORE, _ALONE_BEHIND = re.compile(r"(?<=[^\s,，:：])\s$"), re.compile(r"\s|$")
_LEFT_REACH = 24
_CELL_EDGE = 3
"""A heading marks the edge of a cell; blanks may follow it."""
_HOURS_A_DAY = 24
_DAYS = {"day": 1, "week": 7, "month": 30}
_IN_WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6,
    "seven": 7, "eight": 8, "nine": 9, "ten": 10, "twelve": 12, "俩": 2, "仨": 3,
}  # fmt: skip
_FUZZY = re.compile("[一二两三四五六七八九]{2}")
_AND_A_HALF = "个半月"


def find_times(reading: Reading) -> None:
    """Marks of kind ``lead`` (days, days_max) and ``duration``; claims every date and duration."""
    find_dates(reading)
    text = reading.text
    for match in reading.find(_DURATION):
        start, end = match.span()
        unit = match.lastgroup
        if unit is None or reading.is_taken(start, end) or _is_rent(text, match):
            continue
        reading.take(start, end)
        low, high = _span(match)
        reading.add("duration", (low, unit), start, end, "time.duration")
        if unit == "hour" and low is not None and _ships_within(text, start, end, low):
            reading.add("lead", (int(low / _HOURS_A_DAY), None), start, end, "lead.hours", 0.8)
        elif unit in _DAYS and low is not None and _is_lead(reading, match, unit):
            days = (int(low * _DAYS[unit]), int(high * _DAYS[unit]) if high is not None else None)
            reading.add("lead", days, start, end, f"lead.{unit}s", 0.9)


def _is_rent(text: str, match: re.Match[str]) -> bool:
    """'3.5万一个月', '$2.1 1 hour': the count one after money says what the rent is for."""
    if match["high"] is not None or _value(match["low"]) != 1:
        return False
    return _RENT_BEFORE.search(text, max(0, match.start() - 3), match.start()) is not None


def _is_lead(reading: Reading, match: re.Match[str], unit: str) -> bool:
    text, (start, end) = reading.text, match.span()
    left = text[max(0, start - _LEFT_REACH) : start]
    if reading.within("lead_label", start - _CELL_EDGE, start):
        return True
    if _EVENT_BEFORE.search(left) and _ends_term(text, end):
        return True
    if _NO_LEAD_BEFORE.search(left) or _NO_LEAD_BEHIND.match(text, end):
        return False
    if unit != "month" and _CLAUSE_BEFORE.search(left) and _CLAUSE_BEHIND.match(text[end : end + 2]):
        return True
    if (unit == "week" or match["high"]) and _ALONE_BEFORE.search(left) and _ALONE_BEHIND.match(text, end):
        return True
    if unit == "week" and left.endswith(("(", "（")) and text[end : end + 1] in {")", "）"}:
        return True  # "238（两周）"
    return _LEAD_BEFORE.search(left) is not None or _LEAD_BEHIND.match(text, end) is not None


def _ends_term(text: str, end: int) -> bool:
    """'下单起算45个工作日，', '合同签订后30天内': what follows a term from an event is nothing, 内 or the delivery."""
    ends = _WITHIN.match(text, end - 1) or _LEAD_BEHIND.match(text, end) or _CLAUSE_BEHIND.match(text[end : end + 2])
    return ends is not None


def _ships_within(text: str, start: int, end: int, hours: float) -> bool:
    """'48小时发货': whole days until it leaves."""
    if not hours or hours % _HOURS_A_DAY:
        return False
    before = _HOURS_BEFORE.search(text, max(0, start - _LEFT_REACH), start)
    return before is not None or _HOURS_BEHIND.match(text, end) is not None


def _span(match: re.Match[str]) -> tuple[float | None, float | None]:
    """Both ends; 三四周 names two, 一个半月 a month and a half."""
    low, high = match["low"], match["high"]
    if high is None and _FUZZY.fullmatch(low):
        first, second = sorted((_value(low[0]) or 0, _value(low[1]) or 0))
        return first, second
    more = 0.5 if match["month"] == _AND_A_HALF else 0
    return (_value(low) or 0) + more, _value(high)


def _value(text: str | None) -> float | None:
    if text is None:
        return None
    if text in _IN_WORDS:
        return _IN_WORDS[text]
    if text[0].isdigit():
        return float(text)
    value = chinese_number(text)
    return None if value is None else float(value)
