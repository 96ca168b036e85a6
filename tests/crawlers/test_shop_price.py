"""Which price counts where markup, page and scripts do not say the same."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest

from crawlers.document import Document
from crawlers.shop_page import ShopPage, read_shop_page

HEAD = "<h1>H100 8-GPU server</h1>"


def read(body: str, *, head: str = "", title: str = "H100 8-GPU server") -> ShopPage:
    page = f"<html><head><title>{title}</title>{head}</head><body>{body}</body></html>"
    return read_shop_page(Document(page, "https://shop.example/p/h100"))


def markup(*offers: object, **fields: object) -> str:
    product = {"@type": "Product", "name": "H100 8-GPU server", "offers": list(offers), **fields}
    return f'<script type="application/ld+json">{json.dumps(product)}</script>'


def euro(price: object, **fields: object) -> dict[str, object]:
    return {"@type": "Offer", "price": price, "priceCurrency": "EUR", **fields}


@pytest.mark.parametrize(
    ("offers", "shown", "amount"),
    [
        ([euro("700.00")], "<p class=price>€ 700</p>", "700.00"),
        ([euro("700.00")], "", "700.00"),
        ([euro("900.00")], "<del class=price>€ 900</del> <b class=price>€ 700</b>", "700"),
        ([euro("70000")], "<p class=price>€ 700.00</p>", "700.00"),
        ([euro("129.990")], "<p class=price>129.990 €</p>", "129990"),
        ([euro("800"), euro("700")], "<p class=price>€ 700</p>", "700"),
        ([euro("0")], "<p class=price>€ 700</p>", "700"),
        ([euro("500")], "<p class='product-price current'>€ 700</p><button>Add to cart</button>", "700"),
    ],
    ids=["same", "hidden", "struck", "cents", "point", "variant", "zero", "stale"],
)
def test_shop_price_is_the_one_that_the_page_bears_out(offers: list[object], shown: str, amount: str) -> None:
    found = read(f"{HEAD}{shown}", head=markup(*offers))
    assert found.amount == Decimal(amount)
    assert found.price_why


def test_shop_price_of_zero_is_none() -> None:
    assert read(HEAD, head=markup(euro("0.00"))).amount is None


def test_shop_price_of_a_range_has_two_ends() -> None:
    found = read(HEAD, head=markup({"@type": "AggregateOffer", "lowPrice": "700", "highPrice": "900"}))
    assert (found.amount, found.amount_high) == (Decimal(700), Decimal(900))
    found = read(f"{HEAD}<p class=price>€700 – €900</p>")
    assert (found.amount, found.amount_high) == (Decimal(700), Decimal(900))


def test_shop_price_takes_the_sign_from_the_page_where_markup_names_no_currency() -> None:
    assert read(f"{HEAD}<p>£ 700</p>", head=markup({"@type": "Offer", "price": "700"})).currency == "GBP"


def test_shop_price_of_another_currency_than_the_markup_keeps_its_own() -> None:
    shown = "<p class='product-price current'>HK$ 5,900</p><button>Add to cart</button>"
    found = read(f"{HEAD}{shown}", head=markup(euro("700")))
    assert (found.amount, found.currency) == (Decimal(5900), "HKD")


def test_shop_price_is_not_that_of_other_goods_in_the_markup() -> None:
    others = "".join(
        f"<div itemscope itemtype='https://schema.org/Product'><span itemprop=name>Cable {n}</span><span"
        f" itemprop=offers itemscope itemtype='https://schema.org/Offer'><meta itemprop=price content={n}></span></div>"
        for n in (7, 8, 9)
    )
    assert read(f"{HEAD}<p>€ 700</p><h2>Accessories</h2>{others}").amount == Decimal(700)


@pytest.mark.parametrize("label", ["Current bid", "Aktuelles Gebot", "Enchère actuelle", "当前出价"])
def test_shop_price_of_an_auction_is_the_bid(label: str) -> None:
    assert read(f"{HEAD}<p>{label}</p><p>€ 200</p>", head=markup(euro("150"))).amount == Decimal(200)


def test_shop_price_is_found_without_names_of_elements() -> None:
    cards = "".join(f"<div><a href=/p/{n}>Card {n}</a> <div><i>€ {n}00</i></div></div>" for n in range(1, 9))
    body = f"<div>{HEAD}<div><i>€ 1.700,00</i></div><div><button>Kaufen</button></div></div><h2>Auch gut</h2>{cards}"
    assert read(body).amount == Decimal("1700.00")


def test_shop_price_is_found_without_an_h1() -> None:
    menu = "".join(f"<div><h1>Menu {n}</h1></div>" for n in range(5))
    body = f"{menu}<div><b>H100 8-GPU server</b></div><p>€ 700</p><p>Versand € 12</p>"
    assert read(body, title="H100 8-GPU server - Shop").amount == Decimal(700)


@pytest.mark.parametrize(
    "data",
    [
        '<script>dataLayer.push({"product": {"id": "1", "price": "700.00", "currency": "EUR"}})</script>',
        "<div data-product-price=700.00></div>",
        "<script>var item_price = 700.00;</script>",
    ],
)
def test_shop_price_stands_at_last_in_the_data_of_the_page(data: str) -> None:
    found = read(f"{HEAD}<p>A server.</p>{data}")
    assert found.amount == Decimal(700)
    assert found.price_why.startswith("script")


@pytest.mark.parametrize("line", ["Price on request", "POA", "Preis auf Anfrage", "面议", "Цена по запросу"])
def test_shop_price_on_request_is_none(line: str) -> None:
    cards = "".join(f"<div class=card><a href=/{n}>{n}</a><span class=price>€{n},000</span></div>" for n in range(1, 6))
    assert read(f"{HEAD}<p>{line}</p><p>Shipping € 12</p><h2>Similar</h2>{cards}").amount is None


@pytest.mark.parametrize(
    ("line", "availability"),
    [
        ("Sorry, this item is currently unavailable.", "OutOfStock"),
        ("Momentálne nie je možné produkt kúpiť, ale je možné ho rezervovať", "OutOfStock"),
        ("Dieser Artikel ist derzeit leider nicht verfügbar", "OutOfStock"),
        ("Notify me when this product is back in stock", "OutOfStock"),
        ("该商品已经下架", "OutOfStock"),
        ("This item is currently unavailable for delivery to your region", "InStock"),
        ("Size XL is currently unavailable", "InStock"),
    ],
)
def test_shop_page_believes_a_sentence_beside_the_headline_over_the_template(line: str, availability: str) -> None:
    offer = euro("700", availability="https://schema.org/InStock")
    assert read(f"{HEAD}<p>{line}</p><p>€ 700</p>", head=markup(offer)).availability == availability


@pytest.mark.parametrize(
    "other",
    [
        "<p>10x de € 75,00</p>",
        "<p>4 payments of € 175</p>",
        "<p>€ 3,50 / 100 g</p>",
        "<p>€ 29,90 per month</p>",
        "<p>€ 50 off</p>",
        "<p>Approximately € 650</p>",
        "<p>ab € 50 versandkostenfrei</p>",
    ],
)
def test_shop_price_is_no_part_of_it_and_nothing_beside_it(other: str) -> None:
    assert read(f"{HEAD}{other}<p>Color: black</p><p>€ 700</p>").amount == Decimal(700)


def test_shop_price_of_what_is_unavailable_is_not_that_of_other_sellers() -> None:
    found = read(f"{HEAD}<p>Currently unavailable.</p><p>Used from</p><p>€ 500</p>")
    assert (found.amount, found.availability) == (None, "OutOfStock")
