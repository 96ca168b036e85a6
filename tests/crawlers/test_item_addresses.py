"""The pattern of a list's items is told from their addresses."""

from __future__ import annotations

import re

import pytest

from crawlers.generic.item_addresses import item_addresses

SITE = "https://shop.example"


@pytest.mark.parametrize(
    ("addresses", "others", "ids"),
    [
        (["/item/11.html", "/item/12.html", "/item/13.html"], ["/help/11.html", "/item/"], ["11", "12", "13"]),
        (["/thread-7-1.html", "/thread-8-1.html", "/thread-9-1.html"], ["/forum-2-1.html"], ["7", "8", "9"]),
        (["/p/h100-pcie-501", "/p/h200-sxm-502", "/p/b300-hgx-503"], ["/c/gpu-1"], ["501", "502", "503"]),
        (["/item/1/", "/ad/2/", "/item/3/", "/ad/4/"], ["/user/5/"], ["1", "2", "3", "4"]),
        (["/goods.php?id=5&s=1", "/goods.php?id=6&s=1", "/goods.php?id=7&s=1"], ["/cart.php?id=5"], ["5", "6", "7"]),
        (["/p/h100", "/p/h200", "/p/b300"], ["/about", "/p/"], ["h100", "h200", "b300"]),
        (["/2026/03/01/one-story", "/2026/03/02/two-story", "/2026/03/02/three"], ["/2026/03"], []),
    ],
    ids=["number", "in-the-middle", "slug", "two-folders", "parameter", "words", "dates"],
)
def test_item_addresses_match_items_and_nothing_else(addresses: list[str], others: list[str], ids: list[str]) -> None:
    found = item_addresses([f"{SITE}{address}" for address in addresses])
    assert found is not None
    matches = [re.search(found.url, f"{SITE}{address}") for address in addresses]
    told = [match["id"] for match in matches if match]
    assert len(set(told)) == len(addresses)
    assert told == (ids or told)
    assert [other for other in others if re.search(found.url, f"{SITE}{other}")] == []


def test_item_addresses_leave_out_parameters_that_only_say_where_the_link_stood() -> None:
    found = item_addresses([f"{SITE}/thread-{n}-1.html?extra=page_{n}&sid=77" for n in range(10, 16)])
    assert found is not None
    assert (found.keep, found.drop) == ((), ("extra", "sid"))
    assert "extra" not in found.url


def test_item_addresses_of_one_parameter_keep_it_alone() -> None:
    found = item_addresses([f"{SITE}/view?item={n}&spm=a.{n}" for n in range(10, 16)])
    assert found is not None
    assert found.keep == ("item",)


def test_item_addresses_that_tell_nothing_apart_are_none() -> None:
    assert item_addresses([f"{SITE}/login"] * 4) is None
