"""The ISO currency of a price on a page that no source describes: what stands beside it, then the page's country."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from babel.core import get_global
from babel.numbers import get_territory_currencies

from crawlers.document import Document
from crawlers.hidden_price import currency_in_scripts
from crawlers.shop_words import currencies_of_sign

_TOP_LEVEL = {"uk": "GB", "eu": "DE"}
"""Country of a top-level domain where it is not the domain itself; eu stands for the euro."""
_NO_COUNTRIES = frozenset({"io", "co", "tv", "me", "ai", "cc", "ly", "to", "fm", "am", "gg", "sh", "ws", "la", "st"})
"""Domains of countries that are used all over the world."""
_REGION = re.compile(r"[-_]([A-Z]{2})$")
_IN_PATH = re.compile(r"/(?:([a-z]{2})[-_]([a-z]{2})|([a-z]{2}))(?=/)", re.IGNORECASE)
_HOST_PARTS = re.compile(r"^(?:([a-z]{2})|[a-z]{2}-([a-z]{2}))\.", re.IGNORECASE)


@dataclass(frozen=True)
class PageCurrency:
    """A currency and how it is known."""

    code: str
    """ISO 4217."""
    why: str
    """For people."""


def page_currency(document: Document, stated: str | None, price: str) -> PageCurrency | None:
    """The currency of *price*, as it is written. *stated* is what its own place says.

    A sign of several currencies ($, ¥, kr) is the one of the page's data, of its country, or else the commonest.
    """
    if stated:
        return PageCurrency(stated, "it stands with the price")
    family = currencies_of_sign(price)
    in_scripts = currency_in_scripts(document)
    if in_scripts and (not family or in_scripts in family):
        return PageCurrency(in_scripts, "the page's scripts name it")
    for country, why in _countries(document):
        for code in get_territory_currencies(country):
            if not family or code in family:
                return PageCurrency(code, why)
    return PageCurrency(family[0], "the commonest with this sign") if family else None


def _countries(document: Document) -> Iterator[tuple[str, str]]:
    """ISO 3166 codes that the page may belong to, the likeliest first, each with the reason."""
    parts = urlsplit(document.address)
    host = (parts.hostname or "").lower()
    ending = host.rpartition(".")[2]
    if len(ending) == 2 and ending not in _NO_COUNTRIES:
        yield _TOP_LEVEL.get(ending, ending.upper()), f"the address ends in .{ending}"
    lang = document.lang or ""
    for declared in (lang, (document.meta("og:locale") or "").replace("_", "-")):
        if match := _REGION.search(declared):
            yield match[1], f"the page is declared as {declared}"
    if match := _IN_PATH.match(parts.path):
        for code in (match[2], match[3], match[1]):
            if code and code.lower() != lang.partition("-")[0].lower():
                yield code.upper().replace("UK", "GB"), f"the address names {code}"
    if match := _HOST_PARTS.match(host):
        yield (match[1] or match[2]).upper().replace("UK", "GB"), "the address begins with a country"
    if country := _country_of_language(lang):
        yield country, f"the page is in {lang}"


def _country_of_language(lang: str) -> str | None:
    """The country where most people who write *lang* live; None for English, which is written everywhere."""
    language = lang.replace("-", "_")
    if not language or language.startswith("en"):
        return None
    likely = get_global("likely_subtags")
    found = likely.get(language) or likely.get(language.partition("_")[0]) or ""
    return str(found).rpartition("_")[2] or None
