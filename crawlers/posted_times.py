"""Times as pages write them."""

from __future__ import annotations

import re
from datetime import UTC, datetime, tzinfo
from email.utils import parsedate_to_datetime

_EPOCH = re.compile(r"\d{10}(?:\d{3})?")
_CALENDAR = re.compile(
    r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[ T]*(\d{1,2}):(\d{2})(?::(\d{2}))?)?(?!\d)"
)
_EARLIEST, _LATEST = datetime(1990, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)


def posted_time(text: str, zone: tzinfo) -> datetime | None:
    """UTC time that *text* states, or None.

    Reads ISO 8601, RFC 2822, seconds or milliseconds since 1970, and dates such as ``发表于 2026-03-01 14:05`` or
    ``2026年3月1日``. *zone* holds where the text names none.
    """
    text = text.strip()
    found = _instant(text, zone)
    if found is None or not _EARLIEST <= found < _LATEST:
        return None
    return found


def _instant(text: str, zone: tzinfo) -> datetime | None:
    try:
        if _EPOCH.fullmatch(text):
            return datetime.fromtimestamp(int(text[:10]), UTC)
        return _placed(datetime.fromisoformat(text), zone)
    except (ValueError, OverflowError):
        pass
    try:
        return _placed(parsedate_to_datetime(text), zone)
    except (ValueError, TypeError, IndexError, OverflowError):
        pass
    if match := _CALENDAR.search(text):
        year, month, day, hour, minute, second = (int(part or 0) for part in match.groups())
        try:
            return _placed(datetime(year, month, day, hour, minute, second), zone)  # noqa: DTZ001
        except (ValueError, OverflowError):
            return None
    return None


def _placed(moment: datetime, zone: tzinfo) -> datetime:
    return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC)
