"""What a run counts of the items it takes, so that it can be held against the source's own past.

Beside fill and refusals these are ``new`` (items never seen before), ``listed`` (items that lists led to, not a visit
to a known one), ``repeated`` (items that say word for word what another of the run says) and ``shut`` (pages that were
refused: a thread counts once, however many posts are behind it). ``budget`` is there
where the day's requests are limited.
"""

from __future__ import annotations

from collections import Counter
from hashlib import blake2b

from crawlers.reading_result import ItemReading
from crawlers.records import ArticlePage, Capture, ListingPage

FIELDS = ("title", "text", "price", "currency", "seller", "place", "availability", "images", "posted_at", "author")
"""Fields whose fill is counted: ``with_<field>`` items have it, ``own_<field>`` have it where the source file says."""
KINDS_OF_REFUSAL = {
    "captcha": ("captcha",),
    "login": ("login",),
    "soft_404": ("soft 404", "redirected to"),
    "empty": ("empty page",),
    "http": ("http ",),
}
"""``shut_<kind>`` → how the reasons of such pages begin; any other is ``shut_page``, a sign of the source file."""
_MOST_TEXTS = 50_000
_ALONE = frozenset({"new", "repeated", "listed", "shut", "budget"})
_BEGINNINGS = ("with_", "own_", "shut_")


class Tally:
    """Counts fill and items that say the same, into the counter of a run."""

    def __init__(self, counts: Counter[str]) -> None:
        self._counts = counts
        self._texts: set[int] = set()

    def read(self, item: ItemReading) -> None:
        """Count what the source's own rules found on one item that is taken."""
        if item.state == "content":
            self._counts.update(f"own_{name}" for name in item.own if name in FIELDS)

    def take(self, capture: Capture) -> None:
        """Count one capture. Of a paused run, pages that say the same as those before the pause are not known."""
        if capture.state != "content" or capture.page is None:
            return
        page = capture.page
        for name in FIELDS:
            self._counts[f"with_{name}"] += bool(_value(page, name))
        if self._is_repeated(page):
            self._counts["repeated"] += 1

    def _is_repeated(self, page: ListingPage | ArticlePage) -> bool:
        """Whether an item before said the same, word for word."""
        said = f"{page.title}\x1f{page.text}".encode("utf-8", "replace")
        mark = int.from_bytes(blake2b(said, digest_size=8).digest(), "big")
        if mark in self._texts:
            return True
        if len(self._texts) < _MOST_TEXTS:
            self._texts.add(mark)
        return False


def kind_of_refusal(reason: str) -> str:
    """Kind of what stood before a page, by the reason that was read off it."""
    for kind, beginnings in KINDS_OF_REFUSAL.items():
        if reason.startswith(beginnings):
            return kind
    return "page"


def is_for_health(name: str) -> bool:
    """Whether a count of a run is one of these."""
    return name in _ALONE or name.startswith(_BEGINNINGS)


def _value(page: ListingPage | ArticlePage, name: str) -> object:
    if isinstance(page, ArticlePage) and name == "posted_at":
        return page.published_at
    return getattr(page, name, None)
