"""Site 3: a Chinese shop. Its grid is empty until a script fetches the goods, twenty at each "load more"."""

from __future__ import annotations

from aiohttp import web

from demo.answers import MARKET, number, page
from demo.pictures import photo_path, photo_routes
from demo.shelf import item_numbered, list_page, page_count

SITE = "demo-shop"


def routes() -> list[web.RouteDef]:
    """What the shop answers."""
    return [
        web.get("/", _grid),
        web.get("/goods/batch", _batch),
        web.get("/goods.html", _goods),
        *photo_routes(SITE),
    ]


async def _grid(request: web.Request) -> web.Response:
    return page(request, "shop_grid.html")


async def _batch(request: web.Request) -> web.Response:
    market, cursor = request.app[MARKET], number(request, "cursor", 0)
    cards = [
        {
            "href": one.link,
            "title": one.words.title,
            "price": one.words.fields["price"],
            "shop": one.post.seller.name,
            "photo": photo_path(one),
        }
        for one in list_page(market, SITE, cursor + 1)
    ]
    more = cursor + 1 < page_count(market, SITE)
    return web.json_response({"cards": cards, "next": cursor + 1 if more else None})


async def _goods(request: web.Request) -> web.Response:
    item = item_numbered(request.app[MARKET], SITE, number(request, "goods_id", -1))
    if item is None:
        return page(request, "shop_missing.html", status=404)
    if item.sign == "off_shelf":
        return page(request, "shop_off_shelf.html", item=item)
    amount = item.words.told[0].price if item.words.told and item.post.kind == "offer" else item.words.asks
    return page(request, "shop_goods.html", item=item, photo=photo_path(item), amount=amount)
