"""Requests that wait: in memory while a crawl works, on disk only while it is paused.

Scrapy's own disk queues write every request, which costs a crawl of a near site a good part of its speed, and they do
not survive a kill either. A hundred thousand waiting requests take some 80 MB.
"""

from __future__ import annotations

import pickle
from collections import deque
from pathlib import Path
from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.utils.request import request_from_dict


class KeptQueue:
    """Last in, first out. Scrapy makes one for every priority and closes it when it is empty or the crawl ends."""

    def __init__(self, crawler: Crawler, key: str) -> None:
        self._spider = crawler.spider
        self._file = Path(key)
        self._waiting: deque[Request] = deque()
        if self._file.is_file():
            kept = pickle.loads(self._file.read_bytes())  # noqa: S301 (written by this class, in the user's own home)
            self._waiting.extend(request_from_dict(one, spider=self._spider) for one in kept)
            self._file.unlink()

    @classmethod
    def from_crawler(cls, crawler: Crawler, key: str) -> Self:
        """Called by Scrapy; *key* is the path of a file of its own."""
        return cls(crawler, key)

    def push(self, request: Request) -> None:
        """Let *request* wait."""
        self._waiting.append(request)

    def pop(self) -> Request | None:
        """The next request; None where none waits."""
        return self._waiting.pop() if self._waiting else None

    def peek(self) -> Request | None:
        """The next request, which stays."""
        return self._waiting[-1] if self._waiting else None

    def close(self) -> None:
        """Keep what still waits for the process that goes on."""
        if self._waiting:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            self._file.write_bytes(pickle.dumps([request.to_dict(spider=self._spider) for request in self._waiting]))

    def __len__(self) -> int:
        return len(self._waiting)


class KeptStartQueue(KeptQueue):
    """First in, first out: entries are asked for in the order of the source file."""

    def pop(self) -> Request | None:
        """The next request; None where none waits."""
        return self._waiting.popleft() if self._waiting else None

    def peek(self) -> Request | None:
        """The next request, which stays."""
        return self._waiting[0] if self._waiting else None
