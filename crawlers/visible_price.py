"""The price that a page shows for its product, by signs, names of elements, labels and nearness to the headline."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from crawlers.amounts import shown_amount
from crawlers.document import Document
from crawlers.shop_words import class_words, plain_label, shop_words
from crawlers.visible_fields import main_heading
from crawlers.visible_lines import VisibleLine

_MOST_LINE = 60
_LEVELS = 3
_LEAST_SCORE = 3.0
_DIGIT = re.compile(r"\d")
_STRUCK = frozenset({"del", "s", "strike"})
_NUMBER = r"\d{1,3}(?:[ \u00a0.,'’]\d{3})+(?:[.,]\d{1,2})?|\d+(?:[.,]\d{1,2})?"
_CODES = "EUR|USD|CNY|RMB|HKD|TWD|JPY|GBP|SGD|MYR|AUD|CAD|NZD|CHF|INR|KRW|THB|IDR|VND|PLN|CZK|RUB"
_WORD_SIGNS = f"{_CODES}|元|円|圓|块|грн|kr|лв"


@dataclass(frozen=True)
class VisiblePrice:
    """A price as the page shows it."""

    text: str
    """The piece of text that is the price, with its sign."""
    amount: Decimal
    """Full units of the currency."""
    currency: str | None
    """ISO 4217, where the sign means one currency only."""
    score: float
    """How likely it is the product's; comparable within a page."""
    is_bid: bool = False
    """It stands with a number of bids: the page is an auction and this what it has come to."""


def visible_price(document: Document) -> VisiblePrice | None:
    """The likeliest price of the page's product; None where nothing stands out."""
    found = max(_candidates(document), key=lambda one: one.score, default=None)
    return found if found is not None and found.score >= _LEAST_SCORE else None


def _candidates(document: Document) -> Iterator[VisiblePrice]:
    lines = document.lines
    heading = main_heading(document)
    alike = Counter(_look(line) for line in lines if _has_digit(line))
    for index, line in enumerate(lines):
        if line.place in {"frame", "heading"} or not _has_digit(line) or len(line.text) > _MOST_LINE:
            continue
        before = lines[index - 1].text if index else ""
        found = _read(line, index, heading, before, alike[_look(line)])
        if found is not None:
            yield found


def _read(line: VisibleLine, index: int, heading: int | None, before: str, alike: int) -> VisiblePrice | None:
    words = shop_words()
    names = [class_words(element) for element in _ancestors(line.element)]
    near = frozenset().union(*names)
    named = any(name & words.price_classes for name in names)
    own = (line.element.text or "").strip() if line.element is not None else ""
    text = line.text
    match = _priced().search(text) or (re.fullmatch(_NUMBER, text) if named else None)
    # "$200" and "2 bids" in elements side by side read as "$2002 bids"; "$229" and ".99" belong together.
    if (inner := _priced().search(own)) and match and not match[0].startswith((f"{inner[0]}.", f"{inner[0]},")):
        text, match = own, inner
    amount = shown_amount(match[0]) if match else None
    if match is None or amount is None:
        return None
    label = plain_label(text[: match.start()]) or (
        plain_label(before) if len(before) < 40 and not _DIGIT.search(before) else ""
    )
    is_bid = words.bids.search(line.text) is not None
    score = 3.0 * named + 2.0 * (match.re is _priced()) + 1.5 * bool(near & words.good_classes)
    score += _nearness(index, heading)
    score += 2.0 * any(
        label == one or label.endswith(f" {one}") or (not one.isascii() and one in label) for one in words.price_labels
    )
    score += 3.0 * is_bid
    score -= 4.0 * any(one in label for one in words.bad_labels)
    score -= 4.0 * bool(near & words.bad_classes)
    score -= 5.0 * (_is_struck(line.element)) + 3.0 * (line.place == "link")
    score -= min(3.0, (alike - 1) * 0.5)
    score -= 2.0 * (len(line.text) - len(match[0]) > 20) + 5.0 * (amount == 0)
    return VisiblePrice(match[0].strip(), amount, _currency(match[0]), score, is_bid)


def _nearness(index: int, heading: int | None) -> float:
    if heading is None:
        return 1.0
    distance = index - heading
    if distance < 0:
        return 1.0 if distance > -10 else 0.0
    return 3.0 - distance / 20 if distance < 60 else 0.0


def _look(line: VisibleLine) -> tuple[str, str, str]:
    element = line.element
    if element is None:
        return "", "", ""
    parent = element.getparent()
    return element.tag, element.get("class") or "", (parent.get("class") or "") if parent is not None else ""


def _ancestors(element: Any) -> Iterator[Any]:
    for _ in range(_LEVELS):
        if element is None:
            return
        yield element
        element = element.getparent()


def _is_struck(element: Any) -> bool:
    return any(one.tag in _STRUCK or "line-through" in (one.get("style") or "") for one in _ancestors(element))


def _has_digit(line: VisibleLine) -> bool:
    return _DIGIT.search(line.text) is not None


@cache
def _priced() -> re.Pattern[str]:
    signs = "|".join(re.escape(sign) for sign in shop_words().signs) + rf"|[A-Z]{{0,3}}\$|[¥￥]|{_WORD_SIGNS}"
    return re.compile(rf"(?:{signs})\s?(?:{_NUMBER})(?![\d%])|(?:{_NUMBER})\s?(?:{signs})(?![a-z])", re.IGNORECASE)


def _currency(text: str) -> str | None:
    for sign, code in shop_words().signs.items():
        if sign in text:
            return code
    found = re.search(r"[A-Z]{3}", text)
    return {"RMB": "CNY"}.get(found[0], found[0]) if found else None
