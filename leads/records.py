"""What the room says of a listing: flags with their reasons, and the lead they make. A flag is not a verdict."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pydantic import BaseModel, ConfigDict

from foundation.ids import natural_id
from index.documents import Listing

LeadStatus = Literal["new"]
"""new: nobody has looked at it yet."""


class Span(BaseModel):
    """A piece of the listing that fired a flag."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    start: int | None
    """First character in the listing's ``text``, 0-based; none where a field of the page says it beside the text."""
    end: int | None
    """One past the last character."""
    text: str
    """The piece as written."""


class Reason(BaseModel):
    """One flag that fired, its points and why."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    flag: str
    """Name of the flag in ``weights.yaml``."""
    points: int
    """What it adds to the score."""
    label: str
    """The flag in a few words, for a table."""
    sentence: str
    """Why it fired here, one sentence for a person."""
    field: str
    """Field of the listing that it rests on."""
    value: str
    """Value of that field."""
    spans: tuple[Span, ...] = ()
    """The pieces of text behind the value; none where the value is not read from text."""
    others: tuple[str, ...] = ()
    """Ids of other listings that it rests on."""
    sources: tuple[str, ...]
    """Ids of the sources in ``weights.yaml`` that name this flag."""


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
