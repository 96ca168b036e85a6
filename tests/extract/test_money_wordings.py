"""Money as the trade writes it: scales, signs, ceilings, budgets, fees, a unit said once, and what is no money."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.extract.reading_of import offer, read


@pytest.mark.parametrize(
    ("text", "price", "currency"),
    [
        ("出 A100 80G PCIe 12万58一张", 125_800, "CNY"),
        ("L40S 48G 6万25一片 全新", 62_500, "CNY"),
        ("RTX 4090 48G 两万五一张 现货", 25_000, "CNY"),
        ("出V100 32G 三千八左右一张", 3_800, "CNY"),
        ("H200 整机 8卡 三百二十万", 3_200_000, "CNY"),
        ("A100 PCIe 80GB, 4 pcs, 7.450 EUR each", 7_450, "EUR"),
        ("H100 NVL 94GB, CHF 21.500.- per card, pickup Zug", 21_500, "CHF"),
        ("A40 48GB gebraucht, €2.950,- pro Stück", 2_950, "EUR"),
        ("L40S 48GB, ₹ 6,75,000 per piece, 12 nos", 675_000, "INR"),
        ("L4 24GB @ Rs. 1,85,000/- each, 30 nos", 185_000, "INR"),
        ("DGX H100 for sale, INR 3.2 crore", 32_000_000, "INR"),
        ("RTX 5090 NZ$5,400 each, Auckland pickup", 5_400, "NZD"),
        ("H100 PCIe 94GB NVL, 24 500 EUR each", 24_500, "EUR"),
        ("A40 48GB, PLN 12 400 each", 12_400, "PLN"),
        ("RTX A6000 for sale, 4.1k US each", 4_100, "USD"),
        ("A800 80G 只收美金 1.2万一张", 12_000, "USD"),
        ("L20 48G 仅收港币 2.1万一张 6张", 21_000, "HKD"),
        ("RTX 5090 一张 价格 23800顺丰到付", 23_800, "CNY"),
        ("卖一台双4090工作站，整机42500，自提", 42_500, "CNY"),
        ("DGX H100, RM 1.05 million/set, 3 sets", 1_050_000, "MYR"),
    ],
)
def test_money_scales_and_signs(text: str, price: int, currency: str) -> None:
    found = offer(text)
    assert (found.price, found.currency) == (Decimal(price), currency)


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("H20 8卡服务器 4台 12x,xxx美金/台", "12x,xxx"),
        ("HGX B200 board, 3xx,000 USD, 6 boards", "3xx,000"),
        ("GB200 NVL72 机柜 3.Xm USD 现货2柜", "3.Xm"),
        ("H100 PCIe 心水价十九个半", "十九个半"),
        ("H100 PCIe 价格18.5 现货", "18.5"),
        ("L40S 48G 4.X一张 全款", "4.X"),
        ("A100 80G 报价 6.8 含税", "6.8"),
        ("L40S 5.2/张 现货20张", "5.2"),
    ],
)
def test_money_hidden_or_without_a_unit_is_no_number(text: str, masked: str) -> None:
    found = offer(text)
    assert (found.masked_price, found.price, found.currency) == (masked, None, None)
    assert any(note.field == "price" and note.reason for note in found.undetermined)


@pytest.mark.parametrize(
    "text",
    [
        "出 RTX 4090 24G ¥1 私聊",
        "出 A100 80G PCIe 价格 88888888",
        "RTX 5090 for sale price 123456",
        "L40S 48G 9999999元 自提",
        "出 RTX 5090 32G $1 私聊",
    ],
)
def test_money_placeholders_are_no_price_and_say_why(text: str) -> None:
    found = offer(text)
    assert found.price is None
    assert [note.field for note in found.undetermined] == ["price"]


@pytest.mark.parametrize(
    ("text", "prices"),
    [
        ("A800 报价 单位：万元\nA800 80G PCIe 10张 6.4\nA100 80G PCIe 6张 7.1", [64_000, 71_000]),
        ("单位都是w\nH100 PCIe 8张 17.5\nL40S 30张 5.05", [175_000, 50_500]),
        ("型号 数量 单价(万)\nH20 96G 模组 3套 86\nH20 141G 模组 2套 105", [860_000, 1_050_000]),
        ("prices in k USD\nA100 PCIe 80GB, 6 pcs, 7.2\nL40S 48GB, 12 pcs, 6.4", [7_200, 6_400]),
    ],
)
def test_money_unit_said_once_holds_for_bare_numbers(text: str, prices: list[int]) -> None:
    assert [found.price for found in read(text).offers] == [Decimal(price) for price in prices]


@pytest.mark.parametrize(
    ("text", "ceiling"),
    [
        ("求购 RTX 6000 Ada 4张，最多出到3.9万一张", 39_000),
        ("收 4090 48G，顶天1.7万", 17_000),
        ("求购 A100 80G PCIe 10张 每张不过6.5万", 65_000),
        ("WTB: A100 SXM4 80GB x8, can stretch to $6,200 a piece", 6_200),
        ("WTB 2x H100 NVL, ≤ USD 21k each", 21_000),
        ("Looking to buy L40S x4, tops SGD 8.1k each", 8_100),
        ("求租 H100 八卡 2台，预算4万/台·月以内", None),
    ],
)
def test_money_ceilings_of_buyers(text: str, ceiling: int | None) -> None:
    found = read(text).offers[0]
    assert found.price is None
    if ceiling is None:
        assert (found.rental_price, found.rental_price_max) == (None, Decimal(40_000))
    else:
        assert found.price_max == Decimal(ceiling)


@pytest.mark.parametrize(
    ("text", "basis"),
    [
        ("采购公告：采购H20 141G八卡服务器5台，项目预算750万元", "lot"),
        ("招标公告 采购L40S显卡 24张 采购控制价150万元", "lot"),
        ("Tender: supply of DGX H100, 2 nos. Estimated cost INR 6.4 crore", "lot"),
        ("采购公告：采购H20 141G八卡服务器1台，项目预算150万元", "each"),
        ("采购公告：采购L40S显卡 24张 单价最高限价7.2万元", "each"),
        ("询价函 拟购置 L20 48GB 16块，总预算不超过40万元", "lot"),
        ("求购 A100 80G PCIe 6张 总价不超过38万", "lot"),
    ],
)
def test_money_budget_of_a_tender_pays_for_all_units(text: str, basis: str) -> None:
    found = read(text).offers[0]
    assert found.price_basis == basis


@pytest.mark.parametrize(
    ("text", "price"),
    [
        ("法拍：DGX A100服务器1台，评估价180万元，起拍价126万元，保证金20万元，增价幅度1万元", 1_260_000),
        ("处置 浪潮NF5468M6 8卡A40 账面原值96万元 转让价31万元", 310_000),
        ("RTX A6000 48GB, bought new for $4,650, retail $5,100, asking $3,200", 3_200),
        ("Reserve GBP 4,100 per card, 12 x A100 40GB PCIe, EMD GBP 500", 4_100),
        ("DGX A100 一台 62万 押金5万 运费2000", 620_000),
        ("RTX 5090 预售价￥19,999 定金500抵800", 19_999),
    ],
)
def test_money_fees_values_and_deposits_stand_beside_the_price(text: str, price: int) -> None:
    found = offer(text)
    assert found.price == Decimal(price)
    assert found.alt_prices == ()


@pytest.mark.parametrize(
    "text",
    [
        "L4 24GB 72W low profile card, new",
        "8x A100 SXM4 server, 4x 3000W PSU, in stock",
        "H20 整机 4*2700w 电源 现货",
        "RTX 4090 24G 涡轮 预约人数 3.2万 现货",
        "RTX 5090 现货 Time Spy 跑分 48000",
        "GB200 NVL72, 16 per week from the factory, in stock",
    ],
)
def test_money_watts_viewers_and_scores_are_no_price(text: str) -> None:
    for found in read(text).offers:
        assert (found.price, found.rental_price, found.masked_price) == (None, None, None)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("H100 八卡整机 按单卡折 24.5万", "card"),
        ("HGX H100 server, priced at $24k per GPU, 6 systems", "card"),
        ("H200 八卡整机 336万一台", "server"),
    ],
)
def test_money_price_of_a_card_of_a_server(text: str, unit: str) -> None:
    found = offer(text)
    assert (found.price_basis, found.price_unit) == ("each", unit)


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("A100 80GB to let: $1.60/GPU/hr monthly, $1.35/GPU/hr on a yearly term", "1.35", "1.60", "gpu_hour"),
        ("出租 H100 8卡 6.2万/台·月 押金10万", "62000", None, "server_month"),
        ("4090算力出租 1.9元/卡时", "1.9", None, "card_hour"),
        ("A100 80G 出租 按卡时算 5.8元", "5.8", None, "card_hour"),
        ("裸金属出租 H800 八卡，月付5.5万/台，包年60万/台", "55000", None, "server_month"),
        ("出租 H800 八卡整机 七万五一个月一台", "75000", None, "server_month"),
        ("H200 nodes for rent, $2.40 per GPU hour", "2.40", None, "gpu_hour"),
    ],
)
def test_money_rents(text: str, low: str, high: str | None, unit: str) -> None:
    found = offer(text)
    assert (found.rental_price, found.rental_unit) == (Decimal(low), unit)
    assert found.rental_price_max == (Decimal(high) if high else None)


@pytest.mark.parametrize(
    "text",
    [
        "L4 24G 原封整箱，每箱10张，16万/箱",
        "RTX A6000 48GB 两块，一枪打走52000",
        "3 pallets of A40 48GB, USD 46,000 per pallet",
    ],
)
def test_money_price_of_a_bundle_is_for_all_in_it(text: str) -> None:
    assert offer(text).price_basis == "lot"


def test_money_row_of_a_price_tracker_is_dollars_in_doubt() -> None:
    found = offer("For sale: ('NVIDIA A100 80GB PCIe accelerator card', 9100.50, 'shop-example', 3)")
    assert found.currency == "USD"
    assert [piece.confidence for piece in found.evidence if piece.field == "currency"] == [0.4]
    assert any(note.field == "currency" for note in found.undetermined)


def test_money_that_somebody_paid_is_reported_by_an_article_and_no_price_of_an_offer() -> None:
    reported = read("The buyer paid $31,000 each for H100 cards last year.", kind="article").facts
    assert [(fact.model, fact.price) for fact in reported] == [("H100", Decimal(31_000))]
    assert offer("Selling my H100 PCIe 80GB, paid $31,000, asking $19,500").price == Decimal(19_500)


@pytest.mark.parametrize(
    ("text", "price"),
    [
        ("RTX 4090 1万3千8 出", 13_800),
        ("L40S 4w85 全新 75张", 48_500),
        ("5090D整机 21 万 5", 215_000),
        ("RTX 5090 59 万 8000 日元", 598_000),
        ("RTX 5090 1万3800 一张", 13_800),
        ("H100 21万5000元 出", 215_000),
        ("H100 16万2000 100张", 162_000),
        ("H100 20万 3台", 200_000),
        ("A100 5万20片", 50_000),
        ("RTX 4090 1.6w 2024年购入", 16_000),
        ("出A100 8万4090 不换", 80_000),
    ],
)
def test_money_digits_behind_ten_thousands(text: str, price: int) -> None:
    assert read(text).offers[0].price == price
