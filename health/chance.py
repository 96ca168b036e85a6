"""How likely chance alone is: tails of counts, and medians that one odd day does not move."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import exp, lgamma, log, log1p
from statistics import median

_NORMAL = 1.4826
"""Median of absolute deviations → standard deviation, where figures are normal."""
_NEGLIGIBLE = 1e-12


def spread(values: Sequence[float]) -> float:
    """Spread around the median in the unit of *values*; 0 where most of them are equal."""
    middle = median(values)
    return _NORMAL * median(abs(value - middle) for value in values)


def at_most(hits: int, of: int, share: float) -> float:
    """Probability of *hits* or fewer among *of*, each a hit with probability *share* (strictly between 0 and 1)."""
    return min(1.0, _sum_down(hits, lambda count: _binomial(count, of, share), of * share))


def at_least(hits: int, of: int, share: float) -> float:
    """Probability of *hits* or more among *of*."""
    return at_most(of - hits, of, 1 - share)


def poisson_at_most(count: int, mean: float) -> float:
    """Probability of *count* or fewer where *mean* (more than 0) are expected."""
    return min(1.0, _sum_down(count, lambda n: exp(n * log(mean) - mean - lgamma(n + 1)), mean))


def _sum_down(start: int, probability: Callable[[int], float], mean: float) -> float:
    """Sum of the probabilities of 0 to *start*; from the middle of the distribution on only said to be large."""
    if start >= mean:
        return 1.0
    total = 0.0
    for count in range(start, -1, -1):
        added = probability(count)
        total += added
        if added < total * _NEGLIGIBLE:
            break
    return total


def _binomial(hits: int, of: int, share: float) -> float:
    ways = lgamma(of + 1) - lgamma(hits + 1) - lgamma(of - hits + 1)
    return exp(ways + hits * log(share) + (of - hits) * log1p(-share))
