"""Whether a price holds the tax, in the words of the trade."""

from __future__ import annotations

import pytest

from tests.extract.reading_of import offer, read


@pytest.mark.parametrize(
    ("words", "tax"),
    [
        ("18万含13个点", "incl"),
        ("18万含13", "incl"),
        ("18万含", "incl"),
        ("18万（含）", "incl"),
        ("18万，票已经算进去", "incl"),
        ("18万，13点专票在里面", "incl"),
        ("18万 票我们包了", None),
        ("18万（未）", "excl"),
        ("18万裸", "excl"),
        ("18万 票点自理", "excl"),
        ("18万 发票另算", "excl"),
        ("18万 税另外", "excl"),
        ("18万 可开票", None),
        ("18万 裸卡", None),
    ],
)
def test_taxes_in_chinese(words: str, tax: str | None) -> None:
    assert offer(f"出 H100 PCIe 5张 {words}").tax == tax


@pytest.mark.parametrize(
    ("words", "tax"),
    [
        ("USD 24,000 each incl. 7% VAT", "incl"),
        ("SGD 24,000 each, GST included", "incl"),
        ("AED 88,000 each + 5% VAT", "excl"),
        ("EUR 24.000 netto", "excl"),
        ("EUR 24,000 zzgl. MwSt", "excl"),
        ("INR 24,00,000 each (excl. 18% GST)", "excl"),
        ("INR 24,00,000 each, GST extra", "excl"),
        ("KRW 31,000,000, VAT separate", "excl"),
        ("THB 850,000 ++", "excl"),
        ("JPY 3,900,000 without consumption tax", "excl"),
        ("SGD 24,000 nett", None),
        ("USD 24,000 each, tax invoice available", None),
    ],
)
def test_taxes_in_english(words: str, tax: str | None) -> None:
    assert offer(f"H100 PCIe 80GB for sale, 5 pcs, {words}").tax == tax


def test_taxes_of_a_heading_hold_for_the_lines_under_it() -> None:
    text = (
        "—香港仓—\nH100 PCIe 8张 USD 24k\nA100 80G PCIe 4张 USD 9k\n—深圳仓（含13点）—\nL40S 20张 5.2万\nL20 9张 2.6万"
    )
    assert [found.tax for found in read(text).offers] == [None, None, "incl", "incl"]


def test_taxes_of_the_first_heading_end_at_the_second() -> None:
    text = "【深圳仓 含税】\nL40S 20张 5.2万\n【香港仓】\nH100 PCIe 8张 USD 24k"
    assert [found.tax for found in read(text).offers] == ["incl", None]


def test_taxes_of_a_title_hold_for_all_headings() -> None:
    text = "今日报价（未税）：\nH100 PCIe 8张 18万\n【二手】\nA100 80G PCIe 4张 6.5万"
    found = read(text).offers
    assert [each.tax for each in found] == ["excl", "excl"]
    assert [each.condition for each in found] == [None, "used"]
