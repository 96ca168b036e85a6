"""Times and their summary."""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Callable


def seconds(work: Callable[[], object]) -> float:
    """Wall clock of one call."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def percentile(times: list[float], percent: int) -> float:
    """The time that *percent* of the calls do not exceed."""
    return statistics.quantiles(times, n=100, method="inclusive")[percent - 1]


def tell(**figures: float | str | dict[str, float]) -> None:
    """Print the figures of a job."""
    print(json.dumps(figures))
