"""The one place that asks what time it is."""

from __future__ import annotations

from datetime import UTC, datetime


class Clock:
    """UTC time of day; `fixed` stops it, so that a demo or a test crawls on a chosen day."""

    def __init__(self, fixed: datetime | None = None) -> None:
        if fixed is not None and fixed.tzinfo is None:
            fixed = fixed.replace(tzinfo=UTC)
        self._fixed = fixed

    def now(self) -> datetime:
        """The current time, timezone-aware UTC, microseconds cut."""
        moment = self._fixed or datetime.now(UTC)
        return moment.astimezone(UTC).replace(microsecond=0)
