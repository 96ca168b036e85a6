"""What is known of a site's items."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawlers.frontier import Frontier
from crawlers.records import PageState
from foundation.errors import SpoolError

AT = datetime(2026, 3, 2, 8, tzinfo=UTC)


def _saw(frontier: Frontier, key: str, state: PageState, run: str, url: str | None = None) -> None:
    frontier.saw(key, url or f"http://a.example/{key}", state, run_id=run, at=AT)


def test_frontier_names_items_that_a_run_has_not_seen(tmp_path: Path) -> None:
    frontier = Frontier(tmp_path / "frontier.db")
    for key in ("1", "2", "3", "4"):
        _saw(frontier, key, "content", "run-1")
    _saw(frontier, "1", "content", "run-2")
    _saw(frontier, "2", "gone", "run-2")
    _saw(frontier, "3", "blocked", "run-2")
    assert list(frontier.unseen("run-2")) == ["http://a.example/4"]
    assert list(frontier.unseen("run-3")) == [f"http://a.example/{key}" for key in ("1", "3", "4")]


def test_frontier_names_a_page_of_many_items_once(tmp_path: Path) -> None:
    frontier = Frontier(tmp_path / "frontier.db")
    for number in range(5):
        _saw(frontier, str(number), "content", "run-1", f"http://a.example/thread#{number}")
    _saw(frontier, "0", "gone", "run-1", "http://a.example/thread#0")
    assert list(frontier.unseen("run-2")) == ["http://a.example/thread"]
    assert [key for key, _ in frontier.known_on("http://a.example/thread")] == ["1", "2", "3", "4"]


def test_frontier_names_more_pages_than_it_fetches_at_once(tmp_path: Path) -> None:
    frontier = Frontier(tmp_path / "frontier.db")
    for number in range(1203):
        _saw(frontier, str(number), "content", "run-1")
    assert len(list(frontier.unseen("run-2"))) == 1203


def test_frontier_that_was_never_content_is_not_visited_again(tmp_path: Path) -> None:
    frontier = Frontier(tmp_path / "frontier.db")
    _saw(frontier, "1", "blocked", "run-1")
    assert list(frontier.unseen("run-2")) == []


def test_frontier_outlives_the_process(tmp_path: Path) -> None:
    frontier = Frontier(tmp_path / "frontier.db")
    _saw(frontier, "1", "content", "run-1")
    frontier.close()
    assert list(Frontier(tmp_path / "frontier.db").unseen("run-2")) == ["http://a.example/1"]


def test_frontier_that_is_no_database_is_named(tmp_path: Path) -> None:
    file = tmp_path / "frontier.db"
    file.write_text("not a database, but long enough to be taken for one " * 40, encoding="utf-8")
    with pytest.raises(SpoolError, match=r"frontier\.db: the list of known items cannot be used"):
        Frontier(file)


STATES = st.sampled_from(["content", "gone", "blocked"])


@given(st.lists(st.tuples(st.sampled_from("abc"), STATES), max_size=12))
def test_frontier_knows_the_last_word_on_each_item(sightings: list[tuple[str, PageState]]) -> None:
    frontier = Frontier(Path(":memory:"))
    last: dict[str, str] = {}
    for key, state in sightings:
        _saw(frontier, key, state, "run-1")
        if state != "blocked" or key not in last:
            last[key] = state
    live = sorted(f"http://a.example/{key}" for key, state in last.items() if state == "content")
    assert list(frontier.unseen("run-2")) == live
