"""The prices that a page shows, likeliest first, by signs, names of elements, labels and nearness to the headline."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from typing import Any, Literal

from crawlers.document import Document
from crawlers.price_text import PriceText, price_in
from crawlers.shop_words import class_words, is_price_label, iso_code, plain_label, shop_words
from crawlers.visible_fields import main_heading
from crawlers.visible_lines import VisibleLine

_MOST_LINE = 120
_MOST_CHARACTERS = 600
_LEVELS = 3
_LEVELS_OF_LOOK = 3
_LEVELS_OF_PARTS = 12
_WHOLE_PAGE = frozenset({"html", "body", "main"})
_NEAR_BUTTON = 10
_NEAR_REQUEST = 25
_SECTION_TAGS = frozenset({"h2", "h3", "h4"})
_DIGIT = re.compile(r"\d")
_STRUCK = frozenset({"del", "s", "strike"})


@dataclass(frozen=True)
class VisiblePrice:
    """A price as the page shows it."""

    text: str
    """The piece of text that is the price, with its sign."""
    amount: Decimal
    """Full units of the currency; the low end of a range."""
    currency: str | None
    """ISO 4217, where the sign means one currency only."""
    score: float
    """How likely it is the product's; comparable within a page."""
    parser: Literal["css", "text"] = "text"
    """css: an element there is called a price; text: only the sign or the label tells."""
    high: Decimal | None = None
    """High end of a range."""
    is_bid: bool = False
    """It stands with a number of bids: the page is an auction and this what it has come to."""
    is_old: bool = False
    """It is struck out, or called a former, listed or recommended price."""
    place: str = ""
    """Where it stands, for people: the element, and the label before it."""
    element: Any = None
    """The element that it begins in."""


def visible_prices(document: Document, hidden: Container[Decimal] = ()) -> list[VisiblePrice]:
    """Every price on the page outside its frame, the likeliest first; *hidden* are those that its data name, too."""
    return sorted(_candidates(document, hidden), key=lambda one: -one.score)


def _candidates(document: Document, hidden: Container[Decimal]) -> Iterator[VisiblePrice]:
    lines = document.lines
    heading = main_heading(document)
    section = _first_section(lines, heading)
    buttons = [index for index, line in enumerate(lines) if _is_buy_button(line)]
    alike: dict[tuple[str, ...], set[Decimal]] = defaultdict(set)
    firsts: dict[tuple[str, ...], int] = {}
    found: list[tuple[int, PriceText]] = []
    for index, price in _priced_lines(lines):
        found.append((index, price))
        look = _look(lines[index])
        alike[look].add(price.amount)
        if (heading or 0) <= index < section:
            firsts.setdefault(look, index)
    on_request = _on_request(lines, heading, found)
    for index, price in found:
        look = _look(lines[index])
        nearness = _nearness(index, heading)
        bonus = nearness + 1.5 * any(0 <= button - index <= _NEAR_BUTTON for button in buttons)
        bonus += 1.5 * (price.amount in hidden)
        # Of prices that look alike the first after the headline is the page's own, if any is.
        bonus -= min(3.0, (len(alike[look]) - 1) * 0.5) * (0.5 if firsts.get(look) == index else 1.0)
        bonus -= 4.0 * (on_request is not None and index > on_request)
        before = lines[index - 1].text if index else ""
        yield _scored(lines[index], price, before, bonus, is_near=nearness > 0)


def _priced_lines(lines: Sequence[VisibleLine]) -> Iterator[tuple[int, PriceText]]:
    for index, line in enumerate(lines):
        if line.place == "frame" or not _DIGIT.search(line.text) or len(line.text) > _MOST_CHARACTERS:
            continue
        named = any(class_words(element) & shop_words().price_classes for element in _ancestors(line.element))
        price = price_in(line, named=named)
        if price is not None and (price.alone or (line.place != "heading" and len(line.text) <= _MOST_LINE)):
            yield index, price


def _first_section(lines: Sequence[VisibleLine], heading: int | None) -> int:
    """Where the first section after the headline begins: what stands there is rarely the price."""
    for index in range((heading or 0) + 1, len(lines)):
        element = lines[index].element
        if element is not None and element.tag in _SECTION_TAGS and not _DIGIT.search(lines[index].text):
            return index
    return len(lines)


def _on_request(
    lines: Sequence[VisibleLine], heading: int | None, found: Sequence[tuple[int, PriceText]]
) -> int | None:
    """The line beside the headline that says that the price is told on request, where no price stands before it."""
    start = heading or 0
    for index in range(start, min(len(lines), start + _NEAR_REQUEST)):
        if any(start <= at <= index for at, _ in found):
            return None
        if plain_label(lines[index].text) in shop_words().on_request:
            return index
    return None


def _is_buy_button(line: VisibleLine) -> bool:
    return line.place != "frame" and plain_label(line.text) in shop_words().buy_buttons


def _scored(line: VisibleLine, price: PriceText, line_before: str, bonus: float, *, is_near: bool) -> VisiblePrice:
    """*price* with its score; *bonus* is for what stands around it."""
    words = shop_words()
    names = [class_words(element) for element in _ancestors(price.element)]
    near = frozenset().union(*names)
    named = any(name & words.price_classes for name in names)
    label = plain_label(price.before)
    if not label and len(line_before) < 40 and not _DIGIT.search(line_before):
        label = plain_label(line_before)
    is_bid = words.bids.search(line.text) is not None or label in words.bid_labels
    is_struck = _is_struck(price.element)
    is_badly_called = (
        words.bad_labels.search(label) is not None
        or words.not_the_price_before.search(price.before.casefold()) is not None
        or words.not_the_price_after.match(price.after) is not None
    )
    score = 3.0 * named + 2.0 * price.signed + 1.5 * (is_near and bool(near & words.good_classes)) + bonus
    score += 2.0 * is_price_label(label) + 3.0 * is_bid
    score -= 4.0 * is_badly_called + 4.0 * bool(near & words.bad_classes)
    score -= 1.0 * bool(near & words.doubtful_classes) + 2.5 * _is_of_other_goods(price.element)
    score -= 5.0 * is_struck + 3.0 * (line.place == "link")
    score -= 2.0 * (not price.alone and len(line.text) - len(price.text) > 20) + 5.0 * (price.amount == 0)
    return VisiblePrice(
        price.text,
        price.amount,
        _currency(price.text),
        score,
        "css" if named else "text",
        price.high,
        is_bid,
        is_struck or is_badly_called or bool(near & words.old_classes),
        _place(price.element, label),
        price.element,
    )


def _nearness(index: int, heading: int | None) -> float:
    if heading is None:
        return 1.0
    distance = index - heading
    if distance < 0:
        return 1.0 if distance > -10 else 0.0
    return 3.0 - distance / 20 if distance < 60 else 0.0


def _look(line: VisibleLine) -> tuple[str, ...]:
    """What lines of one kind have in common: tags and classes of the elements around them."""
    if line.element is None:
        return ()
    around = islice(line.element.iterancestors(), _LEVELS_OF_LOOK)
    return tuple(f"{one.tag}.{one.get('class') or ''}" for one in (line.element, *around))


def _ancestors(element: Any) -> Iterator[Any]:
    for _ in range(_LEVELS):
        if element is None:
            return
        yield element
        element = element.getparent()


def _is_of_other_goods(element: Any) -> bool:
    around = islice(element.iterancestors(), _LEVELS_OF_PARTS)
    return any(class_words(one) & shop_words().other_goods for one in around if one.tag not in _WHOLE_PAGE)


def _is_struck(element: Any) -> bool:
    return any(one.tag in _STRUCK or "line-through" in (one.get("style") or "") for one in _ancestors(element))


def _place(element: Any, label: str) -> str:
    if element is None:
        return label
    name = (element.get("class") or element.get("id") or "").split()
    shown = f"{element.tag}.{name[0]}" if name else str(element.tag)
    return f"{shown} after {label!r}" if label else shown


def _currency(text: str) -> str | None:
    words = shop_words()
    text = text.replace(" $", "$")
    for sign, code in words.signs.items():
        if sign in text:
            return code
    found = re.search(r"[A-Z]{3}", text)
    return iso_code(found[0]) if found and found[0] in words.codes else None
