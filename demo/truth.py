"""The truth of the market: what is really on sale, wanted, let or reported on the day shown, row by row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from demo.addresses import linked_path, path_of, thread_number
from demo.articles import NEWS, NEWS_OFFSET, Article, article_count, make_article
from demo.endings import Sign, State, item_state, page_sign
from demo.market import Market
from demo.posts import Post, make_post, reply_place
from demo.profiles import SITES
from demo.wording import word
from demo.words import Words

Row = dict[str, Any]
"""One line of the truth, ready for JSON."""
PER_PAGE = 20
"""Items on one page of any list."""


@dataclass(frozen=True)
class Expected:
    """What a crawler should find of one item."""

    site: str
    """Source name."""
    item_key: str
    """The site's own number."""
    url: str
    """Canonical address."""
    state: State
    """What to believe of the item."""
    sign: Sign
    """What its page shows."""
    listed: bool
    """Whether a list, feed or sitemap of the day leads to it."""


def origins(base_port: int) -> dict[str, str]:
    """Origin of every site, when the overview is served on *base_port*."""
    ports = {name: base_port + profile.offset for name, profile in SITES.items()} | {NEWS: base_port + NEWS_OFFSET}
    return {name: f"http://127.0.0.1:{port}" for name, port in ports.items()}


def truth(market: Market, origin: Mapping[str, str]) -> Iterator[Row]:
    """Rows of everything that can be seen and holds on the day shown, site by site. One row in memory at a time."""
    for site in SITES:
        for index in range(market.count(site)):
            post = make_post(market, site, index)
            if item_state(post, market.day) == "live":
                yield _row(market, post, word(market, post), origin[site])
    for index in range(article_count(market)):
        yield _article_row(make_article(market, index), origin[NEWS])


def expected(market: Market, origin: Mapping[str, str]) -> Iterator[Expected]:
    """What becomes of every item that ever was, on the day shown."""
    for site in SITES:
        for index in range(market.count(site)):
            post = make_post(market, site, index)
            url = origin[site] + path_of(post, word(market, post).title)
            state, sign = item_state(post, market.day), page_sign(post, market.day)
            yield Expected(site, post.key, url, state, sign, post.listed(market.day))
    for index in range(article_count(market)):
        article = make_article(market, index)
        yield Expected(NEWS, article.key, origin[NEWS] + article.path, "live", "page", listed=True)


def list_place(market: Market, post: Post) -> str:
    """Page and place of an item in the newest-first list of its site."""
    place = market.count(post.site) - 1 - post.index
    return f"{place // PER_PAGE + 1}_{place % PER_PAGE}"


def _row(market: Market, post: Post, words: Words, origin: str) -> Row:
    offers = [told.row() for told in words.told]
    first = offers[0] if offers else {"side": "none", "model": None}
    canonical = origin + path_of(post, words.title)
    shown = canonical
    if post.site != "demo-forum":
        shown = origin + linked_path(post, words.title, list_place(market, post))
    return {
        "kind": "listing",
        "site": post.site,
        "item_key": post.key,
        "url": canonical,
        "urls": sorted({canonical, shown}),
        "title": words.title,
        **first,
        "more_offers": offers[1:],
        "seller": post.seller.name,
        "contacts": [vars(contact) for contact in post.seller.contacts] if words.contacts_shown else [],
        "lot": post.lot,
        "trader": post.seller.number,
        "first_day": post.first_day,
        "last_day": post.last_day,
        "picture_only": bool(words.picture),
        "traps": _traps(post, words),
    }


def _article_row(article: Article, origin: str) -> Row:
    return {
        "kind": "article",
        "site": NEWS,
        "item_key": article.key,
        "url": origin + article.path,
        "urls": [origin + path for path in (article.path, article.amp_path, article.short_path)],
        "title": article.title,
        "agency": article.agency,
        "published_at": article.published_at.isoformat(),
        "traps": ["amp_duplicate", "redirect"],
    }


def _traps(post: Post, words: Words) -> list[str]:
    """Names of what makes the item hard to crawl or to read."""
    site, several_addresses = post.site, post.site in ("demo-forum", "demo-market", "demo-shop", "demo-b2b")
    found = {
        "session_parameter": several_addresses,
        "gb18030_in_meta": site == "demo-forum" and thread_number(post.index) % 2 == 1,
        "gb18030": site == "demo-forum",
        "in_a_reply": site == "demo-forum" and reply_place(post.index) > 1,
        "captcha_page": site == "demo-market" and post.fate == "walled",
        "javascript": site == "demo-shop",
        "redirect": (site == "demo-b2b" and post.index % 6 == 1) or (site == "demo-hk" and post.index % 10 == 4),
        "microdata": site == "demo-b2b" and markup(post.index) == "microdata",
        "malformed_json_ld": site == "demo-b2b" and markup(post.index) == "malformed",
        "several_offers": len(words.told) > 1,
        "lookalike": post.kind == "lookalike",
        "masked_price": post.kind == "masked",
        "placeholder_price": words.fields.get("price") in ("1", "9999999", "99999"),
        "lot_price": post.kind == "lot_price",
        "price_tiers": post.kind == "tiers",
        "picture_only": bool(words.picture),
        "brokered_lot": post.lot.startswith("lot-"),
        "returned_seller": post.returned,
    }
    return [name for name, holds in found.items() if holds]


def markup(index: int) -> str:
    """Structured data on a page of the directory: json_ld, microdata or malformed."""
    return {1: "microdata", 2: "malformed"}.get(index % 5, "json_ld")
