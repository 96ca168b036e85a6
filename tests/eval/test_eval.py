"""``make eval`` as the gate runs it: every figure of every set holds its floor."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.eval.__main__ import main
from tests.eval.floors import Floor, floor_of, lowered, read_floors, shortfalls, write_floors
from tests.eval.sets import OWN, own_sets, shared_sets

FIGURES = {"slot_f1": 0.9876, "supply_false_positives": 2.0}
FLOOR: Floor = {"digest": "abc", "slot_f1": 0.982, "supply_false_positives": 2}


@pytest.fixture
def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A checkout without gold sets beside it, on a developer's machine."""
    monkeypatch.setenv("CHIPWATCH_SHARED", str(tmp_path / "nowhere"))
    monkeypatch.delenv("CI", raising=False)


@pytest.mark.shared
def test_eval_figures_hold_their_floors(shared: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert shared.is_dir()
    assert main([]) == 0, capsys.readouterr().err


@pytest.mark.usefixtures("alone")
def test_eval_without_gold_sets_scores_own_examples_and_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    printed = capsys.readouterr()
    assert printed.err.count("\n") == 1
    assert "own examples only" in printed.err
    assert all(gold.name in printed.out for gold in own_sets())
    assert "offers_dev" not in printed.out


@pytest.mark.usefixtures("alone")
def test_eval_without_gold_sets_fails_in_ci(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    assert main([]) == 1


@pytest.mark.usefixtures("alone")
def test_eval_under_a_floor_fails_and_says_which(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    floors = read_floors()
    monkeypatch.setattr(
        "tests.eval.__main__.read_floors", lambda: floors | {"own_first": floors["own_first"] | {"slot_f1": 1.5}}
    )
    assert main(["own_first"]) == 1
    assert "own_first slot_f1" in capsys.readouterr().err


@pytest.mark.usefixtures("alone")
def test_eval_shows_no_text_of_a_held_out_set(capsys: pytest.CaptureFixture[str]) -> None:
    main(["own_heldout", "--misses", "1000"])
    printed = capsys.readouterr().out
    assert "no rule written for these" in printed
    assert " != " not in printed


@pytest.mark.usefixtures("alone")
def test_eval_refuses_a_set_that_is_not_there() -> None:
    with pytest.raises(SystemExit):
        main(["own_nothing"])


def test_eval_has_a_floor_for_every_set_and_no_other() -> None:
    sets = {gold.name for gold in (*own_sets(), *shared_sets(Path()))}
    assert set(read_floors()) == sets


def test_own_sets_are_found_in_folders_of_their_form(tmp_path: Path) -> None:
    for name in ("first.jsonl", "passages/heldout_two.jsonl", "cases/third.jsonl"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    found = [(gold.name, gold.form, gold.held_out) for gold in own_sets(tmp_path)]
    assert found == [
        (f"{OWN}first", "offers", False),
        (f"{OWN}passages_heldout_two", "passages", True),
        (f"{OWN}cases_third", "cases", False),
    ]


def test_floor_lies_a_little_under_the_figure_and_never_over_a_count_of_mistakes() -> None:
    assert floor_of(FIGURES, "abc") == FLOOR


@pytest.mark.parametrize(
    ("figures", "digest", "says"),
    [
        (FIGURES, "abc", ""),
        (FIGURES | {"slot_f1": 0.981}, "abc", "slot_f1 0.9810 misses 0.982"),
        (FIGURES | {"supply_false_positives": 3.0}, "abc", "supply_false_positives"),
        (FIGURES, "other", "has changed"),
        ({"slot_f1": 1.0}, "abc", "not measured"),
    ],
)
def test_shortfalls_name_set_and_figure(figures: dict[str, float], digest: str, says: str) -> None:
    found = "\n".join(shortfalls("some_set", figures, digest, FLOOR))
    assert says in found
    assert bool(found) == bool(says)


def test_set_without_a_floor_falls_short() -> None:
    assert shortfalls("some_set", FIGURES, "abc", None)


def test_floors_are_written_as_they_are_read_and_lower_ones_are_told(tmp_path: Path) -> None:
    path = tmp_path / "floors.toml"
    write_floors({"some_set": FLOOR}, path)
    assert read_floors(path) == {"some_set": FLOOR}
    assert lowered({"some_set": FLOOR}, {"some_set": FLOOR | {"slot_f1": 0.9}}) == ["some_set slot_f1: 0.982 → 0.9"]
    assert lowered({"some_set": FLOOR}, {"some_set": FLOOR | {"slot_f1": 0.99}}) == []
