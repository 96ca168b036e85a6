from __future__ import annotations

import json
import tracemalloc
from itertools import islice, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from demo.market import Market
from demo.posts import make_post
from demo.profiles import BLOCK, SITES
from demo.truth import expected, origins, truth
from demo.wording import word

ORIGIN = origins(9000)
sites = st.sampled_from(sorted(SITES))


def test_market_same_options_give_the_same_truth() -> None:
    first = [json.dumps(row) for row in truth(Market(seed=4, listings=60, day=3), ORIGIN)]
    assert first == [json.dumps(row) for row in truth(Market(seed=4, listings=60, day=3), ORIGIN)]


def test_market_other_seed_gives_another_truth() -> None:
    one = {row["title"] for row in truth(Market(seed=1), ORIGIN)}
    other = {row["title"] for row in truth(Market(seed=2), ORIGIN)}
    assert len(one & other) < len(one) / 2


def test_market_has_about_the_listings_asked_for() -> None:
    assert 165 <= sum(Market().count(site) for site in SITES) <= 200
    assert 99_000 <= sum(Market(listings=100_000).count(site) for site in SITES) <= 101_000


@pytest.mark.parametrize("site", SITES)
def test_market_every_block_has_the_full_mix(site: str) -> None:
    profile, market = SITES[site], Market()
    for block in (0, 7):
        kinds = [profile.kind(market.dice, site, index) for index in range(block * BLOCK, (block + 1) * BLOCK)]
        assert {kind: kinds.count(kind) for kind in profile.kinds} == profile.kinds
        fates = [profile.fate(market.dice, site, index) for index in range(block * BLOCK, (block + 1) * BLOCK)]
        assert {fate: fates.count(fate) for fate in profile.fates} == profile.fates


@settings(max_examples=60, deadline=None)
@given(sites, st.integers(0, 40_000), st.integers(0, 99), st.integers(1, 60))
def test_market_item_of_a_large_market_costs_no_walk(site: str, index: int, seed: int, day: int) -> None:
    market = Market(seed=seed, listings=250_000, day=day)
    post = make_post(market, site, index)
    assert post == make_post(market, site, index)
    assert post.first_day <= post.last_day or SITES[site].fate(market.dice, site, index) == "sold_before"
    assert word(market, post).title


def test_market_truth_is_streamed_at_constant_memory() -> None:
    rows = truth(Market(listings=100_000), ORIGIN)
    tracemalloc.start()
    try:
        held = []
        for _ in range(4):
            for _ in islice(rows, 500):
                pass
            held.append(tracemalloc.get_traced_memory()[0])
            peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert max(held) - held[0] < 300_000
    assert peak < 20_000_000


@pytest.mark.slow
def test_market_truth_of_100_000_listings_comes_to_its_end() -> None:
    count = sum(1 for _ in truth(Market(listings=100_000), ORIGIN))
    assert 85_000 < count < 110_000


def test_market_days_bring_new_items_and_end_old_ones() -> None:
    days = [
        {(row["site"], row["item_key"]): row for row in truth(Market(day=day), ORIGIN) if row["kind"] == "listing"}
        for day in (1, 2, 3)
    ]
    for before, after in pairwise(days):
        assert len(after.keys() - before.keys()) >= 5
        assert len(before.keys() - after.keys()) >= 3
        kept = before.keys() & after.keys()
        assert sum(before[key].get("price") != after[key].get("price") for key in kept) >= 10
        assert sum(before[key].get("quantity") != after[key].get("quantity") for key in kept) >= 10


def test_market_first_and_last_day_do_not_change_with_the_day_shown() -> None:
    early = {(row["site"], row["item_key"]): row for row in truth(Market(day=1), ORIGIN) if row["kind"] == "listing"}
    for row in truth(Market(day=4), ORIGIN):
        before = early.get((row["site"], row["item_key"]))
        if before and row["kind"] == "listing":
            fixed = ("first_day", "last_day", "lot", "seller", "url", "model", "side")
            assert {name: row[name] for name in fixed} == {name: before[name] for name in fixed}


def test_market_stock_only_shrinks() -> None:
    for site in SITES:
        for index in range(Market().count(site)):
            stock = [
                [line.quantity for line in post.lines]
                for post in (make_post(Market(day=day), site, index) for day in range(1, 12))
            ]
            assert all(after <= before for before, after in pairwise(stock))


def test_market_day_shows_nothing_before_its_first_day_or_after_its_last() -> None:
    for day in (1, 5, 20):
        for row in truth(Market(day=day), ORIGIN):
            if row["kind"] == "listing":
                assert row["first_day"] <= day <= row["last_day"]


def test_market_expects_every_item_in_one_state() -> None:
    market = Market(day=6)
    states = {(one.site, one.item_key): one for one in expected(market, ORIGIN)}
    live = {key for key, one in states.items() if one.state == "live"}
    assert live == {(row["site"], row["item_key"]) for row in truth(market, ORIGIN)}
    assert len(states) == sum(market.count(site) for site in SITES) + 12 + 2 * 5
    assert {one.state for one in states.values()} == {"live", "gone", "blocked", "forbidden"}


def test_market_day_one_has_every_trap() -> None:
    found = {trap for row in truth(Market(), ORIGIN) for trap in row["traps"]}
    assert found >= {
        "session_parameter", "gb18030", "gb18030_in_meta", "in_a_reply", "captcha_page", "javascript", "redirect",
        "microdata", "malformed_json_ld", "several_offers", "lookalike", "masked_price", "placeholder_price",
        "lot_price", "price_tiers", "picture_only", "brokered_lot", "amp_duplicate",
    }  # fmt: skip
    signs = {one.sign for one in expected(Market(), ORIGIN)}
    assert signs >= {"page", "sold_note", "soft_404", "off_shelf", "http_410", "captcha", "login_wall", "robots"}
