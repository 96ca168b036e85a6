"""What was read from one response."""

from __future__ import annotations

from dataclasses import dataclass

from crawlers.records import Page, PageState
from crawlers.site import Role

_REASON_CHARACTERS = 80


@dataclass(frozen=True)
class Link:
    """An address that a response leads to."""

    url: str
    """Canonical."""
    role: Role
    """What it will show."""
    key: str | None = None
    """Key of the item it shows; none for pages that lead on, and for threads none either (posts have the keys)."""
    label: str | None = None
    """Text of the link; none in feeds, sitemaps and JSON."""


@dataclass(frozen=True)
class ItemReading:
    """One item as a response shows it."""

    key: str
    """Its identity within the source."""
    url: str
    """Canonical address."""
    state: PageState
    """What the response shows of it."""
    reason: str | None = None
    """For gone and blocked: the evidence."""
    page: Page | None = None
    """The parsed page; none where it shows no item."""
    own: frozenset[str] = frozenset()
    """Fields that stood where the source file says; the others were guessed from markup and words."""


@dataclass(frozen=True)
class Reading:
    """Everything that a response shows: items, ways on, or why there are none."""

    role: Role
    """What the address stands for."""
    state: PageState = "content"
    """Of the response as a whole; a thread that is gone takes all its posts with it."""
    reason: str | None = None
    """For gone and blocked: the evidence."""
    items: tuple[ItemReading, ...] = ()
    """Each key once."""
    links: tuple[Link, ...] = ()
    """To items and to pages that lead on; each address once."""
    glimpses: tuple[ItemReading, ...] = ()
    """Items as a list shows them beside the links to their pages: partial, each key once."""
    problem: str | None = None
    """Why nothing could be read: a broken feed, an answer of the server's own trouble. None of the goods follows."""


def one_line(reason: str) -> str:
    """*reason* on one line, cut to what a person needs."""
    return " ".join(reason.split())[:_REASON_CHARACTERS]
