"""Where items are: canonical addresses, and the other addresses under which the sites link the same item."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

from demo.dice import Dice
from demo.posts import Post, reply_place
from demo.profiles import SITES

POSTS_PER_THREAD_PAGE = 5
_PATTERNS = {
    "demo-forum": re.compile(r"#pid(\d+)$"),
    "demo-b2b": re.compile(r"(?:-|/p/)(\d+)(?:\.html)?(?:\?|$)"),
    "demo-hk": re.compile(r"/(?:item|ad)/(\d+)"),
    "demo-news": re.compile(r"(?:-|/go/)(\d+)(?:\.html)?(?:\?|$)"),
}
_PARAMETERS = {"demo-market": "id", "demo-shop": "goods_id"}


def slug(title: str) -> str:
    """A title as it stands in an address: lower-case ASCII words with hyphens."""
    return "-".join(re.findall(r"[a-z0-9]+", title.lower()))[:60].strip("-")


def thread_number(index: int) -> int:
    """Number of the forum thread of an item."""
    return SITES["demo-forum"].first_key + index


def path_of(post: Post, title: str) -> str:
    """Canonical address of an item within its site. The directory puts the title into it."""
    match post.site:
        case "demo-forum":
            page = (reply_place(post.index) - 1) // POSTS_PER_THREAD_PAGE + 1
            return f"/thread-{thread_number(post.index)}-{page}.html#pid{post.key}"
        case "demo-market":
            return f"/item?id={post.key}"
        case "demo-shop":
            return f"/goods.html?goods_id={post.key}"
        case "demo-b2b":
            area = "members-only" if post.fate == "forbidden" else "product"
            return f"/{area}/{slug(title)}-{post.key}.html"
    return f"/item/{post.key}/"


def linked_path(post: Post, title: str, place: str) -> str:
    """Address under which a list links the item; *place* names the list, so that another list links it otherwise."""
    canonical = path_of(post, title)
    match post.site:
        case "demo-forum":
            return f"/thread-{thread_number(post.index)}-1.html?extra={place}"
        case "demo-market":
            return f"{canonical}&spm=a2170.{place}"
        case "demo-shop":
            return f"{canonical}&refer=grid_{place}"
        case "demo-b2b" if post.fate == "forbidden":
            return canonical
        case "demo-b2b" if post.index % 6 == 1:
            return f"/p/{post.key}"
        case "demo-b2b":
            return f"{canonical}?sid={Dice(place).number('session') % 16**10:010x}"
        case "demo-hk" if post.index % 10 == 4:
            return f"/ad/{post.key}"
    return canonical


def key_in(site: str, address: str) -> str | None:
    """The item's number in any of its addresses; none where the address is no item's."""
    if parameter := _PARAMETERS.get(site):
        values = parse_qs(urlsplit(address).query).get(parameter)
        return values[0] if values else None
    found = _PATTERNS[site].search(address)
    return found.group(1) if found else None
