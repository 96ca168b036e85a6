"""Machines under the model of their heading, lots, what a machine holds, and prices for one and for all."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.extract.reading_of import offer, read


@pytest.mark.parametrize(
    "text",
    [
        "H200 SXM 8-way boxes, Dubai: 3 x XE9680 at 290k USD, 2 x SYS-821GE-TNHR at 284k USD",
        "H200 8卡整机 现货：\nXE9680 3台 245万\nNF5688M7 2台 238万",
    ],
)
def test_shared_models_every_machine_has_the_model_of_the_heading(text: str) -> None:
    assert [(o.model, o.form, o.quantity) for o in read(text).offers] == [("H200", "server", 3), ("H200", "server", 2)]


@pytest.mark.parametrize(
    ("text", "quantity", "unit", "gpus"),
    [
        ("H100 PCIe 80G, 2 lots of 40 cards, USD 900k per lot", 2, "lot", 40),
        ("RTX 4090 24GB, 5 cartons of 10, $1,900 per card", 5, "lot", 10),
        ("WTB 128 MI300X (16 nodes of 8)", 16, "server", 8),
        ("24 x A100 80GB SXM4 in 3 x NF5488A5, USD 70k per node", 3, "server", 8),
        ("H200 8-GPU server x4", 4, "server", 8),
        ("2x H100 8-GPU nodes, $230k each", 2, "server", 8),
        ("lot of 50 pcs A100 80GB PCIe", 50, "card", 1),
    ],
)
def test_counts_of_units_and_what_they_hold(text: str, quantity: int, unit: str, gpus: int) -> None:
    found = offer(text)
    assert (found.quantity, found.unit, found.gpus_per_unit) == (quantity, unit, gpus)


@pytest.mark.parametrize(
    ("text", "price", "price_max", "basis"),
    [
        ("A40 48G 5张 单卖26500 全要25500一张", 25500, 26500, "each"),
        ("L40S x6, $7,200 each, take all $7,000 each", 7000, 7200, "each"),
        ("A40 2张 单出26000 一起拿50000", 26000, None, "each"),
        ("L4 24G两张连着出，两张1万9", 19000, None, "lot"),
    ],
)
def test_prices_for_one_and_for_all(text: str, price: int, price_max: int | None, basis: str) -> None:
    found = offer(text)
    highest = None if price_max is None else Decimal(price_max)
    assert (found.price, found.price_max, found.price_basis) == (Decimal(price), highest, basis)


def test_forms_empty_machines_of_another_clause_leave_the_first_filled() -> None:
    found = offer("浪潮NF5488A5 3台（A100 40G×8），单台44万，另外2台只剩机头不单卖")
    assert (found.form, found.quantity, found.price) == ("server", 3, Decimal(440000))


def test_counts_what_fits_into_an_empty_machine_is_no_count() -> None:
    found = offer("SYS-421GE-TNRT 4U server, no GPU, fits 8x L40S, $5,200, 3 available")
    assert (found.form, found.quantity) == ("barebone", 3)


@pytest.mark.parametrize(
    ("text", "masked", "quantity"),
    [
        ("L40S 100张 4X含税", None, 100),
        ("H200 NVL 23X含税 40张", "23X", 40),
        ("A100 80G 92X一张 拆机", "92X", None),
    ],
)
def test_masks_letters_that_hide_digits(text: str, masked: str | None, quantity: int | None) -> None:
    found = offer(text)
    assert (found.masked_price, found.price, found.quantity) == (masked, None, quantity)


@pytest.mark.parametrize(("text", "unit"), [("H800整机 K台量级 价格私聊", "server"), ("L20 百张级现货 含税", "card")])
def test_vague_counts_of_a_level_name_their_unit(text: str, unit: str) -> None:
    found = offer(text)
    assert (found.quantity, found.quantity_approx, found.unit) == (None, True, unit)


@pytest.mark.parametrize(
    ("text", "variant"),
    [
        ("4090 24G 公版 1.4万 出", "Founders Edition 24GB"),
        ("4090 24G 公版涡轮 1.3万 出", "24GB"),
        ("5090 32G 非公版 2.3万 出", "32GB"),
        ("A100 80G 公版 6万 出", "80GB"),
        ("PRO 6000 SE 96GB, $8,100, 4 pcs", "Server Edition 96GB"),
    ],
)
def test_variants_of_editions(text: str, variant: str) -> None:
    assert offer(text).variant == variant


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("寻个下家：L40S 12张 5.1万含税", "offer"),
        ("GB200 NVL72 2柜 新加坡 单柜询价", "offer"),
        ("询价：H20 8卡 10台", "wanted"),
        ("回收 A100 H100，坏卡也收，现金", "wanted"),
        ("5-day bootcamp, each seat gets one H100 instance, $999 per person, 20 seats", "none"),
        ("1:10 scale model of a DGX H100, $60 each, 12 available", "none"),
        ("A100 SXM4 转接底板 1300元 不含GPU", "none"),
        ("大模型API代充 每百万tokens 3元 H100集群", "rental"),
        ("Technicians wanted, racking 200 HGX H200 nodes, MYR 6,000/month, shift work", "none"),
        ("L40S 48GB - 40 pcs - $7,100. A40 48GB - none left", "offer"),
    ],
)
def test_sides_of_fresh_wordings(text: str, side: str) -> None:
    assert read(text).side.value == side
