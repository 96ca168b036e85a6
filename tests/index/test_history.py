from __future__ import annotations

from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from index.documents import Sighting
from index.history import fold_history, history
from tests.index.documents import day, sighting


def _row(*states: str, **values: Any) -> list[Sighting]:
    return [sighting("1", number, state=state, reason=f"why {number}", **values) for number, state in enumerate(states)]


def _what(sightings: list[Sighting]) -> list[str]:
    return [step.what for step in history(sightings)]


def test_history_of_one_sighting() -> None:
    assert fold_history(_row("live")) == {
        "first_seen": day(0),
        "last_seen": day(0),
        "last_checked": day(0),
        "state": "live",
        "gone_at": None,
        "gone_reason": None,
        "sightings": 1,
        "changes": 0,
    }


def test_history_is_gone_at_the_first_sighting_of_the_end() -> None:
    found = fold_history(_row("live", "live", "gone", "blocked", "gone"))
    assert (found["state"], found["gone_at"], found["gone_reason"]) == ("gone", day(2), "why 2")
    assert (found["last_seen"], found["last_checked"], found["sightings"]) == (day(1), day(4), 5)


def test_history_is_live_again_when_seen_live_after_its_end() -> None:
    found = fold_history(_row("live", "gone", "live"))
    assert (found["state"], found["gone_at"], found["gone_reason"]) == ("live", None, None)
    assert _what(_row("live", "gone", "live", "gone")) == ["first seen", "gone", "back", "gone"]


def test_history_counts_a_second_end_from_its_own_first_sighting() -> None:
    assert fold_history(_row("live", "gone", "live", "gone", "gone"))["gone_at"] == day(3)


def test_history_of_blocked_sightings_changes_only_the_last_check() -> None:
    with_blocks = fold_history(_row("live", "blocked", "blocked"))
    assert with_blocks == {**fold_history(_row("live")), "last_checked": day(2), "sightings": 3}


def test_history_is_unknown_where_everything_was_blocked() -> None:
    found = fold_history(_row("blocked", "blocked"))
    assert (found["state"], found["first_seen"], found["last_seen"]) == ("unknown", day(0), day(0))
    assert _what(_row("blocked")) == []


def test_history_first_seen_is_the_first_content() -> None:
    assert fold_history(_row("blocked", "gone", "live"))["first_seen"] == day(2)
    found = fold_history(_row("gone"))
    assert (found["state"], found["first_seen"], found["last_seen"], found["gone_at"]) == (
        "gone",
        day(0),
        day(0),
        day(0),
    )


def test_history_steps_show_price_and_quantity() -> None:
    row = [
        sighting("1", 0, price=Decimal(100), currency="CNY", quantity=8),
        sighting("1", 1, price=Decimal(100), currency="CNY", quantity=8),
        sighting("1", 2, price=Decimal(90), currency="CNY", quantity=8),
        sighting("1", 3, state="blocked"),
        sighting("1", 4, price=Decimal(90), currency="CNY", quantity=6, gpu_count=48),
        sighting("1", 5, price=Decimal(90), currency="USD", quantity=5),
        sighting("1", 6, state="gone", reason="HTTP 404"),
        sighting("1", 7, quantity=5),
    ]
    steps = history(row)
    assert [(step.what, step.price, step.quantity) for step in steps] == [
        ("first seen", Decimal(100), 8),
        ("price", Decimal(90), 8),
        ("quantity", Decimal(90), 6),
        ("price and quantity", Decimal(90), 5),
        ("gone", Decimal(90), 5),
        ("back", None, 5),
        ("price", None, 5),
    ]
    assert [step.sighting_id for step in steps] == [row[i].id for i in (0, 2, 4, 5, 6, 7, 7)]
    assert [step.reason for step in steps if step.reason] == ["HTTP 404"]
    assert fold_history(row)["changes"] == 4


def test_history_takes_what_a_list_left_out_as_it_was() -> None:
    row = [
        sighting("1", 0, price=Decimal(100), currency="CNY", quantity=8),
        sighting("1", 1, price=Decimal(90), currency="CNY", digest=None),
        sighting("1", 2, digest=None),
        sighting("1", 3, price=Decimal(90), currency="CNY", quantity=6),
    ]
    assert [(step.what, step.price, step.quantity) for step in history(row)] == [
        ("first seen", Decimal(100), 8),
        ("price", Decimal(90), 8),
        ("quantity", Decimal(90), 6),
    ]


def test_history_knows_equal_amounts_written_differently() -> None:
    row = [sighting("1", n, price=Decimal(price)) for n, price in enumerate(["100", "100.00", "1E+2"])]
    assert _what(row) == ["first seen"]


@given(st.lists(st.sampled_from(["live", "gone", "blocked"]), min_size=1, max_size=12))
def test_history_holds_whatever_was_sighted(states: list[str]) -> None:
    row = _row(*states)
    found = fold_history(row)
    telling = [state for state in states if state != "blocked"]
    assert found["state"] == (telling[-1] if telling else "unknown")
    assert (found["gone_at"] is None) == (found["state"] != "gone")
    assert found["first_seen"] <= found["last_seen"] <= found["last_checked"]
    assert found["last_checked"] == row[-1].observed_at
    assert fold_history([*row, sighting("1", 99, state="blocked")]) == {
        **found,
        "last_checked": day(99),
        "sightings": len(row) + 1,
    }
