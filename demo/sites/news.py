"""Site 6: a news site with RSS, a news sitemap, AMP duplicates and the press releases of an invented court."""

from __future__ import annotations

import json
from email.utils import format_datetime
from xml.sax.saxutils import escape

from aiohttp import web

from demo.answers import MARKET, iso, page, page_number
from demo.articles import Article, article_count, make_article
from demo.layout import lie_instead
from demo.market import Market

_PER_PAGE = 10
_IN_FEED = 20
_IN_SITEMAP = 1000
_PAPER = "Strait & Harbour Demo Wire"


def routes() -> list[web.RouteDef]:
    """What the news site answers."""
    dated = r"/{year:\d{4}}/{month:\d\d}/{day:\d\d}/{slug}-{id:\d+}.html"
    return [
        web.get("/", _home),
        web.get("/archive", _archive),
        web.get("/feed.xml", _feed),
        web.get("/news-sitemap.xml", _sitemap),
        web.get(r"/go/{id:\d+}", _short),
        web.get(dated, _article),
        web.get(f"/amp{dated}", _amp),
    ]


def _newest(market: Market, first: int, count: int) -> list[Article]:
    newest = article_count(market) - 1 - first
    return [make_article(market, index) for index in range(newest, max(-1, newest - count), -1)]


def _found(request: web.Request) -> Article:
    market, number = request.app[MARKET], int(request.match_info["id"])
    index = number - int(make_article(market, 0).key)
    if not 0 <= index < article_count(market):
        raise web.HTTPNotFound(text="404: no such article")
    return make_article(market, index)


async def _home(request: web.Request) -> web.Response:
    return page(request, "news_archive.html", articles=_newest(request.app[MARKET], 0, 6), older="/archive?page=1")


async def _archive(request: web.Request) -> web.Response:
    market, number = request.app[MARKET], page_number(request)
    older = f"/archive?page={number + 1}" if number * _PER_PAGE < article_count(market) else None
    articles = _newest(market, (number - 1) * _PER_PAGE, _PER_PAGE)
    return page(request, "news_archive.html", articles=articles, older=older)


def _json_ld(request: web.Request, article: Article) -> str:
    record = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": article.title,
        "datePublished": iso(article.published_at),
        "author": {"@type": "Organization" if article.agency else "Person", "name": article.author.removeprefix("By ")},
        "mainEntityOfPage": f"{request.url.origin()}{article.path}",
        "articleSection": article.section,
    }
    return json.dumps(record).replace("</", "<\\/")


async def _article(request: web.Request) -> web.Response:
    article = _found(request)
    if request.path != article.path:
        raise web.HTTPMovedPermanently(article.path)
    if lie := lie_instead(request.app[MARKET], int(article.key)):
        return page(request, "news_lie.html", lie=lie)
    return page(request, "news_article.html", article=article, json_ld=_json_ld(request, article))


async def _amp(request: web.Request) -> web.Response:
    article = _found(request)
    if lie := lie_instead(request.app[MARKET], int(article.key)):
        return page(request, "news_lie.html", lie=lie)
    canonical = f"{request.url.origin()}{article.path}"
    return page(request, "news_amp.html", article=article, canonical=canonical)


async def _short(request: web.Request) -> web.Response:
    raise web.HTTPFound(_found(request).path)


async def _feed(request: web.Request) -> web.Response:
    origin = request.url.origin()
    items = "".join(
        f"<item><title>{escape(one.title)}</title><link>{origin}{escape(one.short_path)}</link>"
        f'<guid isPermaLink="false">demo-news-{one.key}</guid><category>{one.section}</category>'
        f"<pubDate>{format_datetime(one.published_at)}</pubDate>"
        f"<description>{escape(one.paragraphs[0])}</description></item>"
        for one in _newest(request.app[MARKET], 0, _IN_FEED)
    )
    text = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"><channel>'
        f"<title>{escape(_PAPER)}</title><link>{origin}/</link><description>Invented news</description>"
        f"<language>en</language>{items}</channel></rss>"
    )
    return web.Response(text=text, content_type="application/rss+xml", charset="utf-8")


async def _sitemap(request: web.Request) -> web.Response:
    origin = request.url.origin()
    entries = "".join(
        f"<url><loc>{origin}{one.path}</loc><news:news><news:publication><news:name>{escape(_PAPER)}</news:name>"
        f"<news:language>en</news:language></news:publication>"
        f"<news:publication_date>{iso(one.published_at)}</news:publication_date>"
        f"<news:title>{escape(one.title)}</news:title></news:news></url>"
        for one in _newest(request.app[MARKET], 0, _IN_SITEMAP)
    )
    text = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
        f' xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">{entries}</urlset>'
    )
    return web.Response(text=text, content_type="application/xml", charset="utf-8")
