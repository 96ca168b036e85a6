"""What articles call a fact's goods, how exact its number is, and in what relation it stands to them."""

from __future__ import annotations

import re
from dataclasses import replace

from extract.components.sentences import Approx, Item, Sentence
from extract.reading import Mark, Reading
from extract.word_classes import word_classes

_WORDS = word_classes("facts")
_GRE = re.compile(r"\s?gre(?![a-z])")
_EDITION = re.compile(r"\s?(blackwell)?\s?(workstation edition|server edition|max-q)?")
_AT_MOST = _WORDS.pattern(r"{at_most}[^0-9]{0,6}$")
_AT_LEAST = _WORDS.pattern(r"{at_least}[^0-9]{0,6}$")
_ABOUT = _WORDS.pattern(r"(?:{about}|~)[^0-9]{0,6}$")
_ABOUT_BEHIND = _WORDS.pattern(r"\s?{about_behind}")
_AT_LEAST_BEHIND = _WORDS.pattern(r"\s?{at_least_behind}")
_PLURALS = _WORDS["plurals"]
_REACH = 16
_PRICE_REACH = 40
_RELATION_CONFIDENCE = 0.8

_EVENTS = (
    ("seizure", _WORDS.pattern("{seized}")),
    ("licence_cap", _WORDS.pattern("{licensed}")),
    ("estimate", _WORDS.pattern("{estimated}")),
    ("planned", _WORDS.pattern("{planned}")),
)
"""What a count is said of: the first of these in its clause, else in its sentence."""
_TRADES = (
    ("shipment", _WORDS.pattern("{smuggled}|{shipped}")),
    ("purchase", _WORDS.pattern("{acquired}")),
    ("sale", _WORDS.pattern("{sold}")),
    ("holding", _WORDS.pattern("{held}")),
    ("offer", _WORDS.pattern("{put_on_sale}")),
)
"""Without such a word, the trade word nearest to the number tells."""
_PRICES = (
    ("price_estimate", _WORDS.pattern("{estimated}")),
    ("list_price", _WORDS.pattern("{list_prices}")),
    ("sale", _WORDS.pattern("{closed}")),
    ("offer", _WORDS.pattern("{offered}")),
)
_LAUNCH = _WORDS.pattern("{launches}")
_OLD = _WORDS.pattern(r"{old_price_before}[^0-9,，]{0,16}$")
_WILL = _WORDS.pattern("{will}")
_OLD_BEHIND = _WORDS.pattern(r"[^0-9,，。]{0,6}{raised_to}")


def name_of(reading: Reading, mark: Mark | None) -> str | None:
    """The model as named: a workstation line keeps the edition that the text states."""
    if mark is None:
        return None
    if mark.kind == "family":
        return str(mark.value)
    name: str = mark.value.name
    is_plural = reading.text[mark.start : mark.end].split()[-1] in _PLURALS
    if is_plural and name.endswith("S") and reading.raw(mark.end - 1, mark.end) == "s":
        return name[:-1]
    behind = reading.text[mark.end : mark.end + 40]
    if name.startswith("RX "):
        return f"{name} GRE" if _GRE.match(behind) else name
    if not name.startswith("RTX PRO"):
        return name
    edition = _EDITION.match(behind)
    words = [w.title() if w != "max-q" else "Max-Q" for w in (edition.groups() if edition else ()) if w]
    if "blackwell" in reading.text[mark.start : mark.end] and "Blackwell" not in words:
        words.insert(0, "Blackwell")
    if name.endswith("Blackwell"):
        words = [w for w in words if w != "Blackwell"]
    return " ".join([name, *words])


def approx_of(sentence: Sentence, mark: Mark) -> Approx | None:
    """How exact a number is stated."""
    left, right = sentence.left_of(mark, _REACH), sentence.right_of(mark, 8)
    written = sentence.reading.text[mark.start : mark.end]
    if _AT_MOST.search(left):
        return "lt"
    if _AT_LEAST.search(left) or _AT_LEAST_BEHIND.match(right) or written[-1] in "+多余":
        return "gt"
    if _ABOUT.search(left) or _ABOUT_BEHIND.match(right) or written.endswith("左右"):
        return "about"
    return None


def relation_of(sentence: Sentence, item: Item) -> Mark | None:
    """What is said of the goods: an event for a count or a sum, a kind of price for one unit. With its words."""
    if item.quantity is None and item.basis == "each" and item.price is not None:
        return _price_relation(sentence, item.price)
    for start, end in (sentence.clause_span(item.start), (sentence.start, sentence.end)):
        event = _first_event(sentence, start, end) or _nearest_trade(sentence, item, start, end)
        if event is not None:
            is_ahead = event.value == "holding" and sentence.says(_WILL, sentence.start, item.start)
            return replace(event, value="planned") if is_ahead else event
    return None


def _first_event(sentence: Sentence, start: int, end: int) -> Mark | None:
    for name, pattern in _EVENTS:
        for first, last in sentence.found(pattern):
            if start <= first and last <= end:
                return _relation(name, first, last)
    return None


def _nearest_trade(sentence: Sentence, item: Item, start: int, end: int) -> Mark | None:
    found = [
        (abs(first - item.start), name, first, last)
        for name, pattern in _TRADES
        for first, last in sentence.found(pattern)
        if start <= first and last <= end
    ]
    return _relation(*min(found)[1:]) if found else None


def _price_relation(sentence: Sentence, price: Mark) -> Mark:
    said = sentence.left_of(price, _PRICE_REACH) + sentence.right_of(price, _REACH)
    kind = next((name for name, pattern in _PRICES if pattern.search(said)), "market_price")
    if kind == "market_price" and sentence.says(_LAUNCH):
        kind = "list_price"
    old = _OLD.search(sentence.left_of(price, 24)) or _OLD_BEHIND.match(sentence.right_of(price, 16))
    is_old = old is not None and kind in {"market_price", "list_price"}
    return _relation(f"{kind}_old" if is_old else kind, price.start, price.end)


def _relation(name: str, start: int, end: int) -> Mark:
    return Mark("relation", name, start, end, f"relation.{name}", _RELATION_CONFIDENCE)
