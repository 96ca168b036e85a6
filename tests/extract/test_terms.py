from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from tests.extract.reading_of import offer, read


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("出H100 PCIe 5张 18万 含13%专票", {"tax": "incl"}),
        ("出H100 PCIe 5张 18万 不开票", {"tax": "excl"}),
        ("A40 48GB for sale $3,900 each, net of VAT", {"tax": "excl"}),
        ("出H100 PCIe 全新原箱", {"condition": "new"}),
        ("出H200整机 拆新", {"condition": "opened"}),
        ("出A100 SXM4 拆机 退网", {"condition": "pulled"}),
        ("出A6000 九成新", {"condition": "used"}),
        ("出H100 整机 期货12周", {"availability": "forward", "lead_time_days": 84}),
        ("出B200整机 排产6-8周", {"lead_time_days": 42, "lead_time_days_max": 56}),
        ("出H100 整机 质保90天 用了14个月", {"lead_time_days": None}),
        ("出H100 整机 上海仓现货", {"goods_location": "上海", "availability": "spot"}),
        ("DGX H100 放 九龍灣倉提貨", {"goods_location": "九龍灣"}),
        ("A100 module for sale, USD 2,350 each, FOB HK", {"delivery_location": "HK", "goods_location": None}),
        ("出 B200 模组 2套 香港交货", {"delivery_location": "香港", "goods_location": None}),
        ("RTX PRO 6000 x4 for sale, Woodlands collection", {"goods_location": "Woodlands"}),
    ],
)
def test_terms(text: str, expected: dict[str, Any]) -> None:
    found = offer(text)
    assert {name: getattr(found, name) for name in expected} == expected


def test_terms_of_header_and_footer_hold_for_all_lines() -> None:
    offers = read("今日现货（国内含税）\nRTX 4090 24G 20张 1.5w\nA6000 48G 10张 2.3w\n货在深圳仓").offers
    assert [(o.tax, o.goods_location, o.availability) for o in offers] == [("incl", "深圳", "spot")] * 2


def test_terms_table_with_tabs() -> None:
    offers = read("型号\t数量\t单价(元)\nA100 80G PCIe\t32张\t96,500\nA800 80G PCIe\t20张\t89,000").offers
    assert [(o.model, o.quantity, o.price) for o in offers] == [
        ("A100", 32, Decimal(96500)),
        ("A800", 20, Decimal(89000)),
    ]
