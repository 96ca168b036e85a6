"""What an amount or a number belongs to: parts of an order, one of two goods, whole lots, data sheets, rent."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extract.records import Fact
from tests.extract.reading_of import read


def _facts(text: str, kind: str = "article") -> list[tuple[str | None, int | None, Decimal | None]]:
    facts: tuple[Fact, ...] = read(text, kind=kind).facts
    return [(fact.model, fact.quantity, fact.price) for fact in facts]


def test_a_sum_of_an_order_is_not_what_a_part_of_it_costs() -> None:
    facts = _facts("The firm received 700 B200 GPUs, a third of an order worth $84 million.")
    assert ("B200", 700, None) in facts


@pytest.mark.parametrize(
    "text",
    [
        "账上有 H20 服务器 40 台、H200 服务器 9 台，后者账面价值 2100 万元。",
        "It held 40 H20 servers and 9 H200 servers, the latter carried at $2.9 million.",
    ],
)
def test_an_amount_is_said_of_the_latter_of_two_goods(text: str) -> None:
    priced = [(model, quantity) for model, quantity, price in _facts(text) if price is not None]
    assert priced == [("H200", 9)]


def test_a_price_for_a_single_card_is_not_the_price_of_other_goods() -> None:
    facts = _facts("Sellers ask $23,000 to $31,000 for a single H100 card, and one claims to have 700 H800s.")
    assert ("H800", 700, None) in facts
    assert ("H100", None, Decimal(23000)) in facts


def test_the_price_of_a_whole_lot_is_no_second_price() -> None:
    facts = _facts("处理 P40 24G 共 50 片，700 一片，全要 3.2 万，原值发票 25 万", kind="listing")
    assert [price for _, _, price in facts] == [Decimal(700)]


def test_machines_counted_in_words_are_a_part_of_those_before() -> None:
    facts = _facts("The firm bought 80 servers, each holding eight H200 GPUs. Thirty of the servers had left the port.")
    assert ("H200", 30, None) in facts


@pytest.mark.parametrize(
    "text",
    [
        "| Rack | CPUs | GPUs | Power |\n| GB200 NVL72 | 36 Grace | 72 Blackwell | 120 kW |",
        "- GB300 NVL72: 72 GPUs, 1.1 EF FP4",
        "Prices settled at $2.10 per H100-hour; reservations of 2,048 GPUs carried a 5% discount.",
        "某平台算力资源采购：64 张 H100，服务期 24 个月，成交价 980 万元。",
    ],
)
def test_data_sheets_and_rented_capacity_count_nothing(text: str) -> None:
    assert _facts(text) == []


def test_a_table_of_buyers_still_counts() -> None:
    facts = _facts("| Buyer | Model | Units |\n| Elm Cloud | H200 | 1,024 |\n| Oak AI | B200 | 512 |")
    assert facts == [("H200", 1024, None), ("B200", 512, None)]


def test_a_term_of_service_beside_bought_goods_is_no_rent() -> None:
    facts = _facts("中标公告：H20 服务器 8 台，单价 105 万元，质保服务期 36 个月。")
    assert facts == [("H20", 8, Decimal(1050000))]


def test_a_single_machine_has_the_price_of_a_machine() -> None:
    facts = _facts("H200 单机（8 卡）报价从 3 月的 215 万元升到 248 万元。")
    assert {price for _, _, price in facts} == {Decimal(2150000), Decimal(2480000)}


def test_a_multiplier_in_a_list_of_machines_is_what_each_holds() -> None:
    offers = read("整机参考价（含税）：L20×8 约 46 万元；H20×8 95-105 万元").offers
    assert [(offer.model, offer.quantity, offer.gpus_per_unit) for offer in offers] == [
        ("L20", None, 8),
        ("H20", None, 8),
    ]


def test_cells_in_lines_of_their_own_are_a_table() -> None:
    offers = read("Item\nUnit price\nStock\nH100 PCIe 80GB\n$21,900\n8\nA30 24GB\n$2,450\n31").offers
    assert [(offer.model, offer.quantity, offer.price) for offer in offers] == [
        ("H100", 8, Decimal(21900)),
        ("A30", 31, Decimal(2450)),
    ]
