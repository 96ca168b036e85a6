"""The measures of page parsers as figures: shares of right answers on shop pages, F1 of the text on article pages."""

from __future__ import annotations

from pathlib import Path

from tests.eval.results import Measured, Miss, Scored
from tests.eval.score_pages import score_articles, score_products


def measure_shop_pages(directory: Path) -> Measured:
    """Right answers of those asked for, by field."""
    tallies = score_products(directory)
    figures = {name.replace(" ", "_"): tally.share for name, tally in tallies.items()}
    misses = [Miss(name, "", tally.misses) for name, tally in tallies.items() if tally.misses]
    return Measured(tallies["price"].asked, Scored(figures, misses))


def measure_article_pages(directory: Path) -> Measured:
    """Precision, recall and F1 of the text, averaged over pages; a miss is a page, the worst first."""
    precision, recall, f1, lines = score_articles(directory)
    figures = {"precision": precision, "recall": recall, "f1": f1}
    return Measured(len(lines), Scored(figures, [Miss("page", "", [line]) for line in lines]))
