"""Whether a figure is unusual for its source: robust medians of the past, exact tails of chance.

The past is made of sound runs alone, so what any of them showed is usual, however seldom it was.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from health.chance import at_least, at_most, poisson_at_most, spread
from health.figures import Part
from health.parameters import Parameters


def usual(past: Sequence[Part]) -> float:
    """Median share of the runs in which there was something to count."""
    return median([part.share for part in past if part.of] or [0.0])


def has_fallen(now: Part, past: Sequence[Part], parameters: Parameters, *, beside: bool = False) -> bool:
    """Whether *now* is a lower share than chance and the source's own swing explain.

    *beside* another share that has surely fallen, milder evidence will do.
    """
    chance = (parameters.chance_beside if beside else parameters.chance).value
    known = [part for part in past if part.of]
    if not now.of or len(known) < parameters.least_past_runs.value:
        return False
    shares = [part.share for part in known]
    middle = median(shares)
    lowest = _inside(min(middle - parameters.spreads.value * spread(shares), *shares), known)
    return middle - now.share >= parameters.least_change.value and at_most(now.hits, now.of, lowest) <= chance


def has_risen(now: Part, past: Sequence[Part], parameters: Parameters) -> bool:
    """Whether *now* is a higher share than chance and the source's own swing explain."""
    known = [part for part in past if part.of]
    if not now.of or len(known) < parameters.least_past_runs.value:
        return False
    shares = [part.share for part in known]
    middle = median(shares)
    highest = _inside(max(middle + parameters.spreads.value * spread(shares), *shares), known)
    return (
        now.share - middle >= parameters.least_change.value
        and at_least(now.hits, now.of, highest) <= parameters.chance.value
    )


def has_shrunk(now: int, past: Sequence[int], parameters: Parameters) -> bool:
    """Whether a count of items is far under the usual ones."""
    if len(past) < parameters.least_past_runs.value:
        return False
    middle = median(past)
    least = min(middle - parameters.spreads.value * spread(past), *past)
    return (
        least > 0
        and now <= (1 - parameters.yield_loss.value) * middle
        and poisson_at_most(now, least) <= parameters.yield_chance.value
    )


def has_swollen(now: int, past: Sequence[int], parameters: Parameters) -> bool:
    """Whether a count of items is far over the usual ones."""
    if len(past) < parameters.least_past_runs.value:
        return False
    most = max(median(past) + parameters.spreads.value * spread(past), *past, 1)
    return now >= parameters.yield_growth.value * most and now >= most + 10


def is_silent(runs_without_new: int, usual_new: float, parameters: Parameters) -> bool:
    """Whether so many runs in a row without a new item are more than chance, where *usual_new* a run are usual."""
    mean = runs_without_new * usual_new
    return mean > 0 and poisson_at_most(0, mean) <= parameters.chance.value


def _inside(share: float, known: Sequence[Part]) -> float:
    """*share* kept off 0 and 1 by as much as the items of the past leave open."""
    margin = 1 / (sum(part.of for part in known) + 2)
    return min(max(share, margin), 1 - margin)
