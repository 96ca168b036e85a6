"""What the room says of a listing: flags with their reasons, and the lead they make. A flag is not a verdict."""

from __future__ import annotations

from dataclasses import dataclass

from foundation.ids import natural_id
from index.documents import LeadStatus, Listing, Reason
from index.documents import ReasonSpan as Span

__all__ = ["Lead", "Reason", "Span", "lead_id"]


@dataclass(frozen=True)
class Lead:
    """A listing that deserves a look, scored."""

    listing: Listing
    score: int
    """Sum of the points of its reasons, at most the cap of ``weights.yaml``."""
    reasons: tuple[Reason, ...]
    """By falling points, then flag."""
    weights_version: int
    """Version of ``weights.yaml`` that scored it."""
    status: LeadStatus = "new"

    @property
    def id(self) -> str:
        """Follows from the listing: scoring again gives the same lead."""
        return lead_id(self.listing.id)


def lead_id(listing_id: str) -> str:
    """Id of the lead that a listing can be."""
    return natural_id("lead", listing_id)
