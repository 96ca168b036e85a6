"""Counts in the words of posts: what is left of a lot, floors, ceilings, pairs, sorts before names, lead times."""

from __future__ import annotations

import pytest

from tests.extract.reading_of import offer


@pytest.mark.parametrize(
    ("text", "quantity"),
    [
        ("H200 SXM 单颗，原有12颗，4颗坏了退回，实出8颗，每颗20万", 8),
        ("A100 80G PCIe 本来20张，已经走了5张，还剩15张，8.8万一张", 15),
        ("V100 32G 一共16片，坏了2片，14片能用，3200一片", 14),
        ("L40S ×11 (three failed burn-in and were pulled, so 8 for sale) $6,200 each", 8),
        ("11 pcs H100 PCIe, 3 with ECC errors set aside, 8 good ones for sale at $19k each", 8),
    ],
)
def test_counts_what_is_left_of_a_lot(text: str, quantity: int) -> None:
    assert offer(text).quantity == quantity


@pytest.mark.parametrize(
    ("text", "most"),
    [
        ("收 L40S，30张封顶，带票", 30),
        ("求购 H20 96G 整机，最多吃下16台", 16),
        ("想收5090D，撑死20张，当面验", 20),
        ("WTB RTX 6000 Ada, 12 pcs tops, pay $5.5k each", 12),
    ],
)
def test_counts_ceiling_is_no_stock(text: str, most: int) -> None:
    found = offer(text)
    assert (found.quantity, found.quantity_max) == (None, most)


@pytest.mark.parametrize(
    ("text", "quantity", "moq"),
    [
        ("RTX 5880 Ada 少于8张不发，库存64张，3.1万", 64, 8),
        ("L4 24GB — minimum buy 20 cards, $2,150 each, 300 on the shelf", 300, 20),
        ("5090 32G FE for sale, 24 pcs, min. take 6, $2,650", 24, 6),
        ("五张4090 48G，每张1.95万，三张起走", 5, 3),
    ],
)
def test_counts_floor_is_the_least_order(text: str, quantity: int, moq: int) -> None:
    found = offer(text)
    assert (found.quantity, found.moq) == (quantity, moq)


@pytest.mark.parametrize(
    ("text", "quantity"),
    [
        ("2x 4090 FE for sale, $1,750 each", 2),
        ("[USA-CA] [H] PayPal, patience [W] 3x 5090 FE, max $2,400 each", 3),
        ("Nordic firm will buy 96+ HGX H100 8-GPU systems this quarter", 96),
        ("H100 PCIe 80GB for sale - 10 (ten) pieces, USD 19,800/pc", 10),
        ("Two of our DGX A100 are up for sale, $52k each", 2),
        ("H100 NVL for sale, qty. eight, $22k ea", 8),
        ("Selling a trio of A6000, $2,600 each", 3),
        ("half a dozen L40S for sale, $6,100 each", 6),
        ("two (2) GPU servers, eight H200 per server, for sale", 2),
        ("出 HGX B300 板 x 10，35万美金/块板", 10),
        ("出 H800 模组 4锅，98万/锅", 4),
        ("A6000 一对，带桥，4.3万", 2),
    ],
)
def test_counts_multipliers_words_and_units(text: str, quantity: int) -> None:
    assert offer(text).quantity == quantity


def test_counts_pairs_as_lots_of_two() -> None:
    found = offer("H100 NVL 三对 带桥 36万一对")
    assert (found.quantity, found.unit, found.gpus_per_unit, found.gpu_count) == (3, "lot", 2, 6)
    assert found.price == 360_000


@pytest.mark.parametrize(
    "text",
    [
        "5090 FE 上机三个多月，3.2万出",
        "4090 48G 涡轮 自用八个来月 成色好 2.1万出 广州",
        "A6000 个人闲置，跑了俩月训练，2.3万，面交",
        "H100 SXM5 8-GPU, 2x Xeon 8480, 32x64GB, 8x CX7, 6x PSU, $198k",
        "H100 8卡 双路 9654 24条64G 10块7.68T 4张CX7，178万一台",
        "looking 4 a100 80gb pcie, any qty",
        "出 H20 模组 每月稳定供40套，78万/套",
        "H800 模组 96G一套128，有意私",
    ],
)
def test_counts_no_stock_in_times_parts_and_capacity(text: str) -> None:
    assert offer(text).quantity is None


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("B200 HGX 8卡整机 期货，下单后8到10周送抵香港，USD 345,000/台", 56),
        ("H200 NVL 合同签订后30个日历日内交付，20张，21万/张", 30),
        ("出 5090 涡轮 一个半月后到货，2.5万/张，100张", 45),
        ("出 L20 48G 显卡 三四周到货 2.5万", 21),
        ("Auction: 5 x DGX A100, removal within 10 days of sale, starting bid $40,000", None),
    ],
)
def test_counts_lead_times(text: str, days: int | None) -> None:
    assert offer(text).lead_time_days == days
