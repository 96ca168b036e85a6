"""What a run counts so that doctor can compare it with other days."""

from __future__ import annotations

from pathlib import Path

import pytest

from crawlers.tally import kind_of_refusal
from tests.crawlers.crawled import crawl_shop, finished, home_for
from tests.crawlers.small_site import Answer, item_page, shop, small_site


@pytest.mark.parametrize(
    ("reason", "kind"),
    [
        ("captcha: 请完成验证", "captcha"),
        ("login: please log in", "login"),
        ("soft 404: page not found", "soft_404"),
        ("redirected to https://shop.example/", "soft_404"),
        ("empty page", "empty"),
        ("http 403", "http"),
        ("FAIL_SYS_USER_VALIDATE", "page"),
    ],
)
def test_tally_tells_what_stands_before_a_page(reason: str, kind: str) -> None:
    assert kind_of_refusal(reason) == kind


def test_tally_of_a_crawl_counts_fields_by_where_they_were_found(tmp_path: Path) -> None:
    routes = shop(4)
    routes["/item/1.html"] = item_page(1).replace("class='price'", "class='amount'")
    routes["/item/2.html"] = item_page(2).replace("class='seller'", "class='by'")
    routes["/item/3.html"] = Answer("no", 403)
    with small_site(routes).serving() as site:
        settings = home_for(tmp_path, origin=site.origin)
        counts = crawl_shop(settings).counts
    assert (counts["own_title"], counts["own_price"], counts["own_seller"]) == (3, 2, 2)
    assert (counts["with_title"], counts["with_price"]) == (3, 3)
    assert (counts["shut"], counts["shut_http"]) == (1, 1)
    assert (counts["listed"], counts["new"]) == (4, 4)
    assert finished(settings)[0].counts == counts


def test_tally_of_later_crawls_tells_new_items_revisits_and_one_page_for_all(tmp_path: Path) -> None:
    with small_site(shop(3)).serving() as site:
        crawl_shop(home_for(tmp_path, origin=site.origin))
        site.routes |= shop(5)
        second = crawl_shop(home_for(tmp_path, origin=site.origin)).counts
        site.routes["/list?page=1"] = '<a href="/item/0.html">item 0</a>'
        site.routes |= {f"/item/{number}.html": "<h1>Back soon</h1><p>Under repair</p>" for number in range(5)}
        third = crawl_shop(home_for(tmp_path, origin=site.origin)).counts
    assert (second["new"], second["listed"], second["items"]) == (2, 5, 5)
    assert (third["new"], third["listed"], third["revisits"]) == (0, 1, 4)
    assert third["repeated"] == 4
