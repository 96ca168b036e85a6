"""A source against its own past: what is told on the first run after a change, and what is not."""

from __future__ import annotations

import pytest

from health.figures import Figures
from health.parameters import load_parameters
from health.source_health import judge
from tests.health.past import FIRST, ITEMS, day, found, quiet, source, told


def test_health_of_quiet_days_is_silent() -> None:
    for days in range(1, 40):
        assert told(quiet(days)) == []


@pytest.mark.parametrize("field", ["title", "text", "price", "seller", "place"])
def test_health_names_a_field_on_the_first_run_without_it(field: str) -> None:
    runs = [*quiet(5), day(6, changed={f"with_{field}": 0, f"own_{field}": 0})]
    assert told(runs) == [("layout", (field,))]


def test_health_names_a_field_that_is_only_guessed_any_more() -> None:
    (one,) = found([*quiet(5), day(6, own_price=0)])
    assert (one.kind, one.fields) == ("layout", ("price",))
    assert "price on 0 of 40 items (usually 90%), and is guessed from elsewhere" in one.problem
    assert "chipwatch source check" in one.way_out
    assert "shop.yaml" in one.way_out


def test_health_names_a_field_that_half_of_the_items_lost() -> None:
    assert told([*quiet(5), day(6, with_seller=20, own_seller=20)]) == [("layout", ("seller",))]


def test_health_names_the_field_that_lost_most_first() -> None:
    runs = [*quiet(5), day(6, with_place=0, own_place=0, with_seller=0, own_seller=0)]
    assert told(runs) == [("layout", ("seller", "place"))]


def test_health_lets_a_rare_field_of_few_items_waver() -> None:
    runs = [day(number, 8, with_place=3, own_place=3) for number in range(1, 6)]
    assert told([*runs, day(6, 8, with_place=1, own_place=1)]) == []


def test_health_takes_a_swing_that_a_source_always_had_for_usual() -> None:
    runs: list[Figures] = []
    for number, found_on in enumerate((34, 30, 25, 34, 20, 33, 28, 21, 34, 20, 19, 34), 1):
        runs.append(day(number, with_place=found_on, own_place=found_on))
        assert told(runs) == []
    assert told([*runs, day(13, with_place=0, own_place=0)]) == [("layout", ("place",))]


def test_health_goes_on_telling_until_the_layout_is_mended() -> None:
    runs = quiet(5)
    for number in range(6, 40):
        runs.append(day(number, with_price=0, own_price=0))
        assert told(runs) == [("layout", ("price",))]
    assert told([*runs, day(40)]) == []


def test_health_of_an_accepted_layout_is_silent() -> None:
    runs = [*quiet(5), *(day(number, with_price=0, own_price=0) for number in range(6, 12))]
    assert told(runs, since=runs[5].run.id) == []
    assert told([*runs, day(12, with_price=0, own_price=0, with_seller=0, own_seller=0)], since=runs[5].run.id) == [
        ("layout", ("seller",))
    ]


def test_health_tells_a_block() -> None:
    (one,) = found([*quiet(5), day(6, 10, pages=42, blocked=30, shut=30, shut_captcha=30)])
    assert one.kind == "blocked"
    assert "30 of 42 pages were refused, usually 0%" in one.problem


def test_health_tells_a_block_that_left_nothing() -> None:
    runs = [*quiet(5), day(6, 0, outcome="failed: the site refused an entry", pages=3, shut=3, shut_http=3)]
    assert told(runs) == [("blocked", ())]


def test_health_tells_lies_with_status_200() -> None:
    assert told([*quiet(5), day(6, 5, pages=42, blocked=35, shut=35, shut_soft_404=30, shut_empty=5)]) == [("lies", ())]


def test_health_tells_one_page_shown_for_all() -> None:
    lost = {f"{way}_{field}": 0 for way in ("with", "own") for field in ("price", "seller", "place")}
    (one,) = found([*quiet(5), day(6, changed=lost, repeated=39)])
    assert one.kind == "lies"
    assert "39 of 40 items say word for word what another one says" in one.problem


def test_health_of_sellers_who_paste_one_text_is_silent() -> None:
    runs = [day(number, repeated=24) for number in range(1, 6)]
    assert told([*runs, day(6, repeated=26)]) == []


def test_health_tells_that_too_many_items_are_gone() -> None:
    runs = [day(number, gone=2) for number in range(1, 6)]
    assert told([*runs, day(6, 4, gone=38, listed=42)]) == [("gone_many", ())]


def test_health_of_a_thread_that_takes_its_posts_along_is_silent() -> None:
    assert told([*quiet(5), day(6, 28, gone=12, listed=40)]) == []


def test_health_names_a_rare_field_beside_one_that_has_surely_vanished() -> None:
    runs = [day(number, 12, with_place=7, own_place=7) for number in range(1, 6)]
    lost = {"with_place": 0, "own_place": 0}
    assert told([*runs, day(6, 12, changed=lost)]) == []
    assert told([*runs, day(6, 12, changed=lost, own_title=0)]) == [("layout", ("title", "place"))]


def test_health_tells_lists_that_lost_their_items() -> None:
    (one,) = found([*quiet(5), day(6, listed=4, revisits=36)])
    assert one.kind == "items_lost"
    assert "lists led to 4 items, usually to 40; 36 known ones were visited without them" in one.problem


def test_health_of_a_run_under_a_budget_is_not_blamed_for_few_items_but_for_lost_fields() -> None:
    runs = [*quiet(5), day(6, 4, budget=10, listed=3)]
    assert told(runs) == []
    assert told([*runs, day(7, 12, budget=20, own_price=0)]) == [("layout", ("price",))]


def test_health_tells_a_flood_of_items() -> None:
    assert told([*quiet(5), day(6, ITEMS * 5)]) == [("many", ())]


def test_health_tells_errors() -> None:
    assert told([*quiet(5), day(6, errors=30)]) == [("errors", ())]


def test_health_tells_a_failed_run_with_its_reason() -> None:
    (one,) = found([*quiet(5), day(6, 0, outcome="failed: the site is down (connection refused): x")])
    assert (one.kind, one.problem) == ("failed", "the site is down (connection refused): x")


def test_health_tells_a_failed_run_of_a_new_source() -> None:
    assert told([day(1, 0, outcome="failed: nothing was found")]) == [("failed", ())]


def test_health_tells_that_nothing_new_came_for_long() -> None:
    runs = [*quiet(8), *(day(number, new=0) for number in range(9, 16))]
    assert told(runs[:10]) == []
    assert told(runs) == [("quiet", ())]


@pytest.mark.parametrize(("hours", "kinds"), [(24, []), (35, []), (40, ["late"]), (80, ["stale"])])
def test_health_tells_a_run_that_is_overdue(hours: float, kinds: list[str]) -> None:
    assert [one.kind for one in found(quiet(5), hours_later=hours)] == kinds


def test_health_measures_age_in_periods_of_the_source() -> None:
    assert found(quiet(5), hours_later=80, period_hours=168) == []


def test_health_counts_age_from_the_last_run_with_content() -> None:
    runs = [*quiet(5), *(day(number, 0, outcome="failed: nothing was found") for number in range(6, 10))]
    assert ("stale", ()) in told(runs)


def test_health_of_two_runs_says_that_the_past_is_short() -> None:
    health = judge(source(), quiet(2), FIRST, load_parameters())
    assert [one.kind for one in health.findings] == ["young"]


def test_health_of_a_short_past_holds_to_the_assertions_of_the_file() -> None:
    healthy = {"min_fill": {"price": 0.5}, "min_items": 30}
    runs = [day(1, 10, with_price=0, own_price=0)]
    assert told(runs, healthy=healthy) == [("assertion", ()), ("assertion", ("price",))]


def test_health_tells_an_assertion_once() -> None:
    runs = [*quiet(5), day(6, with_price=0, own_price=0)]
    assert told(runs, healthy={"min_fill": {"price": 0.5}}) == [("layout", ("price",))]


def test_health_leaves_out_runs_of_versions_that_counted_less() -> None:
    old = [day(number) for number in range(1, 4)]
    for one in old:
        for name in [name for name in one.run.counts if name.startswith(("with_", "own_", "listed"))]:
            del one.run.counts[name]
    assert told([*old, day(4)]) == []
