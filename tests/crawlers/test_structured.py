"""Markup of products: every syntax, the damage that real pages have, and which item the page is about."""

from __future__ import annotations

import json

import pytest

from crawlers.document import Document
from crawlers.markup import read_markup
from crawlers.structured import ProductFields, read_product

ADDRESS = "https://shop.example/p/h100-server?utm=1"
PRODUCT = {
    "@context": "https://schema.org",
    "@type": "Product",
    "name": "H100 8-GPU server",
    "sku": "SYS-821",
    "mpn": "AS-8125GS",
    "gtin13": "0672042000001",
    "brand": {"@type": "Brand", "name": "Supermicro"},
    "image": ["/a.jpg", {"@type": "ImageObject", "contentUrl": "/b.jpg"}],
    "itemCondition": "https://schema.org/NewCondition",
    "offers": {
        "@type": "Offer",
        "price": 250000.50,
        "priceCurrency": "usd",
        "availability": "http://schema.org/InStock",
        "inventoryLevel": {"@type": "QuantitativeValue", "value": 12},
        "seller": {"@type": "Organization", "name": "Example Ltd", "url": "/seller/7"},
    },
}


def read(*bodies: str, head: str = "", heading: str = "H100 8-GPU server") -> ProductFields:
    html = f"<html><head>{head}</head><body><h1>{heading}</h1>{''.join(bodies)}</body></html>"
    return read_product(Document(html, ADDRESS))


def script(value: object) -> str:
    text = value if isinstance(value, str) else json.dumps(value)
    return f'<script type="application/ld+json">{text}</script>'


def test_structured_reads_json_ld() -> None:
    assert read(script(PRODUCT)) == ProductFields(
        name="H100 8-GPU server",
        price="250000.5",
        prices=("250000.5",),
        currency="USD",
        availability="InStock",
        condition="NewCondition",
        quantity="12",
        sku="SYS-821",
        mpn="AS-8125GS",
        gtin="0672042000001",
        brand="Supermicro",
        seller="Example Ltd",
        seller_url="https://shop.example/seller/7",
        images=("https://shop.example/a.jpg", "https://shop.example/b.jpg"),
    )


@pytest.mark.parametrize(
    "wrapped",
    [
        {"@graph": [{"@type": "WebSite", "name": "x"}, PRODUCT]},
        [{"@type": "BreadcrumbList"}, [PRODUCT]],
        {"@type": "ItemPage", "mainEntity": PRODUCT},
        {**PRODUCT, "@type": ["Thing", "Product"]},
        {**PRODUCT, "@type": "https://schema.org/Product"},
        {"@graph": [{**PRODUCT, "offers": {"@id": "#offer"}}, {**PRODUCT["offers"], "@id": "#offer"}]},  # type: ignore[dict-item]
        {**PRODUCT, "offers": [PRODUCT["offers"]]},
        {**PRODUCT, "offers": {"@type": "AggregateOffer", "offers": [PRODUCT["offers"]]}},
    ],
)
def test_structured_finds_the_product_wherever_json_ld_has_it(wrapped: object) -> None:
    found = read(script(wrapped))
    assert (found.name, found.price, found.currency) == ("H100 8-GPU server", "250000.5", "USD")


@pytest.mark.parametrize(
    "damaged",
    [
        json.dumps(PRODUCT)[:-1] + ",}",
        json.dumps(PRODUCT).replace("8-GPU server", '8-GPU "server"').replace('\\"', '"'),
        json.dumps(PRODUCT).replace("8-GPU", "8-GPU\n"),
        "/* data */ " + json.dumps(PRODUCT) + ";",
        "<!-- " + json.dumps(PRODUCT) + " -->",
        json.dumps(PRODUCT).replace('"', "&quot;"),
        json.dumps(PRODUCT)[:-2],
    ],
)
def test_structured_mends_json_ld(damaged: str) -> None:
    found = read(script(damaged))
    assert found.sku == "SYS-821"
    assert found.brand == "Supermicro"


def test_structured_keeps_the_page_where_json_ld_is_beyond_mending() -> None:
    micro = "<div itemscope itemtype='http://schema.org/Product'><b itemprop=name>H100</b></div>"
    document = Document(f"<h1>H100</h1>{script('{not json')}{script(PRODUCT)}{script('')}{micro}", ADDRESS)
    markup = read_markup(document)
    assert read_product(document, markup).price == "250000.5"
    assert {item.syntax for item in markup.items} == {"json-ld", "microdata"}
    assert len(markup.problems) == 2


def test_structured_reads_microdata() -> None:
    found = read(
        """<div itemscope itemtype="https://schema.org/Product"><span itemprop="name">H100 8-GPU server</span>
        <span itemprop="brand" itemscope itemtype="https://schema.org/Brand">
        <meta itemprop="name" content="Dell"></span>
        <img itemprop="image" src="/x.jpg"><span itemprop="sku">R750-H100</span>
        <div itemprop="offers" itemscope itemtype="https://schema.org/Offer"><span itemprop="price" content="1999.00">
        $1,999</span><meta itemprop="priceCurrency" content="HKD"><link itemprop="availability"
        href="https://schema.org/OutOfStock"></div></div>"""
    )
    assert (found.price, found.currency, found.availability) == ("1999.00", "HKD", "OutOfStock")
    assert (found.brand, found.sku, found.images) == ("Dell", "R750-H100", ("https://shop.example/x.jpg",))


def test_structured_reads_rdfa() -> None:
    found = read(
        """<div vocab="http://schema.org/" typeof="Product"><span property="name">H100 8-GPU server</span>
        <div property="offers" typeof="Offer"><span property="price" content="1999">1,999</span>
        <span property="priceCurrency" content="EUR"></span></div></div>"""
    )
    assert (found.name, found.price, found.currency) == ("H100 8-GPU server", "1999", "EUR")


def test_structured_reads_open_graph() -> None:
    found = read(
        head="""<meta property="og:title" content="H100"><meta property="product:price:amount" content="88">
        <meta name="product:price:currency" content="GBP"><meta property="product:availability" content="in stock">
        <meta property="og:image" content="/i.png"><meta property="product:brand" content="NVIDIA">
        <link rel="canonical" href="/p/h100-server">"""
    )
    assert (found.name, found.price, found.currency, found.availability) == ("H100", "88", "GBP", "InStock")
    assert (found.brand, found.images) == ("NVIDIA", ("https://shop.example/i.png",))
    assert found.url == "https://shop.example/p/h100-server"


def test_structured_takes_price_and_currency_from_the_same_syntax() -> None:
    bare = {"@type": "Product", "name": "x", "offers": {"price": "100"}}
    meta = '<meta property="product:price:amount" content="88"><meta property="product:price:currency" content="GBP">'
    found = read(script(bare), head=meta)
    assert (found.price, found.currency) == ("100", None)


def test_structured_prefers_the_product_that_the_page_is_about() -> None:
    other = {"@type": "Product", "name": "Cable", "offers": {"price": "5"}}
    assert read(script([other, PRODUCT, other])).price == "250000.5"
    assert read(script([other, {**PRODUCT, "name": "x", "url": "https://shop.example/p/h100-server"}])).name == "x"
    related = {**PRODUCT, "isRelatedTo": [other], "isAccessoryOrSparePartFor": other}
    assert read(script(related)).price == "250000.5"


@pytest.mark.parametrize(
    ("offers", "price", "availability"),
    [
        ([{"price": 1, "availability": "SoldOut"}, {"price": 2, "availability": "InStock"}], "2", "InStock"),
        ([{"price": 1, "availability": "SoldOut"}, {"price": 2, "availability": "OutOfStock"}], "1", "SoldOut"),
        ([{"price": 1, "availability": "InStock"}, {"price": 2, "sku": "SYS-821"}], "2", "InStock"),
        ({"@type": "AggregateOffer", "lowPrice": "10", "highPrice": "20"}, "10", None),
        ({"priceSpecification": [{"price": "7", "priceCurrency": "EUR"}]}, "7", None),
        ({"price": "7", "availability": "nur noch 3"}, "7", "nur noch 3"),
        ({"price": "7", "availability": "in_stock"}, "7", "InStock"),
        ([], None, None),
        ("free", None, None),
    ],
)
def test_structured_chooses_among_offers(offers: object, price: str | None, availability: str | None) -> None:
    found = read(script({**PRODUCT, "offers": offers}))
    assert (found.price, found.availability) == (price, availability)


def test_structured_ignores_what_is_no_currency_code() -> None:
    assert read(script({**PRODUCT, "offers": {"price": 1, "priceCurrency": "€"}})).currency is None


def test_structured_finds_nothing_on_a_page_without_markup() -> None:
    assert read(heading="") == ProductFields()
