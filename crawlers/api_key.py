"""The key of an API: from the environment into a header of requests to that API, and nowhere else.

It is put in last before a request leaves and taken out first when the answer comes, so that job directories, the HTTP
cache, logs, spool and WARC never see it.
"""

from __future__ import annotations

import asyncio
import json
import os
from base64 import b64encode
from collections.abc import Mapping
from http.client import HTTPException
from time import monotonic
from typing import Any, Self
from urllib.error import HTTPError
from urllib.parse import urlencode, urlsplit
from urllib.request import HTTPRedirectHandler
from urllib.request import Request as TokenRequest

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response

from crawlers.checked_fetch import checked_opener
from crawlers.reach import Reach, reach_of
from crawlers.source import Source
from crawlers.source_background import Access, Token

_TOKEN_TIMEOUT_S = 30
_TOKEN_BYTES = 100_000
_MARGIN_S = 60
_USUAL_LIFE_S = 3600
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
NO_TOKEN = "the API gave no token"  # noqa: S105 - a message
"""How the reason begins where a token was refused."""


def missing_key(source: Source, environment: Mapping[str, str] = os.environ) -> str | None:
    """Why *source* cannot be asked: which variable is not set. None where nothing is missing."""
    access = source.access
    if access is None:
        return None
    missing = [name for name in access.variables if not environment.get(name)]
    if not missing:
        return None
    return f"the key of its API is not set ({' and '.join(missing)}); {access.how}"


class ApiKeyMiddleware:
    """Puts the key of a source's API into requests to the hosts of its API entries, over https or to this machine."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._token = ""
        self._until = 0.0
        self._lock = asyncio.Lock()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Called by Scrapy."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Called by Scrapy with every request, after all other middlewares."""
        access = self._access(request)
        if access is None:
            return
        key = os.environ.get(access.key, "")
        if access.token and access.secret:
            key = await self._token_for(access.token, key, os.environ.get(access.secret, ""))
        request.headers[access.header] = access.form.replace("{key}", key)

    def process_response(self, request: Request, response: Response) -> Response:
        """Called by Scrapy with every response, before all other middlewares."""
        self._forget(request)
        if response.status == 401:
            # The token is spent: the next request asks for another.
            self._until = 0.0
        return response

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Called by Scrapy where no answer came."""
        self._forget(request)

    def _forget(self, request: Request) -> None:
        if access := self._access(request):
            request.headers.pop(access.header, None)

    def _access(self, request: Request) -> Access | None:
        source: Source | None = getattr(self._crawler.spider, "source", None)
        if source is None or source.access is None:
            return None
        parts = urlsplit(request.url)
        hosts = {urlsplit(entry.url).netloc for entry in source.entries if entry.kind == "api"}
        private = parts.scheme == "https" or parts.hostname in _LOOPBACK
        return source.access if private and parts.netloc in hosts and parts.path != "/robots.txt" else None

    async def _token_for(self, token: Token, client: str, secret: str) -> str:
        async with self._lock:
            if monotonic() >= self._until:
                settings = self._crawler.settings
                agent, reach = str(settings["USER_AGENT"]), reach_of(settings["CHIPWATCH"])
                answer = await asyncio.to_thread(_ask_token, token, client, secret, agent, reach)
                self._token = answer["access_token"]
                self._until = monotonic() + max(0.0, _life_s(answer) - _MARGIN_S)
            return self._token


class _NoRedirects(HTTPRedirectHandler):
    """The client's secret goes to the address of the source file and to no other."""

    def redirect_request(self, *_: Any) -> None:
        """Called by urllib; the redirect is then an `HTTPError`."""


def _ask_token(token: Token, client: str, secret: str, agent: str, reach: Reach) -> dict[str, Any]:
    """What the address of *token* answers. Raises `IgnoreRequest` that names no secret."""
    form = {"grant_type": "client_credentials", **({"scope": token.scope} if token.scope else {})}
    request = TokenRequest(token.url, data=urlencode(form).encode())  # noqa: S310 - the model allows https alone
    request.add_header("Authorization", "Basic " + b64encode(f"{client}:{secret}".encode()).decode())
    request.add_header("User-Agent", agent)
    try:
        with checked_opener(reach, _NoRedirects()).open(request, timeout=_TOKEN_TIMEOUT_S) as answer:
            found = json.loads(answer.read(_TOKEN_BYTES))
    except HTTPError as error:
        error.close()
        raise IgnoreRequest(f"{NO_TOKEN} (HTTP {error.code} from {urlsplit(token.url).netloc})") from None
    except (OSError, HTTPException, ValueError) as error:
        raise IgnoreRequest(f"{NO_TOKEN} ({type(error).__name__} at {urlsplit(token.url).netloc})") from None
    if not isinstance(found, dict) or not isinstance(found.get("access_token"), str):
        raise IgnoreRequest(f"{NO_TOKEN} (the answer of {urlsplit(token.url).netloc} holds none)")
    return found


def _life_s(answer: Mapping[str, Any]) -> float:
    try:
        return float(answer.get("expires_in", _USUAL_LIFE_S))
    except (TypeError, ValueError):
        return _USUAL_LIFE_S
