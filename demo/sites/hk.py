"""Site 5: a Hong Kong classified site in traditional Chinese. A bare $ is a Hong Kong dollar."""

from __future__ import annotations

from aiohttp import web

from demo.answers import MARKET, Patience, page, page_number
from demo.layout import template_of
from demo.pictures import photo_path, photo_routes
from demo.shelf import Item, item_numbered, list_page, page_count

SITE = "demo-hk"
_IMPATIENT = (6, 8)


def routes() -> list[web.RouteDef]:
    """What the site answers."""
    site = _Classifieds(Patience())
    return [
        web.get("/", site.home),
        web.get("/list", site.listing),
        web.get(r"/item/{id:\d+}/", site.item),
        web.get(r"/ad/{id:\d+}", site.short_address),
        *photo_routes(SITE),
    ]


class _Classifieds:
    """The pages of the classified site."""

    def __init__(self, patience: Patience) -> None:
        self._patience = patience

    def _found(self, request: web.Request) -> Item | None:
        return item_numbered(request.app[MARKET], SITE, int(request.match_info["id"]))

    async def home(self, request: web.Request) -> web.Response:
        """Front page."""
        return page(request, "hk_home.html", items=list_page(request.app[MARKET], SITE, 1)[:6])

    async def listing(self, request: web.Request) -> web.Response:
        """One page of the list; what sold lately is still in it."""
        market, number = request.app[MARKET], page_number(request)
        items, last = list_page(market, SITE, number), page_count(market, SITE)
        return page(request, "hk_list.html", items=items, number=number, last=last)

    async def item(self, request: web.Request) -> web.Response:
        """An ad, or what is left of it."""
        item = self._found(request)
        if item is not None and item.post.index in _IMPATIENT:
            self._patience.demand(item.path)
        if item is None or item.sign == "http_404":
            return page(request, "hk_notice.html", notice="missing", status=404)
        if item.sign == "soft_404":
            return page(request, "hk_notice.html", notice="missing")
        if item.sign == "captcha":
            return page(request, "hk_notice.html", notice="captcha")
        template = template_of(request.app[MARKET], "hk_item.html")
        return page(request, template, item=item, photo=photo_path(item), sold=item.sign == "sold_note")

    async def short_address(self, request: web.Request) -> web.Response:
        """Short addresses that some cards use."""
        raise web.HTTPFound(f"/item/{request.match_info['id']}/")
