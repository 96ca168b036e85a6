"""Rates of change, and what waiting costs."""

from __future__ import annotations

import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawlers.revisits.staleness import (
    change_rate,
    changes_between,
    due_after,
    expected_wait,
    urgency,
    urgency_of_known,
)

RATES = st.floats(0.001, 20)
DAYS = st.floats(0, 60)


def test_expected_wait_is_the_mean_age_of_the_first_unseen_change() -> None:
    dice = random.Random(1)
    for rate, days in ((0.1, 5.0), (0.5, 3.0), (2.0, 10.0)):
        ages = [max(0.0, days - dice.expovariate(rate)) for _ in range(40_000)]
        assert expected_wait(rate, days) == pytest.approx(sum(ages) / len(ages), rel=0.05)


@given(RATES, DAYS, st.floats(0, 10))
def test_expected_wait_grows_with_time_and_rate_and_never_beyond_the_time(
    rate: float, days: float, more: float
) -> None:
    wait = expected_wait(rate, days)
    assert 0 <= wait <= days
    assert expected_wait(rate, days + more) >= wait - 1e-9
    assert expected_wait(rate + more, days) >= wait - 1e-6


def test_change_rate_goes_from_the_prior_to_what_was_seen() -> None:
    assert change_rate(0, 0, prior_changes=1, prior_days=4) == 0.25
    assert change_rate(100, 200, prior_changes=1, prior_days=4) == pytest.approx(0.5, abs=0.01)
    assert change_rate(0, 400, prior_changes=1, prior_days=4) < 0.003


def test_changes_between_visits_are_not_taken_for_one() -> None:
    """A page that changes twice a day and is seen every 0.8 days: at most one change a visit can be counted."""
    dice, counted, seen, days = random.Random(2), 0.0, 0, 0.0
    for _ in range(60):
        if dice.random() < -math.expm1(-2.0 * 0.8):
            rate = change_rate(counted, days, prior_changes=0.5, prior_days=4)
            counted, seen = counted + changes_between(rate, 0.8), seen + 1
        days += 0.8
    plain, better = (change_rate(found, days, prior_changes=0.5, prior_days=4) for found in (seen, counted))
    assert plain < 1.0
    assert 1.2 * plain < better < 2.5
    assert changes_between(0.0, 5) == 1


@given(RATES, st.sampled_from([0.1, 0.3, 1.0]))
def test_due_after_is_when_the_wait_is_worth_it_within_its_bounds(rate: float, worth: float) -> None:
    after = due_after(rate, worth, wait=0.1, least=0.5, most=14)
    assert 0.5 <= after <= 14
    if 0.5 < after < 14:
        assert worth * expected_wait(rate, after) == pytest.approx(0.1, rel=1e-3)


def test_urgency_leaps_beyond_the_target() -> None:
    within, beyond = (urgency(0.3, days, target=2, weight=10) for days in (2.0, 4.0))
    assert within == expected_wait(0.3, 2.0)
    assert beyond > 4 * within
    assert urgency_of_known(3, target=2, weight=10) == 13
