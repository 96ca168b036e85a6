from __future__ import annotations

import pytest

from tests.extract.reading_of import read


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("出H100 8卡整机 5台", "offer"),
        ("H100 8卡整机 5台 现货 260万", "offer"),
        ("放 RTX 4090 旺角交收 $13,800", "offer"),
        ("[H] RTX 4090 [W] paypal", "offer"),
        ("收4090 24G 1.3w一张", "wanted"),
        ("等一台DGX H200，有的私信", "wanted"),
        ("【徵】RTX 5090 一張 預算 NT$95,000 內", "wanted"),
        ("WTB: 100x RTX PRO 6000, target USD 8,200", "wanted"),
        ("采购公告：拟采购8卡H800服务器1台，最高限价220万元", "wanted"),
        ("转租H800 8卡服务器 32台 5.6万/台/月", "rental"),
        ("Colo space for GPU racks, RM 850 per kW per month", "rental"),
        ("机柜托管 每月9800起 可上架H100", "rental"),
        ("【已出】H100 8卡整机 4台", "none"),
        ("SOLD - 10x DGX H100 Singapore", "none"),
        ("避雷！有人发“H100 8卡整机 现货50台 198万”收定金跑路", "none"),
        ("4090 24G改48G代改服务，自备卡，改装费4800", "none"),
        ("We repair HGX baseboards: A100/H100, USD 1,400 per module. Fee per fix.", "none"),
        ("GPU实战营 提供A100环境 学费3999元 报名", "none"),
        ("招聘GPU运维工程师 熟悉H100集群 月薪25k", "none"),
        ("Customs officers said they stopped 200 H100 cards worth US$5.6 million", "none"),
        ("NVIDIA H100 SXM5: 80GB HBM3, 3.35 TB/s, 700W TDP", "none"),
        ("RTX 5090跑分：70B模型 35 tokens/s", "none"),
        ("请问H100和A100差多少？预算20万够不够？", "none"),
        ("RTX 3060 12G 拆机 200张 980一张", "none"),
    ],
)
def test_sides(text: str, side: str) -> None:
    extraction = read(text)
    assert extraction.side.value == side
    if side != "offer":
        assert not [o for o in extraction.offers if o.side.value == "offer"]


def test_sides_a_heading_governs_the_lines_under_it() -> None:
    offers = read("出：\nH100 模组 3套 155万\nA100 80G 模组 6套 58万\n收：\nH200 整机 10台").offers
    assert [(o.model, o.side.value) for o in offers] == [("H100", "offer"), ("A100", "offer"), ("H200", "wanted")]


@pytest.mark.parametrize(
    "text",
    [
        "H200 NVL 141G 现货 企业采购\nH200 NVL 141G，拆新，下单前请联系客服确认。\n库存 26 件",
        "现货 支持企业采购\nH200 8台 220万",
    ],
)
def test_sides_last_word_of_a_line_asks_for_nothing_on_the_next(text: str) -> None:
    assert {offer.side.value for offer in read(text).offers} == {"offer"}


@pytest.mark.parametrize("word", ["需", "收", "缺"])
def test_sides_word_alone_on_its_line_asks_for_the_next(word: str) -> None:
    assert {offer.side.value for offer in read(f"{word}\nH200 8台\nH100 4台").offers} == {"wanted"}


def test_sides_barter_offers_one_and_wants_the_other() -> None:
    offers = read("手里4台A800 8卡整机（单台118万），想换H200模组2套").offers
    assert [(o.model, o.side.value) for o in offers] == [("A800", "offer"), ("H200", "wanted")]


def test_sides_sold_line_of_a_list_is_dropped() -> None:
    offers = read("出\nRTX 4090 24G 40张 1.5w\nA100 80G 已售罄\nL40S 20张 5.2w").offers
    assert [o.model for o in offers] == ["RTX 4090", "L40S"]
