"""Numbers in Chinese characters: exact ones, and two digits that say a range."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extract.numerals import rough_range
from tests.extract.reading_of import extractor


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("三四百", (300, 400)),
        ("十七八", (17, 18)),
        ("二十七八", (27, 28)),
        ("一千五六百", (1500, 1600)),
        ("三五", (3, 5)),
        ("两三", (2, 3)),
        ("三百五", None),
        ("一二三", None),
        ("四百", None),
        ("", None),
    ],
)
def test_numerals_read_two_digits_side_by_side_as_a_range(text: str, ends: tuple[int, int] | None) -> None:
    assert rough_range(text) == (None if ends is None else tuple(map(Decimal, ends)))


@pytest.mark.parametrize(
    ("text", "low"),
    [
        ("H100 一万零八十张", 10_080),
        ("H100 一万二千三百五十张", 12_350),
        ("H100 10万零800张", 100_800),
        ("货款1亿2000万元", 120_000_000),
        ("货款壹亿贰仟叁佰万元", 123_000_000),
        ("货款870余万元", 8_700_000),
        ("卖三万五 二十张", 35_000),
        ("卖5万20片", 50_000),
    ],
)
def test_numbers_of_falling_scale_add_up(text: str, low: int) -> None:
    marks = extractor().marked(text, kind="article").marks
    found = [*marks.get("money", ()), *marks.get("count", ()), *marks.get("number", ())]
    assert low in [int(mark.value.low) for mark in found]
