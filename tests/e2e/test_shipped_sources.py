"""Shipped sources crawled on a local site that answers as their documentation says, through spool and store."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from crawlers.crawl_result import CrawlResult
from crawlers.running import crawl_sources
from crawlers.source_file import load_source
from crawlers.source_library import add_source
from crawlers.spool import SpoolReader
from extract.pipeline import Extractor
from extract.rates import Rates
from foundation.settings import Settings, load_settings
from index.documents import Article, Listing
from index.opening import open_store
from ingest.run import ingest
from tests.crawlers.crawled import captures, home_for
from tests.crawlers.profiles import answers
from tests.crawlers.profiles.shipped import write_turned
from tests.crawlers.small_site import Asked, Route, small_site

CLIENT, SECRET = "demo-client-id", "demo-client-secret"
EXTRACTOR = Extractor(contacts="hashed", contact_key=b"k" * 32)


@dataclass(frozen=True)
class Turned:
    """The hosts of a shipped source that the test's site takes the place of, and what that answers."""

    hosts: tuple[str, ...]
    routes: Callable[[str], Mapping[str, Route]]
    queries: tuple[str, ...] = ()


SOURCES = {
    "ebay-api": Turned(("api.ebay.com",), answers.ebay, ("H100",)),
    "reddit-hardwareswap": Turned(("oauth.reddit.com", "www.reddit.com/api"), answers.reddit),
    "federal-register": Turned(("www.federalregister.gov",), answers.federal_register),
    "us-doj": Turned(("www.justice.gov",), answers.doj),
    "v2ex": Turned(("www.v2ex.com",), answers.v2ex),
    "chiphell": Turned(("www.chiphell.com",), answers.chiphell),
    "gdelt": Turned(("api.gdeltproject.org",), answers.gdelt, ("H100",)),
    "common-crawl": Turned(("index.commoncrawl.org",), answers.common_crawl),
    "ithome": Turned(("www.ithome.com",), answers.ithome),
    "reuters": Turned(("www.reuters.com",), answers.reuters),
    "shopify-shop": Turned(("shop.example",), answers.shopify),
}


@dataclass(frozen=True)
class Crawled:
    """What became of one source."""

    settings: Settings
    result: CrawlResult
    asked: list[Asked]

    @property
    def states(self) -> dict[str, str]:
        """Item key → state of its capture."""
        return {one.item_key: one.state for one in captures(self.settings)}

    def listings(self) -> dict[str, Listing]:
        """By item key."""
        with open_store(self.settings.store_url) as store:
            return {found.item_key: found for found in store.scan(Listing)}

    def articles(self) -> dict[str, Article]:
        """By item key."""
        with open_store(self.settings.store_url) as store:
            return {found.item_key: found for found in store.scan(Article)}


Crawl = Callable[[str], Crawled]


@pytest.fixture
def crawled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Crawl:
    """Crawls one of `SOURCES` to its end and reads it into a store."""
    for part in ("EBAY", "REDDIT"):
        monkeypatch.setenv(f"{part}_CLIENT_ID", CLIENT)
        monkeypatch.setenv(f"{part}_CLIENT_SECRET", SECRET)
    settings = home_for(tmp_path, log_level="DEBUG")

    def crawl(name: str) -> Crawled:
        turned = SOURCES[name]
        site = small_site({})
        site.routes.update(turned.routes(site.origin))
        write_turned(tmp_path / "sources", name, site.origin, hosts=turned.hosts, queries=turned.queries)
        with site.serving():
            (result,) = crawl_sources(settings, [load_source(settings, name)])
        assert result.outcome == "finished", result.problems
        assert [problem for problem in result.problems if "expected" not in problem] == []
        with open_store(settings.store_url) as store:
            ingest(SpoolReader(settings.data.spool), store, EXTRACTOR, Rates())
        return Crawled(settings, result, site.asked)

    return crawl


def test_ebay_api_gives_listings_of_every_page_and_keeps_its_key_nowhere(crawled: Crawl) -> None:
    done = crawled("ebay-api")
    found = done.listings()
    assert set(found) == {f"{405_000_000_000 + number}" for number in (1, 2, 3)}
    first = found["405000000001"]
    assert (first.models, str(first.price), first.currency) == (("H100",), "23999.00", "USD")
    assert (first.seller, first.url) == ("demo_seller_1", "https://www.ebay.com/itm/405000000001")
    assert {one.authorization for one in done.asked if "item_summary" in one.path} == {"Bearer short-lived-token"}
    assert [one.authorization[:6] for one in done.asked if one.path.startswith("/identity/")] == ["Basic "]
    assert {one.authorization for one in done.asked if one.path == "/robots.txt"} == {""}
    kept = {path.name: _content(path) for path in done.settings.data.root.rglob("*") if path.is_file()}
    assert {name.rpartition(".")[2] for name in kept} >= {"log", "gz", "jsonl", "db"}
    secrets = ("short-lived-token", CLIENT, SECRET, "ZGVtby1jbGllbnQtaWQ6")
    assert [name for name, data in kept.items() for secret in secrets if secret.encode() in data] == []


def _content(path: Path) -> bytes:
    data = path.read_bytes()
    return gzip.decompress(data) if path.suffix == ".gz" else data


def test_source_without_its_key_is_not_asked(crawled: Crawl, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("EBAY_CLIENT_SECRET")
    settings = load_settings(home=tmp_path / "home")
    add_source(settings, "ebay-api")
    (result,) = crawl_sources(settings, [load_source(settings, "ebay-api")])
    assert result.outcome.startswith("skipped: the key of its API is not set (EBAY_CLIENT_SECRET); an application")


def test_reddit_is_led_on_by_its_cursor_and_closed_posts_are_gone(crawled: Crawl) -> None:
    done = crawled("reddit-hardwareswap")
    assert done.states == {"1abc1": "content", "1abc2": "gone", "1abc3": "content"}
    listing = done.listings()["1abc1"]
    assert (listing.side, listing.models, str(listing.price)) == ("offer", ("A100",), "9500")
    assert listing.posted_at is not None


def test_federal_register_gives_articles_of_official_quality(crawled: Crawl) -> None:
    found = crawled("federal-register").articles()
    assert set(found) == {"2026-00789", "2026-00790"}
    article = found["2026-00789"]
    assert article.quality == "official"
    assert article.published_at is not None
    assert f"{article.published_at:%Y-%m-%d}" == "2026-01-15"
    assert article.text.startswith("Revision to License Review Policy")
    assert "effective January 15, 2026" in article.text


def test_doj_release_is_read_without_its_markup(crawled: Crawl) -> None:
    (article,) = crawled("us-doj").articles().values()
    assert article.title == "Two Charged in Scheme to Send Chips Abroad"
    assert "<p>" not in article.text
    assert article.models == ("H100",)
    assert {fact.quantity for fact in article.facts} >= {240}


def test_v2ex_topic_is_an_offer_and_a_deleted_one_is_gone(crawled: Crawl) -> None:
    done = crawled("v2ex")
    assert done.states == {"901": "content", "902": "gone", "903": "gone"}
    (listing,) = done.listings().values()
    assert (listing.side, listing.models, listing.seller, listing.gpu_count) == ("offer", ("A100",), "demo901", 2)


def test_discuz_thread_is_read_post_by_post_over_its_pages(crawled: Crawl) -> None:
    found = crawled("chiphell").listings()
    assert set(found) == {"11", "12", "13"}
    opening = found["11"]
    assert opening.title == "出 H100 PCIe 80G 全新 4 张"
    assert (opening.side, opening.models, opening.seller) == ("offer", ("H100",), "卖家甲")
    assert found["13"].side == "wanted"
    assert found["13"].title is None


def test_gdelt_headline_is_noted_and_its_page_left_alone(crawled: Crawl) -> None:
    done = crawled("gdelt")
    (article,) = done.articles().values()
    assert article.url == "https://www.newspaper.example/2026/03/01/customs-seize-512-h100.html"
    assert article.publisher == "newspaper.example"
    assert article.relevant
    assert [one.path.split("?")[0] for one in done.asked] == ["/robots.txt", "/api/v2/doc/doc"]


def test_common_crawl_lines_are_noted_and_shown_as_irrelevant(crawled: Crawl) -> None:
    found = crawled("common-crawl").articles()
    assert set(found) == {"https://shop.example/product/1", "https://shop.example/product/2"}
    assert not any(article.relevant for article in found.values())


def test_feed_with_whole_articles_is_read_without_visiting_pages(crawled: Crawl) -> None:
    done = crawled("ithome")
    (article,) = done.articles().values()
    assert article.models == ("H100",)
    assert "案件仍在调查" in article.text
    assert [one.path for one in done.asked] == ["/robots.txt", "/rss/"]


def test_news_sitemap_gives_headlines_and_the_extractor_decides(crawled: Crawl) -> None:
    found = {article.title: article.relevant for article in crawled("reuters").articles().values()}
    assert found == {"Malaysia seizes 1,200 Nvidia H100 chips": True, "Cup final goes to extra time": False}


def test_shopify_answer_gives_listings(crawled: Crawl) -> None:
    (listing,) = crawled("shopify-shop").listings().values()
    assert (listing.models, str(listing.price), listing.currency) == (("H100",), "24500.00", "USD")
    assert listing.url.endswith("/products/h100-80gb")
