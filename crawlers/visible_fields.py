"""Fields of a product that a page shows with their labels, and what stands beside its headline."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import zip_longest
from urllib.parse import parse_qsl, urlsplit

from crawlers.document import Document
from crawlers.shop_words import class_words, plain_label, shop_words
from crawlers.visible_lines import VisibleLine

_LABELLED = re.compile(r"(?P<label>[^:：]{2,40}?)\s*(?:[:：#]|\s[-–]\s)\s*(?P<value>.+)")
_MOST_VALUE = 60
_NEAR_BEFORE, _NEAR_AFTER = 10, 60
_NEAR_SENTENCE, _MOST_SENTENCE = 25, 120
_LEAST_HEADLINE = 8
_MUCH_MORE = 1.5
_LESSER_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})
_CODE = re.compile(r"[\w./+-]+(?: [\w./+-]+){0,3}")


def main_heading(document: Document) -> int | None:
    """Index among the page's lines of the headline: the h1 that its title names, else another line that it names.

    Where the title names nothing on the page, the first h1.
    """
    title = document.meta("og:title") or document.tree.findtext(".//title") or ""
    named = _words(title)
    headings = [index for index, line in enumerate(document.lines) if line.place == "heading"]
    best = max(headings, key=lambda index: (len(named & _words(document.lines[index].text)), -index), default=None)
    other = _line_in_title(document, title)
    if best is None or other is None:
        return best if other is None else other
    # The only h1 of many shops is their own name, which their titles hold, too.
    in_best, in_other = (len(named & _words(document.lines[index].text)) for index in (best, other))
    return other if in_other > _MUCH_MORE * in_best else best


def _line_in_title(document: Document, title: str) -> int | None:
    """The line, in h2 to h6 or else anywhere, that is the longest part of the title."""
    whole = " ".join(title.casefold().split())
    found: list[tuple[bool, int, int]] = []
    for index, line in enumerate(document.lines):
        text = line.text.casefold()
        if _LEAST_HEADLINE <= len(text) <= len(whole) and line.place != "frame" and text in whole:
            is_heading = line.element is not None and line.element.tag in _LESSER_HEADINGS
            found.append((is_heading, len(text), -index))
    return -max(found)[2] if found else None


def around_heading(document: Document) -> list[VisibleLine]:
    """The lines a little before and some after the headline; of a page without one its first lines."""
    at = main_heading(document)
    start = 0 if at is None else max(0, at - _NEAR_BEFORE)
    return document.lines[start : (at or 0) + _NEAR_AFTER]


def labelled_fields(document: Document) -> dict[str, str]:
    """Field → value for the labels that the vocabulary knows; the first that can be one counts."""
    fields = shop_words().fields
    found: dict[str, str] = {}
    for label, value in _pairs(document.lines):
        name = fields.get(plain_label(label))
        if name is None or name in found or value.casefold().startswith(plain_label(label)):
            continue
        if _can_be(name, value):
            found[name] = value
    return found


def _pairs(lines: list[VisibleLine]) -> Iterator[tuple[str, str]]:
    for line, following in zip_longest(lines, lines[1:]):
        if line is None or line.place == "frame" or len(line.text) > _MOST_VALUE + 40:
            continue
        if match := _LABELLED.fullmatch(line.text):
            yield match["label"], match["value"].strip()
            yield match["label"].rpartition(" ")[2], match["value"].strip()
        elif following is not None:
            yield line.text, following.text


def _can_be(name: str, value: str) -> bool:
    if not value or len(value) > _MOST_VALUE:
        return False
    match name:
        case "gtin":
            return re.fullmatch(r"\d{8}|\d{12,14}|97[89][\d-]{10,14}", value) is not None
        case "sku" | "mpn":
            return any(char.isdigit() for char in value) and len(value) <= 40 and _CODE.fullmatch(value) is not None
        case _:
            return not value.isdigit() and plain_label(value) not in shop_words().fields


def shown_brand(document: Document) -> str | None:
    """The brand in an element beside the headline that is called so, or a link there that the headline begins with."""
    words = shop_words()
    at = main_heading(document)
    if at is None:
        return None
    for line in document.lines[max(0, at - 4) : at + 6]:
        if line is None or line.place == "frame" or len(line.text) > _MOST_VALUE or line.element is None:
            continue
        if (
            class_words(line.element) & words.brand_classes
            or class_words(line.element.getparent()) & words.brand_classes
        ):
            for text in words.brand_texts:
                if match := text.fullmatch(line.text):
                    return match[1].strip()
            return line.text
    headline = document.lines[at].text.casefold()
    for line in document.lines[max(0, at - 6) : at + 3]:
        if line.place == "link" and len(line.text) > 1 and headline.startswith(f"{line.text.casefold()} "):
            return line.text
    return None


def shown_availability(document: Document) -> str | None:
    """What a line beside the headline says of stock; only whole lines count, and "out of stock" goes first."""
    phrases = shop_words().availability
    said = {
        phrases.get(plain_label(line.text).rstrip("!！。"))
        for line in around_heading(document)
        if line.place != "frame"
    }
    return next((term for term in ("OutOfStock", "InStock") if term in said), None)


def says_unavailable(document: Document) -> bool:
    """Whether a sentence a little after the headline says that the product cannot be bought."""
    at = main_heading(document)
    if at is None:
        return False
    return any(
        line.place in {"main", "link"}
        and len(line.text) <= _MOST_SENTENCE
        and shop_words().unavailable.match(line.text.casefold())
        for line in document.lines[at + 1 : at + _NEAR_SENTENCE]
    )


def id_in_address(address: str) -> str | None:
    """The likeliest id of a product in the address of its page: a parameter called so, else the last long number."""
    parts = urlsplit(address)
    parameters = {name.lower(): value for name, value in parse_qsl(parts.query)}
    for name in shop_words().id_names:
        if any(char.isdigit() for char in parameters.get(name, "")):
            return parameters[name]
    for piece in reversed(parts.path.split("/")):
        tokens = [token for token in re.split(r"[^A-Za-z0-9]+", piece) if token]
        for token in reversed(tokens):
            if len(token) >= 8 and token.isupper() and any(char.isdigit() for char in token):
                return token
            digits = re.findall(r"\d{5,}", token)
            if digits:
                return token if re.fullmatch(r"[A-Z]\d+", token) else str(digits[-1])
    return None


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", text.casefold()))
