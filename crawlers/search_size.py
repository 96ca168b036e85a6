"""How many requests a source makes of its searches, before it makes them."""

from __future__ import annotations

from dataclasses import dataclass

from crawlers.searches import queries_of
from crawlers.source import Source


@dataclass(frozen=True)
class SearchSize:
    """Requests of one crawl, without robots.txt, retries and redirects."""

    source: str
    """Name of the source."""
    queries: int
    """What its entries with ``{query}`` search for."""
    least: int
    """List pages, if every entry and query shows one."""
    most: int
    """List pages, if each shows as many as it may."""
    items_apart: bool
    """Every item shown is a request more: lists do not hold the items themselves."""
    period_hours: int
    """How often that is."""
    limit: int | None
    """The crawl ends after so many pages (``politeness.max_requests``)."""
    delay_s: float
    """Least seconds between two of them."""

    @property
    def most_allowed(self) -> int:
        """`most`, within `limit`."""
        return self.most if self.limit is None else min(self.most, self.limit)

    @property
    def least_a_day(self) -> float:
        """`least`, a day."""
        return min(self.least, self.limit or self.least) * 24 / self.period_hours

    @property
    def most_a_day(self) -> float:
        """`most_allowed`, a day."""
        return self.most_allowed * 24 / self.period_hours

    @property
    def hours(self) -> float:
        """Hours that `most_allowed` takes at the least delay."""
        return self.most_allowed * self.delay_s / 3600


def search_size(source: Source, least_delay_s: float) -> SearchSize:
    """The size of *source*'s searches; *least_delay_s* is the setting ``delay_s``."""
    queries = queries_of(source.queries, source.searches)
    least = most = 0
    for entry in source.entries:
        times = len(queries) if "{query}" in entry.url else 1
        pages = entry.max_pages if _goes_on(source, entry.url) else 1
        least += times
        most += times * pages
    lists = source.lists
    return SearchSize(
        source=source.name,
        queries=len(queries) if any("{query}" in entry.url for entry in source.entries) else 0,
        least=least,
        most=most,
        items_apart=not (lists.cards or lists.off_feed),
        period_hours=source.period_hours,
        limit=source.politeness.max_requests,
        delay_s=max(least_delay_s, source.politeness.delay_s),
    )


def _goes_on(source: Source, url: str) -> bool:
    return "{page}" in url or bool(source.lists.next)
