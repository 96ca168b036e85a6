"""Numbers of listings grow with the time they were first seen, whatever order they are written in."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.errors import StoreError
from index.documents import Listing
from index.language import parse
from index.sqlite.numbering import ROOM, first_of, first_of_second
from index.sqlite.store import SqliteStore
from index.sqlite.streaming import stream_of
from index.store import Batch, Query
from tests.index.documents import DAY_0, day, listing, offer
from tests.index.filled import NOW

_moments = st.datetimes(timezones=st.just(UTC))


@given(_moments, _moments)
def test_numbers_grow_with_time_by_the_second(one: datetime, other: datetime) -> None:
    if one.replace(microsecond=0) < other.replace(microsecond=0):
        assert first_of(one) + ROOM <= first_of(other)
    assert first_of_second(first_of(one) + ROOM - 1) == first_of(one) == first_of(one.replace(microsecond=0))
    assert abs(first_of(one)) < 2**63 - ROOM


def _numbers(path: Path) -> list[tuple[int, str]]:
    with closing(sqlite3.connect(path)) as file:
        return file.execute("SELECT number, first_seen FROM listings ORDER BY number").fetchall()


def test_numbers_are_in_order_of_time_after_writing_and_moving(tmp_path: Path) -> None:
    r = random.Random(7)
    path = tmp_path / "store.db"
    with SqliteStore(path) as store:
        for _ in range(3):
            moments = [DAY_0 + timedelta(seconds=r.randrange(40), microseconds=r.randrange(3)) for _ in range(60)]
            store.write(Batch([listing(str(n), first_seen=at, offers=(offer(),)) for n, at in enumerate(moments)]))
    rows = _numbers(path)
    assert len(rows) == 60
    seconds = [text[:19] for _, text in rows]
    assert seconds == sorted(seconds)
    with closing(sqlite3.connect(path)) as file:
        assert file.execute("SELECT count(*) FROM offers JOIN listings ON number = listing").fetchone() == (60,)
        assert file.execute("SELECT count(*) FROM listing_words").fetchone() == (60,)
        file.execute("INSERT INTO listing_words (listing_words) VALUES ('integrity-check')")


def test_a_listing_keeps_its_number_while_its_second_stays(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    with SqliteStore(path) as store:
        store.write(Batch([listing(str(n)) for n in range(3)]))
        before = _numbers(path)
        store.write(Batch([listing("1", title="H100", first_seen=DAY_0 + timedelta(microseconds=5))]))
    assert [number for number, _ in _numbers(path)] == [number for number, _ in before]


def test_a_second_that_is_full_is_told_and_nothing_is_written(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    with SqliteStore(path) as store:
        store.write(Batch([listing("1")]))
        with closing(sqlite3.connect(path)) as file, file:
            file.execute("UPDATE listings SET number = number + ?", (ROOM - 1,))
        with pytest.raises(StoreError, match=r"1,048,576 listings were first seen in one second(.|\n)*way out"):
            store.write(Batch([listing("2", first_seen=day(1)), listing("3")]))
        assert store.counts()["listing"] == 1
        assert store.get(Listing, listing("2").id) is None


@pytest.mark.parametrize(
    ("text", "low", "high", "tested"),
    [
        ("first_seen:2026-03-02", datetime(2026, 3, 2, tzinfo=UTC), datetime(2026, 3, 3, tzinfo=UTC), False),
        ("first_seen:>2026-03-02", datetime(2026, 3, 3, tzinfo=UTC), None, False),
        ("first_seen:<2026-03 H100", None, datetime(2026, 3, 1, tzinfo=UTC), False),
        ("first_seen:<=2026-03-01T08:00:00", None, datetime(2026, 3, 1, 8, 0, 1, tzinfo=UTC), False),
        ("first_seen:>now-1d", NOW - timedelta(days=1), None, True),
        ("first_seen:2026-03 gpu_count:8", datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 4, 1, tzinfo=UTC), False),
        ("first_seen:2026-03 changes:8", datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 4, 1, tzinfo=UTC), True),
        ("H100 last_seen:<2026-03", None, datetime(2026, 3, 1, tzinfo=UTC), True),
        ("gone:2026-02 last_seen:<=2026-03", None, datetime(2026, 3, 1, tzinfo=UTC), True),
        ("last_checked:>2026-03", None, None, True),
    ],
)
def test_times_of_first_seen_become_numbers(
    text: str, low: datetime | None, high: datetime | None, tested: bool
) -> None:
    stream = stream_of(parse(text, "listing", now=NOW), "listing", timely=True)
    assert (stream.low, stream.high) == (low and first_of(low), high and first_of(high) - 1)
    assert (" AS d" in stream.matches().text) == tested


def test_listing_that_was_last_seen_before_it_was_first_seen_is_found_by_either(tmp_path: Path) -> None:
    rows = [listing("1", first_seen=day(9), last_seen=day(2)), listing("2", first_seen=day(1), last_seen=day(2))]
    with SqliteStore(tmp_path / "store.db") as store:
        store.write(Batch([listing(str(n), first_seen=day(n), last_seen=day(n)) for n in range(10, 20)]))
        store.write(Batch(rows))
        for text in (f"last_seen:<{day(5):%Y-%m-%d}", f"last_seen:<{day(5):%Y-%m-%d} first_seen:*"):
            page = store.search(Query(text, count_to=5))
            assert [found.id for found in page.documents] == [row.id for row in rows]
