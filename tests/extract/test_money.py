from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from tests.extract.reading_of import offer, read


@pytest.mark.parametrize(
    ("text", "price", "currency", "basis"),
    [
        ("出H100 PCIe 16万8 一张", 168000, "CNY", "each"),
        ("出A6000 48G 2w6", 26000, "CNY", "each"),
        ("出H200整机 430w一台", 4300000, "CNY", "each"),
        ("H100 單卡 廿二萬人民幣一張 現貨", 220000, "CNY", "each"),
        ("出V100 PCIe 三千二一张", 3200, "CNY", "each"),
        ("H100 PCIe 8张 打包带走138万", 1380000, "CNY", "lot"),
        ("2x RTX A6000 for sale, $7,200 for the pair", 7200, "USD", "lot"),
        ("lot of 50 A100 SXM4 modules, USD 2,350 per pc", 2350, "USD", "each"),
        ("DGX H100 兩部 每部 HK$230萬 放", 2300000, "HKD", "each"),
        ("售 RTX A6000 NT$95,000 台北面交", 95000, "TWD", "each"),
        ("L40S RM 24,000/pc for sale", 24000, "MYR", "each"),
        ("selling B200 board $60k OBO", 60000, "USD", "each"),
        ("RTX 5880 Ada ¥ 268,000 each, Akihabara pickup", 268000, "JPY", "each"),
        ("出H200整机 8卡 40.2万U", 402000, "USD", "each"),
        ("All in RMB\nHGX H100 server 6 sets 2.58M", 2580000, "CNY", "each"),
    ],
)
def test_money_amounts(text: str, price: int, currency: str, basis: str) -> None:
    found = offer(text)
    assert (found.price, found.currency, found.price_basis) == (Decimal(price), currency, basis)


@pytest.mark.parametrize(
    ("text", "raw"),
    [
        ("出H100整机 34X万", "34X万"),
        ("出H100 PCIe 12xx", "12xx"),
        ("出RTX 5090 33XXX刀", "33XXX刀"),
        ("单卡 H100 PCIe 18.5，含税", "18.5"),
    ],
)
def test_money_masked_is_never_a_number(text: str, raw: str) -> None:
    found = offer(text)
    assert found.masked_price == raw
    assert found.price is None
    assert found.currency is None
    assert any(u.field == "price" for u in found.undetermined)


@pytest.mark.parametrize("text", ["出H100整机 面议", "H100 for sale, price on request", "出H100 定金5万"])
def test_money_none_and_fees_are_no_price(text: str) -> None:
    found = offer(text)
    assert found.price is None
    assert found.masked_price is None


def test_money_tiers_are_a_range() -> None:
    found = offer("L40S 48GB\n1-9 pieces: US$6,950 | 10-49 pieces: US$6,780 | >=50 pieces: US$6,600\nStock: 320 pcs")
    assert (found.price, found.price_max, found.quantity) == (Decimal(6600), Decimal(6950), 320)


def test_money_second_currency_is_an_alternative() -> None:
    found = offer("H200 8卡整机，国内含税335万；香港交货41.5万美金。现货7台")
    assert (found.price, found.currency) == (Decimal(3350000), "CNY")
    assert [(m.amount, m.currency) for m in found.alt_prices] == [(Decimal(415000), "USD")]


def test_money_ceiling_of_a_buyer_is_no_price() -> None:
    found = offer("求购 H100 8卡整机 20台 预算260万以内")
    assert (found.price, found.price_max) == (None, Decimal(2600000))


@pytest.mark.parametrize(
    ("text", "price", "unit"),
    [
        ("出租H800 8卡服务器 5.6万/台/月", 56000, "server_month"),
        ("H200 nodes for rent at $2.10/GPU/hr", Decimal("2.10"), "gpu_hour"),
        ("出租 H100 伺服器 月租 HK$68,000/台", 68000, "server_month"),
    ],
)
def test_money_rent_never_is_a_price(text: str, price: Any, unit: str) -> None:
    extraction = read(text)
    assert extraction.side.value == "rental"
    found = extraction.offers[0]
    assert (found.rental_price, found.rental_unit, found.price) == (price, unit, None)


@pytest.mark.parametrize(
    ("field", "hints", "price", "currency"),
    [
        ("¥38,000", {}, 38000, "CNY"),
        ("HK$28,500", {}, 28500, "HKD"),
        ("1.58万", {}, 15800, "CNY"),
        ("USD 2,350 / piece", {}, 2350, "USD"),
        ("$ 900", {"default_currency": "HKD"}, 900, "HKD"),
        ("99999", {}, None, None),
    ],
)
def test_money_price_field_of_the_page(field: str, hints: dict[str, str], price: int | None, currency: str) -> None:
    found = offer("出 L40S 48G 全新", price=field, **hints)
    assert (found.price, found.currency) == (price, currency)


def test_money_text_wins_over_the_price_field() -> None:
    assert offer("出 L40S 48G 5.2万一张", price="¥1").price == 52000
