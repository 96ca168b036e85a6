"""Lines of goods: what is one line, what is gone, and what is only named."""

from __future__ import annotations

import pytest

from tests.extract.reading_of import read


def models(text: str) -> list[str | None]:
    return [found.model for found in read(text).offers]


@pytest.mark.parametrize(
    "gone",
    [
        "H200 NVL SOLD",
        "❌ H200 没了，别问",
        "H200 NVL ... nil",
        "H200：客户锁走",
        "H200 模组 已清",
        "H200 0 in stock",
        "H200 NVL: none left",
    ],
)
def test_gone_lines_of_a_list_are_no_goods(gone: str) -> None:
    assert models(f"现货出\nL40S 48G 38片 5.4万\n{gone}\nA40 48G 17片 2.9万") == ["L40S", "A40"]


@pytest.mark.parametrize(
    "text",
    [
        "RTX 5090 for sale, 5 pcs, $2,100 each. #H100 #H200 #GPU",
        "RTX 5090 for sale, 5 pcs, $2,100 each\nSimilar: H100 PCIe, RTX PRO 6000",
        "出 RTX 5090 5张 1.9万\n热搜词：A100 H100 显卡服务器",
        "出 RTX 5090 5张 1.9万，不换H100",
        "WTB RTX 5090, 5 pcs. Not interested in A6000, please stop sending me A6000.",
        "Corrigendum, tender: read RTX 5090 5 Nos. in place of A100 12 Nos.",
        "出 RTX 5090 5张 1.9万，同款A100没有",
        "10:21 小李：有XD670吗\n10:22 老周：出 RTX 5090 5张 1.9万",
    ],
)
def test_named_without_being_sold(text: str) -> None:
    assert models(text) == ["RTX 5090"]


@pytest.mark.parametrize(
    "text",
    [
        "B200/B300 液冷板 纯铜 480元/片 50片现货",
        "H100/H200 SXM5 液冷冷板 八卡套件 现货60套 3800元/套",
        "NVMe clearance, USD each\nPM1743 15.36TB x200 - 1,980\n7450 PRO SSD x340 - 890\nPulled from H100 nodes",
        "Supermicro 3000W PSU, fits SYS-821GE-TNHR / AS-8125GS-TNHR H100 servers, used, 40 available, US $310.00 each",
        "A100 SXM4转PCIe转接板套件（不含GPU） ¥1,380 库存600件 适用A100/V100",
        "Samsung Galaxy A30 64GB 藍色 二手 $480 交收",
        "MS / GI structural: H200x200x8x12 sections, 240 MT, AED 2,640 per MT",
    ],
)
def test_parts_and_lookalikes_are_no_goods(text: str) -> None:
    assert models(text) == []


def test_machine_that_is_denied_or_gave_the_goods_is_no_goods() -> None:
    assert models("For sale XL675d Gen10 Plus 8x A100. No, it is not a DGX A100. $71,999") == ["A100"]
    found = read("Lot of 4 V100-SXM2-32GB | pulled from DGX-1 | US $1,180 for the lot").offers
    assert [(o.model, o.server) for o in found] == [("V100", None)]


def test_two_machines_that_will_do_are_one_line() -> None:
    found = read("求购 MI325X八卡整机 12台，AS-8126GS-TNMR 或 G893-ZX1 都认，目标$245K").offers
    assert [(o.model, o.quantity) for o in found] == [("MI325X", 12)]


def test_circled_numbers_are_points_of_a_list() -> None:
    found = read("出：①4090 5张 1.5万 ②5090 3张 2万 ③A100 PCIe 2张 5万").offers
    assert [(o.model, o.quantity) for o in found] == [("RTX 4090", 5), ("RTX 5090", 3), ("A100", 2)]


def test_sizes_of_one_model_in_later_lines_are_lines_of_goods() -> None:
    found = read("老周: 4090涡轮今天出\n老周: 24G的还有三百来张，48G的就剩俩").offers
    assert [(o.variant, o.quantity) for o in found] == [("24GB", 300), ("48GB", 2)]


@pytest.mark.parametrize(
    "gone",
    [
        "H200 NVL 本周没有",
        "H200 模组 目前断货",
        "H200 NVL sold out for now",
        "H200 8way - nil today",
        "H200: currently out of stock",
    ],
)
def test_gone_for_now_is_no_goods(gone: str) -> None:
    assert models(f"现货出\nL40S 48G 38片 5.4万\n{gone}\nA40 48G 17片 2.9万") == ["L40S", "A40"]


def test_goods_behind_a_model_that_is_gone_are_offered() -> None:
    assert models("H20 模组暂无，H100 PCIe 80G 12张 18万一张 含税") == ["H100"]


@pytest.mark.parametrize(
    ("text", "makes"),
    [
        ("H200 模组：4卡板 3块 86万，8卡板 5块 175万，含税", [(None, 3), (None, 5)]),
        ("出 A100：SXM4 8.5万 20颗，PCIe 9.2万 30张", [("SXM4", 20), ("PCIe", 30)]),
        (
            "RTX PRO 6000 现货：工作站版 6.1万 20张，服务器版 5.9万 30张",
            [("Workstation Edition", 20), ("Server Edition", 30)],
        ),
        ("WTS H100 80GB PCIe $21,000, 14 pcs; SXM5 $19,500, 64 pcs", [("PCIe 80GB", 14), ("SXM5", 64)]),
    ],
)
def test_one_model_in_two_makes_is_two_lines(text: str, makes: list[tuple[str | None, int]]) -> None:
    assert [(found.variant, found.quantity) for found in read(text).offers] == makes


@pytest.mark.parametrize(
    "text",
    [
        "出双路 5090 主机一台\n9950X / 128G DDR5 / 5090 ×2 / 4T\n8.2万 自提",
        "WTS 3 Dell XE9680 servers, H100 SXM5\n2x Xeon 8480+, 2TB DDR5, 8x H100 80GB\n$195,000 each",
    ],
)
def test_parts_list_of_a_machine_is_no_second_line(text: str) -> None:
    assert len(read(text).offers) == 1


@pytest.mark.parametrize(
    "text",
    [
        "戴尔XE9680准系统 7台 8.9万/台，无卡，B200不能上，只能配H100或H200模组",
        "SYS-821GE-TNHR barebone, no GPUs, 5 units, $28,000 each, wired for H100 or H200, B200 won't fit",
    ],
)
def test_platforms_of_an_empty_machine_are_not_sold(text: str) -> None:
    found = read(text).offers
    assert [(o.model, o.form, o.gpus_per_unit) for o in found] == [(None, "barebone", 0)]


@pytest.mark.parametrize(
    "text",
    [
        "King Air B200 aileron, overhauled, 2 units in stock, USD 4,100 each",
        "RTX 5090 FE box, foam and manual, card not inside, S$60",
    ],
)
def test_aircraft_and_boxes_are_no_goods(text: str) -> None:
    assert models(text) == []


def test_machines_named_by_their_gpus_are_goods_beside_an_appliance() -> None:
    assert models("收：八卡V100、四卡A100整机 各10台，机房空调不要") == ["V100", "A100"]
