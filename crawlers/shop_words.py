"""The vocabulary of shop pages, ``shop_page.yaml``, ready to be looked up."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import yaml

_FILE = Path(__file__).with_name("shop_page.yaml")
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_TRAILING = " .:：#-–"
_SHORT = 5
_Meaning = TypeVar("_Meaning")


@dataclass(frozen=True)
class ShopWords:
    """Words by what they are for; all in lower case."""

    fields: dict[str, str]
    """Label → field that its value belongs to."""
    brand_texts: tuple[re.Pattern[str], ...]
    """Group 1 is the brand."""
    brand_classes: frozenset[str]
    price_classes: frozenset[str]
    good_classes: frozenset[str]
    bad_classes: frozenset[str]
    doubtful_classes: frozenset[str]
    other_goods: frozenset[str]
    """Of parts of a page that show other goods."""
    old_classes: frozenset[str]
    """Of prices that held before."""
    fraction_classes: frozenset[str]
    """Of cents that are set smaller."""
    price_labels: tuple[str, ...]
    bad_labels: re.Pattern[str]
    """Words before a number that is not the price."""
    not_the_price_before: re.Pattern[str]
    """Right before a number: it is one of several payments."""
    not_the_price_after: re.Pattern[str]
    """Right behind a number: it is for a weight or a time, or what is taken off."""
    on_request: frozenset[str]
    """Whole texts that stand where a price would."""
    bid_labels: frozenset[str]
    bids: re.Pattern[str]
    availability: dict[str, str]
    """Phrase → schema.org term."""
    buy_buttons: frozenset[str]
    """Whole texts."""
    unavailable: re.Pattern[str]
    """Begins a sentence by which the product cannot be bought."""
    id_names: tuple[str, ...]
    signs: dict[str, str]
    """Sign → ISO 4217, the longest first."""
    shared_signs: dict[str, tuple[str, ...]]
    """Sign → the currencies that are written so, the commonest first; the longest sign first."""
    codes: frozenset[str]
    """ISO 4217 codes that prices are written with."""


@cache
def shop_words() -> ShopWords:
    """The vocabulary; read once."""
    data: dict[str, Any] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    price = data["price"]
    return ShopWords(
        fields={plain_label(label): name for name, labels in data["labels"].items() for label in labels},
        brand_texts=tuple(re.compile(text, re.IGNORECASE) for text in data["brand_texts"]),
        brand_classes=frozenset(data["brand_classes"]),
        price_classes=frozenset(price["classes"]),
        good_classes=frozenset(price["good_classes"]),
        bad_classes=frozenset(price["bad_classes"]),
        doubtful_classes=frozenset(price["doubtful_classes"]),
        other_goods=frozenset(price["other_goods"]),
        old_classes=frozenset(price["old_classes"]),
        fraction_classes=frozenset(price["fraction_classes"]),
        price_labels=tuple(price["labels"]),
        bad_labels=re.compile("|".join(_as_word(label) for label in price["bad_labels"])),
        not_the_price_before=re.compile(price["not_the_price_before"]),
        not_the_price_after=re.compile(price["not_the_price_after"], re.IGNORECASE),
        on_request=frozenset(price["on_request"]),
        bid_labels=frozenset(price["bid_labels"]),
        bids=re.compile(price["bids"], re.IGNORECASE),
        availability={phrase: term for term, phrases in data["availability"].items() for phrase in phrases},
        id_names=tuple(data["id_names"]),
        buy_buttons=frozenset(data["buy_buttons"]),
        unavailable=re.compile("|".join(f"(?:{one})" for one in data["unavailable"])),
        signs=_longest_first(data["signs"]),
        shared_signs=_longest_first({sign: tuple(codes) for sign, codes in data["shared_signs"].items()}),
        codes=frozenset(data["codes"]),
    )


def _as_word(label: str) -> str:
    """A pattern for *label* at the beginning of a word, and short ones as whole words; Han has no words to see."""
    if label >= "\u3000":
        return re.escape(label)
    word = rf"(?<!\w){re.escape(label)}"
    return rf"{word}(?!\w)" if len(label) <= _SHORT else word


def _longest_first(signs: dict[str, _Meaning]) -> dict[str, _Meaning]:
    return dict(sorted(signs.items(), key=lambda pair: -len(pair[0])))


def is_price_label(label: str) -> bool:
    """Whether a plain *label* announces the price that holds."""
    return any(
        label == one or label.endswith(f" {one}") or (not one.isascii() and one in label)
        for one in shop_words().price_labels
    )


def plain_label(text: str) -> str:
    """A label as it is compared: lower case, no colon, dash or full stop at its end."""
    return " ".join(text.casefold().split()).rstrip(_TRAILING)


def iso_code(code: str) -> str:
    """The ISO 4217 code for one that shops write (``RMB`` is CNY, ``RUR`` RUB)."""
    return {"RMB": "CNY", "RUR": "RUB", "NTD": "TWD"}.get(code, code)


def currencies_of_sign(price: str) -> tuple[str, ...]:
    """The currencies that the sign in *price* may mean, where these are several; else none."""
    return next((codes for sign, codes in shop_words().shared_signs.items() if sign in price), ())


def class_words(element: Any) -> frozenset[str]:
    """Words of an element's class, id and the like: ``price__oldValue`` is price, old, value. None has none."""
    if element is None:
        return frozenset()
    names = " ".join(element.get(name) or "" for name in ("class", "id", "itemprop", "data-testid", "data-qa"))
    return frozenset(word.lower() for word in _WORD.findall(names))
