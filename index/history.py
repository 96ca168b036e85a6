"""A listing's row of sightings, folded: when it was seen, what it is now, how its price and stock moved.

Pure functions of sightings. A blocked sighting says nothing of the goods: it counts as a check and nothing more.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Literal, TypedDict

from index.documents import ListingState, Sighting


class History(TypedDict):
    """The fields of `Listing` that follow from its sightings; meanings there."""

    first_seen: datetime
    last_seen: datetime
    last_checked: datetime
    state: ListingState
    gone_at: datetime | None
    gone_reason: str | None
    sightings: int
    changes: int


@dataclass(frozen=True)
class Step:
    """A moment at which something about a listing changed."""

    at: datetime
    """UTC."""
    what: Literal["first seen", "price", "quantity", "price and quantity", "gone", "back"]
    price: Decimal | None
    """As stated from then on; none where no price is stated."""
    currency: str | None
    quantity: int | None
    gpu_count: int | None
    reason: str | None
    """Evidence of its end."""
    sighting_id: str
    """The sighting that shows it."""


def fold_history(sightings: Sequence[Sighting]) -> History:
    """State and dates of a listing from all its sightings, at least one, oldest first (ties by id).

    It is gone only on positive evidence, and live again when it is seen live later. A listing that only blocked
    sightings know is ``unknown``, first and last seen when it was first checked.
    """
    live = [sighting for sighting in sightings if sighting.state == "live"]
    telling = [sighting for sighting in sightings if sighting.state != "blocked"]
    end = _end(telling)
    return History(
        first_seen=(live or telling or sightings)[0].observed_at,
        last_seen=live[-1].observed_at if live else (telling or sightings)[0].observed_at,
        last_checked=sightings[-1].observed_at,
        state="unknown" if not telling else "gone" if end else "live",
        gone_at=end.observed_at if end else None,
        gone_reason=end.reason if end else None,
        sightings=len(sightings),
        changes=sum(step.what in ("price", "quantity", "price and quantity") for step in history(sightings)),
    )


def history(sightings: Sequence[Sighting]) -> tuple[Step, ...]:
    """What changed when, oldest first. Sightings must be sorted; those that change nothing give no step."""
    steps: list[Step] = []
    shown: Sighting | None = None
    gone = False
    for sighting in sightings:
        if sighting.state == "blocked":
            continue
        if sighting.state == "gone":
            if not gone:
                steps.append(_step(sighting, "gone", shown))
            gone = True
            continue
        if sighting.digest is None and shown is not None:
            sighting = _completed(sighting, shown)  # noqa: PLW2901 - what the list left out is as it was
        if shown is None:
            steps.append(_step(sighting, "back" if gone else "first seen", sighting))
        else:
            if gone:
                steps.append(_step(sighting, "back", sighting))
            if what := _difference(shown, sighting):
                steps.append(_step(sighting, what, sighting))
        shown, gone = sighting, False
    return tuple(steps)


def _completed(sighting: Sighting, before: Sighting) -> Sighting:
    """A sighting of a list, with what the list did not show as it was before."""
    same: dict[str, object] = {"quantity": before.quantity, "gpu_count": before.gpu_count}
    if sighting.price is None:
        same |= {"price": before.price, "currency": before.currency}
    return sighting.model_copy(update=same)


def _end(telling: Sequence[Sighting]) -> Sighting | None:
    """First sighting of the end that still holds."""
    end: Sighting | None = None
    for sighting in reversed(telling):
        if sighting.state == "live":
            break
        end = sighting
    return end


def _difference(before: Sighting, after: Sighting) -> Literal["price", "quantity", "price and quantity"] | None:
    price = (before.price, before.currency) != (after.price, after.currency)
    quantity = (before.quantity, before.gpu_count) != (after.quantity, after.gpu_count)
    if price and quantity:
        return "price and quantity"
    if price:
        return "price"
    return "quantity" if quantity else None


def _step(
    sighting: Sighting,
    what: Literal["first seen", "price", "quantity", "price and quantity", "gone", "back"],
    shown: Sighting | None,
) -> Step:
    return Step(
        at=sighting.observed_at,
        what=what,
        price=shown.price if shown else None,
        currency=shown.currency if shown else None,
        quantity=shown.quantity if shown else None,
        gpu_count=shown.gpu_count if shown else None,
        reason=sighting.reason if what == "gone" else None,
        sighting_id=sighting.id,
    )
