"""Units said once for all prices, totals that are ceilings, and currencies told by a scale."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.extract.reading_of import offer, read


@pytest.mark.parametrize(
    ("header", "price", "currency"),
    [
        ("今日报价（都是W，未税）", 185_000, "CNY"),
        ("价格都按万算", 185_000, "CNY"),
        ("报价表(万元/张，含税)", 185_000, "CNY"),
        ("报价单位：美金K", 18_500, "USD"),
        ("Prices in kUSD, EXW Singapore", 18_500, "USD"),
        ("Figures are thousands of euros, net of VAT", 18_500, "EUR"),
    ],
)
def test_money_unit_of_a_header_holds_for_all_lines(header: str, price: int, currency: str) -> None:
    first = read(f"{header}\nH100 PCIe 80G 18.5 现货6张\nA100 80G PCIe 9.2 现货10张").offers[0]
    assert (first.price, first.currency) == (Decimal(price), currency)


@pytest.mark.parametrize("words", ["预算合计：96万元", "项目预算合计：96万", "最高限价合计96万"])
def test_money_total_of_a_budget_is_a_ceiling(words: str) -> None:
    found = offer(f"采购公告：L20 48G 服务器4台，每台8卡，{words}")
    assert (found.price, found.price_max, found.price_basis) == (None, Decimal(960_000), "lot")


@pytest.mark.parametrize(
    ("words", "tax"),
    [
        ("开不了发票", "excl"),
        ("要票的话加8个点", "excl"),
        ("可开13%专票", None),
        ("带票不", None),
        ("含税吗\n含的", "incl"),
        ("價內含營業稅", "incl"),
    ],
)
def test_taxes_of_invoices_and_questions(words: str, tax: str | None) -> None:
    assert offer(f"出 H100 PCIe 5张 18万一张 {words}").tax == tax
