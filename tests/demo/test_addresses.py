from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from demo.addresses import key_in, linked_path, path_of, slug
from demo.market import Market
from demo.posts import item_key, make_post
from demo.profiles import SITES
from demo.shelf import item, item_numbered, list_page, page_count
from demo.wording import word

places = st.tuples(st.sampled_from(sorted(SITES)), st.integers(0, 5000))
MARKET = Market(listings=40_000)


@settings(max_examples=150, deadline=None)
@given(places, st.text("0123456789_", min_size=1, max_size=6))
def test_address_of_an_item_tells_its_number_wherever_it_is_linked(place: tuple[str, int], listed: str) -> None:
    post = make_post(MARKET, *place)
    title = word(MARKET, post).title
    assert key_in(place[0], "http://h:1" + path_of(post, title)) == post.key
    if place[0] != "demo-forum":
        assert key_in(place[0], "http://h:1" + linked_path(post, title, listed)) == post.key


@settings(max_examples=100, deadline=None)
@given(places)
def test_address_of_an_item_is_its_own(place: tuple[str, int]) -> None:
    site, index = place
    near = [make_post(MARKET, site, one) for one in (index, index + 1)]
    assert len({path_of(post, word(MARKET, post).title) for post in near}) == 2
    assert item_key(site, index) != item_key(site, index + 1)


def test_address_changes_with_the_list_that_links_it_but_leads_to_the_same_page() -> None:
    for site in ("demo-forum", "demo-market", "demo-shop"):
        post = make_post(MARKET, site, 2)
        one, other = (linked_path(post, "x", place) for place in ("1_2", "3_4"))
        assert one != other
        assert urlsplit(one).path == urlsplit(other).path


@pytest.mark.parametrize(
    ("site", "address"),
    [
        ("demo-forum", "/thread-1000-1.html"),
        ("demo-market", "/api/feed?page=1"),
        ("demo-hk", "/list?page=3"),
        ("demo-b2b", "/"),
    ],
)
def test_address_of_no_item_has_no_number(site: str, address: str) -> None:
    assert key_in(site, f"http://127.0.0.1:8801{address}") is None


@given(st.text(max_size=200))
def test_address_slug_is_plain_ascii(title: str) -> None:
    made = slug(title)
    assert len(made) <= 60
    assert all(character.isascii() and (character.isalnum() or character == "-") for character in made)


@settings(max_examples=30, deadline=None)
@given(st.sampled_from(sorted(SITES)), st.integers(1, 30))
def test_shelf_pages_hold_every_listed_item_once(site: str, day: int) -> None:
    market = Market(seed=2, listings=120, day=day)
    paged = [one.post.index for page in range(1, page_count(market, site) + 1) for one in list_page(market, site, page)]
    listed = [index for index in range(market.count(site)) if make_post(market, site, index).listed(day)]
    assert sorted(paged) == listed
    assert paged == sorted(paged, reverse=True)
    assert list_page(market, site, page_count(market, site) + 1) == []


def test_shelf_finds_items_by_the_number_of_their_page() -> None:
    market = Market()
    for site in SITES:
        for index in (0, market.count(site) - 1):
            assert item_numbered(market, site, item(market, site, index).number) == item(market, site, index)
        assert item_numbered(market, site, SITES[site].first_key + market.count(site)) is None
        assert item_numbered(market, site, SITES[site].first_key - 1) is None
