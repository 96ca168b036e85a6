"""Site 4: an English B2B directory. JSON-LD on most products, microdata on some, broken JSON-LD on others."""

from __future__ import annotations

import json
from typing import Any

from aiohttp import web

from demo.answers import MARKET, Patience, iso, page, page_number
from demo.layout import template_of
from demo.profiles import SITES
from demo.shelf import Item, item, item_numbered, list_page, page_count
from demo.truth import markup

SITE = "demo-b2b"
_CATEGORIES = {
    "gpu-servers": ("GPU servers and racks", ("server", "rack", "workstation", "barebone")),
    "gpu-cards": ("GPU cards", ("card",)),
    "components": ("Components and other goods", ("module", "baseboard", "other")),
}
_IMPATIENT = (4, 9)
_AVAILABILITY = {"spot": "https://schema.org/InStock", "forward": "https://schema.org/PreOrder"}
_SITEMAP_SIZE = 5000


def routes() -> list[web.RouteDef]:
    """What the directory answers."""
    site = _Directory(Patience())
    return [
        web.get("/", site.home),
        web.get("/category/{name}", site.category),
        web.get(r"/product/{slug}-{id:\d+}.html", site.product),
        web.get(r"/members-only/{slug}-{id:\d+}.html", site.members_only),
        web.get(r"/p/{id:\d+}", site.old_address),
        web.get(r"/supplier/{id:\d+}", site.supplier),
        web.get("/sitemap.xml", site.sitemap_index),
        web.get(r"/sitemap-{number:\d+}.xml", site.sitemap),
    ]


class _Directory:
    """The pages of the directory."""

    def __init__(self, patience: Patience) -> None:
        self._patience = patience

    async def home(self, request: web.Request) -> web.Response:
        """Front page."""
        latest = [one for one in list_page(request.app[MARKET], SITE, 1) if one.live][:6]
        return page(request, "b2b_home.html", categories=_CATEGORIES, latest=latest)

    async def category(self, request: web.Request) -> web.Response:
        """One page of a category."""
        name, number = request.match_info["name"], page_number(request)
        if name not in _CATEGORIES:
            return page(request, "b2b_missing.html", status=404)
        if name == "gpu-cards" and number == 2:
            self._patience.demand("category")
        market = request.app[MARKET]
        title, forms = _CATEGORIES[name]
        items = [one for one in list_page(market, SITE, number) if _form(one) in forms and one.post.live(market.day)]
        last = page_count(market, SITE)
        return page(request, "b2b_category.html", name=name, title=title, items=items, number=number, last=last)

    async def product(self, request: web.Request) -> web.Response:
        """A product, or what is left of it."""
        item = item_numbered(request.app[MARKET], SITE, int(request.match_info["id"]))
        if item is None or item.post.fate == "forbidden":
            return page(request, "b2b_missing.html", status=404)
        if item.sign == "http_410":
            return page(request, "b2b_gone.html", status=410)
        if request.path != item.path:
            raise web.HTTPMovedPermanently(item.path)
        if item.post.index in _IMPATIENT:
            self._patience.demand(item.path)
        if item.sign == "login_wall":
            return page(request, "b2b_sign_in.html")
        return _product_page(request, item)

    async def members_only(self, request: web.Request) -> web.Response:
        """A product in the area that robots.txt denies; it answers, so that only manners keep a crawler out."""
        item = item_numbered(request.app[MARKET], SITE, int(request.match_info["id"]))
        if item is None or item.post.fate != "forbidden":
            return page(request, "b2b_missing.html", status=404)
        return _product_page(request, item)

    async def old_address(self, request: web.Request) -> web.Response:
        """Products moved here long ago."""
        item = item_numbered(request.app[MARKET], SITE, int(request.match_info["id"]))
        if item is None:
            return page(request, "b2b_missing.html", status=404)
        raise web.HTTPMovedPermanently(item.path)

    async def supplier(self, request: web.Request) -> web.Response:
        """A supplier's profile."""
        return page(request, "b2b_supplier.html", number=request.match_info["id"])

    async def sitemap_index(self, request: web.Request) -> web.Response:
        """Index of the sitemaps."""
        parts = -(-request.app[MARKET].count(SITE) // _SITEMAP_SIZE)
        addresses = [f"{request.url.origin()}/sitemap-{number}.xml" for number in range(1, parts + 1)]
        return _xml("sitemapindex", "sitemap", addresses)

    async def sitemap(self, request: web.Request) -> web.Response:
        """Addresses of products, some of them stale."""
        market, first = request.app[MARKET], (int(request.match_info["number"]) - 1) * _SITEMAP_SIZE
        indices = range(first, min(first + _SITEMAP_SIZE, market.count(SITE)))
        listed = (item(market, SITE, index) for index in indices)
        shown = [one for one in listed if one.post.listed(market.day) and one.post.fate != "forbidden"]
        return _xml("urlset", "url", [f"{request.url.origin()}{one.path}" for one in shown])


def _form(item: Item) -> str:
    told = item.words.told
    return told[0].good.form if len(told) == 1 else "other"


def _product_page(request: web.Request, item: Item) -> web.Response:
    kind = markup(item.post.index)
    data = json.dumps(_json_ld(request, item), ensure_ascii=False, indent=1)
    if kind == "malformed":
        data = _broken(data, item.post.index)
    currency = SITES[SITE].currency
    return page(
        request,
        template_of(request.app[MARKET], "b2b_product.html"),
        item=item,
        markup=kind,
        json_ld=data.replace("</", "<\\/"),
        asked=_asked(item),
        availability=_availability(item),
        currency=currency,
        posted=iso(item.post.posted_at),
    )


def _asked(item: Item) -> int | None:
    """The price that markup states; none for lists, buyers and rentals."""
    if item.words.tiers:
        return item.words.tiers[0][1]
    told = item.words.told
    return told[0].price if len(told) == 1 and item.post.kind == "offer" else None


def _availability(item: Item) -> str | None:
    """What markup states of it; none where the page itself states nothing."""
    told = item.words.told[0].availability if item.words.told else None
    return _AVAILABILITY.get(told or "")


def _json_ld(request: web.Request, item: Item) -> dict[str, Any]:
    post, words = item.post, item.words
    record: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Product",
        "name": words.title,
        "sku": post.key,
        "url": f"{request.url.origin()}{item.path}",
        "description": words.body,
    }
    offer: dict[str, Any] = {"priceCurrency": SITES[SITE].currency}
    if availability := _availability(item):
        offer["availability"] = availability
    offer["seller"] = {"@type": "Organization", "name": post.seller.name}
    if words.tiers:
        offer |= {"@type": "AggregateOffer", "lowPrice": str(words.tiers[-1][1]), "highPrice": str(words.tiers[0][1])}
        record["offers"] = offer
    elif (price := _asked(item)) is not None:
        record["offers"] = {"@type": "Offer", "price": f"{price:.2f}", **offer}
    return record


def _broken(data: str, index: int) -> str:
    """The same JSON as careless shop software writes it."""
    match index % 3:
        case 0:
            return data.replace("\n}", ",\n}\n// end of product")
        case 1:
            return data.replace('"sku": "', '"note": "5" screen tested\n", "sku": "', 1)
    return data[: len(data) * 3 // 4]


def _xml(root: str, entry: str, addresses: list[str]) -> web.Response:
    entries = "".join(f"<{entry}><loc>{address}</loc></{entry}>" for address in addresses)
    text = f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{entries}</{root}>'
    return web.Response(text=text, content_type="application/xml", charset="utf-8")
