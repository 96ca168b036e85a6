"""Prices in the running text of a page: how they are written, and which piece of a line is one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from itertools import pairwise
from typing import Any

from crawlers.amounts import shown_amount
from crawlers.shop_words import class_words, shop_words
from crawlers.visible_lines import VisibleLine

_NUMBER = (
    r"\d{1,3}(?:,\d{2})+,\d{3}(?:\.\d{1,2})?"  # as in India
    r"|\d{1,3}(?:[ .,'’]\d{3})+(?:[.,]\d{1,2})?|\d+(?:[.,]\d{1,2})?"
)
_TO = r"\s?(?:[-–—~～]|to|bis|до|至)\s?"
_FRACTION = re.compile(r"\d{2}")
_WHOLE = re.compile(r"(?<![.,\d])\d{1,3}(?:[ .,'’]?\d{3})*$")
_FRACTION_TAGS = frozenset({"sup", "sub", "small"})
_SIGN_FIRST = re.compile(r"[^\w\s.,-]|[A-Z]{2,3}")
_TRAILING = re.compile(r"[,.]?[-–—]+$")


@dataclass(frozen=True)
class PriceText:
    """A price as it is written."""

    text: str
    """With its sign, if it has one."""
    amount: Decimal
    """The low end of a range."""
    high: Decimal | None
    """The high end of a range."""
    signed: bool
    """A sign or code of a currency stands with it."""
    before: str
    """What the line says before it."""
    after: str
    """What the line says behind it."""
    element: Any
    """The element that it begins in."""
    alone: bool
    """The element holds it and nothing else."""


def price_in(line: VisibleLine, *, named: bool) -> PriceText | None:
    """The first price in *line*. A number with a few letters is one where the element is *named* so.

    ``$200`` and ``2 bids`` in elements side by side are not ``$2002``; ``$229`` and ``99`` in a smaller one within are
    ``$229.99``.
    """
    text = _with_fraction(line)
    match = _priced().search(text)
    for piece, element in line.pieces:
        own = piece.strip()
        inner = _priced().fullmatch(own)
        if inner and (match is None or match[0][len(own) :][:1].isdigit() or own not in match[0]):
            before, _, after = text.partition(own)
            return _read(inner, before=before, after=after, element=element, alone=True)
    if match:
        own_element = next((element for piece, element in line.pieces if piece.strip() == match[0].strip()), None)
        element = line.element if own_element is None else own_element
        before, after = text[: match.start()], text[match.end() :]
        return _read(match, before=before, after=after, element=element, alone=own_element is not None)
    bare = _bare().fullmatch(text) if named else None
    return _read(bare, element=line.element, alone=True, signed=False) if bare else None


def _read(
    match: re.Match[str], *, element: Any, alone: bool, before: str = "", after: str = "", signed: bool = True
) -> PriceText | None:
    groups = match.groupdict()
    low, high = groups["low"] or groups.get("low2"), groups.get("high") or groups.get("high2")
    amount, most = shown_amount(_TRAILING.sub("", low or "")), shown_amount(high)
    if amount is None:
        return None
    return PriceText(
        match[0].strip(), amount, most if most and most > amount else None, signed, before, after, element, alone
    )


def _with_fraction(line: VisibleLine) -> str:
    """The line's text, with a point before a fraction that is only set smaller."""
    for (whole, outer), (fraction, inner) in pairwise(line.pieces):
        if outer is inner or not _FRACTION.fullmatch(fraction.strip()) or not _WHOLE.search(whole.rstrip()):
            continue
        is_within = any(one is outer for one in inner.iterancestors())
        if (
            inner.tag in _FRACTION_TAGS
            or class_words(inner) & shop_words().fraction_classes
            or (is_within and _SIGN_FIRST.match(whole.strip()))
        ):
            point = "," if "." in whole else "."
            blank = re.escape(whole.rstrip()) + r"\s?" + re.escape(fraction.strip())
            return re.sub(blank, f"{whole.rstrip()}{point}{fraction.strip()}".replace("\\", ""), line.text, count=1)
    return line.text


@cache
def _priced() -> re.Pattern[str]:
    """A number with a sign or code before or behind it; ranges too."""
    words = shop_words()
    signs = sorted([*words.signs, *words.shared_signs, *words.codes], key=len, reverse=True)
    sign = "|".join(rf"{re.escape(one)}(?:/[台张件])?" for one in signs)
    sign = rf"(?:{sign}|(?:US|CA|AU|NZ|HK|NT|MX|C|A|S|R) \$|[A-Z]{{0,3}}\$)"
    first, last = rf"(?<![^\W\d]){sign}", rf"{sign}(?![a-zа-я])"
    number = rf"(?:{_NUMBER})(?:[,.][-–—]+)?"
    return re.compile(
        rf"{first}\s?(?P<low>{number})(?:{_TO}(?:{sign})?\s?(?P<high>{number}))?(?![\d%])"
        rf"|(?P<low2>{number})(?:\s?(?:{sign})?{_TO}(?P<high2>{number}))?\s?{last}"
    )


@cache
def _bare() -> re.Pattern[str]:
    unit = r"(?:[^\W\d]{1,4}\.?)"
    return re.compile(rf"{unit}?\s?(?P<low>(?:{_NUMBER})(?:[,.][-–—]+)?)\s?{unit}?")
