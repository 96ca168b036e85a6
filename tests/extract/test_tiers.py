"""Price tables by quantity, and numbers that name an item."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extract.pipeline import Extractor
from extract.records import Hints, Offer

TABLE = "8x A800 SXM4 80GB server\nPrice by order quantity\n1 US$ 115,000\n2-4 US$ 112,000\n>=5 US$ 108,000\n"


def read(text: str, **hints: str) -> Offer:
    (offer,) = Extractor(contacts="raw").read(text, hints=Hints(**hints)).offers
    return offer


def test_tiers_give_a_range_and_no_quantity() -> None:
    offer = read(TABLE)
    assert (offer.price, offer.price_max, offer.currency) == (Decimal(108_000), Decimal(115_000), "USD")
    assert offer.quantity is None
    assert offer.alt_prices == ()


def test_tiers_leave_the_stock_to_be_the_quantity() -> None:
    offer = read(TABLE + "Quantity available 16 Units\nMin. order 1 Unit")
    assert (offer.quantity, offer.gpu_count, offer.moq) == (16, 128, 1)


@pytest.mark.parametrize(
    "rows", ["1-9张 ￥21000\n10-49张 ￥20500\n50张以上 ￥19900", "1-9: ¥21000\n10-49: ¥20500\n>=50: ¥19900"]
)
def test_tiers_in_chinese(rows: str) -> None:
    offer = read(f"L20 48G 现货 企业采购\n{rows}")
    assert (offer.price, offer.price_max, offer.currency) == (Decimal(19_900), Decimal(21_000), "CNY")


def test_tiers_need_more_than_one_line() -> None:
    offer = read("A40 48GB cards\n4 US$ 4,100")
    assert offer.price == Decimal(4_100)


@pytest.mark.parametrize("label", ["sku", "商品编号", "編號", "Product no.", "Item ID", "货号", "Ref"])
@pytest.mark.parametrize("mark", [": ", "：", " "])
def test_identifiers_are_no_price(label: str, mark: str) -> None:
    text = f"RTX 4090 D 24G 现货出售\n{label}{mark}98005500"
    assert read(text).price is None
    assert read(text, price="¥14,200", default_currency="CNY").price == Decimal(14_200)
