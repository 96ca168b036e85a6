"""A market gone wrong: two sites change their HTML, one begins to block, one answers 200 to everything.

Layout v2 is what an operator meets on some morning of every month. demo-hk and demo-b2b show the same items in other
elements; demo-forum asks most readers for a captcha; demo-news is under repair and says so with status 200, by turns as
a notice, as an empty shell and as "not found". demo-market and demo-shop go on as ever.
"""

from __future__ import annotations

from typing import Literal

from demo.market import Market

Lie = Literal["repair", "shell", "missing"]

CHANGED = {
    "demo-hk": ("title", "text", "price", "seller", "place", "images", "posted_at"),
    "demo-b2b": ("price", "seller"),
}
"""Site → fields that v2 shows in other elements than v1."""
BLOCKING = "demo-forum"
"""Site that begins to block."""
LYING = "demo-news"
"""Site that answers 200 without content."""
_LET_THROUGH = 0.2
_LIES: tuple[Lie, ...] = ("repair", "shell", "missing")


def template_of(market: Market, name: str) -> str:
    """Template of a page in the market's layout."""
    return name.replace(".html", "_v2.html") if market.layout == "v2" else name


def blocks(market: Market, site: str, number: int) -> bool:
    """Whether a site asks for a captcha instead of page *number*."""
    return market.layout == "v2" and not market.dice(site, "wall", number).chance("let through", _LET_THROUGH)


def lie_instead(market: Market, number: int) -> Lie | None:
    """What the news site answers instead of an article, with status 200."""
    return _LIES[number % len(_LIES)] if market.layout == "v2" else None
