"""Two makes of one model in one line, and the values that stand beside them: sockets, sums, terms, minimum orders."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extract.records import Side
from tests.extract.reading_of import offer, read


@pytest.mark.parametrize(
    ("text", "makes"),
    [
        ("A100 SXM4 80G 6.2万，40G 2.9万", [("SXM4 80GB", 62000), ("SXM4 40GB", 29000)]),
        ("回收 A100 SXM4，80G的6.2万 40G的2.9万", [("SXM4 80GB", 62000), ("SXM4 40GB", 29000)]),
        ("A100 PCIe 80G 9.2万 40G 4.1万 现货", [("PCIe 80GB", 92000), ("PCIe 40GB", 41000)]),
        ("4090 24G 1.3万 48G 2.2万 都有", [("24GB", 13000), ("48GB", 22000)]),
        ("H100 80G 20万 94G NVL 22万", [("80GB", 200000), ("NVL 94GB", 220000)]),
    ],
)
def test_makes_are_set_apart_by_a_blank_behind_a_price(text: str, makes: list[tuple[str, int]]) -> None:
    assert [(o.variant, int(o.price or 0)) for o in read(text).offers] == makes


def test_makes_share_the_condition_before_their_name() -> None:
    assert [o.condition for o in read("拆机 A100 SXM4 80G 6.2万 40G 2.9万").offers] == ["pulled", "pulled"]


def test_makes_workstation_behind_pro_6000_is_the_edition_of_a_card() -> None:
    found = offer("RTX PRO 6000 Workstation 96GB sealed 250 pcs AED 34,900")
    assert (found.variant, found.form, found.quantity) == ("Workstation Edition 96GB", "card", 250)


def test_makes_number_of_a_line_of_machines_counts_nothing() -> None:
    found = offer("Dell Precision 7960 workstation with RTX PRO 6000, $14,000")
    assert (found.form, found.quantity) == ("workstation", None)


@pytest.mark.parametrize(
    ("text", "quantity", "moq"),
    [
        ("4090D 24G 全新 300张 MOQ20 1.56w/张", 300, None),
        ("H100 300张 moq 20张 28万", 300, 20),
        ("H100 20张起订 28万", None, 20),
        ("L40S 120 pcs (MOQ) 5,400 USD each", None, 120),
    ],
)
def test_makes_minimum_order_behind_a_count_is_a_number_of_its_own(
    text: str, quantity: int | None, moq: int | None
) -> None:
    found = offer(text)
    assert found.quantity == quantity
    assert moq is None or found.moq == moq


@pytest.mark.parametrize(
    ("text", "basis"),
    [
        ("A6000 48GB 兩張 二手 一口價$42,000兩張計", "lot"),
        ("A6000 48G 两张 5.2万两张一起", "lot"),
        ("4090 48G 出两张 4万4两张 杭州看货", "lot"),
        ("出两张A6000 2万6一张", "each"),
        ("A6000 48G 两张 2.6万 两张都在", "each"),
    ],
)
def test_makes_sum_that_names_how_many_it_buys(text: str, basis: str) -> None:
    assert offer(text).price_basis == basis


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("出H100 8卡整机 12台 145万一台 四到六周", (28, 42)),
        ("出H200整机 3台 236万 5周 深圳", (35, None)),
        ("H100 20张 28万 质保 2周", (None, None)),
        ("H100 20张 28万 验货 3周", (None, None)),
    ],
)
def test_makes_weeks_that_stand_alone_are_a_lead_time(text: str, days: tuple[int | None, int | None]) -> None:
    found = offer(text)
    assert (found.lead_time_days, found.lead_time_days_max) == days


@pytest.mark.parametrize(("heading", "term"), [("Lead", "5 wks"), ("Lead time", "5 weeks"), ("货期", "5周")])
def test_makes_column_of_lead_times(heading: str, term: str) -> None:
    first, second = read(
        f"型号 | 数量 | 单价 | {heading}\nH200模组 | 6 | 230万 | {term}\nH20整机 | 8 | 88万 | 现货"
    ).offers
    assert (first.lead_time_days, first.availability) == (35, "forward")
    assert (second.lead_time_days, second.availability) == (None, "spot")


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("A100 80G PCIe 22张 不含税7.9", "7.9"),
        ("H100 PCIe 16张 含专票21.4 打包谈", "21.4"),
        ("H100 20台 含税 13.5个点", None),
    ],
)
def test_makes_bare_number_behind_the_tax_is_a_price_without_its_unit(text: str, masked: str | None) -> None:
    found = offer(text)
    assert (found.price, found.masked_price) == (None, masked)


def test_makes_dots_of_thousands_before_a_dash() -> None:
    found = offer("Prices in EUR net of VAT\nH100 NVL 94GB - 16 pcs - 21.400,-")
    assert (found.price, found.currency, found.tax) == (Decimal(21400), "EUR", "excl")


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("收一张h100 pcie，15w左右，本人天津", Side.WANTED),
        ("4090 48G 涡轮 一对出 双卡跑70B实测18tok/s 4.4万", Side.OFFER),
        ("L2 24G 半高卡 vGPU推理 全新 单张价 ¥11,900", Side.OFFER),
        ("NVIDIA vGPU 授权 A16 一年 1200元", Side.NONE),
        ("找910C整柜，有实物的来，终端直签", Side.WANTED),
        ("CX7 400G单口 800张 7800\nQM9700交换机 12台 11.5万\n都含税，H100/H200集群项目余货", Side.NONE),
        ("H100集群项目余货\nH100 8卡整机 4台 198万", Side.OFFER),
        ("GPU驻场运维 H100机房 1800元/人天", Side.NONE),
    ],
)
def test_makes_side_of_posts_with_a_misleading_word(text: str, side: Side) -> None:
    assert read(text).side is side
