"""Wordings of Chinese news and forum talk: boards, lots, spoken prices, models that are only compared with."""

from __future__ import annotations

from typing import Any

import pytest

from tests.extract.reading_of import read


def facts(text: str, kind: str = "article") -> list[tuple[Any, ...]]:
    found = read(text, kind=kind).facts
    return [(f.model, f.quantity, None if f.price is None else int(f.price)) for f in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("该国订购了 2 万块 H200，8000 块已运抵，余下 12000 块年底前交付。",
         [("H200", 20_000, None), ("H200", 8000, None), ("H200", 12_000, None)]),
        ("双方签了数万块 MI325X 的单子，头批 4000 块下月到港。", [("MI325X", 4000, None)]),
        ("一块 H20 卖 8 万元，去年涨了 5000 块。", [("H20", None, 80_000)]),
        ("某云商订了价值 6 亿美元约 2 万张 B200。", [("B200", 20_000, 600_000_000)]),
        ("华南一家工厂 2025 年卖出的 H20 芯片，销量约为 60 万片。", [("H20", 600_000, None)]),
        ("厂商在 2026 台北电脑展上推出专用显卡，没有谈 H200。", []),
        ("训练服务器（8×H800）4 台，预算 1,200 万元。", [("H800", 4, 12_000_000)]),
        ("公司采购 900 颗 L20 芯片及 60 台 Atlas 800 服务器。", [("L20", 900, None)]),
    ],
)  # fmt: skip
def test_fact_counts_read_boards_and_what_stands_behind_them(text: str, expected: list[tuple[Any, ...]]) -> None:
    assert facts(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("某公司以 2,150 万元中标智算平台，供货清单为昇腾 910B 服务器 25 台。", [("Ascend 910B", 25, 21_500_000)]),
        ("新到的 200 台 A800 服务器，总货值近 5 个亿。", [("A800", 200, 500_000_000)]),
        ("起出 RTX 5090 显卡 150 块、H100 计算卡 12 块，两项合计案值约 900 万元。",
         [("RTX 5090", 150, 9_000_000), ("H100", 12, 9_000_000)]),
        ("双方签订 40 台 GPU 系列服务器采购合同，合同金额 8,200 万元，剩余 30 台 GPU 系列服务器尚未交付。",
         [(None, 40, 82_000_000), (None, 30, None)]),
        ("购买 90 台英伟达 H800 GPU 系列算力服务器，单价 205 万元。", [("H800", 90, 2_050_000)]),
        ("拟采购 64 台英伟达 GPU 服务器，金额 2 亿元。如今又称，采购量从 64 台变成 12 台。",
         [(None, 64, 200_000_000), (None, 12, None)]),
        ("这批 Blackwell 芯片出售最多相当于 3 万颗，总值约 9 亿美元（约新台币 290 亿元）。",
         [("Blackwell", 30_000, 900_000_000)]),
        ("檢方指價值 3.2 億美元的輝達晶片流入該市場。", [(None, None, 320_000_000)]),
    ],
)  # fmt: skip
def test_fact_sums_pay_for_lots_of_chinese_news(text: str, expected: list[tuple[Any, ...]]) -> None:
    assert facts(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("L20 出厂价为每颗 2.4 万元，较同期 H20 低大约两成，首单 800 颗的客户是一家车商。", [("L20", 800, 24_000)]),
        ("H200 性能远高于 H20，目前单卡报价 18 万元。", [("H200", None, 180_000)]),
        ("比 4090 的 1.5 万元贵得多，5090 卖到 2.9 万元。", [("RTX 4090", None, 15_000), ("RTX 5090", None, 29_000)]),
    ],
)  # fmt: skip
def test_fact_namings_pass_over_models_that_are_compared_with(text: str, expected: list[tuple[Any, ...]]) -> None:
    assert facts(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("隔壁的 P40 我 720 收的，M40 24G 才 320 出头，散热自己想办法。", [("P40", None, 720), ("M40", None, 320)]),
        ("3090 现在咸鱼 5300 左右值得入吗，矿卡翻新的据说 4700 就能拿",
         [("RTX 3090", None, 5300), ("RTX 3090", None, 4700)]),
        ("3080 20G 去年还要 2900 一块，现在已经跌到 1800 左右了", [("RTX 3080", None, 2900), ("RTX 3080", None, 1800)]),
        ("RTX 3090 由 11888 涨至 21000 元。", [("RTX 3090", None, 11_888), ("RTX 3090", None, 21_000)]),
        ("还以为 4090 一万二就能拿下呢，结果要2万3", [("RTX 4090", None, 23_000)]),
        ("RTX 3090 显卡回落至 9800 元上下,3080 降至 5100 元,3070 降至 3600 元。",
         [("RTX 3090", None, 9800), ("RTX 3080", None, 5100), ("RTX 3070", None, 3600)]),
    ],
)  # fmt: skip
def test_fact_talk_reads_bare_numbers_of_deals(text: str, expected: list[tuple[Any, ...]]) -> None:
    assert facts(text, kind="listing") == expected


@pytest.mark.parametrize(
    "text",
    [
        "3090 显存 24G，跑图大概 800 步，速度 2000 左右",
        "我在 A100 上训练了两千步，loss 降到 300 左右",
        "T4 装在机架里，风扇转速要到 8000，吵死",
        "4090 评论区两千多条，点赞 3500",
        "什么时候 4090 能跌到 8000 就好了",
        "H20 的总算力被压到 2368，刚好过线",
    ],
)
def test_fact_talk_leaves_numbers_that_are_no_prices(text: str) -> None:
    assert facts(text, kind="listing") == []


@pytest.mark.parametrize(
    "text",
    [
        "设想这样一个场景：有人给了你 5 万张 H100，期限一个月。",
        "最大的模型仅用 20 小时和 96 台 H800 服务器即完成训练。",
        "推理平均使用 210 台 H800，夜里更少。",
        "某作坊每月维修 150 颗 H100 芯片，手艺很好。",
        "截至年末，沐曦已签约 3 家客户；GPU 产品累计销量超过 6.1 万颗。",
    ],
)
def test_fact_refusals_leave_out_goods_of_nobody(text: str) -> None:
    assert facts(text) == []


def test_fact_tables_take_the_model_from_their_heading() -> None:
    text = "| 时点 | H100 单卡价（USD） |\n|---|---|\n| 2023 年底 | $41,000-52,000 |\n| 2025 年中 | $24,000-29,000 |"
    assert facts(text) == [("H100", None, 41_000), ("H100", None, 24_000)]


def test_fact_tables_leave_rows_of_other_goods() -> None:
    text = "| 货 | 数量 | 单价 |\n|---|---|---|\n| H200 节点 | 5 | USD 301,000 |\n| 运费 | 1 | USD 6,500 |"
    assert facts(text) == [("H200", 5, 301_000)]


def test_facts_beside_offers_are_other_prices_of_the_same_goods() -> None:
    assert facts("H20 整机 8 卡，原价 115 万，现 108 万出，仅 2 台", kind="listing") == [("H20", 2, 1_150_000)]
    assert facts("L40S 拆机的三万八一张，全新带原盒的起码要4万7", kind="listing") == [("L40S", None, 47_000)]


def test_facts_beside_offers_say_no_price_twice() -> None:
    assert facts("出 4090 10 张，14800 一张，可小刀，微信 abc12345", kind="listing") == []
    assert facts("A100 80G 现货 12 张，含税 9.2 万，不含税 8.5 万", kind="listing") == []


def test_facts_beside_offers_are_found_in_a_long_list() -> None:
    lines = [f"RTX 4090 {number}张 单价{15_000 + number}元 现货" for number in range(2, 82)]
    told = "L40S 拆机的三万八一张，全新带原盒的起码要4万7"
    assert facts(told, kind="listing") == [("L40S", None, 47_000)]
    assert facts("\n".join([*lines, told, *lines]), kind="listing") == [("L40S", None, 47_000)]


def test_facts_beside_offers_go_on_about_what_an_earlier_sentence_names() -> None:
    lines = [f"RTX 4090 {number}张 单价{15_000 + number}元 现货" for number in range(2, 82)]
    told = "H200八卡机月租6.5万元起，押一付三；同样配置买断，含税240万元。"
    assert facts("\n".join([*lines, told]), kind="listing") == [("H200", None, 2_400_000)]


def test_sentences_go_on_behind_the_question_mark_of_an_address() -> None:
    text = "丽台 TITAN RTX 24G [地址](https://shop.example/item.htm?id=58635) 20520 元"
    assert facts(text) == [("Titan RTX", None, 20_520)]


def test_facts_beside_a_rent_are_what_the_same_machine_costs() -> None:
    text = "H200八卡机月租6.5万元起，押一付三；同样配置买断，含税240万元。"
    assert facts(text, kind="listing") == [("H200", None, 2_400_000)]


def test_fact_guards_take_a_later_rent_for_itself() -> None:
    text = "H100 八卡服务器从 310 万元跌至 220 万元，月租则从 8 万降到 5 万。"
    assert facts(text) == [("H100", None, 3_100_000), ("H100", None, 2_200_000)]


@pytest.mark.parametrize(
    "text",
    [
        "整机双烤功耗稳定在 110W，单烤时 GPU 的峰值约为 85W。",
        "最低配置：显卡为 AMD Radeon R9 380X 显卡 4 GB，硬盘 30 GB。",
        f"它的 GPU 相当于桌面级 RX 7600 的降频版。{'画面比上一代更细腻，载入也更快。' * 9}家用机版售价为 499 美元。",
        "本次测试平台采用 RTX 5090 显卡和一台扩展坞，扩展坞与线材的合计成本已达 2100 美元。",
    ],
)
def test_facts_of_reviews_are_none(text: str) -> None:
    assert read(text, kind="article").facts == ()
