"""Site 2: a Chinese second-hand market. Search and feed are a JSON API; item pages are HTML."""

from __future__ import annotations

import unicodedata
from typing import Any

from aiohttp import web

from demo.answers import MARKET, number, page, page_number
from demo.dice import Dice
from demo.endings import page_sign
from demo.market import Market
from demo.pictures import photo_path, photo_routes
from demo.profiles import load
from demo.shelf import Item, item_numbered, list_page, page_count
from demo.truth import PER_PAGE

SITE = "demo-market"
_SEARCHED_PAGES = 100
_GUARDED_QUERY = "b300"
_API = "demo.market.search"
_FAIL = "FAIL_SYS_USER_VALIDATE::请完成安全验证"


def routes() -> list[web.RouteDef]:
    """What the market answers."""
    return [
        web.get("/", _home),
        web.get("/api/feed", _feed),
        web.get("/api/search", _search),
        web.get("/item", _item),
        *photo_routes(SITE),
    ]


async def _home(request: web.Request) -> web.Response:
    return page(request, "market_home.html", items=list_page(request.app[MARKET], SITE, 1))


async def _feed(request: web.Request) -> web.Response:
    market, asked = request.app[MARKET], page_number(request)
    return _result(market, list_page(market, SITE, asked), asked, more=asked < page_count(market, SITE))


async def _search(request: web.Request) -> web.Response:
    market, asked = request.app[MARKET], page_number(request)
    wanted = _plain(request.query.get("q", ""))
    if wanted == _GUARDED_QUERY:
        return web.json_response({"api": _API, "ret": [_FAIL], "data": {"url": "/punish?step=1"}, "v": "1.0"})
    pages = range(1, min(page_count(market, SITE), _SEARCHED_PAGES) + 1)
    found: list[Item] = []
    for each in pages:
        found += [one for one in list_page(market, SITE, each) if wanted in _plain(one.words.title + one.words.body)]
        if len(found) > asked * PER_PAGE:
            break
    return _result(market, found[(asked - 1) * PER_PAGE : asked * PER_PAGE], asked, more=len(found) > asked * PER_PAGE)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).lower().replace(" ", "")


def _result(market: Market, items: list[Item], asked: int, *, more: bool) -> web.Response:
    body = {
        "api": _API,
        "data": {
            "resultInfo": {"hasNextPage": more, "page": asked},
            "resultList": [{"type": "item", "data": {"item": {"main": _main(market, one)}}} for one in items],
        },
        "ret": ["SUCCESS::调用成功"],
        "v": "1.0",
    }
    return web.json_response(body)


def _area(item: Item) -> str:
    """Where the seller lives; the goods may be elsewhere."""
    places: list[str] = load("phrases")["places"]["zh"]
    return Dice("area", item.post.seller.number).pick("area", places)


def _main(market: Market, item: Item) -> dict[str, Any]:
    post, words = item.post, item.words
    sold = not post.live(market.day)
    return {
        "clickParam": {
            "arg1": "Item",
            "args": {
                "id": post.key,
                "item_id": post.key,
                "price": words.fields["price"],
                "publishTime": str(int(post.posted_at.timestamp() * 1000)),
                "seller_id": f"u{post.seller.number:06d}",
                "biz_type": "item",
            },
            "page": "Page_Search",
        },
        "exContent": {
            "area": _area(item),
            "itemId": post.key,
            "title": words.title,
            "detailParams": {
                "itemId": post.key,
                "itemStatus": "1" if sold else "0",
                "soldPrice": words.fields["price"],
                "title": f"{words.title}\n\n{words.body}",
                "userNick": post.seller.name,
            },
            "picUrl": photo_path(item),
            "price": [{"text": "¥", "type": "sign"}, {"text": words.fields["price"], "type": "integer"}],
            "userNickName": post.seller.name,
        },
        "targetUrl": item.link,
    }


async def _item(request: web.Request) -> web.Response:
    market = request.app[MARKET]
    item = item_numbered(market, SITE, number(request, "id", -1))
    if item is None:
        return page(request, "market_notice.html", notice="missing")
    match page_sign(item.post, market.day):
        case "http_410":
            return page(request, "market_notice.html", notice="missing", status=410)
        case "soft_404":
            return page(request, "market_notice.html", notice="missing")
        case "captcha":
            return page(request, "market_notice.html", notice="captcha")
    sold = item.sign == "sold_note"
    return page(request, "market_item.html", item=item, area=_area(item), photo=photo_path(item), sold=sold)
