"""The assertions of a source file (`healthy`) held against the counts of a run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from crawlers.source import Healthy


@dataclass(frozen=True)
class FailedAssertion:
    """One that does not hold."""

    text: str
    """What was found and what was expected, without the source's name."""
    field: str | None = None
    """The field whose fill is too low; none where it is about items."""


def failed_assertions(healthy: Healthy, counts: Mapping[str, int]) -> Iterator[FailedAssertion]:
    """Those of *healthy* that *counts* do not meet, in the order of the file's keys.

    How many items a run brings is its own choice where it had a budget: then too few are no failure.
    """
    items, blocked = counts.get("items", 0), counts.get("blocked", 0)
    if items < healthy.min_items and "budget" not in counts:
        yield FailedAssertion(f"{items} items with content, at least {healthy.min_items} were expected")
    if healthy.max_items is not None and items > healthy.max_items:
        yield FailedAssertion(f"{items} items with content, at most {healthy.max_items} were expected")
    if (share := blocked / max(1, items + blocked)) > healthy.max_blocked_share:
        yield FailedAssertion(
            f"{share:.0%} of the items were refused, at most {healthy.max_blocked_share:.0%} were expected"
        )
    for name, least in healthy.min_fill.items():
        if items and (share := counts.get(f"with_{name}", 0) / items) < least:
            yield FailedAssertion(
                f"{name} was found on {share:.0%} of the items, at least {least:.0%} were expected", name
            )
