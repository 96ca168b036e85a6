"""How much the price reader finds on real pages when something that helps it is taken away: a stand-in for other sites.

    python -m tests.eval.ablate_pages DIRECTORY

DIRECTORY holds ``truth.json`` and ``<id>.html.gz`` of goods.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import lxml.html

from crawlers.document import Document
from crawlers.shop_page import read_shop_page
from tests.eval.check_pages import PriceTally
from tests.eval.score_pages import in_or_out, pages

Cut = Callable[[Any], None]

_MICRODATA = ("itemscope", "itemtype", "itemprop", "itemid", "itemref", "typeof", "vocab")
_NAMES = ("class", "id", "data-testid", "data-qa")
_GRAPH = re.compile(r"(?:og|product|twitter):")


def _drop(root: Any, tag: str, wanted: Callable[[Any], bool]) -> None:
    for element in [one for one in root.iter(tag) if wanted(one)]:
        element.drop_tree()


def _without(root: Any, names: Sequence[str]) -> None:
    for element in root.iter():
        for name in names if isinstance(element.tag, str) else ():
            element.attrib.pop(name, None)


def _json_ld(root: Any) -> None:
    _drop(root, "script", lambda one: "ld+json" in (one.get("type") or ""))


def _microdata(root: Any) -> None:
    _drop(root, "meta", lambda one: one.get("itemprop") is not None)
    _without(root, _MICRODATA)


def _open_graph(root: Any) -> None:
    _drop(root, "meta", lambda one: _GRAPH.match(one.get("property") or one.get("name") or "") is not None)


def _scripts(root: Any) -> None:
    _drop(root, "script", lambda _: True)


def _classes(root: Any) -> None:
    _without(root, _NAMES)


def _headlines(root: Any) -> None:
    for element in list(root.iter("h1")):
        element.tag = "div"


_MARKUP: tuple[Cut, ...] = (_json_ld, _microdata, _open_graph)
CUTS: dict[str, tuple[Cut, ...]] = {
    "nothing": (),
    "JSON-LD": (_json_ld,),
    "microdata": (_microdata,),
    "OpenGraph": (_open_graph,),
    "all markup": _MARKUP,
    "markup, scripts": (*_MARKUP, _scripts),
    "markup, class names": (*_MARKUP, _classes),
    "markup, h1": (*_MARKUP, _headlines),
    "markup, scripts, class names, h1": (*_MARKUP, _scripts, _classes, _headlines),
}


def cut_pages(directory: Path, cuts: Sequence[Cut]) -> Iterator[tuple[str, dict[str, Any], Document]]:
    """Id, truth and page after *cuts*."""
    for name, truth, document in pages(directory):
        for cut in cuts:
            cut(document.tree)
        text = lxml.html.tostring(document.tree, encoding="unicode")
        yield name, truth, Document(text, document.address)


def score(directory: Path, cuts: Sequence[Cut]) -> tuple[PriceTally, int]:
    """Prices, and how many goods out of stock are told."""
    prices, out_of_stock = PriceTally(), 0
    for name, truth, document in cut_pages(directory, cuts):
        page = read_shop_page(document)
        answer = None if page.amount is None else str(page.amount)
        prices.add(name[:8], [str(Decimal(value.strip())) for value in truth.get("price", [])], answer)
        out_of_stock += "OutOfStock" in truth["availability"] and in_or_out(page.availability) == "OutOfStock"
    return prices, out_of_stock


def main() -> None:
    """Print a line a cut."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("directory", type=Path)
    directory = parser.parse_args().directory
    for name, cuts in CUTS.items():
        prices, out_of_stock = score(directory, cuts)
        print(
            f"without {name:34} F1 {prices.f1:.3f} ({prices.hits} right, {prices.wrong} wrong) sold out {out_of_stock}"
        )


if __name__ == "__main__":
    main()
