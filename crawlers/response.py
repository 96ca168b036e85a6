"""A response as evidence keeps it: what the network said, free of any crawling framework."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True)
class PageResponse:
    """One answer of a site, fresh from a crawl or read back from a WARC file."""

    url: str
    """Address that was asked for."""
    status: int
    """HTTP status."""
    body: bytes
    """After transfer and content decoding; of a browser-rendered page its final HTML as UTF-8."""
    fetched_at: datetime
    """UTC."""
    final_url: str = ""
    """Address that answered, after redirects; empty, the same as `url`."""
    headers: Mapping[str, str] = field(default_factory=dict)
    """By lower-case name."""

    @property
    def address(self) -> str:
        """Address that answered."""
        return self.final_url or self.url

    @property
    def content_type(self) -> str:
        """Media type and parameters as sent; empty where none were."""
        return self.headers.get("content-type", "")
