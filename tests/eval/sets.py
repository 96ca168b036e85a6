"""Which sets are scored: the project's own examples, and the gold sets, news and pages beside the checkout."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from tests.eval.comparing import Row
from tests.eval.measure_cases import measure as measure_cases
from tests.eval.measure_news import measure_news
from tests.eval.measure_offers import score_offers
from tests.eval.measure_pages import measure_article_pages, measure_shop_pages
from tests.eval.measure_passages import score_passages
from tests.eval.measure_titles import measure_titles
from tests.eval.results import Measured, Miss, Readings, Scored, is_worse, lower_is_better
from tests.eval.texts import measure_texts

EXAMPLES = Path(__file__).parents[1] / "extract" / "examples"
OWN = "own_"
"""Begins the name of a set of own examples."""
_HELD_OUT = "heldout"


@dataclass(frozen=True)
class GoldSet:
    """Texts or pages with what is right for them."""

    name: str
    form: str
    """offers, passages, cases, titles, news, products or articles; sets of one form stand in one table."""
    path: Path
    """A file, or a directory of pages."""
    measure: Callable[[Path], Measured]

    @property
    def held_out(self) -> bool:
        """Written before the rules; no rule was written for it, and nobody is shown what went wrong."""
        return self.path.stem.startswith(_HELD_OUT)

    def digest(self) -> str:
        """Of the texts and of what is right for them."""
        files = sorted(self.path.iterdir()) if self.path.is_dir() else [self.path]
        digest = hashlib.sha256(b"".join(file.read_bytes() for file in files))
        return digest.hexdigest()[:16]


def own_sets(examples: Path = EXAMPLES) -> Iterator[GoldSet]:
    """Every file of examples; a folder holds those of another form."""
    for path in sorted(examples.glob("*.jsonl")):
        yield GoldSet(f"{OWN}{path.stem}", "offers", path, _OFFERS)
    for form, measure in (("passages", _PASSAGES), ("cases", _CASES)):
        for path in sorted((examples / form).glob("*.jsonl")):
            yield GoldSet(f"{OWN}{form}_{path.stem}", form, path, measure)


def shared_sets(shared: Path) -> Iterator[GoldSet]:
    """The sets beside the checkout."""
    gold, pages = shared / "gold", shared / "pages"
    yield GoldSet("offers_dev", "offers", gold / "offers.dev.jsonl", _OFFERS)
    yield GoldSet("passages_dev", "passages", gold / "passages.dev.jsonl", _PASSAGES)
    yield GoldSet("ebay_titles", "titles", gold / "ebay_titles.jsonl", measure_titles)
    yield GoldSet("news_without_gpus", "news", shared / "news" / "ithome.dev.jsonl.gz", measure_news)
    yield GoldSet("products_dev", "products", pages / "products.dev", measure_shop_pages)
    yield GoldSet("articles_dev", "articles", pages / "articles.dev", measure_article_pages)


def _score_cases(rows: Sequence[Row], readings: Readings) -> Scored:
    """Figures over *rows*; what a row falls short of stands for its mistakes."""
    misses: list[Miss] = []
    for row in rows:
        short = {
            name: value for name, value in measure_cases([row], readings).items() if is_worse(name, value, _best(name))
        }
        if short:
            misses.append(Miss(row["id"], row["text"], [f"{name} {value:.3f}" for name, value in short.items()]))
    return Scored(measure_cases(rows, readings), misses)


def _best(figure: str) -> float:
    return 0.0 if lower_is_better(figure) else 1.0


_OFFERS = partial(measure_texts, score=score_offers, main_figure="slot_f1")
_PASSAGES = partial(measure_texts, score=score_passages, main_figure="fact_f1")
_CASES = partial(measure_texts, score=_score_cases, main_figure="case_f1")
