"""What the sites of shipped sources answer, invented after the public documentation that their files name."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from tests.crawlers.small_site import Answer, Route

NOTICE = (
    "The United States today charged two men with buying 240 NVIDIA H100 GPUs for a company in Hong Kong without a"
    " licence. According to the indictment the chips were worth $8.2 million and were shipped through Malaysia."
)
"""Text of a press release."""


def as_json(value: Any, content_type: str = "application/json") -> Answer:
    """*value* as a JSON answer."""
    return Answer(json.dumps(value, ensure_ascii=False), content_type=content_type)


def ebay(origin: str) -> Mapping[str, Route]:
    """Browse API: a token, two pages of a search for H100."""
    search = (
        "/buy/browse/v1/item_summary/search?q=H100&limit=200&offset={}"
        "&filter=buyingOptions:%7BFIXED_PRICE%7CAUCTION%7CBEST_OFFER%7D"
    )

    def item(number: int) -> dict[str, Any]:
        return {
            "itemId": f"v1|{405_000_000_000 + number}|0",
            "legacyItemId": str(405_000_000_000 + number),
            "title": f"NVIDIA H100 80GB PCIe GPU, {number} in stock",
            "price": {"value": "23999.00", "currency": "USD"},
            "condition": "New",
            "seller": {"username": f"demo_seller_{number}", "feedbackScore": 12},
            "itemLocation": {"city": "Austin", "stateOrProvince": "TX", "country": "US"},
            "image": {"imageUrl": "https://i.ebayimg.example/1.jpg"},
            "itemWebUrl": f"https://www.ebay.com/itm/{405_000_000_000 + number}?hash=item5e",
            "itemCreationDate": "2026-02-27T10:00:00.000Z",
        }

    return {
        "/identity/v1/oauth2/token": as_json({"access_token": "short-lived-token", "expires_in": 7200}),
        search.format(0): as_json(
            {"total": 3, "limit": 200, "offset": 0, "next": "more", "itemSummaries": [item(1), item(2)]}
        ),
        search.format(200): as_json({"total": 3, "limit": 200, "offset": 200, "itemSummaries": [item(3)]}),
    }


def reddit(origin: str) -> Mapping[str, Route]:
    """A listing of two pages, led on by a cursor; one post is closed."""
    new = "/r/hardwareswap/new?limit=100&raw_json=1&after="

    def post(number: int, flair: str) -> dict[str, Any]:
        data = {
            "id": f"1abc{number}",
            "title": f"[USA-CA] [H] NVIDIA A100 80GB PCIe x{number} [W] PayPal",
            "selftext": "Pulled from a server, $9,500 each.",
            "author": f"demo_user_{number}",
            "permalink": f"/r/hardwareswap/comments/1abc{number}/usaca_h_a100/",
            "created_utc": 1772100000.0 + number,
            "link_flair_text": flair,
            "removed_by_category": None,
        }
        return {"kind": "t3", "data": data}

    def listing(after: str | None, *posts: dict[str, Any]) -> Answer:
        return as_json({"kind": "Listing", "data": {"after": after, "children": list(posts)}})

    return {
        "/api/v1/access_token": as_json({"access_token": "reddit-token", "token_type": "bearer", "expires_in": 86400}),
        new: listing("t3_1abc2", post(1, "SELLING"), post(2, "CLOSED")),
        f"{new}t3_1abc2": listing(None, post(3, "SELLING")),
    }


def federal_register(origin: str) -> Mapping[str, Route]:
    """Documents of one agency on two pages, the second named by the first."""
    first = (
        "/api/v1/documents.json?conditions[agencies][]=industry-and-security-bureau&order=newest&per_page=100"
        "&fields[]=document_number&fields[]=title&fields[]=abstract&fields[]=action&fields[]=dates"
        "&fields[]=publication_date&fields[]=html_url&fields[]=type"
    )

    def document(number: str) -> dict[str, Any]:
        return {
            "document_number": number,
            "title": "Revision to License Review Policy for Advanced Computing Commodities",
            "abstract": "The Bureau of Industry and Security revises its review policy for the NVIDIA H200.",
            "action": "Final rule.",
            "dates": "This rule is effective January 15, 2026.",
            "publication_date": "2026-01-15",
            "html_url": f"{origin}/documents/2026/01/15/{number}/revision",
            "type": "Rule",
        }

    page = {"count": 2, "total_pages": 2, "next_page_url": f"{origin}/api/v1/documents.json?page=2"}
    return {
        first: as_json({**page, "results": [document("2026-00789")]}),
        first.replace("[", "%5B").replace("]", "%5D"): as_json({**page, "results": [document("2026-00789")]}),
        "/api/v1/documents.json?page=2": as_json({"count": 2, "results": [document("2026-00790")]}),
    }


def doj(origin: str) -> Mapping[str, Route]:
    """Press releases: one full page, then none."""
    pages = "/api/v1/press_releases.json?sort=date&direction=DESC&pagesize=50&page={}"
    release = {
        "uuid": "0f3a-demo",
        "title": "Two Charged in Scheme to Send <em>Chips</em> Abroad",
        "body": f"<p>{NOTICE}</p>\n<p>An indictment is merely an allegation.</p>",
        "teaser": "Two men were charged.",
        "date": "1772200000",
        "url": f"{origin}/opa/pr/two-charged",
    }
    return {pages.format(0): as_json({"results": [release]}), pages.format(1): as_json({"results": []})}


def v2ex(origin: str) -> Mapping[str, Route]:
    """Newest topics of two boards, one of them deleted."""

    def topic(number: int, deleted: int) -> dict[str, Any]:
        return {
            "id": number,
            "title": "出 NVIDIA A100 80GB PCIe 两张",
            "url": f"{origin}/t/{number}",
            "content": "单位退下来的，85000 一张，深圳可面交。",
            "created": 1772000000 + number,
            "deleted": deleted,
            "member": {"id": 1, "username": f"demo{number}"},
            "node": {"name": "all4all", "title": "二手交易"},
        }

    return {
        "/api/topics/show.json?node_name=all4all": as_json([topic(901, 0), topic(902, 1)]),
        "/api/topics/show.json?node_name=dn": as_json([topic(903, 1)]),
    }


def chiphell(origin: str) -> Mapping[str, Route]:
    """A board of one page and a thread of two, as Discuz! X draws them."""

    def post(pid: int, author: str, text: str, *, opening: bool) -> str:
        jump = '<div id="fj" class="y"><label class="z">电梯直达</label></div>' if opening else ""
        return f"""
        <div id="post_{pid}"><table id="pid{pid}"><tr>
        <td class="pls"><div class="authi"><a href="space-uid-7.html" class="xw1">{author}</a></div></td>
        <td class="plc"><div class="pi">{jump}<strong><a id="postnum{pid}">#</a></strong>
        <div class="authi"><a class="xw1" href="#">{author}</a>
        <em id="authorposton{pid}">发表于 2026-2-27 10:0{pid % 10}</em></div></div>
        <div class="pct"><div class="pcb"><table><tr><td class="t_f" id="postmessage_{pid}">{text}</td></tr></table>
        </div></div></td></tr></table></div>"""

    def thread(posts: str, onwards: str) -> str:
        return (
            '<html><body><div class="bm"><h1 class="ts"><span id="thread_subject">'
            '出 H100 PCIe 80G 全新 4 张</span></h1></div><div id="postlist" class="pl bm">'
            f'<table><tr><td>查看</td></tr></table>{posts}<div id="postlistreply"></div></div>'
            f'<div class="pg">{onwards}</div></body></html>'
        )

    board = (
        '<html><body><table id="threadlisttableid">'
        '<tbody id="normalthread_5"><tr><th><a href="thread-5-1-1.html" class="s xst">出 H100</a></th></tr></tbody>'
        "</table></body></html>"
    )
    first = post(11, "卖家甲", "H100 PCIe 80G 全新，22 万一张，深圳现货。", opening=True) + post(
        12, "路人乙", "顶一个", opening=False
    )
    return {
        "/forum-26-1.html": board,
        "/forum-26-2.html": '<html><body><table id="threadlisttableid"></table></body></html>',
        "/thread-5-1-1.html": thread(first, '<a class="nxt" href="thread-5-2-1.html">下一页</a>'),
        "/thread-5-2-1.html": thread(post(13, "路人丙", "求购 H100 一张", opening=False), ""),
    }


def gdelt(origin: str) -> Mapping[str, Route]:
    """What a search for H100 finds."""
    article = {
        "url": "https://www.newspaper.example/2026/03/01/customs-seize-512-h100.html?utm_source=x",
        "url_mobile": "",
        "title": "Customs seize 512 Nvidia H100 chips at port",
        "seendate": "20260301T071500Z",
        "domain": "newspaper.example",
        "language": "English",
        "sourcecountry": "Singapore",
    }
    search = "/api/v2/doc/doc?query=H100&mode=artlist&maxrecords=250&format=json&sort=datedesc&timespan=2d"
    return {search: as_json({"articles": [article]})}


def common_crawl(origin: str) -> Mapping[str, Route]:
    """Two lines of an index."""
    lines = [
        {"urlkey": "example,shop)/product/1", "timestamp": "20261003120000", "url": "https://shop.example/product/1"},
        {"urlkey": "example,shop)/product/2", "timestamp": "20261004120000", "url": "https://shop.example/product/2"},
    ]
    text = "".join(f"{json.dumps(line)}\n" for line in lines)
    search = "/CC-MAIN-2026-43-index?url=shop.example%2Fproduct%2F%2A&output=json&filter=status:200&limit=1000"
    return {search: Answer(text, content_type="text/x-ndjson")}


def ithome(origin: str) -> Mapping[str, Route]:
    """An RSS feed that holds whole articles."""
    feed = f"""<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>IT</title>
    <link>{origin}/</link><item><title>某地海关查获 300 张英伟达 H100 显卡</title>
    <link>{origin}/0/912/345.htm</link><guid>{origin}/0/912/345.htm</guid>
    <description><![CDATA[<p>3 月 1 日消息，海关查获 300 张英伟达 H100 显卡。</p>
    <p><img src="x.jpg"/>案件仍在调查。</p>]]>
    </description><pubDate>Sun, 01 Mar 2026 02:30:00 GMT</pubDate></item></channel></rss>"""
    return {"/rss/": Answer(feed, content_type="application/rss+xml")}


def reuters(origin: str) -> Mapping[str, Route]:
    """A news sitemap in two parts."""

    def sitemap(path: str, title: str) -> Answer:
        return Answer(
            '<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
            ' xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">'
            f"<url><loc>{origin}{path}</loc><lastmod>2026-03-01T08:00:00Z</lastmod><news:news><news:publication>"
            "<news:name>Reuters</news:name><news:language>en</news:language></news:publication>"
            f"<news:publication_date>2026-03-01T07:58:00Z</news:publication_date><news:title>{title}</news:title>"
            "</news:news></url></urlset>",
            content_type="application/xml",
        )

    base = "/arc/outboundfeeds/news-sitemap/?outputType=xml"
    return {
        base: sitemap("/world/china/seized-2026-03-01/", "Malaysia seizes 1,200 Nvidia H100 chips"),
        f"{base}&from=100": sitemap("/sports/cup-2026-03-01/", "Cup final goes to extra time"),
    }


def shopify(origin: str) -> Mapping[str, Route]:
    """One page of products, then an empty one."""
    product = {
        "id": 1,
        "title": "NVIDIA H100 80GB PCIe",
        "handle": "h100-80gb",
        "body_html": "<p>New, sealed.</p><p>10 pcs in stock.</p>",
        "vendor": "Demo Dealer",
        "published_at": "2026-02-20T09:00:00-05:00",
        "variants": [{"id": 9, "price": "24500.00", "available": True}],
        "images": [{"src": "https://cdn.example/h100.jpg"}],
    }
    pages = "/products.json?limit=250&page={}"
    return {pages.format(1): as_json({"products": [product]}), pages.format(2): as_json({"products": []})}
