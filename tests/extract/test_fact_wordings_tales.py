"""Wordings of articles about goods that are named by halves: the other version, the lot, what it is not."""

from __future__ import annotations

from typing import Any

import pytest

from tests.extract.reading_of import read


def _facts(text: str, kind: str = "article") -> list[tuple[Any, ...]]:
    found = read(text, kind=kind).facts
    return [(f.model, f.quantity, int(f.price) if f.price is not None else None, f.price_basis) for f in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "A Shenzhen broker quotes RMB 1.95M per 8xH100 node, ~2.4M for the H200 version.",
            [("H100", None, 1_950_000, "each"), ("H200", None, 2_400_000, "each")],
        ),
        (
            "It wanted €240,000 per 8-GPU H100 node, €295,000 for the H200 model and €33,000 for a single H200 card.",
            [("H100", None, 240_000, "each"), ("H200", None, 295_000, "each"), ("H200", None, 33_000, "each")],
        ),
        (
            "- Sep 2024: officers stop a van carrying 38 boxed RTX 4090s\n- Mar 2025: a broker asks $25,000 per H100",
            [("RTX 4090", 38, None, None), ("H100", None, 25_000, "each")],
        ),
    ],
)
def test_fact_prices_of_versions(text: str, expected: list[tuple[Any, ...]]) -> None:
    assert _facts(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "商家提走 H200 和 B200 两种服务器，前者 64 台，后者 16 台，货款合计 3,900 万美元。",
            [("H200", 64, 39_000_000, "total"), ("B200", 16, 39_000_000, "total")],
        ),
        (
            "He sold 30 H100 servers and 12 H200 servers for a total of $11.4 million.",
            [("H100", 30, 11_400_000, "total"), ("H200", 12, 11_400_000, "total")],
        ),
        (
            "→ 112 GB200 boards found\n→ est. value RM 27.5 million (~$6.2 million)",
            [("GB200", 112, 27_500_000, "total")],
        ),
        (
            "本季确认收入的 H20 系统为 1,140 套，较上季的 960 套增加；按平均每套 98 万元结算。",
            [("H20", 1_140, 980_000, "each"), ("H20", 960, None, None)],
        ),
        (
            "被告以每台 128 万元购买 A800 八卡服务器 30 台。至今仅交付 12 台，已付预付款 1152 万元未退。",
            [("A800", 30, 1_280_000, "each"), ("A800", 12, None, None)],
        ),
    ],
)
def test_fact_sums_for_several_goods(text: str, expected: list[tuple[Any, ...]]) -> None:
    assert _facts(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("受限英伟达芯片今年流入约 8 万至 42 万块，中位数为 19 万块。", [(None, 80_000), (None, 190_000)]),
        (
            (
                "It put the number of restricted Nvidia chips that entered at between 80,000 and 420,000, "
                "with a median of 190,000."
            ),
            [(None, 80_000), (None, 190_000)],
        ),
        ("Analysts reckon shipments of H20 chips to China reached about 600,000 last year.", [("H20", 600_000)]),
        ("马来西亚云服务商称已上线逾 1.2 万块英伟达 GB200。", [("GB200", 12_000)]),
        ("被查获的是 A800 显卡，不是 A100，共 160 张。", [("A800", 160)]),
        ("The cards were H20s, not H200s; 240 of them lay in the warehouse.", [("H20", 240)]),
        ("库房里没有 H100，只有 L20 240 张。", [("L20", 240)]),
    ],
)
def test_fact_counts_of_goods_named_by_halves(text: str, expected: list[tuple[Any, ...]]) -> None:
    assert [fact[:2] for fact in _facts(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "Each node holds eight B200 GPUs; a pod of 32 such nodes draws about 460 kW.",
        "A cluster of 64 H100 servers delivers 2 exaflops of FP8.",
        "云服务商上季度租用了 512 台 H800 服务器。",
    ],
)
def test_fact_counts_of_designs_and_rents_are_no_stock(text: str) -> None:
    assert _facts(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("二手3090行情5千8到6千2。\n- 我上周6100收的一张，带发票", [("RTX 3090", 5_800), ("RTX 3090", 6_100)]),
        (
            "预算不够又要大显存，就上V100 SXM2 32G，裸卡1900一张，转接板再花350。16G的更便宜，400多就有",
            [("V100", 1_900), ("V100", 400)],
        ),
        ("tesla T4 16G，咸鱼4000左右，70W半高单槽，不用外接供电", [("T4", 4_000)]),
    ],
)
def test_fact_prices_in_talk(text: str, expected: list[tuple[Any, ...]]) -> None:
    assert [(fact[0], fact[2]) for fact in _facts(text, "listing")] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "截获一批申报为“网络交换机”的货物，内有 48 台搭载 H200 的超微服务器，货值逾 1400 万美元。",
            [("H200", 48, 14_000_000, "total")],
        ),
        (
            "He bought 26 GB200 racks (72 GPUs each, 1,872 in all) for $84 million.",
            [("GB200", 26, 84_000_000, "total")],
        ),
        (
            "以约 8400 万美元买下 26 个 GB200 机柜（每柜 72 颗，合计 1872 颗）。",
            [("GB200", 26, 84_000_000, "total")],
        ),
        ("Picked up 2x 3090 for $650 each. An NVLink bridge was another $95.", [("RTX 3090", 2, 650, "each")]),
        ("法院查明其走私进口显卡 37 批共计 4860 张，偷逃税额 812 万余元。", [(None, 4_860, None, None)]),
        ("Customs officers seized 340 graphics cards under a load of frozen fish.", [(None, 340, None, None)]),
        ("It seized two dozen L4s, 12 A30s and one B200 server.", [("L4", 24, None, None), ("A30", 12, None, None)]),
    ],
)
def test_fact_counts_of_machines_and_what_they_hold(text: str, expected: list[tuple[Any, ...]]) -> None:
    assert [fact for fact in _facts(text) if fact[0] != "B200"] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Giá RTX 5090 hiện từ 89,9 triệu đồng, cao hơn 15 triệu đồng so với tháng 6.", [("RTX 5090", 89_900_000)]),
        ("Giá RTX 5090 tại Hà Nội đã tăng lên 118 triệu đồng.", [("RTX 5090", 118_000_000)]),
        ("推荐 RTX 4070 12GB，4K 则需要 RTX 5080，游戏国区售价 268 元。", []),
        ("- 4x used A100 40GB PCIe\n- EPYC 7532: $780\n- 8x64GB DDR4-3200: $690", []),
        ("签订算力服务合同，提供由 620 台 H200 服务器组成的集群，服务期 60 个月，含税总额约 24.8 亿元。", []),
        ("MI50 32G前阵子780一张，上个月又跌回650，主板是超微X11", [("MI50", 780), ("MI50", 650)]),
        ("机柜级系统的功耗（Rubin 为 120 千瓦）远高于上一代。", []),
    ],
)
def test_fact_prices_beside_other_money(text: str, expected: list[tuple[Any, ...]]) -> None:
    assert [(fact[0], fact[2]) for fact in _facts(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("4090涡轮24G咸鱼1万6到1万7，改48G的2万1，当年老黄定价也就1599刀", [("RTX 4090", 1_599)]),
        ("M40 24G三年前250包邮收的。K80更别提，双芯24G，150块的电子垃圾", [("M40", 250), ("K80", 150)]),
    ],
)
def test_fact_prices_beside_offers(text: str, expected: list[tuple[Any, ...]]) -> None:
    assert [(fact[0], fact[2]) for fact in _facts(text, "listing")] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2080ti 22g 1650包邮，京东开票加6个点", [("RTX 2080 Ti", 1_650)]),
        ("3090 公版 5300，非公 4900，Ti 要 6800", [("RTX 3090", 5_300), ("RTX 3090", 4_900)]),
        ("看到有人出 A6000，秒没，正常都 1w6 往上", [("RTX A6000", 16_000)]),
        ("A local recycler has 30 Tesla P100 16GB for 75 bucks a piece, min 5", [("P100", 75)]),
        ("Got an A100 40GB for $3,900. It took a $220 carrier board.", [("A100", 3_900)]),
        ("RTX PRO 6000 at $8,250 with edu discount vs $8,565 list", [("RTX PRO 6000", 8_565)]),
    ],
)
def test_fact_prices_of_posts(text: str, expected: list[tuple[Any, ...]]) -> None:
    assert [(fact[0], fact[2]) for fact in _facts(text, "listing")] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The tender seeks 24 8-GPU H800 servers with a ceiling of 62.4 million yuan.", [("H800", 24, 62_400_000)]),
        ("浙江某高校采购 GPU 服务器 3 台（每台含 8 张 L40S），中标价 198.6 万元。", [("L40S", 3, 1_986_000)]),
        ("He received $600,000 for arranging the sale of 50 H200 GPUs.", [("H200", 50, None)]),
        ("H100 SXM 模组 17.8 万 (+3000), H200 模组 21.5 万", [("H100", None, 178_000), ("H200", None, 215_000)]),
    ],
)
def test_fact_numbers_beside_sizes_wages_and_moves(text: str, expected: list[tuple[Any, ...]]) -> None:
    assert [fact[:3] for fact in _facts(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "运输途中被扣的 24 台服务器中，有 16 台搭载 H100，其余 8 台为 A100。",
            [(None, 24, None), ("H100", 16, None), ("A100", 8, None)],
        ),
        (
            "Of the 24 servers detained, 16 carried H100s and eight A100s; AI servers, police said.",
            [(None, 24, None), ("H100", 16, None), ("A100", 8, None)],
        ),
        (
            "某公司花 4.3 亿元购入 1,600 张 H800 与 640 张 A800。",
            [("H800", 1_600, 430_000_000), ("A800", 640, 430_000_000)],
        ),
        (
            "They paid $46 million for 1,024 H100s and 256 H200s.",
            [("H100", 1_024, 46_000_000), ("H200", 256, 46_000_000)],
        ),
        ("The court ordered forfeiture of 1,152 RTX 4090 cards and $50,000 in cash.", [("RTX 4090", 1_152, None)]),
        ("It was fined $1.2 million over 17 exports of A100 chips.", []),
        (
            "黄牛手里 H100 整机 270 万一台，量大（10 台以上）260 万。",
            [("H100", None, 2_700_000), ("H100", None, 2_600_000)],
        ),
        ("拆解显示每张 H20 的物料成本约 3000 美元，售价 12000 美元。", [("H20", None, 12_000)]),
    ],
)
def test_fact_parts_of_a_whole_and_money_beside_it(text: str, expected: list[tuple[Any, ...]]) -> None:
    assert [fact[:3] for fact in _facts(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("K80 才 200 块，P100 16G 420，V100 32G 涨到 2300 了", [("K80", 200), ("P100", 420), ("V100", 2_300)]),
        ("三年前 2 万 3 买的 A6000，现在还能卖 2 万 1", [("RTX A6000", 23_000), ("RTX A6000", 21_000)]),
        ("3090 的 FP16 吞吐 142，4090 330，后者才 1.6 万元。", []),
    ],
)
def test_fact_bare_prices_in_a_row(text: str, expected: list[tuple[Any, ...]]) -> None:
    assert [(fact[0], fact[2]) for fact in _facts(text, "listing")] == expected


def test_fact_counts_of_a_few_in_a_price_list() -> None:
    text = "▪️ 120× RTX 4090 — €1,650 each\n▪️ 3× L40 — €5,900 each"
    assert _facts(text) == [("RTX 4090", 120, 1_650, "each"), ("L40", 3, 5_900, "each")]
