"""Prices by quantity in one line, in plain steps, behind a price."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.extract.reading_of import offer


@pytest.mark.parametrize(
    ("text", "low", "high", "quantity"),
    [
        ("A40 48G 1-5张 2.1万/张，6-20张 2.05万/张，21张以上 1.98万/张，库存260张", 19_800, 21_000, 260),
        ("L20 48G 5-9 pcs: HK$22,000; 10+ pcs: HK$21,200; stock 90 pcs", 21_200, 22_000, 90),
        ("A30 24G 1~9片 9,800.00元 | 10~99片 9,500.00元 | 100片以上 9,200.00元\n库存640片", 9_200, 9_800, 640),
        ("RTX A6000 2.3万一张，十张以上2.2万，现有36张", 22_000, 23_000, 36),
        ("RTX 4090 48G\n10张 1.66w\n50张 1.62w\n200张 1.58w", 15_800, 16_600, None),
        ("A30 24GB: $1,950 each, $1,820 if you take 10 or more, 44 in stock", 1_820, 1_950, 44),
        ("L4 24GB below 20: €2,100 // 20 to 100: €1,980", 1_980, 2_100, None),
        ("H200 NVL 60 pcs\n1-9 pcs USD 29,500\n10+ USD 28,900\n全拿 USD 28,300/pc", 28_300, 29_500, 60),
    ],
)
def test_tiers_in_one_line_or_behind_a_price(text: str, low: int, high: int, quantity: int | None) -> None:
    found = offer(text)
    assert (found.price, found.price_max, found.quantity) == (Decimal(low), Decimal(high), quantity)
    assert found.alt_prices == ()


@pytest.mark.parametrize(
    "text",
    [
        "RTX 6000 Ada 48G 25张 4.55万/张 一起拿108万",
        "RTX A6000 for sale, $3,400 each or $6,500 for 2",
        "H100 PCIe 8张 17万一张 打包130万",
    ],
)
def test_tiers_are_no_sums_for_everything(text: str) -> None:
    assert offer(text).price_max is None


def test_tiers_keep_the_smallest_order() -> None:
    assert offer("L20 48G 起批量 2张 ¥22,000 | 10-49张 ¥21,500 | 50张以上 ¥21,000 库存300张").moq == 2
