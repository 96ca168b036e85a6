"""The currency of a price on a page that no source describes."""

from __future__ import annotations

import pytest

from crawlers.document import Document
from crawlers.generic.currency import page_currency


def currency(
    price: str, address: str = "https://shop.example/p", lang: str = "", body: str = "", stated: str | None = None
) -> str | None:
    found = page_currency(Document(f"<html lang='{lang}'><body>{body}</body></html>", address), stated, price)
    return found.code if found else None


@pytest.mark.parametrize(
    ("price", "address", "lang", "code"),
    [
        ("$5.000", "https://tickets.example.cl/x", "", "CLP"),
        ("$ 229.99", "https://shop.example.ca/x", "en", "CAD"),
        ("$229.99", "https://shop.example.com/x", "en-AU", "AUD"),
        ("$229.99", "https://shop.example.com/en-nz/x", "en", "NZD"),
        ("$229.99", "https://shop.example.com/x", "en", "USD"),
        ("$229.99", "https://shop.example.de/x", "de", "USD"),
        ("$2,299", "https://shop.example.com/x", "es-MX", "MXN"),
        ("$2,299", "https://shop.example.com.tw/x", "", "TWD"),
        ("¥12,800", "https://shop.example.jp/x", "", "JPY"),
        ("¥12,800", "https://shop.example.com/x", "ja", "JPY"),
        ("¥12,800", "https://shop.example.com/x", "zh-CN", "CNY"),
        ("12 800 kr", "https://shop.example.no/x", "", "NOK"),
        ("12 800 kr", "https://shop.example.com/x", "da", "DKK"),
        ("12 800 руб.", "https://shop.example.by/x", "ru", "BYN"),
        ("12 800 руб.", "https://shop.example.ru/x", "ru", "RUB"),
        ("1299", "https://shop.example.pl/x", "", "PLN"),
        ("1299", "https://shop.example.co.uk/x", "", "GBP"),
        ("1299", "https://shop.example.io/x", "en", None),
        ("1299", "https://de.shop.example/x", "de", "EUR"),
    ],
)
def test_page_currency_follows_the_country_of_the_page(price: str, address: str, lang: str, code: str | None) -> None:
    assert currency(price, address, lang) == code


def test_page_currency_believes_what_stands_with_the_price() -> None:
    assert currency("1299", "https://shop.example.pl/x", stated="EUR") == "EUR"


def test_page_currency_believes_scripts_where_the_sign_allows() -> None:
    body = '<script>var shop = {"currency": "SGD"}</script>'
    assert currency("$1299", body=body) == "SGD"
    assert currency("¥1299", body=body, lang="ja") == "JPY"
