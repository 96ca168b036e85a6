"""Scrapy's HTTP download, with an end to headers as well: a site may send them for ever."""

from __future__ import annotations

from typing import Any

from scrapy.core.downloader.handlers.http11 import (
    HTTP11DownloadHandler,
    _LenientHTTP11ClientFactory,
    _LenientHTTP11ClientProtocol,
)
from scrapy.crawler import Crawler
from twisted.internet.interfaces import IAddress
from twisted.python.failure import Failure
from twisted.web._newclient import HEADER, STATUS

HANDLERS: dict[str, str | None] = {
    "http": "crawlers.downloading.BoundedDownloadHandler",
    "https": "crawlers.downloading.BoundedDownloadHandler",
    **dict.fromkeys(("file", "ftp", "s3", "data")),
}
"""Scheme → Scrapy's handler; nothing but the web is read."""
MAX_HEAD_BYTES = 256 * 1024
"""Status line and headers of one response. Browsers give up at about as much."""


class HeadTooLargeError(Exception):
    """The headers of a response have no end."""


class NeverDrawnError(Exception):
    """A rendered page did not come to an end. It is not tried again: its script would run as long once more."""


class _BoundedProtocol(_LenientHTTP11ClientProtocol):
    """Gives up on a response whose head is larger than `MAX_HEAD_BYTES`. One connection, one response at a time."""

    _head: tuple[Any, int] = (None, 0)

    def dataReceived(self, bytes: bytes) -> None:  # noqa: N802 (as Twisted calls it)
        parser: Any = self._parser
        if parser is not None and parser.state in (STATUS, HEADER):
            known, size = self._head
            size = len(bytes) + (size if known is parser else 0)
            self._head = (parser, size)
            if size > MAX_HEAD_BYTES:
                flood = HeadTooLargeError(f"headers of more than {MAX_HEAD_BYTES:,} bytes")
                self._giveUp(Failure(flood))  # type: ignore[no-untyped-call]
                return
        super().dataReceived(bytes)  # type: ignore[no-untyped-call]


class BoundedFactory(_LenientHTTP11ClientFactory):
    """Makes such connections, for a pool."""

    def buildProtocol(self, addr: IAddress | None) -> _BoundedProtocol:  # noqa: N802 (as Twisted calls it)
        """Called by Twisted for each connection."""
        return _BoundedProtocol(self._quiescentCallback)  # type: ignore[no-untyped-call]


class BoundedDownloadHandler(HTTP11DownloadHandler):
    """Scrapy's handler of http and https with that bound; bodies end at ``DOWNLOAD_MAXSIZE``."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._pool._factory = BoundedFactory
