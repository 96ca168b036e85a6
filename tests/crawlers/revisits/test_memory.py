"""What is remembered of visits: from captures and lists, after a kill, and anew from the spool."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from crawlers.records import Capture, Evidence, ListingPage, PageState
from crawlers.revisits.memory import Shown, VisitMemory
from crawlers.revisits.rebuild import rebuild
from crawlers.revisits.rules import revisit_rules
from crawlers.spool import SpoolWriter
from foundation.errors import SpoolError
from foundation.ids import natural_id

AT = datetime(2026, 3, 2, 8, tzinfo=UTC)
LIST = "https://a.example/list"


def capture(
    key: str,
    day: float,
    text: str = "H100 80GB",
    state: PageState = "content",
    *,
    source: str = "shop",
    partial: bool = False,
) -> Capture:
    at, run = AT + timedelta(days=day), f"{AT + timedelta(days=day):%Y%m%dT%H%M%SZ}-{source}-{int(day) + 1:04d}"
    url = f"https://a.example/{key}"
    page = ListingPage(item_key=key, url=url, title=f"item {key}", text=text, partial=partial)
    return Capture(
        id=natural_id("capture", run, source, key),
        run_id=run,
        source=source,
        source_kind="shop",
        item_key=key,
        state=state,
        page=page if state == "content" or partial else None,
        evidence=Evidence(url=url, final_url=url, fetched_at=at, status=200, sha256="0" * 64),
    )


def memory_at(directory: Path, seen: Sequence[Capture] = ()) -> VisitMemory:
    memory = VisitMemory(directory / "visits.db", revisit_rules())
    for one in seen:
        memory.saw(one)
    return memory


def row_of(memory: VisitMemory, key: str) -> sqlite3.Row:
    return next(row for row in memory.items() if row["key"] == key)


def list_row(key: str, label: str | None = None, glimpse: str | None = None) -> Shown:
    return Shown(key, f"https://a.example/{key}", key, label, glimpse)


def read(memory: VisitMemory, day: float, *shown: Shown, address: str = LIST, onward: str | None = None) -> list[str]:
    return memory.read_list(address, "list", shown, onward, run_id=f"run-{day}", at=AT + timedelta(days=day))


def test_memory_counts_changes_and_the_days_watched(tmp_path: Path) -> None:
    seen = [
        capture("1", 0),
        capture("1", 2),
        capture("1", 4, "H100 80GB, 3 left"),
        capture("1", 4, "H100 80GB, 3 left"),
    ]
    row = row_of(memory_at(tmp_path, seen), "1")
    assert (row["days"], row["visits"], row["state"]) == (pytest.approx(4), 3, "content")
    assert 1 <= row["changes"] < 2


def test_memory_lets_refusals_change_nothing_but_their_count(tmp_path: Path) -> None:
    row = row_of(
        memory_at(tmp_path, [capture("1", 0), capture("1", 1, state="blocked"), capture("1", 2, state="blocked")]), "1"
    )
    assert (row["state"], row["refusals"], row["changes"]) == ("content", 2, 0)


def test_memory_counts_visits_after_the_end(tmp_path: Path) -> None:
    seen = [capture("1", 0), *(capture("1", day, state="gone") for day in (1, 3, 8))]
    assert row_of(memory_at(tmp_path, seen), "1")["gone_visits"] == 2
    back = row_of(memory_at(tmp_path, [capture("1", 9)]), "1")
    assert (back["state"], back["gone_visits"], back["gone_at"]) == ("content", 0, None)


def test_memory_outlives_a_kill_without_being_closed(tmp_path: Path) -> None:
    memory_at(tmp_path, [capture("1", 0)])
    assert [row["key"] for row in VisitMemory(tmp_path / "visits.db", revisit_rules()).items()] == ["1"]


def test_memory_is_written_anew_from_the_spool(tmp_path: Path) -> None:
    seen = [capture("1", 0), capture("2", 0), capture("1", 3, "H100, price cut"), capture("2", 3, state="gone")]
    other = capture("1", 0, source="shop-two")
    spool = tmp_path / "spool"
    for one in (*seen, other):
        with SpoolWriter(spool, one.run_id) as writer:
            writer.append(one)
    first = memory_at(tmp_path, seen)
    (tmp_path / "lost").mkdir()
    second = memory_at(tmp_path / "lost")
    assert second.is_new
    assert rebuild(second, spool, "shop") == 4
    assert [tuple(row) for row in second.items()] == [tuple(row) for row in first.items()]


def test_memory_of_another_version_counts_as_new(tmp_path: Path) -> None:
    memory_at(tmp_path, [capture("1", 0)]).close()
    with sqlite3.connect(tmp_path / "visits.db") as database:
        database.execute("PRAGMA user_version=99")
    memory = memory_at(tmp_path)
    assert memory.is_new
    assert list(memory.items()) == []


def test_memory_that_is_no_database_is_named(tmp_path: Path) -> None:
    (tmp_path / "visits.db").write_text("no database, far from it" * 100)
    with pytest.raises(SpoolError, match=r"visits\.db: what is remembered of earlier visits cannot be used"):
        memory_at(tmp_path)


def test_memory_takes_another_link_text_for_a_sign_since_the_list_was_last_read(tmp_path: Path) -> None:
    memory = memory_at(tmp_path, [capture("1", 0)])
    read(memory, 0.5, list_row("1", "H100"))
    read(memory, 3, list_row("1", "[sold] H100"))
    row = row_of(memory, "1")
    assert row["sign"] == "its link in a list has changed"
    assert row["sign_at"] == pytest.approx((AT + timedelta(days=0.5)).timestamp() / 86_400)
    memory.saw(capture("1", 3.1))
    assert row_of(memory, "1")["sign"] is None


def test_memory_tells_which_glimpses_are_new(tmp_path: Path) -> None:
    memory = memory_at(tmp_path, [capture("1", 0)])
    assert read(memory, 1, list_row("1", glimpse="a"), list_row("2", glimpse="a")) == ["2"]
    assert read(memory, 2, list_row("1", glimpse="b"), list_row("2", glimpse="a")) == ["1"]
    memory.saw(capture("1", 2, state="gone", partial=True))
    assert memory.live_among(["1", "2"]) == ["2"]


def test_memory_takes_what_a_list_shows_no_more_for_a_sign(tmp_path: Path) -> None:
    memory = memory_at(tmp_path, [capture("1", 0), capture("2", 0), capture("3", 0)])
    onward = f"{LIST}?page=2"
    read(memory, 0, list_row("2"), list_row("1"), onward=onward)
    read(memory, 0, list_row("3"), address=onward)
    read(memory, 1, list_row("2"), onward=onward)
    memory.note_vanished(AT + timedelta(days=1))
    assert row_of(memory, "1")["sign"] is None, "it may have moved to the next page, which was not read"
    read(memory, 2, list_row("2"), onward=onward)
    read(memory, 2, list_row("3"), address=onward)
    memory.note_vanished(AT + timedelta(days=2))
    assert {row["key"]: row["sign"] for row in memory.items()} == {
        "1": "no longer on its list",
        "2": None,
        "3": None,
    }


def test_memory_misses_what_stood_before_others_without_reading_on(tmp_path: Path) -> None:
    memory = memory_at(tmp_path, [capture("1", 0), capture("2", 0)])
    onward = f"{LIST}?page=2"
    read(memory, 0, list_row("1"), list_row("2"), onward=onward)
    read(memory, 1, list_row("3"), list_row("2"), onward=onward)
    memory.note_vanished(AT + timedelta(days=1))
    assert row_of(memory, "1")["sign"] == "no longer on its list"
    assert row_of(memory, "1")["state"] == "content", "only its own page can say that it is gone"


def test_memory_misses_nothing_that_another_list_shows_meanwhile(tmp_path: Path) -> None:
    memory = memory_at(tmp_path, [capture("1", 0), capture("2", 0)])
    read(memory, 0, list_row("1"), list_row("2"), onward=f"{LIST}?page=2")
    read(memory, 1, list_row("2"), onward=f"{LIST}?page=2")
    read(memory, 1, list_row("1"), address=f"{LIST}?sort=price")
    memory.note_vanished(AT + timedelta(days=1))
    assert row_of(memory, "1")["sign"] is None


def test_memory_follows_what_was_pushed_on_from_list_to_list(tmp_path: Path) -> None:
    memory = memory_at(tmp_path, [capture("1", 0), capture("2", 0)])
    second, third = f"{LIST}?page=2", f"{LIST}?page=3"
    read(memory, 0, list_row("2"), list_row("1"), onward=second)
    read(memory, 1, list_row("1"), address=second, onward=third)
    read(memory, 3, list_row("2"), onward=second)
    read(memory, 4, list_row("2"), address=second, onward=third)
    memory.note_vanished(AT + timedelta(days=4))
    assert row_of(memory, "1")["sign"] is None, "it may stand on the third by now"


def test_memory_misses_what_stood_last_where_a_list_ends_with_room_left(tmp_path: Path) -> None:
    memory = memory_at(tmp_path, [capture(str(number), 0) for number in range(6)])
    read(memory, 0, *(list_row(str(number)) for number in range(4)), onward=f"{LIST}?page=2")
    read(memory, 0, list_row("4"), list_row("5"), address=f"{LIST}?page=2")
    read(memory, 1, list_row("4"), address=f"{LIST}?page=2")
    memory.note_vanished(AT + timedelta(days=1))
    assert row_of(memory, "5")["sign"] == "no longer on its list"


def test_memory_misses_nothing_at_the_end_of_a_list_that_is_cut_off(tmp_path: Path) -> None:
    memory = memory_at(tmp_path, [capture(str(number), 0) for number in range(4)])
    read(memory, 0, *(list_row(str(number)) for number in range(4)))
    read(memory, 1, *(list_row(key) for key in ("9", "0", "1", "2")))
    memory.note_vanished(AT + timedelta(days=1))
    assert row_of(memory, "3")["sign"] is None, "a new one has pushed it off the only page"


def test_memory_does_not_believe_a_list_that_lost_everything_at_once(tmp_path: Path) -> None:
    memory = memory_at(tmp_path, [capture(str(number), 0) for number in range(4)])
    read(memory, 0, *(list_row(str(number)) for number in range(4)))
    read(memory, 1)
    memory.note_vanished(AT + timedelta(days=1))
    assert all(row["sign"] is None for row in memory.items())


def test_memory_counts_how_often_a_sign_told_the_truth(tmp_path: Path) -> None:
    memory = memory_at(tmp_path, [capture("1", 0), capture("2", 0), capture("3", 0)])
    read(memory, 0, *(list_row(key) for key in "123"))
    read(memory, 1, list_row("3"))
    memory.note_vanished(AT + timedelta(days=1))
    memory.saw(capture("1", 1.1, state="gone"))
    memory.saw(capture("2", 1.1))
    assert memory.signs() == {"no longer on its list": (2, 1)}


def test_memory_counts_ends_that_a_list_kept_to_itself(tmp_path: Path) -> None:
    memory = memory_at(tmp_path, [capture("1", 0), capture("2", 0), capture("3", 0)])
    read(memory, 0, *(list_row(key) for key in "123"))
    read(memory, 4, list_row("1"), list_row("2"))
    memory.note_vanished(AT + timedelta(days=4))
    for key, state in {"1": "gone", "2": "content", "3": "gone"}.items():
        memory.saw(capture(key, 4, state=state))  # type: ignore[arg-type]
    memory.weigh()
    known = memory.ends(revisit_rules().worth.names_a_model)
    assert (known.ended, known.unsaid) == (2, 1)
    assert known.listed_days == pytest.approx(12)


def test_memory_learns_how_many_new_items_a_list_brings(tmp_path: Path) -> None:
    memory = memory_at(tmp_path)
    read(memory, 0, *(list_row(str(number)) for number in range(10)))
    read(memory, 2, *(list_row(str(number)) for number in range(6, 16)))
    assert [row["new_a_day"] for row in memory.lists()] == [pytest.approx(3)]
