"""What becomes of an item: the state in which a crawler finds its page on a day."""

from __future__ import annotations

from typing import Literal

from demo.posts import LISTED_AFTER_END_DAYS, Post

State = Literal["live", "gone", "blocked", "forbidden"]
"""live: on sale; gone: the site says that it is over; blocked: a captcha or login wall stands before it;
forbidden: it is only to be had under an address that robots.txt denies."""
Sign = Literal["page", "sold_note", "soft_404", "off_shelf", "http_404", "http_410", "captcha", "login_wall", "robots"]
"""What the page shows."""


def page_sign(post: Post, day: int) -> Sign:
    """What the page of the item shows on a day."""
    if post.fate == "forbidden":
        return "robots"
    if post.fate == "walled":
        return "login_wall" if post.site in ("demo-forum", "demo-b2b") else "captcha"
    if post.live(day):
        return "page"
    late = day > post.last_day + LISTED_AFTER_END_DAYS
    match post.site:
        case "demo-shop":
            return "off_shelf"
        case "demo-b2b":
            return "http_410"
        case "demo-market" if late:
            return "http_410"
        case "demo-hk" if late:
            return "http_404"
    return "sold_note" if post.ending == "noted" else "soft_404"


def item_state(post: Post, day: int) -> State:
    """What a crawler should believe of the item. The market's captcha stands before pages only, not before its API."""
    sign = page_sign(post, day)
    if sign == "robots":
        return "forbidden"
    if sign in ("captcha", "login_wall") and post.site != "demo-market":
        return "blocked"
    return "live" if post.live(day) else "gone"
