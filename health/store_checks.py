"""Checks of the store: what its server refused, and what its errors mean."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from foundation.errors import StoreError
from health.finding import Finding, finding
from index.store import OutdatedStoreError, SetAside

_REASONS_SHOWN = 3


def on_refusals(set_aside: Iterable[SetAside]) -> Iterator[Finding]:
    """Whether the store has refused documents (`Store.set_aside`) that are missing to this day."""
    refused = [one for one in set_aside if not one.landed]
    if refused:
        told = "; ".join(f"{one.kind} {one.id}: {one.reason}" for one in refused[:_REASONS_SHOWN])
        yield finding("set_aside", f"documents missing from the store: {len(refused)} ({told})")


def on_error(error: StoreError) -> Finding:
    """The finding that says why the store does not open or answer."""
    kind = "store_schema" if isinstance(error, OutdatedStoreError) else "store_broken"
    place = f"{error.where}: " if error.where else ""
    advice = error.way_out or "see the store's own log"
    return finding(kind, f"{place}{error.problem}", detail=f"{advice[:1].upper()}{advice[1:]}")
