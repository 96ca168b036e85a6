"""Wordings of news: how goods, counts and prices are joined, and what speaks against them."""

from __future__ import annotations

from typing import Any

import pytest

from tests.extract.reading_of import read


def facts(text: str) -> list[tuple[Any, ...]]:
    found = read(text, kind="article").facts
    return [(f.model, f.quantity, None if f.price is None else int(f.price), f.price_basis) for f in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("字节跳动据称已下单 10 万颗昇腾 910B，但截至 7 月仅收到不足 3 万颗。",
         [("Ascend 910B", 100_000, None, None), ("Ascend 910B", 30_000, None, None)]),
        ("警方从其住处起获 L40S 显卡十二张、H100 四张。", [("L40S", 12, None, None), ("H100", 4, None, None)]),
        ("这批走私货里有 8 台 DGX A100 和 30 张 A100 80G。", [("A100", 8, None, None), ("A100", 30, None, None)]),
        ("The company said it had installed 4,352 H200s and ordered a further 1,800.",
         [("H200", 4352, None, None), ("H200", 1800, None, None)]),
        ("Of the 600 GB200 racks ordered, 212 had arrived by March.",
         [("GB200", 600, None, None), ("GB200", 212, None, None)]),
        ("Three hundred and twenty GPUs, all H800s, vanished from the bonded warehouse.", [("H800", 320, None, None)]),
        ("Authorities in Penang stopped a truck with MI300X accelerators, 144 of them.", [("MI300X", 144, None, None)]),
    ],
)  # fmt: skip
def test_fact_followups_count_goods_named_before(text: str, expected: list[tuple[Any, ...]]) -> None:
    assert facts(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("中标公示：中标金额 3,280 万元，内容为 H20 服务器 24 台。", [("H20", 24, 32_800_000, "total")]),
        ("去年 11 月，这家公司还花 9,600 万元进了一批 H800，共 60 台。", [("H800", 60, 96_000_000, "total")]),
        ("合同约定以每台 268 万元的价格购买 H100 服务器 12 台。", [("H100", 12, 2_680_000, "each")]),
        ("The lab spent £3.1m on 80 H100s in the spring.", [("H100", 80, 3_100_000, "total")]),
        ("He admitted shipping 18 A100s via Seoul; each fetched around $20,000.", [("A100", 18, 20_000, "each")]),
        ("At $24,900 each, the 1,100 A100s cost more than its library.", [("A100", 1100, 24_900, "each")]),
        ("RTX PRO 6000 年初还是 6 万 3 到手，现在一口价 8 万 4。",
         [("RTX PRO 6000", None, 63_000, "each"), ("RTX PRO 6000", None, 84_000, "each")]),
        ("Nvidia sells the H20 for between $12,000 and $15,000.", [("H20", None, 12_000, "each")]),
    ],
)  # fmt: skip
def test_fact_sums_find_the_goods_they_pay_for(text: str, expected: list[tuple[Any, ...]]) -> None:
    assert facts(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "单台服务器最多可插 10 张 RTX 4090。",
        "两张 3090 加 NVLink 跑 70B 能到 15 token/s。",
        "一颗 B200 的性能相当于 2.5 颗 H100。",
        "招聘：熟悉 H100 集群运维，月薪 4 万起。",
        "5090 涨了 800 元，5080 跌了 150 元。",
        "改装费：2080Ti 改 22G 450 元，3090 改 48G 1500 元。",
        "4090 跑分 2.1 万，5090 跑到 2.9 万。",
        "A rack of 72 Blackwell GPUs delivers 1.4 exaflops.",
        "Training took 2,048 H800s two months at a cost of $5.6 million.",
        "You would need 24 RTX 3090s to match one H100 on this task.",
        "Smuggled H100s traded at 40-60% premiums.",
        "H100 服务器托管每台每月 6,800 元，含电。",
        "B300 整机功耗逼近 15kW，改造一个柜位大概要花 11 万元。",
    ],
)
def test_fact_refusals_what_is_no_trade(text: str) -> None:
    assert facts(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("警方查扣96台服务器，每台装有8张A100。", [("A100", 96, None, None)]),
        ("运走的150台服务器，机内装的都是H800。", [("H800", 150, None, None)]),
        ("L40S推理服务器（每台四卡）三十台，中标金额九百万元。", [("L40S", 30, 9_000_000, "total")]),
        ("MI308X每颗报1.02万美元，首单3500颗的买家是一家短视频公司。", [("MI308X", 3500, 10_200, "each")]),
        ("法人預估，第四季GB300機櫃出貨2,650櫃，組裝比重拉高。", [("GB300", 2650, None, None)]),
        ("該公司訂購八十台HGX B200主機。", [("B200", 80, None, None)]),
        ("追加购入B200约1900块，用于机房扩建。", [("B200", 1900, None, None)]),
        ("清单总计13136块GPU，其中B200一万零八十块。", [(None, 13_136, None, None), ("B200", 10_080, None, None)]),
        ("涉案的A100显卡112块，货值870余万元。", [("A100", 112, 8_700_000, "total")]),
        ("查获H100显卡20块，案值四百多万元。", [("H100", 20, 4_000_000, "total")]),
    ],
)
def test_fact_counts_of_chinese_news(text: str, expected: list[tuple[Any, ...]]) -> None:
    assert facts(text) == expected


@pytest.mark.parametrize(
    ("text", "prices"),
    [
        ("H20现货报价上调3000元至9.1万元，A800下调1万元，报11.5万元。", [91_000, 115_000]),
        ("RTX 4090渠道价一周内跌2000元至1.68万元。", [16_800]),
        ("H200模组价格下调至19.8万元，B200上涨至31万元。", [198_000, 310_000]),
        ("L40S单卡价格由5.2万元下调5000元至4.7万元。", [52_000, 47_000]),
    ],
)
def test_fact_prices_stand_behind_what_they_moved_by(text: str, prices: list[int]) -> None:
    assert [fact[2] for fact in facts(text)] == prices


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("这家公司累计购买了至少 3 亿美元的英伟达芯片。", [(None, None, 300_000_000, "total")]),
        ("三人涉嫌以2.5亿美元转售服务器，内含英伟达H100芯片。", [(None, None, 250_000_000, "total")]),
        ("该公司以4.2亿元出售英伟达GPU业务。", []),
        ("昇腾910B服务器共56台，折合含税单价148.5万元。", [("Ascend 910B", 56, 1_485_000, "each")]),
        ("追加购入B200约1900块，采购价款为126亿日元。", [("B200", 1900, 12_600_000_000, "total")]),
    ],
)
def test_fact_sums_of_chinese_news(text: str, expected: list[tuple[Any, ...]]) -> None:
    assert facts(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("预算金额：3500（万元），采购L20服务器50台。", [("L20", 50, 35_000_000, "total")]),
        ("单位：万元\nH20八卡服务器 12台 单价 128", [("H20", 12, 1_280_000, "each")]),
        ("价格（万元/台）：H100整机 235，B200整机 360。",
         [("H100", None, 2_350_000, "each"), ("B200", None, 3_600_000, "each")]),
    ],
)  # fmt: skip
def test_fact_prices_obey_the_unit_of_their_table(text: str, expected: list[tuple[Any, ...]]) -> None:
    assert facts(text) == expected
