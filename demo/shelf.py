"""Items as the sites hand them out: found by number, or page by page, newest first."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from demo.addresses import linked_path, path_of
from demo.endings import Sign, page_sign
from demo.market import Market
from demo.posts import Post, make_post
from demo.profiles import SITES
from demo.truth import PER_PAGE, list_place
from demo.wording import word
from demo.words import Words

_KEPT = 4096


@dataclass(frozen=True)
class Item:
    """A post with its words and addresses."""

    post: Post
    """The facts."""
    words: Words
    """What the page says."""
    path: str
    """Canonical address within the site."""
    link: str
    """Address under which lists link it."""
    sign: Sign
    """What the page shows today."""

    @property
    def number(self) -> int:
        """Number of its page, where the key is that of a post within the page."""
        return SITES[self.post.site].first_key + self.post.index

    @property
    def live(self) -> bool:
        """Whether it is on sale today."""
        return self.sign == "page" or (self.post.site == "demo-market" and self.sign == "captcha")


@lru_cache(maxsize=_KEPT)
def item(market: Market, site: str, index: int) -> Item:
    """An item by its place in the site."""
    post = make_post(market, site, index)
    words = word(market, post)
    link = linked_path(post, words.title, list_place(market, post))
    return Item(post, words, path_of(post, words.title), link, page_sign(post, market.day))


def item_numbered(market: Market, site: str, number: int) -> Item | None:
    """An item by the site's own number; none where there is no such item yet."""
    index = number - SITES[site].first_key
    return item(market, site, index) if 0 <= index < market.count(site) else None


def list_page(market: Market, site: str, page: int) -> list[Item]:
    """Items that a list shows on a page, counted from 1; newest first. Items no longer listed leave gaps."""
    newest = market.count(site) - 1 - (page - 1) * PER_PAGE
    indices = range(newest, max(-1, newest - PER_PAGE), -1)
    shown = (item(market, site, index) for index in indices)
    return [one for one in shown if one.post.listed(market.day)]


def page_count(market: Market, site: str) -> int:
    """Pages of a list."""
    return -(-market.count(site) // PER_PAGE)
