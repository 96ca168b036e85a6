from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from demo.dice import Dice

keys = st.tuples(st.integers(), st.text())


@given(keys, st.text(), st.integers(-100, 100), st.integers(0, 1000))
def test_dice_between_stays_within_its_bounds(key: tuple[int, str], name: str, low: int, width: int) -> None:
    assert low <= Dice(*key).between(name, low, low + width) <= low + width


@given(keys, st.text())
def test_dice_same_key_gives_the_same_draw(key: tuple[int, str], name: str) -> None:
    assert Dice(*key).number(name) == Dice(*key).number(name)


@given(keys)
def test_dice_real_is_below_one(key: tuple[int, str]) -> None:
    assert 0 <= Dice(*key).real("x") < 1


def test_dice_draws_do_not_depend_on_each_other() -> None:
    alone = Dice(1).number("b")
    dice = Dice(1)
    dice.number("a")
    assert dice.number("b") == alone


def test_dice_chance_comes_true_in_its_share_of_keys() -> None:
    hits = sum(Dice(number).chance("rain", 0.3) for number in range(5000))
    assert 1400 < hits < 1600
