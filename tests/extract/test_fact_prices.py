from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from tests.extract.reading_of import read


def prices(text: str) -> list[tuple[Any, ...]]:
    facts = read(text, kind="article").facts
    return [(f.model, f.quantity, f.price, f.currency, f.price_basis) for f in facts]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("RTX 5090 为 3,899 美元，RTX 5080 为 1,199 美元。",
         [("RTX 5090", None, 3899, "USD", "each"), ("RTX 5080", None, 1199, "USD", "each")]),
        ("H20 整机的价格从 98 万涨到 115 万。",
         [("H20", None, 980_000, "CNY", "each"), ("H20", None, 1_150_000, "CNY", "each")]),
        ("3090 二手现在 5500 能收，矿卡 4800。",
         [("RTX 3090", None, 5500, "CNY", "each"), ("RTX 3090", None, 4800, "CNY", "each")]),
        ("性能对标 1599 美元的 RTX 4090。", [("RTX 4090", None, 1599, "USD", "each")]),
        ("Listed at 17,800 yuan, the RTX 5090 D is 1,300 yuan above its launch price.",
         [("RTX 5090 D", None, 17800, "CNY", "each")]),
        ("一个 8 颗 H200 芯片组成的集群售价约 20 万美元。", [("H200", None, 200_000, "USD", "each")]),
        ("With an RTX 5090 at $2,100, few upgrade.", [("RTX 5090", None, 2100, "USD", "each")]),
    ],
)  # fmt: skip
def test_fact_prices_each(text: str, expected: list[tuple[Any, ...]]) -> None:
    assert prices(text) == [(m, q, Decimal(p), c, b) for m, q, p, c, b in expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("采购 6 台 H20 服务器，中标金额 798 万元。", [("H20", 6, 7_980_000, "CNY", "total")]),
        ("公司采购 2 万颗 H200。总额约 140 亿元。", [("H200", 20_000, 14_000_000_000, "CNY", "total")]),
        ("Seized: 2,400 RTX 4090 cards (est. $6.2M).", [("RTX 4090", 2400, 6_200_000, "USD", "total")]),
        ("It took 2,300 Blackwell GPUs in a $100 million purchase.",
         [("Blackwell", 2300, 100_000_000, "USD", "total")]),
        ("They moved H100 and H200 GPUs, worth $160 million, to China.",
         [("H100", None, 160_000_000, "USD", "total"), ("H200", None, 160_000_000, "USD", "total")]),
        ("The order is for 12 HGX H200 servers with a ceiling of 3.9 million euros.",
         [("H200", 12, 3_900_000, "EUR", "total")]),
        ("走私 412 颗 H200，每颗 3.1 万美元。", [("H200", 412, 31_000, "USD", "each")]),
    ],
)  # fmt: skip
def test_fact_prices_sum_joins_its_count(text: str, expected: list[tuple[Any, ...]]) -> None:
    assert prices(text) == [(m, q, Decimal(p), c, b) for m, q, p, c, b in expected]


@pytest.mark.parametrize(
    "text",
    [
        "神舟战神 T8 游戏本上新\n该机搭载 RTX 5060 显卡，首发价 7199 元。",
        "RTX 5080 版本定价为 23999 元，这款笔记本今日开售。",
        "某品牌整机配 RTX 5090，4,799 美元。",
        "1200W 电源为 RTX 5090 设计，售价 1,599 元。",
        "RTX 5090 定制水冷头上架，1,299 元。",
        "新机箱可装下 RTX 5090，白色版 899 元。",
        "A 3-slot bridge for two A6000 cards costs $249.",
        "平台把 H100 节点的包月价调到 4.8 万元，H20 节点 2.6 万元。",
        "RTX 5080 显卡每张上涨约 800 元。",
        "RTX 5070 显卡下单领红包，面额至高 26618 元。",
        "给 2080 Ti 加显存收 450 元手工费。",
        "他把 A100 卖给客户，获利 390 万美元。",
        "双卡 A100 方案成本超 6 万元。",
        "Fine-tuning took six days on A100 GPUs and cost about $4,000.",
        "Nvidia took a $4.5 billion charge on H20 stock.",
        "中国买家为 A100 支付近 400 万元。",
        "游戏配置公布：推荐 RTX 3070\n本作由某工作室开发并将于 8 月登陆各大平台，目前已经开启预购，定价 298 元。",
    ],
)
def test_fact_prices_other_money_is_no_price(text: str) -> None:
    assert prices(text) == []


@pytest.mark.parametrize(
    ("text", "relation", "approx"),
    [
        ("RTX 5070 Ti 建议零售价 6299 元。", "list_price", None),
        ("A100 现价约 6 万元。", "market_price", "about"),
        ("A100 now fetches $9,000, down from $12,000.", "market_price", None),
        ("警方查获 320 块 H100。", "seizure", None),
        ("该中心将通过新系统，在两地部署 1000 块英伟达 GPU。", "planned", None),
        ("该厂最多可购买 7.5 万颗 H200 芯片，已获批。", "licence_cap", "lt"),
        ("公司采购超过 2000 颗 H200。", "purchase", "gt"),
        ("分析师估计今年出货 6 万台 GB200 机柜。", "estimate", None),
    ],
)
def test_fact_names_relation_and_approx(text: str, relation: str, approx: str | None) -> None:
    fact = read(text, kind="article").facts[0]
    assert (fact.relation, fact.approx) == (relation, approx)
