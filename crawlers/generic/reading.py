"""From a file or an address to what its page says. One page that cannot be read takes nothing from the others."""

from __future__ import annotations

from crawlers.checking import fetch_page
from crawlers.decoding import decode
from crawlers.document import Document
from crawlers.generic.inputs import PageInput
from crawlers.generic.page import PageReading, read_any_page
from crawlers.response import PageResponse
from crawlers.saved import read_saved
from crawlers.states import Refusal, refused_by_redirect, refused_by_status
from foundation.settings import Settings

_LANGUAGES = ("en", "zh;q=0.9", "*;q=0.5")


def read_input(settings: Settings, page: PageInput) -> PageReading:
    """What *page* shows. Raises `UsageError` for a file that cannot be read, `CrawlError` for a page not to be had."""
    if page.path is None:
        return _read_fetched(fetch_page(settings, page.url or "", _LANGUAGES))
    body = read_saved(page.path, settings.max_page_bytes)
    text = decode(body).text
    document = Document(text, page.url or "")
    if page.url is None and (own := document.link("canonical") or _web_address(document.meta("og:url"))):
        document = Document(text, own)
    return read_any_page(document, file=page.file)


def _read_fetched(response: PageResponse) -> PageReading:
    document = Document(decode(response.body, response.content_type).text, response.address)
    refused: Refusal | None = refused_by_status(response.status) or refused_by_redirect(response.url, response.address)
    return read_any_page(document, refused=refused)


def _web_address(text: str | None) -> str | None:
    return text if text and text.startswith(("http://", "https://")) else None
