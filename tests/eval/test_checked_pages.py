"""The figures of ``chipwatch source check`` on real pages, through the command line, keep their floors."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.eval.ablate_pages import CUTS, score
from tests.eval.check_pages import score_goods, score_texts

pytestmark = pytest.mark.shared


def test_checked_pages_of_goods_keep_their_floors(shared: Path) -> None:
    prices, tallies = score_goods(shared / "pages" / "products.dev")
    assert prices.f1 >= 0.97, prices.misses
    assert tallies["kind"].misses == []
    assert tallies["currency"].right >= 33
    assert tallies["out of stock"].right == 3
    assert tallies["availability"].share >= 0.97


def test_checked_pages_of_news_keep_their_floors(shared: Path) -> None:
    precision, recall, f1, kinds, lines = score_texts(shared / "pages" / "articles.dev")
    assert f1 >= 0.98, lines[:5]
    assert min(precision, recall) >= 0.97
    assert kinds.misses == []


@pytest.mark.parametrize(("cut", "least"), [("all markup", 0.95), ("markup, scripts, class names, h1", 0.8)])
def test_prices_are_found_when_the_page_helps_less(shared: Path, cut: str, least: float) -> None:
    prices, _ = score(shared / "pages" / "products.dev", CUTS[cut])
    assert prices.f1 >= least, prices.misses
