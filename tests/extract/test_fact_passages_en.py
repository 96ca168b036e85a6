"""Wordings of English and European passages: tables, prices per model, sums paid for goods, foreign numbers."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from extract.records import Fact, Offer
from tests.extract.reading_of import read


def facts(text: str, kind: str = "article") -> list[tuple[Any, ...]]:
    found = read(text, kind=kind)
    said: list[Fact | Offer] = [*found.facts, *found.offers]
    return [(f.model, f.quantity, None if f.price is None else int(f.price), f.price_basis) for f in said]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A dealer wanted CNY 2.1 million per A800 server in spring.", [("A800", None, 2_100_000, "each")]),
        ("They pay $28,500 per H100 GPU and €7,900 for each used A100.",
         [("H100", None, 28_500, "each"), ("A100", None, 7900, "each")]),
        ("We rented an H100 node at $4,100 per H100 per month.", []),
        ("A shop quoted $31,000 per H200. By June it was down to $26,500, and it still had about 60 in stock.",
         [("H200", None, 31_000, "each"), ("H200", 60, 26_500, "each")]),
        ("The broker ships 90 HGX H200 systems a month, each holding eight H200 GPUs and costing about $290,000.",
         [("H200", 90, 290_000, "each")]),
        ("The NVIDIA A40 lives on in old racks. Trade is second-hand.\n- Sellers ask between $3,100 and $3,900 a card.",
         [("A40", None, 3100, "each")]),
        ("A $36,500 H100 loses value sooner than a $6,900 used A100.",
         [("H100", None, 36_500, "each"), ("A100", None, 6900, "each")]),
        ("Used A100s trade at $4,500 to $17,000.", [("A100", None, 4500, "each")]),
        ("The A100 slid from $9,500 to $7,500.", [("A100", None, 9500, "each"), ("A100", None, 7500, "each")]),
        ("The lab will spend 90 billion yuan and buy 12,000 H200 chips at about $21,000 each.",
         [("H200", 12_000, 21_000, "each")]),
        ("The formula puts one H100 at $25{,}500.", [("H100", None, 25_500, "each")]),
    ],
)  # fmt: skip
def test_fact_prices_read_prices_of_one_model(text: str, expected: list[tuple[Any, ...]]) -> None:
    assert facts(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They wired $6.2 million for 24 servers, each fitted with eight H100s.", [("H100", 24, 6_200_000, "total")]),
        ("A data centre operator agreed to buy GB300 systems from Dell for about $2.4 billion.",
         [("GB300", None, 2_400_000_000, "total")]),
        ("The deal covers GB200 capacity. Its shares rose after it signed to purchase the chips for $900 million.",
         [("GB200", None, 900_000_000, "total")]),
        ("The seller shipped 2,000 Nvidia servers worth $1.1bn.", [(None, 2000, 1_100_000_000, "total")]),
        ("The servers, valued at $240 million, may have contained Nvidia chips.", [(None, None, 240_000_000, "total")]),
        ("They sent $70 million worth of servers to Johor. The machines may contain Nvidia chips.",
         [(None, None, 70_000_000, "total")]),
        ("Agents took 12 H100 machines. Two buyers paid the group nearly $2.8m.", [("H100", 12, None, None)]),
        ("They diverted $310 million worth of Nvidia-powered AI servers.", [(None, None, 310_000_000, "total")]),
        ("She bought $9,000 worth of Nvidia stock and sold Nvidia options.", []),
        ("The accelerator market (~USD 12bn in 2025) runs on Nvidia chips.", []),
        ("The firm may win back part of the $5B Nvidia said it lost.", []),
    ],
)  # fmt: skip
def test_fact_sums_are_those_paid_for_goods(text: str, expected: list[tuple[Any, ...]]) -> None:
    assert facts(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Police found 210 H100 cards in a rented garage.", [("H100", 210, None, None)]),
        ("Forty H200 servers stood in a leased industrial unit in Johor.", [("H200", 40, None, None)]),
        ("The cloud rents out 800 H100s by the hour.", []),
        ("We pretrained the model on about 512 H800s.", []),
        ("Inference ran for a week across 96 A100 cards.", []),
        ("The system combines 40 CPUs and 80 Blackwell GPUs.", []),
        ("The number of A100s and A800s in the country is put at between 40,000 and 55,000 units combined.",
         [("A100", 40_000, None, None), ("A800", 40_000, None, None)]),
        ("Agents stopped twelve Dell supercomputers with H200s on board.", [("H200", 12, None, None)]),
        ("An emergency order of 9,000 H100s, a sobering benchmark for planners.", [("H100", 9000, None, None)]),
    ],
)  # fmt: skip
def test_fact_counts_tell_goods_from_what_houses_or_runs_them(text: str, expected: list[tuple[Any, ...]]) -> None:
    assert facts(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Der Händler verkauft B200-Server für rund 412.000 US-Dollar pro Einheit.", [("B200", None, 412_000, "each")]),
        ("Le groupe a installé 24 000 GB200 en France.", [("GB200", 24_000, None, None)]),
        ("La firma venderà 310.000 GPU H100, a circa 28.000 dollari per unità.", [("H100", 310_000, 28_000, "each")]),
        ("Tiene 40.000 unidades de H20 en inventario.", [("H20", 40_000, None, None)]),
        ("Die Karten mit H20 hatten einen Wert. Es ging um Hardware im Wert von 90 Mio. US-Dollar.",
         [("H20", None, 90_000_000, "total")]),
        ("Le site vise 11 600 GB300.", []),
    ],
)  # fmt: skip
def test_fact_numbers_read_thousands_of_other_languages(text: str, expected: list[tuple[Any, ...]]) -> None:
    assert facts(text) == expected


def test_fact_tables_read_prices_under_the_goods_of_their_column() -> None:
    text = (
        "| | RTX 4090 | RTX 5090 |\n|---|---|---|\n| Launch price | $1,599 | $1,999 |\n| TDP | 450 | 575 |\n"
        "| Rent per hour | $220 | $440 |\n| Used price | $880 – $1,150 | n/a |"
    )
    assert facts(text) == [
        ("RTX 4090", None, 1599, "each"),
        ("RTX 5090", None, 1999, "each"),
        ("RTX 4090", None, 880, "each"),
    ]


def test_fact_tables_read_small_prices_of_a_price_column() -> None:
    text = "| GPU | Memory | Typical price |\n|---|---|---|\n| Tesla K80 | 24GB | $45 |\n| Tesla M40 | 24GB | $85 |"
    assert facts(text) == [("K80", None, 45, "each"), ("M40", None, 85, "each")]


@pytest.mark.parametrize("price", ["1480", "1480.5", "1480.00", "72", "640"])
def test_fact_rows_of_price_trackers_hold_whole_and_small_prices(price: str) -> None:
    text = f"listing('NVIDIA Tesla T4 16GB PCIe accelerator', {price}, 'demo-shop', 99.1, 310, '100100100100'),"
    found = read(text, kind="listing")
    said: list[Fact | Offer] = [*found.facts, *found.offers]
    assert [(f.model, f.price, f.currency) for f in said] == [("T4", Decimal(price), "USD")]


def test_facts_beside_an_offer_are_about_other_goods() -> None:
    text = "For sale: RTX PRO 6000 Blackwell Server Edition, Blackwell architecture, 20 pcs at US$8,700 each."
    assert read(text, kind="listing").facts == ()
