"""What a page is, told without a source: goods, an article, a list, refused, gone, or nothing of these."""

from __future__ import annotations

import json

import pytest

from crawlers.document import Document
from crawlers.generic.page import PageReading, read_any_page

FRAME = (
    "<header><a href=/>Home</a> <a href=/login>Log in</a> <a href=/cart>Cart (0)</a></header>"
    "<nav><ul>{menu}</ul></nav><main>{body}</main><footer><a href=/about>About us</a> © Example Ltd"
    "</footer>"
).replace("{menu}", "".join(f"<li><a href=/c/{n}>Category {n}</a>" for n in range(12)))
SENTENCES = (
    "Officers opened the crates and found servers with eight modules each, which the papers had called routers. "
)
STORY = "".join(f"<p>{number}. {SENTENCES * 2}</p>" for number in range(8))
CARDS = "".join(
    f"<div class=card><a href=/p/{n}.html>Server number {n} with GPUs</a><span class=price>€ {n}.999,00</span></div>"
    for n in range(1, 13)
)
RELATED = f"<section class=related><h2>Others bought</h2>{CARDS}</section>"
BUY = "<p class=price>€ 24.999,00</p><button>In den Warenkorb</button>"


def read(body: str, *, title: str = "H100 server | Example", head: str = "", address: str = "/x") -> PageReading:
    page = f"<html lang=en><head><title>{title}</title>{head}</head><body>{FRAME.replace('{body}', body)}</body></html>"
    return read_any_page(Document(page, f"https://site.example{address}"))


def json_ld(**fields: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(fields)}</script>'


PRODUCT = json_ld(**{"@type": "Product", "name": "H100 server", "offers": {"price": "9.5", "priceCurrency": "EUR"}})
ARTICLE = json_ld(**{"@type": "NewsArticle", "headline": "Seized"})


@pytest.mark.parametrize(
    ("body", "head"),
    [
        (f"<h1>H100 server</h1>{BUY}", ""),
        (f"<h1>H100 server</h1>{BUY}{RELATED}", ""),
        (f"<h1>H100 server</h1>{BUY}<h2>Description</h2>{STORY}", ""),
        (f"<h1>H100 server</h1><p>A machine.</p>{RELATED}", PRODUCT),
        (f"<h1>H100 server</h1>{STORY}", PRODUCT),
        (f"<h1>H100 server</h1><p>Currently unavailable.</p><h2>About it</h2>{STORY}", ""),
        ("<h1>H100 server</h1><p>售价：¥128,000</p><p>卖家：某某科技</p>", ""),
        ("<h1>H100 server</h1><p>Eight modules.</p>", "<meta property=og:type content=product>"),
        ("<h1>Lot 5: H100 server</h1><p>Current bid</p><p>$200</p><button>Place bid</button>", ""),
    ],
    ids=["plain", "related", "long", "markup", "long-markup", "unavailable", "chinese", "opengraph", "auction"],
)
def test_page_kind_tells_a_listing(body: str, head: str) -> None:
    assert read(body, head=head).page.kind == "listing"


@pytest.mark.parametrize(
    ("body", "head"),
    [
        (f"<article><h1>Servers seized</h1>{STORY}</article>", ""),
        (f"<article><h1>Servers seized</h1>{STORY}</article>{RELATED.replace('price', 'date')}", ARTICLE),
        ("<h1>Servers seized</h1><p>" + SENTENCES * 3 + "</p>", ARTICLE),
        (f"<h1>Servers seized</h1>{STORY}<p>The cards sell for $25,000 on grey markets.</p>", ""),
        (
            f"<h1>Review: the H100 server</h1>{STORY}<p>Subscribe now for $1</p>",
            "<meta property=og:type content=article>",
        ),
        (
            "<h1>海关查获服务器</h1>"
            + "<p>海关人员在集装箱里发现了八台服务器，每台装有八块显卡模组，申报单上写的是路由器。</p>" * 9,
            "",
        ),
    ],
    ids=["plain", "related", "short", "a-price-in-it", "review", "chinese"],
)
def test_page_kind_tells_an_article(body: str, head: str) -> None:
    found = read(body, head=head, title="Servers seized").page
    assert found.kind == "article"
    assert (found.price, found.currency, found.availability) == (None, None, None)


@pytest.mark.parametrize(
    ("body", "title"),
    [
        (f"<h1>GPU servers</h1>{CARDS}<a rel=next href='?page=2'>Next</a>", "GPU servers"),
        (
            "<table>"
            + "".join(
                f"<tr><td><a href=/thread-{n}-1.html>出{n}台H100整机 现货</a></td><td>user{n}</td><td>03-01</td></tr>"
                for n in range(20)
            )
            + "</table>",
            "交易区",
        ),
        (
            "".join(
                f"<article><h3><a href=/2026/03/{n}/story.html>Headline number {n} about chips</a></h3>"
                f"<p>Two lines that tell what story {n} is about.</p></article>"
                for n in range(15)
            ),
            "Latest news",
        ),
        (
            "<ul>" + "".join(f"<li><a href=/item/{n}>Lot {n}: H100</a></li>" for n in range(9)) + "</ul>",
            "Results for H100",
        ),
    ],
    ids=["shop", "forum", "news", "search"],
)
def test_page_kind_tells_a_list(body: str, title: str) -> None:
    found = read(body, title=title).page
    assert (found.kind, found.price) == ("list", None)


def _grid(extra: str = "") -> str:
    cards = "".join(
        f"<li class=product-item><a href=/p/srv-{n}.html><img src=x></a>"
        f"<h3><a href=/p/srv-{n}.html>Server number {n}</a></h3><span class=price>€ {n}.999,00</span>{extra}</li>"
        for n in range(1, 13)
    )
    return f"<h1>GPU servers</h1><p>12 products</p><ul class=products>{cards}</ul>"


ITEM_LIST = json_ld(
    **{
        "@type": "ItemList",
        "itemListElement": [
            {"@type": "ListItem", "position": n, "item": {"@type": "Product", "name": f"S{n}", "offers": {"price": n}}}
            for n in range(9)
        ],
    }
)


@pytest.mark.parametrize(
    ("body", "head"),
    [
        (_grid(), ""),
        (_grid("<button>Add to cart</button>"), ""),
        (_grid(), ITEM_LIST),
        (f"{_grid()}<h2>About GPU servers</h2>{STORY}", ""),
        (_grid().replace("<li", "<li itemscope itemtype='https://schema.org/Product'"), ""),
    ],
    ids=["plain", "buttons", "item-list", "long-text", "microdata"],
)
def test_page_kind_tells_a_grid_of_goods(body: str, head: str) -> None:
    found = read(body, title="GPU servers", head=head).page
    assert (found.kind, found.price) == ("list", None)


@pytest.mark.parametrize(
    ("body", "title"),
    [
        ("<h1>Access Denied</h1><p>You don't have permission to access this on this server.</p>", "Access Denied"),
        ("<h1>We'll be back soon</h1><p>Our site is under maintenance.</p>", "Shop"),
        ("<h1>Anmelden</h1><p>Bitte melden Sie sich an, um fortzufahren.</p>", "Anmelden"),
        ("<h1>Страница не найдена</h1>", "404"),
        ("<h1>Just a moment...</h1><p>Checking your browser before accessing site.example</p>", "Just a moment..."),
        ("<p>Please verify you are human to continue.</p>", "Example"),
        ("<h2>安全验证</h2><p>请拖动滑块完成验证</p>", "安全验证"),
        ("<p>Please sign in to view this item.</p>", "Sign in | Example"),
        ("<p>您需要登录后才能浏览本主题</p>", "提示信息"),
        ("<h1>Access to this page has been denied</h1>", "Access denied"),
        ("<h1>Page not found</h1><p>We can't find the page you were looking for.</p>", "404 | Example"),
        ("<h1>页面不存在</h1><p>您访问的页面不存在</p>", "出错了"),
        ("<p>Too many requests. Please try again later.</p>", "429"),
    ],
)
def test_page_kind_tells_a_refusal(body: str, title: str) -> None:
    found = read(body, title=title)
    assert found.page.kind == "blocked"
    assert found.kind.why


@pytest.mark.parametrize(
    "body",
    [
        "<h1>H100 server</h1><p>This listing has ended.</p>",
        "<h1>H100 server [sold]</h1><p class=price>€ 24.999,00</p>",
        "<h1>出H100八卡机</h1><p>商品已下架</p>",
        "<h1>H100 Server</h1><p>Dieses Angebot wurde beendet.</p><p class=price>EUR 24.999,00</p>",
        "<h1>Annonce supprimée</h1><p>Cette annonce n'existe plus ou a été supprimée.</p>",
        "<h1>Объявление снято с публикации</h1>",
        f"<h1>H100 server</h1><p>This item has been sold.</p>{BUY}<h2>Details</h2><p>{SENTENCES}</p>",
    ],
)
def test_page_kind_tells_what_is_gone(body: str) -> None:
    found = read(body).page
    assert found.kind == "gone"


@pytest.mark.parametrize(
    "body",
    [
        "<h1>Contact us</h1><p>12 Example Road, Hong Kong. Open 9 to 5.</p>",
        "<h1>Our shop</h1><p>Welcome.</p>",
        "<div id=root></div>",
    ],
)
def test_page_kind_is_other_without_evidence(body: str) -> None:
    assert read(body, title="Example").page.kind == "other"


@pytest.mark.parametrize(
    "page",
    ["", "no markup at all", "\x00\x01\x02", "<html>", "<a href='http://[::1'>x</a>" * 9, "<div>" * 5000, '{"a": 1}'],
)
def test_page_kind_of_what_is_no_page_is_no_error(page: str) -> None:
    assert read_any_page(Document(page, "")).page.kind in {"other", "blocked"}


def test_page_kind_says_out_of_stock_of_a_listing_and_not_gone() -> None:
    found = read("<h1>H100 server</h1><p class=price>€ 24.999,00</p><p>Sold out</p>").page
    assert (found.kind, found.availability) == ("listing", "out_of_stock")
