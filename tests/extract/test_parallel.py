"""Counts and prices told in the order of the names, and sums for several lines of goods."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.extract.reading_of import read


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("出 L4/L20 各40/25张 1.1万/2.7万", [("L4", 40, 11000), ("L20", 25, 27000)]),
        ("A40、A30 各12张，分别2.5万和1.9万", [("A40", 12, 25000), ("A30", 12, 19000)]),
        ("A10 / L40S, 50 / 20 pcs, $1.9k / $7.1k each", [("A10", 50, 1900), ("L40S", 20, 7100)]),
        ("WTS L40S and A40, $7,000 and $2,700 respectively", [("L40S", None, 7000), ("A40", None, 2700)]),
        ("H800 3台 H20 9台 H800 160万 H20 90万", [("H800", 3, 1600000), ("H20", 9, 900000)]),
        ("手头L40 4张、L40S 7张。L40单价3.3万，L40S单价5.2万", [("L40", 4, 33000), ("L40S", 7, 52000)]),
        ("We hold 5x L40S and 9x A40. L40S are $7,200 each, A40 $2,650 each", [("L40S", 5, 7200), ("A40", 9, 2650)]),
        ("A30 20张 A10 35张 1.2万", [("A30", 20, None), ("A10", 35, 12000)]),
        ("20张A30 35张A10", [("A30", 20, None), ("A10", 35, None)]),
    ],
)
def test_parallel_gives_each_name_its_own(text: str, lines: list[tuple[str, int | None, int | None]]) -> None:
    told = [(model, count, None if price is None else Decimal(price)) for model, count, price in lines]
    assert [(o.model, o.quantity, o.price) for o in read(text).offers] == told


@pytest.mark.parametrize(
    "text",
    [
        "L40S 4张、A40 6张，打包 38万",
        "WTS 3x L40S and 5x A40, $30k for everything",
        "出A800整机2台、H800整机1台 一共 380万",
        "招标公告：8卡L20服务器2台、8卡H20服务器1台，预算合计230万元",
    ],
)
def test_summed_price_is_of_no_line(text: str) -> None:
    found = read(text).offers
    assert len(found) == 2
    assert all(o.price is None and o.price_max is None for o in found)
    assert any(u.reason == "one sum for several lines of goods" for o in found for u in o.undetermined)


@pytest.mark.parametrize("text", ["出A40 4张，另有V100 8张打包3万", "A40 4张 每张2.6万，V100 8张 打包3万"])
def test_summed_price_beside_its_own_count_is_read(text: str) -> None:
    last = read(text).offers[-1]
    assert (last.model, last.price, last.price_basis) == ("V100", Decimal(30000), "lot")
