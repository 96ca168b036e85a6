"""Counts without a counter, in words and right before a name."""

from __future__ import annotations

import pytest

from tests.extract.reading_of import offer, read


@pytest.mark.parametrize(
    ("text", "quantity"),
    [
        ("For sale: 40 NVIDIA A100 80GB PCIe, tested, $5,200 each", 40),
        ("Selling two Fujitsu GX2560M7, used, EUR 94,900 each", 2),
        ("We have a dozen PowerEdge XE8545 for sale, CAD 17,500 a node", 12),
        ("WTB, client needs 16 MI300X", 16),
        ("for sale: three used Gigabyte G593-ZD2, $168k for each", 3),
        ("selling 16 no. Dell PowerEdge XE9785L, $2.9m for all", 16),
        ("Selling 40 HPE Cray XD670 systems, EUR 262k per system", 40),
        ("For sale twenty-four RTX 6000 Ada, $4,900 each", 24),
        ("Have an order for nine of them, GH200 nodes, WTB", 9),
        ("Seven identical towers for sale, each 4 x RTX A6000, NZ$21,000 apiece", 7),
        ("L40S for sale, a dozen loose, $6,900 each", 12),
    ],
)
def test_name_counts_need_no_counter(text: str, quantity: int) -> None:
    assert offer(text).quantity == quantity


@pytest.mark.parametrize(
    "text",
    [
        "selling H100 PCIe Gen 5 A100 killer, $20,000",
        "2025 NVIDIA H100 PCIe for sale $20,000",
        "Top 10 H100 seller, H100 PCIe $20,000 each",
        "A40 for sale, $3,900, one of our clients returned it",
        "selling A100 PCIe, two weeks lead time, $5,000 each",
        "lot 12 A100 PCIe for sale, $5,000 each",
    ],
)
def test_name_counts_leave_years_places_and_times_alone(text: str) -> None:
    assert all(found.quantity is None for found in read(text).offers)


@pytest.mark.parametrize("text", ["selling an 8 H100 server, $180k", "8 H100 SXM5 node for sale, $180k"])
def test_name_counts_before_one_machine_count_what_it_holds(text: str) -> None:
    found = offer(text)
    assert (found.quantity, found.gpus_per_unit) == (None, 8)
