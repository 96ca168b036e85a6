"""Score the page parsers on real pages with known answers, by the rules of the collection's README.

    python -m tests.eval.score_pages products DIRECTORY [--misses]
    python -m tests.eval.score_pages articles DIRECTORY [--misses]

DIRECTORY holds ``truth.json`` and ``<id>.html.gz``.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from crawlers.article_page import read_article_page
from crawlers.document import Document
from crawlers.shop_page import ShopPage, read_shop_page

DOLLARS = "USD CAD AUD NZD HKD SGD TWD MXN CLP ARS COP UYU BRL DOP PHP JMD TTD BBD BSD BZD FJD XCD NAD LRD"
SIGNS = {
    "€": "EUR",
    "£": "GBP",
    "$": DOLLARS,
    "₽": "RUB RUR",
    "₹": "INR",
    "ر.س": "SAR",
    "zł": "PLN",
    "тг.": "KZT",
    "¥": "JPY CNY",
    "₴": "UAH",
    "kr": "SEK NOK DKK ISK",
    "Kč": "CZK",
    "Ft": "HUF",
    "₺": "TRY",
    "R$": "BRL",
    "₩": "KRW",
    "₫": "VND",
    "฿": "THB",
}
PRODUCT_FIELDS = ("price", "currency", "availability", "sku", "brand", "mpn", "gtin")


@dataclass
class Tally:
    """Right answers of those asked for."""

    right: int = 0
    asked: int = 0
    misses: list[str] = field(default_factory=list)

    def add(self, page: str, expected: object, answer: object, *, right: bool) -> None:
        self.asked += 1
        self.right += right
        if not right:
            self.misses.append(f"{page}: {answer!r}, not {expected!r}")

    @property
    def share(self) -> float:
        return self.right / self.asked if self.asked else 1.0

    def __str__(self) -> str:
        return f"{self.right}/{self.asked} = {self.share:.3f}"


def pages(directory: Path) -> Iterator[tuple[str, dict[str, Any], Document]]:
    """Id, truth and parsed page."""
    truth = json.loads((directory / "truth.json").read_text(encoding="utf-8"))
    for name, fields in sorted(truth.items()):
        text = gzip.decompress((directory / f"{name}.html.gz").read_bytes()).decode("utf-8", "replace")
        yield name, fields, Document(text, fields["url"])


def score_products(directory: Path) -> dict[str, Tally]:
    """A tally by field; ``stated availability`` leaves out the pages that we say nothing of."""
    tallies = {name: Tally() for name in (*PRODUCT_FIELDS, "stated availability", "out of stock")}
    for name, truth, document in pages(directory):
        page = read_shop_page(document)
        place = f"{name[:8]} {document.address[:60]}"
        for key in PRODUCT_FIELDS:
            if key in truth or key == "price":
                answer = answer_of(page, key)
                expected = [str(value).strip() for value in truth.get(key, [])]
                tallies[key].add(place, expected, answer, right=is_right(key, expected, answer))
        stated = in_or_out(page.availability)
        expected = truth["availability"]
        if stated is not None:
            tallies["stated availability"].add(place, expected, stated, right=stated in expected)
        if "OutOfStock" in expected:
            tallies["out of stock"].add(place, expected, stated, right=stated in expected)
    return tallies


def answer_of(page: ShopPage, key: str) -> object:
    """Our answer in the form that truth has."""
    if key == "price":
        return page.amount
    if key == "availability":
        return in_or_out(page.availability) or "InStock"
    return getattr(page, key)


def in_or_out(availability: str | None) -> str | None:
    """A schema.org term as one of the two classes of the truth."""
    if availability is None:
        return None
    return "OutOfStock" if availability in {"OutOfStock", "SoldOut", "Discontinued"} else "InStock"


def is_right(key: str, expected: list[str], answer: object) -> bool:
    """Whether *answer* is among the accepted values."""
    if key == "price":
        return answer in {Decimal(value) for value in expected} if expected else answer is None
    if key == "currency":
        return str(answer) in {code for sign in expected for code in SIGNS.get(sign, sign).split()}
    if key == "brand":
        return folded(str(answer)) in {folded(value) for value in expected}
    return str(answer).strip() in expected


def folded(text: str) -> str:
    """Without regard to case and inner whitespace."""
    return re.sub(r"\s+", " ", text).strip().casefold()


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """Multiset of 4-token shingles; a text of fewer tokens is one shingle."""
    tokens = re.findall(r"\w+", text)
    if not tokens:
        return Counter()
    return Counter(tuple(tokens[start : start + 4]) for start in range(max(1, len(tokens) - 3)))


def score_articles(directory: Path) -> tuple[float, float, float, list[str]]:
    """Precision, recall, F1 from the two averages, and a line a page, worst first."""
    precisions, recalls, lines = [], [], []
    for name, truth, document in pages(directory):
        expected, found = shingles(truth["articleBody"]), shingles(read_article_page(document).text)
        hits = (expected & found).total()
        precision = hits / found.total() if found else 0.0
        recall = hits / expected.total() if expected else 1.0
        precisions.append(precision)
        recalls.append(recall)
        lines.append((precision + recall, f"{name[:8]} p {precision:.3f} r {recall:.3f} {document.address[:70]}"))
    precision, recall = sum(precisions) / len(precisions), sum(recalls) / len(recalls)
    return precision, recall, 2 * precision * recall / (precision + recall), [line for _, line in sorted(lines)]


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kind", choices=("products", "articles"))
    parser.add_argument("directory", type=Path)
    parser.add_argument("--misses", action="store_true", help="also print every page that is not right")
    asked = parser.parse_args()
    if asked.kind == "products":
        for name, tally in score_products(asked.directory).items():
            print(f"{name:20} {tally}")
            for miss in tally.misses if asked.misses else ():
                print(f"    {miss}")
        return
    precision, recall, f1, lines = score_articles(asked.directory)
    print(f"precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}")
    for line in lines if asked.misses else ():
        print(f"    {line}")


if __name__ == "__main__":
    main()
