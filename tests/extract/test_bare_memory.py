"""Memory that is written without its unit."""

from __future__ import annotations

import pytest

from tests.extract.reading_of import offer


@pytest.mark.parametrize(
    ("text", "variant", "quantity"),
    [
        ("收 H20 141 的板子 3块", "141GB", 3),
        ("出 4090 48 涡轮 20张 2.1万", "48GB", 20),
        ("出 4090 扩到48 的 15张 2.2万", "48GB", 15),
        ("出 A100 PCIe 80 20张 6.5万", "PCIe 80GB", 20),
        ("WTS H200 NVL 141 - 12 pcs, $29k each", "NVL 141GB", 12),
        ("WTS A100 PCIe 40 turbo, 6 pcs, $4,100 each", "PCIe 40GB", 6),
        ("WTS RTX 4090 upgraded to 48, 9 pcs, $2,900 each", "48GB", 9),
    ],
)
def test_size_without_unit_is_memory(text: str, variant: str, quantity: int) -> None:
    found = offer(text)
    assert (found.variant, found.quantity) == (variant, quantity)


@pytest.mark.parametrize(
    ("text", "quantity"),
    [
        ("WTS A100 80 pcs, $9,000 each", 80),
        ("出 A100 40张 4.5万", 40),
        ("WTS RTX 4090 24 cards, $1,700 each", 24),
    ],
)
def test_count_behind_a_name_is_no_memory(text: str, quantity: int) -> None:
    found = offer(text)
    assert (found.variant, found.quantity) == (None, quantity)
