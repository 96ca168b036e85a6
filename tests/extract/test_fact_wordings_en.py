"""Wordings of English and other Latin-script news: counts in lists and in portions, earlier periods, denials, sums."""

from __future__ import annotations

from typing import Any

import pytest

from tests.extract.reading_of import read


def facts(text: str) -> list[tuple[Any, ...]]:
    found = read(text, kind="article").facts
    return [(f.model, f.quantity, None if f.price is None else int(f.price), f.price_basis) for f in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The lorries carried 18, 40 and 66 H100s.",
         [("H100", 18, None, None), ("H100", 40, None, None), ("H100", 66, None, None)]),
        ("Between 70 and 90 H200 servers were impounded.", [("H200", 70, None, None)]),
        ("The buyer received thirty (30) servers, each containing eight NVIDIA H200 GPUs.", [("H200", 30, None, None)]),
        ("They imported three hundred or so L40S cards.", [("L40S", 300, None, None)]),
        ("Of the thousand B200s promised, 210 had arrived.", [("B200", 1000, None, None), ("B200", 210, None, None)]),
        ("They shipped 90 A800s in April, 120 in May and 35 in June.",
         [("A800", 90, None, None), ("A800", 120, None, None), ("A800", 35, None, None)]),
        ("Police seized 30 machines with H100 boards and seven with A100 boards.",
         [("H100", 30, None, None), ("A100", 7, None, None)]),
        ("The port logged 80 HGX H100 systems. A second shipment, of 24, was recalled.",
         [("H100", 80, None, None), ("H100", 24, None, None)]),
        ("The quota is 20,000 H20s, rising to 45,000 next year.",
         [("H20", 20_000, None, None), ("H20", 45_000, None, None)]),
        ("We bought 2,400 H200s this quarter, versus 1,900 in the prior one.",
         [("H200", 2400, None, None), ("H200", 1900, None, None)]),
        ("They exported 900 A100s, against 310 a year earlier.",
         [("A100", 900, None, None), ("A100", 310, None, None)]),
        ("Two trucks, each holding 40 HGX H100 servers, were stopped.", [("H100", 40, None, None)]),
        ("The ministry ordered 60 units of PowerEdge XE9680 fitted with NVIDIA H200.", [("H200", 60, None, None)]),
    ],
)  # fmt: skip
def test_fact_counts_read_lists_portions_and_earlier_periods(text: str, expected: list[tuple[Any, ...]]) -> None:
    assert facts(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The firm acquired 64 DGX H200 systems for a total consideration of US$21 million.",
         [("H200", 64, 21_000_000, "total")]),
        ("Officers found 30 H100 modules. Appraised value HK$6,900,000.", [("H100", 30, 6_900_000, "total")]),
        ("We expect 90,000 H20s at a blended ASP of about $12,100.", [("H20", 90_000, 12_100, "each")]),
        ("Award of contract: 24 NVIDIA L40S cards for ₹1,92,00,000 inclusive of GST.",
         [("L40S", 24, 19_200_000, "total")]),
        ("The 60 A100s went for $410,000 and the coffee machine for $700.", [("A100", 60, 410_000, "total")]),
        ("A used L40S reached $5,600 against an estimate of $5,100.", [("L40S", None, 5600, "each")]),
        ("A used A100 now fetches $9,800, down from $14,000 a year ago.",
         [("A100", None, 9800, "each"), ("A100", None, 14_000, "each")]),
        ("The L40S slid from €8,900 to €6,400 over the summer.",
         [("L40S", None, 8900, "each"), ("L40S", None, 6400, "each")]),
        ("Dealers cut the H200 NVL by $1,500 to $29,800.", [("H200", None, 29_800, "each")]),
        ("Der Zoll beschlagnahmte 40 Nvidia H100 im Wert von 1,3 Millionen Euro.", [("H100", 40, 1_300_000, "total")]),
        ("Le centre a acheté 12 serveurs DGX H200 pour 4,1 millions d’euros.", [("H200", 12, 4_100_000, "total")]),
        ("Bea Cukai menyita 50 kartu grafis Nvidia A800 senilai Rp 9,5 miliar.",
         [("A800", 50, 9_500_000_000, "total")]),
        ("Công ty mua 2.048 GPU H100 với tổng giá trị 61 triệu USD.", [("H100", 2048, 61_000_000, "total")]),
        ("Polis merampas 25 unit kad grafik RTX 4090 bernilai RM240,000.", [("RTX 4090", 25, 240_000, "total")]),
    ],
)  # fmt: skip
def test_fact_sums_read_words_of_value_and_of_other_languages(text: str, expected: list[tuple[Any, ...]]) -> None:
    assert facts(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The company denied that it had bought 6,000 H100s.", []),
        ("No shipment of 900 B200s ever left the port, officials said.", []),
        ("People say we hold ten thousand H100s. It was never ten thousand.", []),
        ("Not 12, as reported at first, but 40 HGX H100 machines were seized.", [("H100", 40, None, None)]),
        ("Anybody who sells an H100 for $6,000 is lying to you.", []),
        ("In our run 48 H100s took nine minutes; the 16-GPU B200 pod needed six.", []),
        ("Schedule C: 96 NVIDIA H200 GPUs, monthly rent $140,000, term 36 months.", []),
    ],
)  # fmt: skip
def test_fact_refusals_leave_out_what_is_denied_rented_or_tested(text: str, expected: list[tuple[Any, ...]]) -> None:
    assert facts(text) == expected
