"""Numbers, times and yes/no as people type them in a query."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal

NUMBER_FORMS = "a number such as 100, 30,000, 2.5, 30k or 430万"
TIME_FORMS = "a day (2026-03-01), a month (2026-03), a year, a UTC time (2026-03-01T08:00) or now-30d (h, d, w, M, y)"
FLAG_FORMS = "true or false"

_NUMBER = re.compile(r"(-?)(\d{1,24}|\d{1,3}(?:,\d{3}){1,7})(\.\d{1,12})?([kmwKMW万亿]?)")
_FACTORS = {"": 1, "k": 1_000, "w": 10_000, "万": 10_000, "m": 1_000_000, "亿": 100_000_000}
_DAY = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_MOMENT = re.compile(
    r"(\d{4}-\d{2}-\d{2})T(\d{2})(?::(\d{2})(?::(\d{2})(\.\d{1,6})?)?)?(Z|[+-]\d{2}:\d{2})?", re.IGNORECASE
)
_NOW = re.compile(r"now((?:[+-]\d{1,5}[smhdwMy])*)")
_STEP = re.compile(r"([+-])(\d{1,5})([smhdwMy])")
_STEPS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
_FLAGS = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}


@dataclass(frozen=True)
class Span:
    """What a typed value covers: a number or instant is its own start and end, a day runs to the next day's start."""

    start: Decimal | datetime
    end: Decimal | datetime

    @property
    def instant(self) -> bool:
        """A single point; otherwise `end` is the first point that no longer belongs to it."""
        return self.start == self.end


def read_number(text: str) -> Span | None:
    """The number, or none where *text* is not one."""
    found = _NUMBER.fullmatch(text)
    if not found:
        return None
    sign, whole, fraction, factor = found.groups()
    value = Decimal(sign + whole.replace(",", "") + (fraction or "")) * _FACTORS[factor.lower()]
    return Span(value, value)


def read_time(text: str, now: datetime) -> Span | None:
    """The time span in UTC, or none where *text* is not a time or no such time exists."""
    try:
        return _now(text, now) or _day(text) or _moment(text)
    except (ValueError, OverflowError):
        return None


def read_flag(text: str) -> bool | None:
    """The truth value, or none."""
    return _FLAGS.get(text.lower())


def _now(text: str, now: datetime) -> Span | None:
    if text in ("today", "yesterday"):
        start = now.replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=text == "yesterday")
        return Span(start, start + timedelta(days=1))
    found = _NOW.fullmatch(text)
    if not found:
        return None
    moment = now
    for sign, amount, unit in _STEP.findall(found[1]):
        moment = _stepped(moment, int(sign + amount), unit)
    return Span(moment, moment)


def _stepped(moment: datetime, amount: int, unit: str) -> datetime:
    if unit in _STEPS:
        return moment + timedelta(**{_STEPS[unit]: amount})
    months = moment.year * 12 + moment.month - 1 + amount * (12 if unit == "y" else 1)
    year, month = divmod(months, 12)
    return moment.replace(year=year, month=month + 1, day=min(moment.day, monthrange(year, month + 1)[1]))


def _day(text: str) -> Span | None:
    found = _DAY.fullmatch(text)
    if not found:
        return None
    year, month, day = found.groups()
    start = datetime(int(year), int(month or 1), int(day or 1), tzinfo=UTC)
    if day:
        return Span(start, start + timedelta(days=1))
    return Span(start, _stepped(start, 1, "M" if month else "y"))


def _moment(text: str) -> Span | None:
    found = _MOMENT.fullmatch(text)
    if not found:
        return None
    date, hour, minute, second, fraction, zone = found.groups()
    clock = f"{hour}:{minute or '00'}:{second or '00'}{(fraction or '').ljust(7, '0') if fraction else ''}"
    start = datetime.fromisoformat(f"{date}T{clock}{(zone or 'Z').upper()}").astimezone(UTC)
    if fraction:
        return Span(start, start)
    width = timedelta(seconds=1) if second else timedelta(minutes=1) if minute else timedelta(hours=1)
    return Span(start, start + width)
