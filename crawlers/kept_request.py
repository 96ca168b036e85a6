"""A request that waits, as it is written down: enough to make the same one again in another process."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, JsonValue
from scrapy import Request

_META = (
    "role",
    "key",
    "pages_left",
    "keys",
    "barren",
    "revisit",
    "depth",
    "retry_times",
    "redirect_times",
    "redirect_ttl",
    "redirect_urls",
    "redirect_reasons",
)
"""Meta of ours and of Scrapy's depth, retries and redirects. What else a request carries follows from its source."""


class KeptRequest(BaseModel):
    """One request. Headers are left out, since those of a request that was made may hold keys; all but the referrer."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    url: str
    """Where it goes, after the redirects so far."""
    priority: int
    """As Scrapy counts: the higher, the sooner."""
    unfiltered: bool = False
    """It is made although its address was asked for before."""
    referer: str | None = None
    """Header of that name."""
    meta: dict[str, JsonValue]
    """Meta of Scrapy's request, by `_META`."""

    @staticmethod
    def of(request: Request) -> KeptRequest:
        """*request* as it is written down."""
        referer = request.headers.get(b"Referer")
        return KeptRequest.model_construct(
            url=request.url,
            priority=request.priority,
            unfiltered=request.dont_filter,
            referer=referer.decode("latin-1") if referer else None,
            meta={name: request.meta[name] for name in _META if name in request.meta},
        )

    @property
    def first_url(self) -> str:
        """Address before any redirect."""
        before: Any = self.meta.get("redirect_urls")
        return str(before[0]) if before else self.url
