"""What is most worth a request."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from crawlers.revisits.memory import VisitMemory
from crawlers.revisits.plan import Order, Planner, Visit, budget_spent_on, plan
from crawlers.revisits.rivals import Rivals
from crawlers.revisits.rules import revisit_rules
from crawlers.source import Source
from tests.crawlers.revisits.test_memory import AT, LIST, capture, list_row, memory_at, read

SOURCE = Source.model_validate(
    {
        "name": "shop",
        "title": "A shop",
        "kind": "shop",
        "languages": ["en"],
        "homepage": "https://a.example/",
        "terms": "A test.",
        "entries": [{"kind": "list", "url": LIST}],
        "pages": {"url": r"/(?P<id>\d+)$", "key": "{id}"},
    }
)


def planner(memory: VisitMemory, day: float, order: Order = "worth") -> Planner:
    return Planner(SOURCE, memory, revisit_rules(), AT + timedelta(days=day), order)


def keys(visits: list[Visit]) -> list[str | None]:
    return [visit.key for visit in visits]


def test_rules_name_the_source_of_every_parameter() -> None:
    rules = revisit_rules()
    assert all(len(getattr(rules, name).source) >= len("assumption") for name in type(rules).model_fields)


def test_plan_visits_changing_items_before_quiet_ones(tmp_path: Path) -> None:
    changing = [capture("1", day, f"H100, {day} left") for day in range(8)]
    quiet = [capture("2", day) for day in range(8)]
    visits = planner(memory_at(tmp_path, [*changing, *quiet]), 8.5).items()
    assert keys(visits) == ["1", "2"]
    assert visits[0].due < visits[1].due
    assert visits[0].why.startswith("changes every")


def test_plan_prefers_what_names_a_watched_model(tmp_path: Path) -> None:
    visits = planner(memory_at(tmp_path, [capture("1", 0, "a mouse pad"), capture("2", 0, "H100 80GB")]), 3).items()
    assert keys(visits) == ["2", "1"]


def test_plan_visits_what_is_new_first(tmp_path: Path) -> None:
    memory = memory_at(tmp_path, [capture("1", 0), capture("2", 0)])
    read(memory, 1, list_row("1", "H100"), list_row("2", "H100"), list_row("3", "H200 141GB"))
    first = planner(memory, 1).items()[0]
    assert (first.key, first.why) == ("3", "new")


def test_plan_visits_a_signed_item_at_once(tmp_path: Path) -> None:
    memory = memory_at(tmp_path, [capture("1", 0), capture("2", 0), capture("2", 1)])
    read(memory, 1, list_row("1", "H100"), list_row("2", "H100"))
    read(memory, 2, list_row("1", "H100"), list_row("2", "sold: H100"))
    first = planner(memory, 2).items()[0]
    assert (first.key, first.why) == ("2", "its link in a list has changed")


def test_plan_visits_gone_items_twice_more_and_then_never(tmp_path: Path) -> None:
    memory, asked = memory_at(tmp_path, [capture("1", 0), capture("1", 1, state="gone")]), []
    for day in range(2, 60):
        ranked = planner(memory, day)
        if any(ranked.is_due(visit) for visit in ranked.items()):
            asked.append(day)
            memory.saw(capture("1", day, state="gone"))
    assert asked == [3, 8]
    assert planner(memory, 400).items() == []


def test_plan_holds_back_from_what_refuses(tmp_path: Path) -> None:
    refused = [capture("1", 0), *(capture("1", day, state="blocked") for day in (1, 2, 3))]
    visits = planner(memory_at(tmp_path, [*refused, capture("2", 0), capture("2", 3)]), 5).items()
    assert keys(visits) == ["2", "1"]
    assert "refused 3 times" in visits[1].why


def test_plan_reads_a_list_that_tells_more_than_a_visit(tmp_path: Path) -> None:
    source = SOURCE.model_copy(update={"lists": SOURCE.lists.model_copy(update={"glimpse": SOURCE.lists.glimpse})})
    memory = memory_at(tmp_path, [capture(str(number), 0) for number in range(20)])
    read(memory, 0, *(list_row(str(number), "H100", "x") for number in range(20)))
    glimpsing = Planner(source, memory, revisit_rules(), AT + timedelta(days=3), "worth")
    assert [visit.url for visit in glimpsing.choose_lists(3)] == [LIST]


def test_plan_does_not_read_two_lists_that_tell_the_same(tmp_path: Path) -> None:
    memory = memory_at(tmp_path, [capture(str(number), 0) for number in range(20)])
    shown = [list_row(str(number), "H100") for number in range(20)]
    for address in (LIST, f"{LIST}?sort=price"):
        for day in (0, 0.1):
            read(memory, day, *shown, address=address)
    assert len(planner(memory, 3).choose_lists(10)) == 1


@pytest.mark.parametrize("left", [1, 2, 5, 12, 100])
def test_plan_marks_no_more_than_is_left(tmp_path: Path, left: int) -> None:
    memory = memory_at(tmp_path, [capture(str(number), 0) for number in range(20)])
    read(memory, 0, *(list_row(str(number), "H100") for number in range(20)))
    visits = plan(planner(memory, 6), left)
    assert sum(budget_spent_on(visits)) == min(21, left - 1)
    assert len(visits) == 21
    assert [visit.planned for visit in visits] == sorted((visit.planned for visit in visits), reverse=True)


def test_plan_in_uniform_order_visits_the_longest_unvisited(tmp_path: Path) -> None:
    seen = [capture("1", 0, "a mouse pad"), capture("2", 1, "H100"), capture("3", 0.5, "H200")]
    assert keys(planner(memory_at(tmp_path, seen), 9, "uniform").items()) == ["1", "3", "2"]


def test_plan_says_that_an_item_stands_no_longer_on_its_list(tmp_path: Path) -> None:
    memory = memory_at(tmp_path, [capture(key, 0) for key in "123"])
    read(memory, 0, *(list_row(key, "H100") for key in "123"))
    read(memory, 3, list_row("2", "H100"), list_row("3", "H100"))
    memory.note_vanished(AT + timedelta(days=3))
    first = planner(memory, 3).items()[0]
    assert (first.key, first.why) == ("1", "no longer on its list")


def test_plan_trusts_a_sign_less_that_was_false_before(tmp_path: Path) -> None:
    (tmp_path / "false").mkdir()
    trusted, doubted = memory_at(tmp_path), memory_at(tmp_path / "false")
    for memory in (trusted, doubted):
        for key in "123":
            memory.saw(capture(key, 0))
    for day in range(1, 40, 2):
        read(doubted, day, *(list_row(key) for key in "123"))
        read(doubted, day + 1, list_row("3"))
        doubted.note_vanished(AT + timedelta(days=day + 1))
        for key in "12":
            doubted.saw(capture(key, day + 1.1))
    read(trusted, 39, *(list_row(key) for key in "123"))
    for memory in (trusted, doubted):
        memory.saw(capture("1", 41))
        read(memory, 41, *(list_row(key) for key in "123"))
        read(memory, 42, list_row("3"))
        memory.note_vanished(AT + timedelta(days=42))
    scores = [next(one.score for one in planner(memory, 42).items() if one.key == "1") for memory in (trusted, doubted)]
    assert scores[1] < scores[0] / 2


def test_plan_visits_sooner_where_lists_do_not_tell_of_ends(tmp_path: Path) -> None:
    scores = []
    for name, stands in (("silent", True), ("telling", False)):
        (tmp_path / name).mkdir()
        memory = memory_at(tmp_path / name, [capture(str(number), 0) for number in range(20)])
        read(memory, 0, *(list_row(str(number), "H100", "x") for number in range(20)))
        shown = range(20) if stands else range(5, 20)
        read(memory, 3, *(list_row(str(number), "H100", "x") for number in shown))
        memory.note_vanished(AT + timedelta(days=3))
        for number in range(5):
            memory.saw(capture(str(number), 3, state="gone"))
        for number in range(5, 20):
            memory.saw(capture(str(number), 3))
        read(memory, 6, *(list_row(str(number), "H100", "x") for number in shown))
        scores.append(next(one.score for one in planner(memory, 6).items() if one.key == "9"))
    assert scores[0] > 1.5 * scores[1]


def test_rivals_know_the_score_of_a_place_after_a_list_has_told() -> None:
    rivals = Rivals({"a": 3.0, "b": 2.0, "c": 1.0})
    rivals.lower("a", 2.5)
    rivals.lower("nowhere", 1.0)
    assert [rivals.at(place) for place in range(5)] == [0.0, 2.0, 1.0, 0.5, 0.0]
    assert (rivals.score("a"), rivals.score("nowhere")) == (0.5, 0.0)
