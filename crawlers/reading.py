"""One response of a source, read: pure, so that a crawl, a reparse and `chipwatch source check` see the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from zoneinfo import ZoneInfo

from lxml.html import HtmlElement

from crawlers.decoding import decode
from crawlers.document import Document
from crawlers.feed_articles import feed_articles, news_articles
from crawlers.feeds import NotReadableError, feed_links, looks_like_sitemap, sitemap_links
from crawlers.item_pages import canonical_item, read_items, thread_pages
from crawlers.picking import Node, find, parse_json, value, values
from crawlers.reading_result import ItemReading, Link, Reading, one_line
from crawlers.records import ArticlePage, ListingPage
from crawlers.response import PageResponse
from crawlers.several import read_several
from crawlers.site import Role, Site, site_of
from crawlers.source import Source
from crawlers.states import Refusal, refusal, refused_by_redirect

_GONE = frozenset({404, 410})
_LABEL_CHARACTERS = 200
_REFUSED = frozenset({401, 402, 403, 407, 429, 451})


def read_response(source: Source, response: PageResponse) -> Reading:
    """Items, links or the reason why there are none. The same source and response always give the same reading."""
    site = site_of(source)
    asked = site.address(response.url) or response.url
    role = site.role(asked)
    if response.status in _REFUSED:
        return _without_content(site, role, asked, Refusal("blocked", f"http {response.status}"))
    if response.status in _GONE:
        return _without_content(site, role, asked, Refusal("gone", f"http {response.status}"))
    if response.status >= 400:
        return Reading(role=role, problem=f"the site answered with HTTP {response.status}")
    if role in {"feed", "sitemap"} or looks_like_sitemap(response.body):
        return _read_feed(site, role, response)
    root, document, wrong = _parsed(source, role, response)
    if role == "item":
        return _read_item(site, asked, response, root, document)
    if reason := value(root, source.lists.blocked):
        return Reading(role=role, state="blocked", reason=one_line(reason))
    if wrong:
        return Reading(role=role, problem=wrong)
    reading = _read_list(site, role, asked, root, document)
    if not reading.items and not reading.links and document and (found := refusal(document, listing=False)):
        return _without_content(site, role, asked, found)
    return reading


def _parsed(source: Source, role: Role, response: PageResponse) -> tuple[Node, Document | None, str | None]:
    """Root to read from; the document, where it is HTML; and what is wrong where JSON was expected."""
    text = _text(source, response)
    if "json" in response.content_type or (role == "api" and not text.lstrip().startswith("<")):
        try:
            return parse_json(text), None, None
        except ValueError as error:
            return None, None, f"the answer is not JSON ({error})"
    document = Document(text, response.address)
    wrong = "the answer is a page and not JSON" if role == "api" else None
    return document.tree, document, wrong


def _text(source: Source, response: PageResponse) -> str:
    if source.encoding:
        with suppress(UnicodeDecodeError):
            return response.body.decode(source.encoding)
    return decode(response.body, response.content_type).text


def _without_content(site: Site, role: Role, asked: str, found: Refusal) -> Reading:
    if role != "item" and found.state == "gone":
        return Reading(role=role, problem=f"the site has no such page ({found.reason})")
    key = None if site.source.pages.posts else site.key(asked)
    items = (ItemReading(key, asked, found.state, found.reason),) if key else ()
    return Reading(role=role, state=found.state, reason=found.reason, items=items)


def _read_item(site: Site, asked: str, response: PageResponse, root: Node, document: Document | None) -> Reading:
    found = _own_refusal(site, root) or refused_by_redirect(asked, response.address)
    landed = site.address(response.address) or asked
    address = canonical_item(site, landed if site.is_item(landed) else asked, document)
    if found is None and site.source.pages.posts is None:
        # A wall or a notice may stand before an item; a thread that shows its posts has neither.
        found = _usual_refusal(site, document, response)
    if found and found.state == "blocked":
        return _without_content(site, "item", asked, found)
    items = tuple(read_items(site, address, root, document, gone=found.reason if found else None))
    if not items and (found := found or _usual_refusal(site, document, response)):
        return _without_content(site, "item", asked, found)
    base = document.base if document else response.address
    return Reading(role="item", items=items, links=_unique(thread_pages(site, root, base)))


def _own_refusal(site: Site, root: Node) -> Refusal | None:
    """Why an answer with status 200 shows no goods on sale, by the signs that the source names."""
    pages = site.source.pages
    if reason := value(root, pages.blocked):
        return Refusal("blocked", one_line(reason))
    if reason := value(root, pages.gone):
        return Refusal("gone", one_line(reason))
    return None


def _usual_refusal(site: Site, document: Document | None, response: PageResponse) -> Refusal | None:
    """The same by the signs of the web at large."""
    listing = not site.source.is_article and site.source.pages.posts is None
    if document and (found := refusal(document, listing=listing)):
        return found
    landed = site.address(response.address)
    if landed is None or not site.is_item(landed):
        return Refusal("blocked", one_line(f"redirected to {response.address}"))
    return None


def _read_list(site: Site, role: Role, asked: str, root: Node, document: Document | None) -> Reading:
    lists = site.source.lists
    base = document.base if document else asked
    items: tuple[ItemReading, ...] = ()
    glimpses: tuple[ItemReading, ...] = ()
    links: list[Link] = []
    if lists.cards:
        items = tuple(read_several(site, root, lists.cards, base))
    else:
        links.extend(_item_links(site, root, base))
        if lists.glimpse:
            glimpses = tuple(_as_glimpse(item) for item in read_several(site, root, lists.glimpse, base))
    links.extend(_onwards(site, asked, root, base, shows_items=bool(items or links)))
    return Reading(role=role, items=items, links=_unique(links), glimpses=glimpses)


def _as_glimpse(item: ItemReading) -> ItemReading:
    page = item.page.model_copy(update={"partial": True}) if isinstance(item.page, ListingPage) else item.page
    return replace(item, page=page)


def _item_links(site: Site, root: Node, base: str) -> Iterator[Link]:
    picks = site.source.lists.links
    if picks:
        found: Iterable[str] = values(root, picks, links=True)
    else:
        found = find(root, "a::attr(href)") if isinstance(root, HtmlElement) else ()
    labels = _labels(root)
    for link in found:
        address = site.address(link, base)
        if address and site.is_item(address):
            yield _item_link(site, address, labels.get(link))


def _labels(root: Node) -> dict[str, str]:
    """Target of a link as written → its text; of several with one target the first that has text."""
    labels: dict[str, str] = {}
    for link in root.iter("a") if isinstance(root, HtmlElement) else ():
        target = (link.get("href") or "").strip()
        if target and target not in labels and (text := " ".join(link.text_content().split())):
            labels[target] = text[:_LABEL_CHARACTERS]
    return labels


def _item_link(site: Site, address: str, label: str | None = None) -> Link:
    return Link(url=address, role="item", key=None if site.source.pages.posts else site.key(address), label=label)


def _onwards(site: Site, asked: str, root: Node, base: str, *, shows_items: bool) -> Iterator[Link]:
    """Ways to the next list page: by number, or by the page's own link."""
    more = value(root, site.source.lists.next, links=True)
    by_cursor = site.next_by_cursor(asked, more) if more else None
    if site.is_numbered(asked):
        numbered = site.next_by_number(asked)
        if numbered and shows_items and (more or not site.source.lists.next):
            yield Link(url=numbered, role=site.role(numbered))
    elif by_cursor:
        yield Link(url=by_cursor, role=site.role(by_cursor))
    elif more and (address := site.address(more, base)) and not site.is_item(address):
        yield Link(url=address, role=site.role(address))


def _read_feed(site: Site, role: Role, response: PageResponse) -> Reading:
    further: list[str] = []
    if site.source.lists.off_feed:
        return _read_off_feed(site, role, response)
    try:
        if role == "feed":
            found = feed_links(response.body)
        else:
            found, further = sitemap_links(response.body)
            role = "sitemap"
    except NotReadableError as error:
        return Reading(role=role, problem=str(error))
    addresses = (site.address(link, response.address) for link in found)
    links = [_item_link(site, address) for address in addresses if address and site.is_item(address)]
    onwards = (site.address(link, response.address) for link in further)
    links.extend(Link(url=address, role="sitemap") for address in onwards if address)
    return Reading(role=role, links=_unique(links))


def _read_off_feed(site: Site, role: Role, response: PageResponse) -> Reading:
    """The articles that a feed or a news sitemap itself holds, and the sitemaps that an index of them names."""
    zone = ZoneInfo(site.source.timezone)
    try:
        items = feed_articles(response.body, zone) if role == "feed" else news_articles(response.body, zone)
        further = [] if role == "feed" else sitemap_links(response.body)[1]
    except NotReadableError as error:
        return Reading(role=role, problem=str(error))
    found: dict[str, ItemReading] = {}
    for item in items:
        url = site.address(item.link, response.address)
        if url and (key := site.key_off_feed(url)):
            page = ArticlePage(item_key=key, url=url, lang=None, **item.fields)
            found.setdefault(key, ItemReading(key, url, "content", None, page))
    onwards = (site.address(link, response.address) for link in further)
    links = tuple(Link(url=address, role="sitemap") for address in onwards if address)
    return Reading(role="sitemap" if role != "feed" else role, items=tuple(found.values()), links=links)


def _unique(links: Iterable[Link]) -> tuple[Link, ...]:
    return tuple({link.url: link for link in links}.values())
