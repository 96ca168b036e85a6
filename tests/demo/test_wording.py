from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from demo.market import Market
from demo.posts import make_post
from demo.profiles import SITES
from demo.wording import in_reply, word
from demo.words import Words
from tests.demo.visiting import numbers, squashed

FICTIONAL = {
    "email": re.compile(r"@example\.com$"),
    "phone": re.compile(r"^(13[89]-0000-\d{4}|\+852 0000 \d{4})$"),
    "whatsapp": re.compile(r"^(\+852 0000 \d{4}|\+86 138-0000-\d{4})$"),
    "qq": re.compile(r"^12345\d{5}$"),
    "wechat": re.compile(r"demo|0000"),
}
posts = st.builds(
    lambda site, seed, day, index: (Market(seed=seed, listings=5000, day=day), site, index),
    st.sampled_from(sorted(SITES)),
    st.integers(0, 50),
    st.integers(1, 30),
    st.integers(0, 700),
)


def everything(words: Words) -> str:
    """What the page shows, picture included."""
    tiers = [f"{size} {price:,}" for size, price in words.tiers]
    return "\n".join((words.title, words.body, *words.fields.values(), *words.picture, *tiers))


@settings(max_examples=400, deadline=None)
@given(posts)
def test_wording_states_every_number_of_the_truth(place: tuple[Market, str, int]) -> None:
    market, site, index = place
    post = make_post(market, site, index)
    words = word(market, post)
    shown = numbers(everything(words))
    for told in words.told:
        for name in ("quantity", "price", "price_max", "rental_price", "moq"):
            value = getattr(told, name)
            assert value is None or float(value) in shown, (name, value, everything(words))


@settings(max_examples=200, deadline=None)
@given(posts)
def test_wording_leaves_no_placeholder_open(place: tuple[Market, str, int]) -> None:
    market, site, index = place
    assert not set("{}") & set(everything(word(market, make_post(market, site, index))))


@settings(max_examples=200, deadline=None)
@given(posts)
def test_wording_names_goods_places_and_contacts_as_the_truth_has_them(place: tuple[Market, str, int]) -> None:
    market, site, index = place
    post = make_post(market, site, index)
    words = word(market, post)
    shown = everything(words)
    for told in words.told:
        names = (*told.good.names(SITES[site].lang), *told.good.slang)
        assert any(name in shown for name in names)
        assert told.place is None or told.place in shown
        assert told.masked_price is None or told.masked_price in shown
    if words.contacts_shown:
        assert all(squashed(contact.value) in squashed(shown) for contact in post.seller.contacts)
    elif words.told:
        assert not any(contact.value in shown for contact in post.seller.contacts)


@settings(max_examples=200, deadline=None)
@given(posts)
def test_wording_keeps_prices_of_wanted_and_let_goods_apart(place: tuple[Market, str, int]) -> None:
    market, site, index = place
    post = make_post(market, site, index)
    for told in word(market, post).told:
        if told.side == "rental":
            assert told.price is None
            assert told.rental_price is not None
        if told.side == "wanted":
            assert told.price is None
        if post.kind == "masked":
            assert told.price is None
            assert told.masked_price is not None
        assert (told.price is None and told.price_max is None) == (told.currency is None)


@settings(max_examples=200, deadline=None)
@given(posts)
def test_wording_contacts_are_fictional_at_a_glance(place: tuple[Market, str, int]) -> None:
    market, site, index = place
    for contact in make_post(market, site, index).seller.contacts:
        assert FICTIONAL[contact.kind].search(contact.value)


@settings(max_examples=150, deadline=None)
@given(posts)
def test_wording_stays_the_same_from_day_to_day_but_for_its_figures(place: tuple[Market, str, int]) -> None:
    market, site, index = place
    later = Market(market.seed, market.listings, market.day + 1)
    today, tomorrow = (word(one, make_post(one, site, index)) for one in (market, later))
    if not re.search(r"左右|约|約|about|approx", everything(today) + everything(tomorrow)):
        blank = [re.sub(r"[\d.,]+|[万w萬元¥$]|US|HK", "", one.title) for one in (today, tomorrow)]
        assert len(blank[0]) - len(blank[1]) < 12


def test_wording_of_a_reply_says_everything_in_its_body() -> None:
    market = Market()
    for index in range(market.count("demo-forum")):
        post = make_post(market, "demo-forum", index)
        if in_reply(post) and post.kind != "lookalike":
            words = word(market, post)
            assert all(any(name in words.body for name in (*told.good.zh, *told.good.slang)) for told in words.told)


def test_wording_has_dozens_of_variants_a_site() -> None:
    market = Market(listings=3000)
    for site in SITES:
        shapes = set()
        for index in range(300):
            words = word(market, make_post(market, site, index))
            shapes.add(re.sub(r"[\d.,]+", "", words.title + words.body))
        assert len(shapes) > 150
