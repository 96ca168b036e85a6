"""What our parsers see on one page: for people who write or mend a source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from http.client import HTTPException, HTTPMessage
from pathlib import Path
from typing import IO
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request
from urllib.response import addinfourl

from protego import Protego

from crawlers.checked_fetch import checked_opener
from crawlers.identity import ROBOTS_NAME, user_agent
from crawlers.reach import reach_of
from crawlers.reading import read_response
from crawlers.reading_result import Reading
from crawlers.response import PageResponse
from crawlers.saved import read_saved
from crawlers.source import Source
from crawlers.source_file import load_source, read_source, source_files
from foundation.errors import CrawlError, SourceError, UsageError
from foundation.settings import Settings

_TIMEOUT_S = 30
_ROBOTS_BYTES = 500_000


@dataclass(frozen=True)
class Checked:
    """A page and what a source reads off it."""

    source: Source
    response: PageResponse
    reading: Reading


def check_page(settings: Settings, url: str, *, source_name: str, file: Path | None = None) -> Checked:
    """Read the page at *url*, fetched now or saved in *file* (``.gz`` too), by the source called *source_name*.

    Raises `UsageError`, `SourceError` and, where the page cannot be had or robots.txt forbids it, `CrawlError`.
    """
    if urlsplit(url).scheme not in {"http", "https"}:
        raise UsageError("not a web address", where=url, way_out="give the page's address; with a file, --url")
    source = load_source(settings, source_name)
    response = _saved(settings, url, file) if file else fetch_page(settings, url, source.languages)
    return Checked(source, response, read_response(source, response))


def owner_of(settings: Settings, url: str) -> Source | None:
    """The source that the site at *url* belongs to; a source file with a mistake has none."""
    netloc = urlsplit(url).netloc.lower()
    for file in source_files(settings).values():
        try:
            source = read_source(file)
        except SourceError:
            continue
        if netloc in source.netlocs:
            return source
    return None


def _saved(settings: Settings, url: str, file: Path) -> PageResponse:
    body = read_saved(file, settings.max_page_bytes)
    kind = "application/json" if body.lstrip()[:1] in {b"{", b"["} else "text/html"
    return PageResponse(url, 200, body, settings.clock.now(), headers={"content-type": kind})


def fetch_page(settings: Settings, url: str, languages: Sequence[str]) -> PageResponse:
    """The page at *url*, asked for once, as robots.txt allows. Raises `CrawlError` where it cannot be had."""
    host = urlsplit(url)
    rules = _get(settings, languages, f"{host.scheme}://{host.netloc}/robots.txt", HTTPRedirectHandler())
    text = "User-agent: *\nDisallow: /" if rules.status >= 500 else "" if rules.status >= 400 else _text(rules.body)
    obedient = _ObedientRedirects(Protego.parse(text))
    obedient.check(url)
    return _get(settings, languages, url, obedient)


def _text(body: bytes) -> str:
    return body[:_ROBOTS_BYTES].decode("utf-8-sig", "replace")


class _ObedientRedirects(HTTPRedirectHandler):
    def __init__(self, rules: Protego) -> None:
        self._rules = rules

    def check(self, url: str) -> None:
        if not self._rules.can_fetch(url, ROBOTS_NAME):
            raise CrawlError("robots.txt forbids this page", where=url, way_out="save it by hand and give the file")

    def redirect_request(  # noqa: PLR0917 (as urllib calls it)
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> Request | None:
        self.check(newurl)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _get(settings: Settings, languages: Sequence[str], url: str, redirects: HTTPRedirectHandler) -> PageResponse:
    headers = {"User-Agent": user_agent(settings), "Accept-Language": ", ".join(languages)}
    request = Request(url, headers=headers)  # noqa: S310
    try:
        with checked_opener(reach_of(settings), redirects).open(request, timeout=_TIMEOUT_S) as answer:
            return _response(settings, url, answer)
    except HTTPError as error:
        with error:
            return _response(settings, url, error)
    except (OSError, HTTPException) as error:
        reason = getattr(error, "reason", error)
        raise CrawlError(
            f"the page cannot be had ({reason})", where=url, way_out="try later, or give a saved file"
        ) from error


def _response(settings: Settings, url: str, answer: addinfourl) -> PageResponse:
    body = answer.read(settings.max_page_bytes + 1)
    if len(body) > settings.max_page_bytes:
        raise CrawlError("the page is larger than max_page_bytes", where=url, way_out="raise the setting")
    return PageResponse(
        url=url,
        final_url=answer.url,
        status=answer.status or 0,
        body=body,
        fetched_at=settings.clock.now(),
        headers={name.lower(): value for name, value in answer.headers.items()},
    )
