from __future__ import annotations

from collections import defaultdict

import pytest

from demo.goods import goods
from demo.market import Market
from demo.money import in_currency, masked, ten_thousands, tidy
from demo.posts import Post, make_post
from demo.profiles import SITES
from demo.sellers import seller
from extract.catalogue import load_catalogue


def all_posts(market: Market) -> list[Post]:
    return [make_post(market, site, index) for site in SITES for index in range(market.count(site))]


def test_goods_models_are_in_the_catalogue() -> None:
    known = {model.name for model in load_catalogue().models}
    assert {good.model for good in goods() if good.model} <= known


def test_goods_server_skus_are_in_the_catalogue_with_their_gpus() -> None:
    catalogue = load_catalogue()
    for good in goods():
        if good.server and good.form == "server":
            assert catalogue.server(good.server) is not None, good.server


def test_goods_follow_the_counting_rules() -> None:
    for good in goods():
        if good.form in ("card", "module"):
            assert good.gpus == 1
        if good.form == "barebone":
            assert good.gpus == 0
        if good.form == "baseboard":
            assert (good.gpus, good.source) == (8, "convention")
        if good.form in ("server", "rack", "workstation"):
            assert (good.gpus is None) == (good.source is None)


def test_goods_names_are_never_shared() -> None:
    for lang in ("zh", "hk", "en"):
        names = [name for good in goods() for name in good.names(lang)]
        assert len(names) == len(set(names))


def test_post_brokered_lot_is_the_same_goods_on_several_sites() -> None:
    lots: dict[str, list[Post]] = defaultdict(list)
    for post in all_posts(Market()):
        if post.lot.startswith("lot-"):
            lots[post.lot].append(post)
    shared = [posts for posts in lots.values() if len({post.site for post in posts}) > 1]
    assert len(shared) >= 3
    for posts in shared:
        assert len({post.lines[0].good.id for post in posts}) == 1
        assert len({post.seller.number for post in posts}) > 1


def test_post_seller_returns_under_a_new_name_with_the_same_contact() -> None:
    market = Market(day=9)
    posts = all_posts(market)
    returned = [post for post in posts if post.returned]
    assert returned
    for post in returned:
        former = [one for one in posts if one.lot == post.lot and one.site == post.site and not one.returned]
        assert former
        for one in former:
            assert one.last_day < post.first_day
            assert one.seller.name != post.seller.name
            assert one.seller.contacts == post.seller.contacts
            assert one.lines[0].good == post.lines[0].good


def test_post_prices_are_plausible() -> None:
    for post in all_posts(Market(day=5)):
        for line in post.lines:
            fair = in_currency(line.good.usd, SITES[post.site].currency)
            assert 0.7 * fair < line.price < 1.35 * fair


@pytest.mark.parametrize(
    ("amount", "round_one"), [(178_432, 178_000), (3_267_111, 3_270_000), (57_482, 57_500), (8_934, 8_930), (523, 525)]
)
def test_money_is_named_in_trade_figures(amount: float, round_one: int) -> None:
    assert tidy(amount) == round_one


def test_money_is_written_in_ten_thousands_without_loss() -> None:
    assert [ten_thousands(one) for one in (178_000, 2_300_000, 57_500, 13_860)] == ["17.8", "230", "5.75", "1.386"]


def test_money_masked_price_hides_a_digit() -> None:
    assert [masked(one) for one in (340_000, 178_000, 8_000, 3_400_000)] == ["3X", "1X", "1X", "34X"]


def test_seller_has_other_names_on_other_sites_and_one_contact() -> None:
    forum, market = seller(1, "demo-forum", 7), seller(1, "demo-market", 7)
    assert forum.name != market.name
    assert forum.number == market.number
