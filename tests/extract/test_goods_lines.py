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
