"""Times as pages write them."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawlers.posted_times import posted_time

SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-03-01T08:00:00Z", datetime(2026, 3, 1, 8, tzinfo=UTC)),
        ("2026-03-01T08:00:00+08:00", datetime(2026, 3, 1, 0, tzinfo=UTC)),
        ("2026-03-01 08:00", datetime(2026, 3, 1, 0, tzinfo=UTC)),
        ("发表于 2026-2-27 14:05", datetime(2026, 2, 27, 6, 5, tzinfo=UTC)),
        ("2026年3月1日", datetime(2026, 2, 28, 16, tzinfo=UTC)),
        ("2026/3/1 08:00:30", datetime(2026, 3, 1, 0, 0, 30, tzinfo=UTC)),
        ("Sun, 01 Mar 2026 08:00:00 GMT", datetime(2026, 3, 1, 8, tzinfo=UTC)),
        ("1772352000", datetime(2026, 3, 1, 8, tzinfo=UTC)),
        ("1772352000123", datetime(2026, 3, 1, 8, tzinfo=UTC)),
        ("3天前", None),
        ("2026-13-40", None),
        ("0001-01-01", None),
        ("", None),
    ],
)
def test_posted_time_is_read(text: str, expected: datetime | None) -> None:
    assert posted_time(text, SHANGHAI) == expected


@given(st.text(max_size=40))
def test_posted_time_of_any_text_is_none_or_utc(text: str) -> None:
    found = posted_time(text, SHANGHAI)
    assert found is None or found.tzinfo is UTC
