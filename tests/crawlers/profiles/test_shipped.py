"""Every source that ships says what it is, what its site allows, and how sure its file is."""

from __future__ import annotations

from pathlib import Path

import pytest

from crawlers.reading import read_response
from crawlers.reading_result import ItemReading
from crawlers.records import ListingPage
from crawlers.response import PageResponse
from crawlers.source_file import load_source, source_files
from crawlers.source_library import PATTERN_SITE, add_source, shipped_files
from foundation.errors import SourceError
from foundation.settings import load_settings
from tests.crawlers.crawled import NOW
from tests.crawlers.profiles.shipped import shipped

NAMES = list(shipped_files())
KNOWN = {
    *("ebay", "ebay-api", "alibaba", "made-in-china", "carousell-hk", "rakuten", "v2ex", "chiphell", "zhihu"),
    *("baidu-tieba", "goofish", "jd", "taobao", "pinduoduo", "ecshop-shop", "reddit-hardwareswap", "us-doj", "us-bis"),
    *("us-treasury", "federal-register", "reuters", "toms-hardware", "the-register", "scmp", "caixin", "cls", "ithome"),
    *("gdelt", "common-crawl"),
}


def test_shipped_sources_are_those_that_the_guide_names() -> None:
    assert set(NAMES) >= KNOWN


@pytest.mark.parametrize("name", NAMES)
def test_shipped_source_says_what_is_known_of_it(name: str) -> None:
    source = shipped(name)
    assert source.evidence, "no evidence of the site's structure"
    assert source.country or PATTERN_SITE in source.homepage
    assert source.politeness.delay_s or source.status == "tips-only"
    assert source.politeness.max_requests or source.status == "tips-only"
    assert "healthy" in source.model_fields_set
    assert len(source.terms) > 40


@pytest.mark.parametrize("name", NAMES)
def test_shipped_source_is_unverified_where_no_sample_was_read(name: str) -> None:
    source = shipped(name)
    assert source.status in {"unverified", "tips-only"} or any(proof.seen == "sample" for proof in source.evidence)


def test_shipped_sources_are_crawled_by_nobody_who_did_not_ask(tmp_path: Path) -> None:
    settings = load_settings(home=tmp_path)
    assert source_files(settings) == {}
    with pytest.raises(SourceError, match="not turned on"):
        load_source(settings, "us-doj")
    add_source(settings, "us-doj")
    assert list(source_files(settings)) == ["us-doj"]
    assert load_source(settings, "us-doj").quality == "official"


def test_shipped_source_is_not_added_over_an_own_file(tmp_path: Path) -> None:
    settings = load_settings(home=tmp_path)
    file = add_source(settings, "v2ex")
    file.write_text("mine", encoding="utf-8")
    with pytest.raises(SourceError, match="is there already"):
        add_source(settings, "v2ex")
    assert file.read_text(encoding="utf-8") == "mine"


def test_shipped_pattern_becomes_the_source_of_a_shop(tmp_path: Path) -> None:
    settings = load_settings(home=tmp_path)
    with pytest.raises(SourceError, match="pattern for many shops"):
        add_source(settings, "ecshop-shop")
    add_source(settings, "ecshop-shop", as_name="cards-sz", site="https://cards.example/index.php")
    source = load_source(settings, "cards-sz")
    assert source.homepage == "https://cards.example/"
    assert all(entry.url.startswith("https://cards.example/") for entry in source.entries)


def _read(name: str, address: str, body: bytes, content_type: str) -> list[ItemReading]:
    response = PageResponse(address, 200, body, NOW, headers={"content-type": content_type})
    return list(read_response(shipped(name), response).items)


@pytest.mark.shared
def test_goofish_answer_is_read(shared: Path) -> None:
    body = (shared / "samples" / "goofish_search_response.json").read_bytes()
    address = "https://h5api.m.goofish.com/h5/mtop.taobao.idlemtopsearch.pc.search/1.0/?q=H100"
    items = _read("goofish", address, body, "application/json")
    pages = [item.page for item in items if isinstance(item.page, ListingPage)]
    assert len(pages) == 6
    first = pages[0]
    assert (first.item_key, first.price, first.place) == ("845090278669", "38", "四川")
    assert first.url == "https://www.goofish.com/item?id=845090278669"
    assert all(page.title and page.price and page.seller for page in pages)
    assert first.posted_at is not None
    assert first.posted_at.year == 2024


@pytest.mark.shared
def test_pinduoduo_grid_is_read(shared: Path) -> None:
    body = (shared / "samples" / "pdd_grid_fragment.html").read_bytes()
    address = "https://mobile.yangkeduo.com/search_result.html?search_key=V100"
    items = _read("pinduoduo", address, body, "text/html; charset=utf-8")
    pages = {item.key: item.page for item in items if isinstance(item.page, ListingPage)}
    assert len(pages) == body.count(b'class="pdd-card')
    page = pages["980085530687"]
    assert page.title == "AI服务器 V100 32g 双卡 64G显存"
    assert page.price is not None
    assert "".join(page.price.split()) == "¥1.58万"
    assert page.url == "https://mobile.yangkeduo.com/goods.html?goods_id=980085530687"


def test_goofish_refusal_is_no_content(shared: Path) -> None:
    body = '{"ret": ["FAIL_SYS_SESSION_EXPIRED::Session过期"], "data": {}}'.encode()
    address = "https://h5api.m.goofish.com/h5/mtop.taobao.idlemtopsearch.pc.search/1.0/?q=H100"
    response = PageResponse(address, 200, body, NOW, headers={"content-type": "application/json"})
    reading = read_response(shipped("goofish"), response)
    assert (reading.state, reading.items) == ("blocked", ())
