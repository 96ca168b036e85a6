"""What a source reads off a response."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from crawlers.reading import read_response
from crawlers.reading_result import Reading
from crawlers.records import ArticlePage, ListingPage
from crawlers.response import PageResponse
from crawlers.source import Source

AT = datetime(2026, 3, 2, 8, tzinfo=UTC)
HOME = "http://site.example"

BASE = f"""
name: site
title: A site
kind: shop
languages: [zh]
currency: CNY
timezone: Asia/Shanghai
homepage: {HOME}/
terms: A test.
entries:
  - {{kind: list, url: "{HOME}/list"}}
pages:
  url: /item/(?P<id>\\d+)
  key: "{{id}}"
"""


def _source(more: str = "", **changes: Any) -> Source:
    data = yaml.safe_load(BASE)
    for key, value in yaml.safe_load(more or "{}").items():
        data[key] = {**data[key], **value} if isinstance(data.get(key), dict) else value
    return Source.model_validate({**data, **changes})


def _read(
    source: Source, path: str, body: str | bytes, *, status: int = 200, final: str = "", kind: str = ""
) -> Reading:
    content = body.encode() if isinstance(body, str) else body
    response = PageResponse(
        url=HOME + path,
        status=status,
        body=content,
        fetched_at=AT,
        final_url=HOME + final if final else "",
        headers={"content-type": kind or "text/html; charset=utf-8"},
    )
    return read_response(source, response)


def _listing(reading: Reading) -> ListingPage:
    (item,) = reading.items
    assert isinstance(item.page, ListingPage)
    return item.page


LOREM = "<p>现货 H100 整机八台，深圳仓，可看货验机，含税带票，支持第三方验货，欢迎来电咨询。</p>" * 5


def test_reading_takes_every_link_to_an_item_of_a_plain_list() -> None:
    body = (
        "<a href='/item/1'>a</a> <a href='/item/1?utm_source=x'>b</a> <a href='item/2#c'>c</a> <a href='/about'>d</a>"
    )
    reading = _read(_source(), "/list", body)
    assert [(link.url, link.key) for link in reading.links] == [(f"{HOME}/item/1", "1"), (f"{HOME}/item/2", "2")]
    assert reading.role == "list"


def test_reading_takes_the_links_that_the_source_names() -> None:
    source = _source("lists: {links: 'li.new a', next: a.next}")
    body = (
        "<a href='/item/1'>old</a><li class=new><a href='/item/2'>new</a></li><a class=next href='/list?p=2'>&gt;</a>"
    )
    assert [link.url for link in _read(source, "/list", body).links] == [f"{HOME}/item/2", f"{HOME}/list?p=2"]


def test_reading_knows_no_other_site() -> None:
    assert _read(_source(), "/list", "<a href='http://other.example/item/1'>a</a>").links == ()


def test_reading_obeys_the_base_of_a_page() -> None:
    body = f"<html><head><base href='{HOME}/deep/'></head><body><a href='item/3'>a</a></body></html>"
    assert [link.url for link in _read(_source(), "/list", body).links] == [f"{HOME}/deep/item/3"]


CARDS = """
lists:
  cards:
    each: div.card
    fields: {title: h3, price: .price, images: img}
    gone: .sold
"""


def test_reading_reads_cards_off_a_list() -> None:
    body = """<div class=card><a href="/item/1?spm=4">
    <img src="/1.png"><h3>H100 整机</h3><b class=price>230万</b></a></div>
    <div class=card><a href="/item/2"><h3>A100 80G</h3><i class=sold>已售</i></a></div>
    <div class=card><h3>no link</h3></div>"""
    first, second = _read(_source(CARDS), "/list", body).items
    assert (first.key, first.url, first.state) == ("1", f"{HOME}/item/1", "content")
    assert isinstance(first.page, ListingPage)
    assert (first.page.title, first.page.price, first.page.images) == ("H100 整机", "230万", (f"{HOME}/1.png",))
    assert (second.state, second.reason) == ("gone", "已售")


API = f"""
queries: [H100, "二手 A100"]
entries: [{{kind: api, url: "{HOME}/api?q={{query}}&page={{page}}", max_pages: 3}}]
lists:
  cards:
    each: {{json: data.list}}
    parts: {{id: {{json: item.id}}}}
    key: "{{id}}"
    url: "{HOME}/item/{{id}}"
    fields: {{title: {{json: item.title}}, price: {{json: item.price}}, posted_at: {{json: item.at}}}}
    gone: {{json: item.status, regex: '^1$'}}
  next: {{json: data.more}}
  blocked: {{json: ret, regex: 'FAIL.*'}}
"""


def _api(more: bool, *items: dict[str, Any]) -> str:
    return json.dumps({"data": {"more": more, "list": [{"item": item} for item in items]}})


def test_reading_reads_the_objects_of_an_api() -> None:
    body = _api(
        True, {"id": 7, "title": "H100", "price": 3.50, "at": "1772352000000"}, {"id": 8, "title": "x", "status": "1"}
    )
    reading = _read(_source(API), "/api?q=H100&page=1", body, kind="application/json")
    first, second = reading.items
    assert isinstance(first.page, ListingPage)
    assert (first.key, first.page.price, first.page.posted_at) == ("7", "3.5", datetime(2026, 3, 1, 8, tzinfo=UTC))
    assert (second.state, second.reason) == ("gone", "status: 1")
    assert [link.url for link in reading.links] == [f"{HOME}/api?q=H100&page=2"]


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/api?q=H100&page=1", _api(False, {"id": 1})),
        ("/api?q=H100&page=1", _api(True)),
        ("/api?q=H100&page=3", _api(True, {"id": 1})),
    ],
    ids=["no more", "empty", "most pages"],
)
def test_reading_counts_pages_no_further(path: str, body: str) -> None:
    assert _read(_source(API), path, body, kind="application/json").links == ()


def test_reading_keeps_an_api_that_asks_for_a_captcha_out() -> None:
    reading = _read(_source(API), "/api?q=H100&page=1", '{"ret": ["FAIL_SYS_USER::验证"]}', kind="application/json")
    assert (reading.state, reading.reason, reading.items) == ("blocked", "FAIL_SYS_USER::验证", ())


def test_reading_says_what_is_wrong_with_json() -> None:
    assert (_read(_source(API), "/api?q=H100&page=1", "{oops").problem or "").startswith("the answer is not JSON")


POSTS = """
kind: forum
pages:
  key: "{id}"
  structured: false
  fields: {title: h1}
  posts:
    each: div.post
    opening: .op
    parts: {pid: {css: .post, attr: id, regex: '\\d+'}, link: {css: a.link, attr: href}}
    key: "tid={id}#pid={pid}"
    url: "{link}"
    fields: {text: .text, seller: .who}
    gone: .post.sold .text
  next: a.nxt
"""


def _post(number: int, classes: str, who: str, text: str) -> str:
    return (
        f"<div class='{classes}' id='p{number}'><b class=who>{who}</b><div class=text>{text}</div>"
        f"<a class=link href='/item/5#p{number}'>#{number}</a></div>"
    )


THREAD = (
    "<h1>出 H100 整机</h1>"
    + _post(1, "post op", "老王", "现货<br>八台")
    + _post(2, "post", "小李", f"A100 二十张{LOREM}")
    + _post(3, "post sold", "阿强", "已出")
    + "<a class=nxt href='/item/5?page=2'>&gt;</a>"
)


def test_reading_reads_every_post_of_a_thread() -> None:
    reading = _read(_source(POSTS), "/item/5", THREAD)
    assert [item.key for item in reading.items] == ["tid=5#pid=1", "tid=5#pid=2", "tid=5#pid=3"]
    assert [item.url for item in reading.items] == [f"{HOME}/item/5#p{n}" for n in (1, 2, 3)]
    assert [item.state for item in reading.items] == ["content", "content", "gone"]
    titles = [item.page.title for item in reading.items if item.page]
    assert titles == ["出 H100 整机", None, None]
    first = reading.items[0].page
    assert isinstance(first, ListingPage)
    assert (first.text, first.seller) == ("现货\n八台", "老王")
    assert [link.url for link in reading.links] == [f"{HOME}/item/5?page=2"]
    assert [link.key for link in reading.links] == [None]


def test_reading_of_a_thread_that_is_gone_says_so_of_the_whole() -> None:
    reading = _read(_source(POSTS), "/item/5", "gone", status=410)
    assert (reading.role, reading.state, reading.reason, reading.items) == ("item", "gone", "http 410", ())


FIELDS = """
pages:
  fields:
    title: h1
    price: [.now, .was]
    seller: {css: .meta, regex: '卖家：(\\S+)'}
    place: {regex: '发货地：(\\S+)'}
    text: {css: .part, every: true}
    posted_at: .when
    attributes: []
"""


def test_reading_reads_an_item_by_the_fields_of_the_source() -> None:
    fields = FIELDS.replace("    attributes: []\n", "") + "  attributes: [{each: dl dt}, {each: 'ul li'}]\n"
    body = f"""<h1> H100 <b>整机</b> </h1><i class=was>240万</i>
    <p class=meta>卖家：老王 五星</p><p>发货地：深圳 包邮</p>
    <div class=part>第一行<br>第二行</div><div class=part>第三行</div><time class=when>2026-03-01 08:00</time>
    <dl><dt>显存：</dt><dd>80G</dd></dl><ul><li>成色：全新</li></ul>{LOREM}"""
    page = _listing(_read(_source(fields), "/item/9", body))
    assert (page.title, page.price, page.seller, page.place) == ("H100 整机", "240万", "老王", "深圳")
    assert page.text == "第一行\n第二行\n第三行"
    assert page.posted_at == datetime(2026, 3, 1, tzinfo=UTC)
    assert page.attributes == {"显存": "80G", "成色": "全新"}


def test_reading_prefers_the_fields_of_the_source_to_markup() -> None:
    markup = json.dumps({"@type": "Product", "name": "From markup", "offers": {"price": "5", "priceCurrency": "EUR"}})
    body = f"<script type='application/ld+json'>{markup}</script><h1>From the page</h1>{LOREM}"
    page = _listing(_read(_source("pages: {fields: {title: h1}}"), "/item/9", body))
    assert (page.title, page.price, page.currency) == ("From the page", "5", "EUR")


def test_reading_reads_json_inside_a_page() -> None:
    more = "pages: {fields: {price: {css: 'script#state', json: 'goods.price'}}}"
    body = f"""<h1>x</h1>{LOREM}<script id=state type="application/json">{{"goods": {{"price": 12.50}}}}</script>"""
    assert _listing(_read(_source(more), "/item/9", body)).price == "12.50"


def test_reading_takes_the_canonical_address_of_a_page() -> None:
    body = f"<html><head><link rel=canonical href='/item/9/h100'></head><body><h1>x</h1>{LOREM}</body></html>"
    (item,) = _read(_source(), "/item/9?x=1", body).items
    assert (item.key, item.url) == ("9", f"{HOME}/item/9/h100")


def test_reading_takes_the_address_that_answered() -> None:
    (item,) = _read(_source(), "/item/9", f"<h1>x</h1>{LOREM}", final="/item/9/h100-80g").items
    assert item.url == f"{HOME}/item/9/h100-80g"


@pytest.mark.parametrize(
    ("options", "state", "reason"),
    [
        ({"status": 404}, "gone", "http 404"),
        ({"status": 410}, "gone", "http 410"),
        ({"status": 403}, "blocked", "http 403"),
        ({"status": 429}, "blocked", "http 429"),
        ({"final": "/"}, "blocked", "soft 404"),
        ({"final": "/login?back=9"}, "blocked", "login"),
        ({"final": "/elsewhere"}, "blocked", "redirected to"),
        ({"body": "<title>安全验证</title><h1>请完成安全验证</h1>"}, "blocked", "captcha"),
        ({"body": "<h1>商品已下架</h1>"}, "gone", "已下架"),
    ],
)
def test_reading_never_takes_a_refusal_for_content(options: dict[str, Any], state: str, reason: str) -> None:
    reading = _read(_source(), "/item/9", options.pop("body", f"<h1>x</h1>{LOREM}"), **options)
    (item,) = reading.items
    assert item.state == state
    assert reason in (item.reason or "")
    assert item.key == "9"
    assert state == "gone" or item.page is None


def test_reading_knows_the_signs_of_the_source() -> None:
    source = _source("pages: {gone: .over, blocked: .wall}")
    over = _read(source, "/item/9", f"<h1>H100</h1><p class=over>宝贝没了</p>{LOREM}")
    assert (over.items[0].state, over.items[0].reason) == ("gone", "宝贝没了")
    assert over.items[0].page is not None
    wall = _read(source, "/item/9", f"<h1>H100</h1><p class=wall>会员\n专享</p>{LOREM}")
    assert (wall.items[0].state, wall.items[0].reason, wall.items[0].page) == ("blocked", "会员 专享", None)


def test_reading_of_a_server_in_trouble_says_nothing_of_the_goods() -> None:
    reading = _read(_source(), "/item/9", "oops", status=502)
    assert (reading.items, reading.problem) == ((), "the site answered with HTTP 502")


NEWS = f"""
kind: news
entries:
  - {{kind: feed, url: "{HOME}/feed.xml"}}
  - {{kind: sitemap, url: "{HOME}/map.xml"}}
"""

RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>x</title>
<item><title>a</title><link>http://site.example/item/1?utm_source=rss</link></item>
<item><title>b</title><link>http://other.example/item/2</link></item></channel></rss>"""


def test_reading_reads_a_feed() -> None:
    reading = _read(_source(NEWS), "/feed.xml", RSS, kind="application/rss+xml")
    assert [(link.url, link.key) for link in reading.links] == [(f"{HOME}/item/1", "1")]


def test_reading_reads_a_sitemap_and_an_index_of_sitemaps() -> None:
    space = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    index = f"<sitemapindex {space}><sitemap><loc>{HOME}/map-1.xml</loc></sitemap></sitemapindex>"
    pages = f"<urlset {space}><url><loc>{HOME}/item/1</loc></url><url><loc>{HOME}/about</loc></url></urlset>"
    source = _source(NEWS)
    assert [(link.url, link.role) for link in _read(source, "/map.xml", index).links] == [
        (f"{HOME}/map-1.xml", "sitemap")
    ]
    assert [link.url for link in _read(source, "/map-1.xml", pages).links] == [f"{HOME}/item/1"]


def test_reading_reads_an_article() -> None:
    body = (
        "<html lang=en><head><title>Chips seized</title></head><body><article><h1>Chips seized</h1>"
        "<p class=by>By A. Writer</p><time datetime='2026-03-01T00:00:00Z'>1 March</time>"
        + "".join(f"<p>Paragraph {n}: officers found 390 GPUs in crates of tea at the port.</p>" for n in range(6))
        + "</article></body></html>"
    )
    (item,) = _read(_source(NEWS + "pages: {fields: {author: .by}}"), "/item/1", body).items
    assert isinstance(item.page, ArticlePage)
    assert (item.page.title, item.page.author) == ("Chips seized", "By A. Writer")
    assert item.page.published_at == datetime(2026, 3, 1, tzinfo=UTC)
    assert "Paragraph 5" in item.page.text


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400), st.sampled_from(["/item/1", "/list", "/api?q=H100&page=1", "/feed.xml", "/map.xml"]))
def test_reading_of_any_bytes_ends_without_an_exception(body: bytes, path: str) -> None:
    for more in (CARDS, API, POSTS, NEWS, FIELDS.replace("    attributes: []\n", "")):
        for kind in ("text/html", "application/json", "text/html; charset=gb18030"):
            assert _read(_source(more), path, body, kind=kind) == _read(_source(more), path, body, kind=kind)
