"""The vocabulary of shop pages, ``shop_page.yaml``, ready to be looked up."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

_FILE = Path(__file__).with_name("shop_page.yaml")
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_TRAILING = " .:：#-–"


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
    price_labels: tuple[str, ...]
    bad_labels: tuple[str, ...]
    bids: re.Pattern[str]
    availability: dict[str, str]
    """Phrase → schema.org term."""
    id_names: tuple[str, ...]
    signs: dict[str, str]
    """Sign → ISO 4217, the longest first."""


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
        price_labels=tuple(price["labels"]),
        bad_labels=tuple(price["bad_labels"]),
        bids=re.compile(price["bids"], re.IGNORECASE),
        availability={phrase: term for term, phrases in data["availability"].items() for phrase in phrases},
        id_names=tuple(data["id_names"]),
        signs=dict(sorted(data["signs"].items(), key=lambda pair: -len(pair[0]))),
    )


def plain_label(text: str) -> str:
    """A label as it is compared: lower case, no colon, dash or full stop at its end."""
    return " ".join(text.casefold().split()).rstrip(_TRAILING)


def class_words(element: Any) -> frozenset[str]:
    """Words of an element's class, id and the like: ``price__oldValue`` is price, old, value. None has none."""
    if element is None:
        return frozenset()
    names = " ".join(element.get(name) or "" for name in ("class", "id", "itemprop", "data-testid", "data-qa"))
    return frozenset(word.lower() for word in _WORD.findall(names))
