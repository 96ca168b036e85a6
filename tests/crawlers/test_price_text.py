"""Prices as shops of many countries write them, found in lines of a page."""

from __future__ import annotations

from decimal import Decimal

import lxml.html
import pytest

from crawlers.price_text import price_in
from crawlers.visible_lines import visible_lines


def prices(html: str, *, named: bool = False) -> list[tuple[str, str | None]]:
    """Low and high end of the price in each line of *html*."""
    found = (price_in(line, named=named) for line in visible_lines(lxml.html.fromstring(f"<div>{html}</div>")))
    return [(f"{one.amount:f}", None if one.high is None else f"{one.high:f}") for one in found if one is not None]


@pytest.mark.parametrize(
    ("shown", "amount"),
    [
        ("€ 1.299,00", "1299.00"),
        ("1 299,00 €", "1299.00"),
        ("1\u202f299,00\u00a0€", "1299.00"),
        ("CHF 1'299.50", "1299.50"),
        ("$1,299.00", "1299.00"),
        ("$5.000", "5000"),
        ("US $35.00", "35.00"),
        ("C $19.38", "19.38"),
        ("₹1,29,999.00", "129999.00"),
        ("Rs. 2,999", "2999"),
        ("€ 20,-", "20"),
        ("1 299:-", "1299"),
        ("1 299 kr", "1299"),
        ("12 990 р.", "12990"),
        ("131 990 тг.", "131990"),
        ("24 990 Ft", "24990"),
        ("1.299,00 lei", "1299.00"),
        ("1.299,00 TL", "1299.00"),
        ("99 ر.س", "99"),
        ("Rp 1.299.000", "1299000"),
        ("1.290.000 ₫", "1290000"),
        ("129,000원", "129000"),
        ("12,800円", "12800"),
        ("2320 元", "2320"),
        ("￥12,800.00", "12800.00"),
        ("GBP 39.50", "39.50"),
        ("39.50 USD", "39.50"),
    ],
)
def test_price_text_is_read_as_it_is_written(shown: str, amount: str) -> None:
    assert prices(f"<p>{shown}</p>") == [(amount, None)]


@pytest.mark.parametrize(
    "shown",
    [
        "8 GPUs, 640 GB, 10 kW",
        "205/55 R16",
        "20 % off",
        "50% rabat",
        "Model 4090",
        "2 stars 5",
        "Platform 12 M",
        "1998",
    ],
)
def test_price_text_is_no_other_number(shown: str) -> None:
    assert prices(f"<p>{shown}</p>") == []


@pytest.mark.parametrize(
    ("html", "amount"),
    [
        ("<p>$229<sup>99</sup></p>", "229.99"),
        ("<p><span>$229</span><span class=cents>99</span></p>", "229.99"),
        ("<p><span class=whole>$229</span><span class=sep>.</span><span class=fraction>99</span></p>", "229.99"),
        ("<div>$229<span class=rightEnd_6y>99</span></div>", "229.99"),
        ("<p>1.299<sup>00</sup> lei</p>", "1299.00"),
        ("<p><b>$200</b> <i>2 bids</i></p>", "200"),
        ("<p><b>$200</b><i>2 bids</i></p>", "200"),
        ("<p>Our price <b>€59.99</b> incl. 19% VAT, plus shipping, delivered within 3 days</p>", "59.99"),
    ],
)
def test_price_text_is_put_together_from_its_elements(html: str, amount: str) -> None:
    assert prices(html) == [(amount, None)]


@pytest.mark.parametrize(
    ("shown", "low", "high"),
    [
        ("352,00 – 376,45 б.р.", "352.00", "376.45"),
        ("$35.00 - $120.00", "35.00", "120.00"),
        ("€35 to €120", "35", "120"),
        ("¥12,000～15,000", "12000", "15000"),
    ],
)
def test_price_text_may_be_a_range(shown: str, low: str, high: str) -> None:
    assert prices(f"<p>{shown}</p>") == [(low, high)]


def test_price_text_without_a_sign_counts_only_where_the_element_is_called_a_price() -> None:
    assert prices("<p>1 299.00</p>") == []
    assert prices("<p>R 1 299.00</p>", named=True) == [("1299.00", None)]
    assert prices("<p>1299 and more</p>", named=True) == []


def test_price_text_tells_what_stands_before_it() -> None:
    (line,) = visible_lines(lxml.html.fromstring("<p>Was: $900</p>"))
    found = price_in(line, named=False)
    assert found is not None
    assert (found.before, found.amount, found.alone) == ("Was: ", Decimal(900), False)
