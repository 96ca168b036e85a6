"""What shop pages show beside their markup."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from crawlers.document import Document
from crawlers.shop_page import ShopPage, read_shop_page
from tests.eval.score_pages import score_products

RELATED = "".join(
    f"<div class=card><a href=/p/{number}>Other card {number}</a><span class=price>${number},000</span></div>"
    for number in range(1, 9)
)


def read(body: str, title: str = "H100 8-GPU server", address: str = "https://shop.example/p/h100") -> ShopPage:
    return read_shop_page(Document(f"<html><head><title>{title}</title></head><body>{body}</body></html>", address))


@pytest.mark.parametrize(
    ("shown", "amount", "currency"),
    [
        ("<p class=price>€ 1.299,00</p>", "1299.00", "EUR"),
        ("<p class=price>$250,000.00</p>", "250000.00", None),
        ("<p class=price>HK$1,200</p>", "1200", "HKD"),
        ("<p class=price>NT$ 2,320</p>", "2320", "TWD"),
        ("<p>售价：¥12,800.00</p>", "12800.00", None),
        ("<p>價格</p><p>2320 元</p>", "2320", None),
        ("<p>Price:</p><p>GBP 39.50</p>", "39.50", "GBP"),
        ("<strong>€ 20,-</strong>", "20", "EUR"),
        ("<span class='product-price'><span>136</span></span>", "136", None),
        ("<s class=price>€ 900</s><b class=price>€ 700</b>", "700", "EUR"),
        ("<p class=old-price>€ 900</p><p class=price>€ 700</p>", "700", "EUR"),
        ("<p>List price: €900</p><p>Our price: €700</p>", "700", "EUR"),
        ("<p>原价 ¥900</p><p>现价 ¥700</p>", "700", None),
        ("<p>Shipping: €12</p><p class=price>€700</p>", "700", "EUR"),
        ("<p class=price>$5.000</p>", "5000", None),
    ],
)
def test_shop_page_finds_the_price_that_is_shown(shown: str, amount: str, currency: str | None) -> None:
    found = read(f"<h1>H100 8-GPU server</h1>{shown}<h2>Similar</h2>{RELATED}")
    assert (found.amount, found.currency) == (Decimal(amount), currency)


@pytest.mark.parametrize(
    "body",
    [
        f"<h1>H100 8-GPU server</h1><p>Price on request</p><h2>Similar</h2>{RELATED}",
        "<h1>H100 8-GPU server</h1><p>Seit 1998, 8 GPUs, 640 GB, 10 kW</p>",
        "<h1>H100 整机</h1><p>面议</p><p>运费 ¥80</p>",
        "<nav>€ 12</nav><h1>H100</h1><footer>€ 30</footer>",
    ],
)
def test_shop_page_names_no_price_where_none_is_shown(body: str) -> None:
    assert read(body).amount is None


def test_shop_page_believes_the_bid_over_the_starting_price_in_markup() -> None:
    offer = (
        '<script type="application/ld+json">{"@type":"Product","offers":{"price":150,"priceCurrency":"USD"}}</script>'
    )
    found = read(
        f"{offer}<h1>H100 8-GPU server</h1><p><span class=price>$200</span> 2 bids</p><p>Starting price $150</p>"
    )
    assert (found.amount, found.currency) == (Decimal(200), "USD")


def test_shop_page_reads_labelled_values() -> None:
    found = read(
        """<h1>H100 8-GPU server</h1><table><tr><th>Brand</th><td>Supermicro</td></tr>
        <tr><th>Model number</th><td>AS-8125GS</td></tr><tr><th>EAN</th><td>0672042000001</td></tr></table>
        <dl><dt>Seller:</dt><dd>Example Ltd</dd></dl><p>Item no.: 4711-A</p>"""
    )
    assert (found.brand, found.mpn, found.gtin) == ("Supermicro", "AS-8125GS", "0672042000001")
    assert (found.seller, found.sku) == ("Example Ltd", "4711-A")


def test_shop_page_reads_chinese_labels() -> None:
    found = read("<h1>H100 整机</h1><li>品牌：超微<li>型号：AS-8125GS<li>货号：20260301<li>卖家<li>某某科技")
    assert (found.brand, found.mpn, found.sku, found.seller) == ("超微", "AS-8125GS", "20260301", "某某科技")


@pytest.mark.parametrize(
    ("line", "availability"),
    [
        ("<p>In stock</p>", "InStock"),
        ("<button>Add to cart</button>", "InStock"),
        ("<p>Out of stock.</p><button>Add to cart</button>", "OutOfStock"),
        ("<p>缺货</p>", "OutOfStock"),
        ("<p>現貨</p>", "InStock"),
        ("<p>The seller has other things in stock</p>", None),
    ],
)
def test_shop_page_reads_availability_beside_the_headline(line: str, availability: str | None) -> None:
    assert read(f"<h1>H100 8-GPU server</h1>{line}").availability == availability


@pytest.mark.parametrize(
    ("address", "sku"),
    [
        ("https://x.example/itm/123808916008", "123808916008"),
        ("https://x.example/dp/B085ZSV1JJ", "B085ZSV1JJ"),
        ("https://x.example/c7200a278526196/remote.html", "278526196"),
        ("https://x.example/store/122725?pid=260591", "260591"),
        ("https://x.example/p/h100-server", None),
        ("https://x.example/2026/h100", None),
    ],
)
def test_shop_page_takes_an_id_from_the_address_at_last(address: str, sku: str | None) -> None:
    assert read("<h1>H100</h1>", address=address).sku == sku


def test_shop_page_takes_the_brand_beside_the_headline() -> None:
    assert read("<h1>H100 8-GPU server</h1><a class=byline>Visit the Dell Store</a>").brand == "Dell"
    assert read("<div class=product-brand>Dell</div><h1>H100 8-GPU server</h1>").brand == "Dell"


FLOORS = {
    "price": 39,
    "currency": 33,
    "availability": 39,
    "sku": 37,
    "brand": 25,
    "mpn": 5,
    "gtin": 2,
    "out of stock": 2,
}


@pytest.mark.shared
def test_shop_page_keeps_its_floors_on_real_pages(shared: Path) -> None:
    tallies = score_products(shared / "pages" / "products.dev")
    print({name: str(tally) for name, tally in tallies.items()})
    assert tallies["price"].asked == 40
    assert {name: tallies[name].right for name, floor in FLOORS.items() if tallies[name].right < floor} == {}
