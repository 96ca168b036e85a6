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
