from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.sqlite.magnitudes import covering, marks

_numbers = st.one_of(st.floats(), st.integers(-(2**70), 2**70).map(float), st.integers(0, 2000).map(float))
_bounds = st.none() | st.floats(allow_nan=False) | st.integers(0, 2000).map(float) | st.sampled_from([1e11, 1e12, 0.0])


def _held(value: float, low: float | None, high: float | None, low_included: bool, high_included: bool) -> bool:
    above = low is None or value > low or (low_included and value == low)
    return above and (high is None or value < high or (high_included and value == high))


@given(_numbers, _bounds, _bounds, st.booleans(), st.booleans())
def test_magnitudes_find_every_number_between_the_bounds_and_no_other_where_they_are_exact(
    value: float, low: float | None, high: float | None, low_included: bool, high_included: bool
) -> None:
    cover = covering(low, high, low_included=low_included, high_included=high_included)
    found = bool(set(marks(value)) & set(cover.signs))
    held = not math.isnan(value) and _held(value, low, high, low_included, high_included)
    assert found == held if cover.exact else found >= held


@given(st.integers(-5, 3000) | st.integers(), _bounds, _bounds, st.booleans(), st.booleans())
def test_magnitudes_of_integers_are_found_the_same(
    value: int, low: float | None, high: float | None, low_included: bool, high_included: bool
) -> None:
    cover = covering(low, high, low_included=low_included, high_included=high_included, whole=True)
    found = bool(set(marks(value)) & set(cover.signs))
    held = _held(value, low, high, low_included, high_included)
    assert found == held if cover.exact else found >= held


@pytest.mark.parametrize(
    ("value", "found"),
    [
        (0, ("a",)),
        (-5, ("a",)),
        (0.99, ("a",)),
        (1, ("b", "b1")),
        (9.99, ("b", "b9")),
        (30, ("c", "c3", "c30")),
        (640, ("d", "d6", "d64")),
        (100_000, ("g", "g1", "g10")),
        (99_999_999_999, ("l", "l9", "l99")),
        (1e11, ("m",)),
        (math.inf, ("m",)),
        (math.nan, ()),
    ],
)
def test_magnitudes_of_a_number(value: float, found: tuple[str, ...]) -> None:
    assert marks(value) == found


@pytest.mark.parametrize(
    ("low", "high", "found", "exact"),
    [
        (700, None, "d7 d8 d9 e f g h i j k l m", True),
        (100, 999, "d", True),
        (95, 250, "c95 c96 c97 c98 c99 d1 d20 d21 d22 d23 d24 d25", False),
        (95, 249, "c95 c96 c97 c98 c99 d1 d20 d21 d22 d23 d24", True),
        (2.5, 3.5, "b3", True),
        (None, 3, "a b1 b2 b3", True),
        (None, None, "a b c d e f g h i j k l m", True),
        (5, 2, "", True),
    ],
)
def test_magnitudes_of_a_range_of_integers(low: float | None, high: float | None, found: str, exact: bool) -> None:
    cover = covering(low, high, whole=True)
    assert (cover.signs, cover.exact) == (tuple(found.split()), exact)


def test_magnitudes_are_exact_up_to_a_bound_that_is_left_out() -> None:
    below = covering(None, 300_000, high_included=False)
    assert (below.signs, below.exact) == (("a", "b", "c", "d", "e", "f", "g1", "g2"), True)
    assert covering(None, 300_000) == covering(None, 300_001, high_included=False)
    assert not covering(None, 300_000).exact
