from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.sqlite.days import covering, marks

_moments = st.one_of(
    st.datetimes(timezones=st.just(UTC)),
    st.integers(0, 500_000).map(lambda minutes: datetime(2025, 11, 28, tzinfo=UTC) + timedelta(minutes=minutes)),
    st.dates(date(2025, 1, 1), date(2027, 1, 1)).map(lambda day: datetime.combine(day, time(), UTC)),
)


@given(_moments, st.none() | _moments, st.none() | _moments, st.booleans(), st.booleans())
def test_days_find_every_time_between_the_bounds_and_no_other_where_they_are_exact(
    moment: datetime, low: datetime | None, high: datetime | None, low_included: bool, high_included: bool
) -> None:
    cover = covering(low, high, low_included=low_included, high_included=high_included)
    found = bool(set(marks(moment)) & set(cover.signs))
    above = low is None or moment > low or (low_included and moment == low)
    held = above and (high is None or moment < high or (high_included and moment == high))
    assert found == held if cover.exact else found >= held


@pytest.mark.parametrize(
    ("moment", "found"),
    [
        (datetime(2026, 3, 4, 5, tzinfo=UTC), ("26", "2603", "260304")),
        (datetime(2026, 3, 4, 5, tzinfo=UTC).replace(tzinfo=None), ("26", "2603", "260304")),
        (datetime(2026, 3, 1, 7, tzinfo=timezone(timedelta(hours=8))), ("26", "2602", "260228")),
        (datetime(1999, 3, 4, tzinfo=UTC), ("09",)),
        (datetime(2009, 12, 31, 23, 59, tzinfo=UTC), ("09",)),
        (datetime(2077, 3, 4, tzinfo=UTC), ("40",)),
    ],
)
def test_days_of_a_time(moment: datetime, found: tuple[str, ...]) -> None:
    assert marks(moment) == found


def test_days_of_a_range_are_years_and_months_where_these_are_whole() -> None:
    cover = covering(datetime(2024, 12, 30, tzinfo=UTC), datetime(2026, 2, 2, tzinfo=UTC), high_included=False)
    assert (cover.signs, cover.exact) == (("241230", "241231", "25", "2601", "260201"), True)
    assert covering(None, None).exact
    later = covering(datetime(2026, 2, 2, 12, tzinfo=UTC), datetime(2026, 2, 4, tzinfo=UTC), high_included=False)
    assert (later.signs, later.exact) == (("260202", "260203"), False)
