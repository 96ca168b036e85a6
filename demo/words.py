"""What a visitor reads on the page of an item."""

from __future__ import annotations

from dataclasses import dataclass, field

from demo.told import Told


@dataclass
class Words:
    """Title, body and labelled fields, with what they state."""

    title: str
    """Headline."""
    body: str
    """Text, lines apart by a line feed."""
    told: tuple[Told, ...] = ()
    """What title, body and fields state, one entry a line of goods. None in a look-alike."""
    picture: tuple[str, ...] = ()
    """Lines that stand only in the picture of the post."""
    contacts_shown: bool = False
    """Whether the text gives the seller's contacts."""
    asks: int | None = None
    """Price of a look-alike, in the site's currency."""
    fields: dict[str, str] = field(default_factory=dict)
    """Labelled values that stand on the page beside title and body."""
    tiers: tuple[tuple[str, int], ...] = ()
    """Order size and price of one unit, as the page tables them."""
