"""Rates of change and what a visit is worth by them. Pure arithmetic; rates are changes a day, times days.

An item is taken to change as a Poisson process. What grows while nobody looks is the *expected wait*: the expected
age of the oldest change that nobody has seen, 0 where there is none.
"""

from __future__ import annotations

import math

_TINY = 1e-9


def change_rate(changes: float, days: float, *, prior_changes: float, prior_days: float) -> float:
    """Changes a day: the mean of a gamma distribution with the prior's shape and rate after *changes* in *days*."""
    return (changes + prior_changes) / (days + prior_days)


def changes_between(rate: float, days: float) -> float:
    """Expected number of changes in *days*, given that there was at least one.

    Two visits only tell that something changed between them. Counting such a span as one change would make whatever
    is visited seldom look quiet.
    """
    expected = rate * days
    if expected < _TINY:
        return 1.0
    return expected / -math.expm1(-expected)


def expected_wait(rate: float, days: float) -> float:
    """Expected age, days, of the oldest unseen change *days* after the last visit.

    With T the time of the first change, the mean of max(0, days - T). It is also the Whittle index of the visit where
    missing n changes costs the harmonic number of n, which is the cost of Kolobov et al. 2019.
    """
    expected = rate * days
    if expected < 1e-4:
        return rate * days * days / 2
    return days + math.expm1(-expected) / rate


def urgency(rate: float, days: float, *, target: float, weight: float) -> float:
    """Expected wait, where the part beyond *target* days counts *weight* times more."""
    return expected_wait(rate, days) + weight * expected_wait(rate, max(0.0, days - target))


def urgency_of_known(age: float, *, target: float, weight: float) -> float:
    """The same for a change that is known to wait, for *age* days."""
    return age + weight * max(0.0, age - target)


def due_after(rate: float, worth: float, *, wait: float, least: float, most: float) -> float:
    """Days after a visit when ``worth * expected_wait`` reaches *wait*, held between *least* and *most*."""
    if worth * expected_wait(rate, least) >= wait:
        return least
    if worth * expected_wait(rate, most) <= wait:
        return most
    low, high = least, most
    for _ in range(40):
        middle = (low + high) / 2
        if worth * expected_wait(rate, middle) < wait:
            low = middle
        else:
            high = middle
    return high
