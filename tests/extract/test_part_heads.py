"""Parts that are sold where a model is only what they fit, and cards that are told by their parts."""

from __future__ import annotations

import pytest

from tests.extract.reading_of import read

PARTS = (
    "H200/B200 冷板 全铜 300片 现货",
    "NF5688M7 风扇模组 拆机 40套 深圳",
    "A100、A800 通用桥接器 20对",
    "快接头 60只 B300 机柜同款",
    "Heat sinks for DGX H100, 40 pcs, $9,000 the lot",
    "24 switches, came out of an H100 cluster, $19k each",
)
CARDS = (
    ("4090D 24G 三风扇 全新 35张 1.29万", "RTX 4090 D"),
    ("L20 48G 被动散热 60张 2.5万", "L20"),
    ("A100 40G 拆机带散热器 12张 2.6万", "A100"),
    ("换过导热垫的A100 40G 6片 3.1万", "A100"),
    ("H100 NVL 94G 一对带桥 38万", "H100"),
)
CHEAP = ("H100 SXM5 2600元/个 40个", "B200 480元/片 起订50", "H200 NVL, $310.00 each, 40 available")


@pytest.mark.parametrize("text", PARTS)
def test_part_heads_sell_no_gpu(text: str) -> None:
    assert not read(text).offers


@pytest.mark.parametrize(("text", "model"), CARDS)
def test_part_heads_leave_cards_told_by_a_part(text: str, model: str) -> None:
    assert [offer.model for offer in read(text).offers] == [model]


@pytest.mark.parametrize("text", CHEAP)
def test_cheap_goods_at_a_tenth_of_their_price_are_none(text: str) -> None:
    assert read(text).side == "none"


def test_cheap_barebones_are_goods() -> None:
    assert read("超微821GE准系统 不带卡 9800元/台 6台").side == "offer"
