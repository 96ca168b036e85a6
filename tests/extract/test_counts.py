from __future__ import annotations

from typing import Any

import pytest

from tests.extract.reading_of import offer


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("出H100 8卡整机 20台", {"quantity": 20, "unit": "server", "gpus_per_unit": 8, "gpu_count": 160}),
        ("手上两台H200整机 8卡", {"quantity": 2, "gpu_count": 16}),
        ("出A100 HGX 4卡板 6块", {"quantity": 6, "unit": "baseboard", "gpus_per_unit": 4, "gpu_count": 24}),
        ("出H200模组 50套", {"unit": "baseboard", "gpus_per_unit": 8, "gpus_source": "convention", "gpu_count": 400}),
        ("selling 8x H100 SXM5 server, 3 units", {"quantity": 3, "gpus_per_unit": 8, "gpu_count": 24}),
        ("selling 5 x DGX A100", {"quantity": 5, "gpus_source": "sku", "gpu_count": 40}),
        ("selling 100x RTX 5090", {"quantity": 100, "unit": "card"}),
        ("RTX 5090 x500 for sale", {"quantity": 500}),
        ("selling a pair of RTX A6000 48GB", {"quantity": 2}),
        ("GB200 NVL72 整柜 2柜 出", {"quantity": 2, "unit": "rack", "gpus_per_unit": 72, "gpu_count": 144}),
        ("出H100 准系统 不带卡 15台", {"form": "barebone", "gpus_per_unit": 0, "gpu_count": 0}),
        ("出双4090工作站 一台", {"form": "workstation", "gpus_per_unit": 2, "gpu_count": 2}),
        ("出H20 8卡整机 5-8台", {"quantity": 5, "quantity_max": 8}),
        ("buying GH200 nodes, up to 10 units", {"quantity": None, "quantity_max": 10}),
        ("出A100 80G 500+张", {"quantity": 500, "quantity_approx": True}),
        ("出H20 8卡整机 上千台", {"quantity": None, "quantity_approx": True, "unit": "server"}),
        ("L20 48G 单张 ¥27,999 每人限购2件 库存9", {"quantity": 9}),
        ("H100 PCIe US$ 27,500 / Piece\nMin. Order: 2 Pieces\nSupply Ability: 200 Pieces per Month",
         {"quantity": None, "moq": 2}),
        ("L40S US$7,450 each 8 available / 41 sold", {"quantity": 8}),
        ("出H100 8卡整机 双8468 2T内存 64G*32", {"quantity": None}),
        ("出V100 SXM2 32G 400片 起拿50片", {"quantity": 400, "moq": None}),
    ],
)  # fmt: skip
def test_counts(text: str, expected: dict[str, Any]) -> None:
    found = offer(text)
    expected = {k: v for k, v in expected.items() if k != "moq" or v is not None}
    assert {name: getattr(found, name) for name in expected} == expected


def test_counts_vague_says_why() -> None:
    reasons = [u.reason for u in offer("出H20 8卡整机 上千台").undetermined]
    assert "the count is vague" in reasons


@pytest.mark.parametrize(
    ("text", "quantity"),
    [
        ("出L40S俩，4.5万一张", 2),
        ("出A6000仨，2.2万一张", 3),
        ("A100 PCIe 80GB for sale, 6 sheets, ¥1,480,000 each", 6),
        ("RTX 5090 for sale, 60 nos, AED 11,900 each", 60),
        ("AS-4125GS-TNRT chassis, no GPU, 6 off, GBP 2,150 apiece, for sale", 6),
        ("L40 48GB for sale, 25 stk, 3.900 EUR each", 25),
        ("H100 PCIe for sale, 25 in hand, $20,000 each", 25),
        ("Gaudi 3 PCIe for sale, 11 on the shelf, $9,000 each", 11),
        ("A100 80G PCIe for sale ... 230 @ 6,050 USD", 230),
        ("Ex-lease L40 48GB for sale, between 60 and 80 pcs, $3,900 each", 60),
        ("出MI250X OAM四颗，一颗八千", 4),
        ("V100 32G SXM2 出 1~9片 1,780元 | 10~99片 1,690元 库存3,264片", 3264),
        ("A100 80G PCIe 出，整两箱，一箱4片合计8片，7万一片", 8),
        ("H100 8x SXM clusters wanted, 32 to 256 nodes, we pay $150k per node", 32),
    ],
)
def test_counts_in_the_words_of_many_sellers(text: str, quantity: int) -> None:
    assert offer(text).quantity == quantity


@pytest.mark.parametrize(
    "text",
    [
        "V100 SXM2 module for sale, $300 each. Heatsink included for 40 ea only",
        "RTX A6000 出 2.2万，NVLink桥 2个",
        "A100 for sale $5,000, 11 people are watching this",
        "Gaudi 3 OAM for sale US$11,200 / piece, lead time: 15-20 days (1-50 pieces)",
        "出 A40显卡，咱俩当面交易，1.9万",
        "XE9780 B300*8 出，800G*8，63万美金",
    ],
)
def test_counts_of_something_else_are_none(text: str) -> None:
    assert offer(text).quantity is None


@pytest.mark.parametrize(
    ("text", "least"),
    [
        ("H100 PCIe for sale $20,000 each, 2 pieces (Min. order)", 2),
        ("L40S 60塊 US$7,020一塊，最少攞10塊，出", 10),
        ("XE9680 nodes for sale, 32 units, min take 4 nodes", 4),
        ("8 H100 boxes to let, $20k per box monthly, please take 3 boxes or more", 3),
    ],
)
def test_counts_least_order(text: str, least: int) -> None:
    assert offer(text).moq == least
