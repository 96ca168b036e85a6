"""The market over real HTTP: what its pages show is the truth, and its traps spring."""

from __future__ import annotations

import json
import re
import urllib.robotparser
from urllib.parse import urlsplit

import pytest

from demo.addresses import key_in
from demo.endings import Sign
from demo.market import Market
from demo.profiles import SITES
from demo.serving import Served, serving
from demo.truth import Expected, Row, expected
from tests.demo.visiting import AGENT, Answer, numbers, squashed, visit

ALL_SITES = [*SITES, "demo-news"]
SIGNS: dict[tuple[str, Sign], tuple[int, str]] = {
    ("demo-forum", "sold_note"): (200, "已出，谢谢各位老板。"),
    ("demo-forum", "soft_404"): (200, "该主题不存在或已被删除"),
    ("demo-forum", "login_wall"): (200, "您需要登录后才能浏览本主题"),
    ("demo-market", "sold_note"): (200, "该宝贝已卖掉"),
    ("demo-market", "soft_404"): (200, "宝贝不存在或已被删除"),
    ("demo-market", "captcha"): (200, "请拖动滑块完成验证"),
    ("demo-market", "http_410"): (410, "宝贝不存在或已被删除"),
    ("demo-shop", "off_shelf"): (200, "商品已下架"),
    ("demo-b2b", "http_410"): (410, "nolongeroffered"),
    ("demo-b2b", "login_wall"): (200, "Signintoviewthisproduct"),
    ("demo-hk", "sold_note"): (200, "此物品已售出"),
    ("demo-hk", "soft_404"): (200, "找不到此頁面"),
    ("demo-hk", "captcha"): (200, "請證明你不是機械人"),
    ("demo-hk", "http_404"): (404, "找不到此頁面"),
}


def shown(row: Row, answer: Answer) -> str:
    """What the page of a row shows; on the forum, of its own post only."""
    if row["site"] != "demo-forum":
        return answer.reading
    post = re.search(rf'<div id="pid{row["item_key"]}" .*?(?=<div id="pid|<div class="pg">)', answer.text, re.DOTALL)
    assert post, row["url"]
    title = re.search(r"<h1.*?</h1>", answer.text)
    assert title
    return squashed(re.sub(r"<[^>]+>", " ", title.group() + post.group()))


@pytest.mark.parametrize("site", SITES)
@pytest.mark.parametrize("day", ["day_one", "day_nine"])
def test_served_pages_show_what_the_truth_says(site: str, day: str, request: pytest.FixtureRequest) -> None:
    served: Served = request.getfixturevalue(day)
    rows = [row for row in served.truth() if row["site"] == site]
    assert len(rows) >= 20
    for row in rows:
        if "captcha_page" in row["traps"]:
            continue
        answer = visit(row["url"], follow=True)
        assert answer.status == 200
        text = shown(row, answer)
        assert squashed(row["title"]) in text
        seen = numbers(text.replace("-", " "))
        for offer in [row, *row["more_offers"]]:
            told = [offer.get(name) for name in ("quantity", "price", "price_max", "rental_price")]
            hidden = row["picture_only"]
            assert hidden or all(value is None or any(value == one for one in seen) for value in told), (row, text)
            assert hidden or not offer.get("place") or squashed(offer["place"]) in text
        assert squashed(row["seller"]) in text
        for contact in row["contacts"]:
            assert squashed(contact["value"]) in text


@pytest.mark.parametrize("day", ["day_one", "day_nine"])
def test_served_items_end_as_expected(day: str, request: pytest.FixtureRequest) -> None:
    served: Served = request.getfixturevalue(day)
    seen = set()
    for one in expected(served.market, served.origins):
        if one.sign in ("page", "robots"):
            continue
        status, sign = SIGNS[one.site, one.sign]
        answer = visit(one.url)
        assert (answer.status, sign in answer.reading) == (status, True), one
        seen.add((one.site, one.sign))
    assert len(seen) >= (8 if day == "day_one" else 12)


@pytest.mark.parametrize("site", ALL_SITES)
def test_served_robots_deny_an_area_that_pages_link(site: str, day_one: Served) -> None:
    origin = day_one.origin(site)
    robots = urllib.robotparser.RobotFileParser()
    robots.parse(visit(f"{origin}/robots.txt").text.splitlines())
    start = {"demo-b2b": "/category/gpu-servers", "demo-news": "/archive", "demo-hk": "/list?cat=gpu&page=1"}.get(
        site, "/"
    )
    page = visit(origin + start).text
    if site == "demo-news":
        page += visit(next(row["url"] for row in day_one.truth() if row["site"] == site)).text
    links = {link for link in re.findall(r'href="(/[^"]+)"', page) if not link.startswith("/static")}
    assert any(not robots.can_fetch(AGENT, origin + link) for link in links)
    assert any(robots.can_fetch(AGENT, origin + link) for link in (*links, "/"))


def test_served_robots_of_the_directory_ask_for_a_small_delay(day_one: Served) -> None:
    asked = {site: "Crawl-delay: 0.1" in visit(f"{day_one.origin(site)}/robots.txt").text for site in ALL_SITES}
    assert [site for site, delay in asked.items() if delay] == ["demo-b2b"]


def test_served_everything_live_may_be_fetched(day_one: Served) -> None:
    for site in ALL_SITES:
        robots = urllib.robotparser.RobotFileParser()
        robots.parse(visit(f"{day_one.origin(site)}/robots.txt").text.splitlines())
        for one in expected(day_one.market, day_one.origins):
            if one.site == site:
                assert robots.can_fetch(AGENT, one.url) == (one.state != "forbidden")


def test_served_forum_declares_its_encoding_in_the_header_or_in_the_markup_only(day_one: Served) -> None:
    declared = undeclared = 0
    for index in range(20):
        answer = visit(f"{day_one.origin('demo-forum')}/thread-{1000 + index}-1.html")
        charset = answer.headers.get_content_charset()
        in_markup = b"charset=gb2312" in answer.body
        assert (charset == "gb18030") != in_markup
        declared, undeclared = declared + (charset is not None), undeclared + in_markup
        answer.body.decode("gb18030")
        with pytest.raises(UnicodeDecodeError):
            answer.body.decode("utf-8")
    assert declared == undeclared == 10


def test_served_forum_has_characters_that_only_gb18030_holds(day_nine: Served) -> None:
    pages = [visit(f"{day_nine.origin('demo-forum')}/thread-{1000 + index}-1.html").text for index in range(40)]
    rare = {character for page in pages for character in page if not character.isascii()}
    assert any(len(character.encode("gb18030")) == 4 for character in rare)


def test_served_forum_thread_of_several_pages_leads_on(day_one: Served) -> None:
    origin = day_one.origin("demo-forum")
    row = next(one for one in day_one.truth() if one["site"] == "demo-forum" and "-2.html" in one["url"])
    first = visit(origin + urlsplit(row["url"]).path.replace("-2.html", "-1.html"))
    following = re.search(r'class="nxt" href="([^"]+)"', first.text)
    assert following
    assert row["item_key"] not in re.findall(r'id="pid(\d+)"', first.text)
    assert row["item_key"] in re.findall(r'id="pid(\d+)"', visit(origin + following.group(1)).text)


def test_served_lists_lead_to_every_live_item(day_one: Served) -> None:
    for site, start, item_link, next_link in (
        (
            "demo-forum",
            ["/forum-2-1.html", "/forum-3-1.html"],
            r'class="subject" href="([^"]+)"',
            r'class="nxt" href="([^"]+)"',
        ),
        ("demo-hk", ["/list?cat=gpu&page=1"], r'class="ad-link" href="([^"]+)"', r'class="next-page" href="([^"]+)"'),
        (
            "demo-b2b",
            ["/category/gpu-servers", "/category/gpu-cards", "/category/components"],
            r'class="product-link" href="([^"]+)"',
            r'rel="next" href="([^"]+)"',
        ),
    ):
        pages, found = list(start), set()
        for path in pages:
            text = visit(day_one.origin(site) + path).text.replace("&amp;", "&")
            found |= set(re.findall(item_link, text))
            pages += [one for one in re.findall(next_link, text) if one not in pages]
        live = {
            one.item_key
            for one in expected(day_one.market, day_one.origins)
            if one.site == site and one.state == "live"
        }
        if site == "demo-forum":
            live, linked = {key[:-2] for key in live}, {re.findall(r"thread-(\d+)", link)[0] for link in found}
        else:
            linked = {key_in(site, link) or "" for link in found}
        assert live <= linked


def test_served_one_item_has_many_addresses(day_one: Served) -> None:
    rows = [row for row in day_one.truth() if len(row["urls"]) > 1]
    assert len(rows) > 50
    for row in rows[::5]:
        for url in row["urls"]:
            assert key_in(row["site"], url) == row["item_key"]
            answer = visit(url, follow=True)
            assert answer.status == 200
            if row["kind"] == "article":
                assert row["title"] in answer.text.replace("&amp;", "&")


def test_served_moved_addresses_redirect(day_one: Served) -> None:
    moved = [(row["site"], url) for row in day_one.truth() for url in row["urls"] if re.search(r"/(p|ad|go)/\d+", url)]
    answers = {site: visit(url) for site, url in moved}
    assert {site: answer.status for site, answer in answers.items()} == {
        "demo-b2b": 301,
        "demo-hk": 302,
        "demo-news": 302,
    }


def test_served_asks_for_patience_once(day_one: Served) -> None:
    url = f"{day_one.origin('demo-b2b')}/category/gpu-cards?page=2"
    answers = [visit(url, patient=False) for _ in range(2)]
    if answers[0].status == 429:
        assert answers[0].headers["Retry-After"] == "1"
        assert answers[1].status == 429
    assert visit(url).status == 200
    assert visit(url, patient=False).status == 200


def _directory_pages(served: Served) -> dict[str, list[tuple[Row, str]]]:
    pages: dict[str, list[tuple[Row, str]]] = {"json_ld": [], "microdata": [], "malformed": []}
    for row in served.truth():
        if row["site"] == "demo-b2b":
            names = {"microdata": "microdata", "malformed_json_ld": "malformed"}
            kind = next((names[trap] for trap in row["traps"] if trap in names), "json_ld")
            pages[kind].append((row, visit(row["url"]).text))
    return pages


def test_served_directory_marks_its_products_up_in_three_ways(day_one: Served) -> None:
    pages = _directory_pages(day_one)
    assert all(len(found) >= 3 for found in pages.values())
    for kind, found in pages.items():
        for row, text in found:
            blocks = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)
            if kind == "microdata":
                assert not blocks
                assert 'itemtype="https://schema.org/Product"' in text
                if row["price"] and not row["more_offers"]:
                    assert re.search(r'itemprop="price" content="\d+"', text)
            elif kind == "malformed":
                with pytest.raises(ValueError, match=r"."):
                    json.loads(blocks[0])
            else:
                record = json.loads(blocks[0])
                assert record["sku"] == row["item_key"]
                if "price_tiers" in row["traps"]:
                    assert int(record["offers"]["lowPrice"]) == row["price"]
                    assert int(record["offers"]["highPrice"]) == row["price_max"]


def test_served_directory_sitemap_leads_to_every_live_product(day_one: Served) -> None:
    index = visit(f"{day_one.origin('demo-b2b')}/sitemap.xml").text
    found = {
        url for part in re.findall(r"<loc>([^<]+)", index) for url in re.findall(r"<loc>([^<]+)", visit(part).text)
    }
    assert {row["url"] for row in day_one.truth() if row["site"] == "demo-b2b"} <= found
    assert not any("members-only" in url for url in found)


def test_served_news_has_feed_sitemap_and_amp_of_the_same_articles(day_one: Served) -> None:
    origin = day_one.origin("demo-news")
    rows = [row for row in day_one.truth() if row["site"] == "demo-news"]
    feed, sitemap = visit(f"{origin}/feed.xml").text, visit(f"{origin}/news-sitemap.xml").text
    assert {row["item_key"] for row in rows} == set(re.findall(r"/go/(\d+)", feed))
    assert {row["url"] for row in rows} == set(re.findall(r"<loc>([^<]+)", sitemap))
    assert any(row["agency"] for row in rows)
    for row in rows:
        amp = visit(next(url for url in row["urls"] if "/amp/" in url)).text
        assert f'<link rel="canonical" href="{row["url"]}">' in amp
        assert ('body class="agency"' in visit(row["url"]).text) == row["agency"]


def test_served_pictures_are_drawn_where_facts_stand_only_there(day_one: Served) -> None:
    rows = [row for row in day_one.truth() if row.get("picture_only") and "captcha_page" not in row["traps"]]
    assert rows
    for row in rows:
        page = visit(row["url"])
        source = re.search(r'src="(/photo/\d+\.png)"', page.text)
        assert source
        picture = visit(day_one.origin(row["site"]) + source.group(1))
        assert picture.body.startswith(b"\x89PNG")
        if row["site"] != "demo-market":
            assert float(row["price"]) not in numbers(shown(row, page))


def test_served_denied_requests_are_told_from_the_log() -> None:
    with serving(Market(listings=40)) as served:
        visit(f"{served.origin('demo-hk')}/list?cat=gpu&page=1")
        visit(f"{served.origin('demo-b2b')}/product/x-1.html")
        assert served.denied() == []
        visit(f"{served.origin('demo-hk')}/user/12")
        visit(f"{served.origin('demo-b2b')}/inquiry/1")
        assert [one.path for one in served.denied()] == ["/user/12", "/inquiry/1"]


def test_served_requests_are_logged(day_one: Served) -> None:
    visit(f"{day_one.origin('demo-hk')}/no/such/page?x=1")
    last = day_one.requests("demo-hk")[-1]
    assert (last.method, last.path, last.user_agent, last.status) == ("GET", "/no/such/page?x=1", AGENT, 404)


def _one(served: Served, site: str, sign: Sign) -> Expected:
    return next(one for one in expected(served.market, served.origins) if (one.site, one.sign) == (site, sign))


def test_served_members_only_item_answers_and_only_robots_keep_it_closed(day_one: Served) -> None:
    one = _one(day_one, "demo-b2b", "robots")
    assert visit(one.url).status == 200
    assert not any(row["item_key"] == one.item_key for row in day_one.truth() if row["site"] == "demo-b2b")
