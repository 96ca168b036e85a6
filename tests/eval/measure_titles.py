"""The measure of titles of a market place: is the card the one that was sold?"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from extract.catalogue import load_catalogue
from extract.catalogue.schema import Model
from extract.records import Hints
from tests.eval.results import Measured, Miss, Scored
from tests.eval.texts import rows_of
from tests.extract.reading_of import extractor


def measure_titles(path: Path) -> Measured:
    """Figures over titles with a ``product_id``.

    ``model_accuracy``: the one model that the title names is the product's. ``offer_accuracy``: with the price of the
    page, a watched model gives one offer of it, and a model that nobody watches gives none.
    """
    rows = rows_of(path)
    named = offered = 0
    misses: list[Miss] = []
    for row in rows:
        model = _products().get(row["product_id"])
        found = {mark.value.name for mark in extractor().marked(row["title"]).marks["model"]}
        hints = Hints(price=str(row["price"]), currency=row["currency"])
        offers = [offer.model for offer in extractor().read(row["title"], hints=hints).offers]
        wanted = [model.name] if model is not None and model.scope == "in" else []
        right_name, right_offer = model is not None and found == {model.name}, offers == wanted
        named += right_name
        offered += right_offer
        if not (right_name and right_offer):
            wrong = [f"names {sorted(found)}, offers {offers}"]
            misses.append(Miss(row["product_id"], row["title"], wrong))
    figures = {"model_accuracy": named / len(rows), "offer_accuracy": offered / len(rows)}
    return Measured(len(rows), Scored(figures, misses))


@cache
def _products() -> dict[str, Model]:
    """Product id → model: ids of models, of their variants, and those of other lists that a model names."""
    return {
        key: model
        for model in load_catalogue().models
        for key in (model.id, *(variant.id for variant in model.variants), *model.product_ids)
    }
