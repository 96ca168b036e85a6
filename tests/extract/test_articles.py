from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from tests.extract.reading_of import read


def facts(text: str) -> list[tuple[Any, ...]]:
    return [(f.model, f.quantity, f.price, f.currency, f.price_basis) for f in read(text, kind="article").facts]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("某集团将采购 1 万块英伟达 H20 芯片。", [("H20", 10000, None, None, None)]),
        ("The firm ordered 70 servers with Nvidia GPUs.", [(None, 70, None, None, None)]),
        ("Each customer may purchase up to 75,000 H200 chips.", [("H200", 75000, None, None, None)]),
        ("英伟达 B300 服务器价格接近 700 万元人民币，约为 100 万美元。", [("B300", None, 7000000, "CNY", "each")]),
        ("涉案团伙试图出口价值 1.6 亿美元的英伟达 H100 和 H200 GPU。",
         [("H100", None, 160000000, "USD", "total"), ("H200", None, 160000000, "USD", "total")]),
        ("首批 8 万颗 H200 芯片已获批进口，定价 $26,000/颗。", [("H200", 80000, 26000, "USD", "each")]),
        ("Used A100 80GB units clear at $12–18k.", [("A100", None, 12000, "USD", "each")]),
        ("They seized 100K–1M smuggled H100-class GPUs.", [("H100", 100000, None, None, None)]),
    ],
)  # fmt: skip
def test_articles_facts(text: str, expected: list[tuple[Any, ...]]) -> None:
    wanted = [(m, q, Decimal(p) if p is not None else None, c, b) for m, q, p, c, b in expected]
    assert facts(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "H100 rental costs $2.24 per hour.",
        "双方签署云服务协议，获得相当于 11 万块英伟达 GPU 的计算能力，费用为每月 9.2 亿美元。",
        "实测用 1 张 RTX 5090 显卡破解密码。",
        "该笔记本搭载锐龙处理器和 RTX 5060 显卡，售价 7799 元。",
        "Smuggled H100s traded at 40-60% premiums.",
        "The firm allegedly received more than $176 million from the scheme.",
        "今天天气不错，公司营收 12 亿元。",
        "The build has 4x RTX 3090 GPUs and 768GB RAM, a benchmark rig.",
        "该机架内整合 144 个 GPU 封装。",
    ],
)
def test_articles_no_goods_no_facts(text: str) -> None:
    assert facts(text) == []


def test_articles_conversion_is_no_second_price() -> None:
    text = "RTX PRO 6000 官方售价上调至 16,000 美元（现汇率约合 10.8 万元人民币）。"
    assert facts(text) == [("RTX PRO 6000", None, Decimal(16000), "USD", "each")]


def test_articles_offer_nothing() -> None:
    assert read("出H100 8卡整机 20台 260万", kind="article").offers == ()
