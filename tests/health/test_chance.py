"""Tails of counts against sums written out, and medians that one odd day does not move."""

from __future__ import annotations

from math import comb, exp, factorial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from health.chance import at_least, at_most, poisson_at_most, spread


@given(st.integers(0, 60), st.integers(0, 60), st.floats(0.01, 0.99))
def test_chance_at_most_is_the_binomial_sum_below_the_mean(hits: int, of: int, share: float) -> None:
    if hits >= of * share:
        assert at_most(hits, of, share) == 1
        return
    exact = sum(comb(of, count) * share**count * (1 - share) ** (of - count) for count in range(hits + 1))
    assert at_most(hits, of, share) == pytest.approx(exact, rel=1e-9)


def test_chance_at_least_is_the_other_tail() -> None:
    exact = sum(comb(20, count) * 0.1**count * 0.9 ** (20 - count) for count in range(8, 21))
    assert at_least(8, 20, 0.1) == pytest.approx(exact, rel=1e-9)


def test_chance_of_large_counts_is_quick_and_finite() -> None:
    assert 0 < at_most(49_000, 100_000, 0.5) < 1e-9
    assert at_most(0, 100_000, 0.9) == 0


def test_chance_poisson_is_its_sum() -> None:
    exact = sum(exp(-12.0) * 12.0**n / factorial(n) for n in range(4))
    assert poisson_at_most(3, 12.0) == pytest.approx(exact, rel=1e-9)


def test_spread_is_not_moved_by_one_odd_day() -> None:
    assert spread([0.9, 0.91, 0.89, 0.9, 0.0]) < 0.02
