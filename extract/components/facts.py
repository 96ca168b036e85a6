"""Facts of articles: goods with a quantity or a price, sentence by sentence."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from extract.components.amount_currency import currency_of
from extract.components.fact_counts import counted_goods
from extract.components.fact_prices import priced_goods
from extract.components.sentences import Item, Sentence, models_in, sentence_spans, words
from extract.lexicon import vocabulary_file
from extract.reading import Mark, Reading
from extract.records import Fact


@cache
def _relations() -> list[tuple[str, re.Pattern[str]]]:
    table: dict[str, list[str]] = vocabulary_file("articles.yaml")["relations"]
    return [(name, re.compile("|".join(map(re.escape, words)))) for name, words in table.items()]


def read_facts(reading: Reading) -> tuple[Fact, ...]:
    """Facts in the order of the text."""
    named = reading.marks.get("model") or reading.marks.get("family")
    if not named and not words("chip_context").search(reading.text) and not words("chip_nouns").search(reading.text):
        return ()
    items: list[Item] = []
    last_model: Mark | None = None
    seen: set[tuple[object, ...]] = set()
    for start, end in sentence_spans(reading.text):
        models = models_in(reading, start, end)
        sentence = Sentence(reading, start, end, models, last_model, items[-1:])
        counted = counted_goods(sentence)
        sentence.before = [*items[-1:], *counted]
        found = _merge(counted, priced_goods(sentence))
        for item in found:
            if _key(item) not in seen:
                seen.add(_key(item))
                items.append(item)
        if models:
            last_model = models[-1]
    return tuple(_fact(reading, item) for item in items)


def _merge(counted: list[Item], priced: list[Item]) -> list[Item]:
    """A count and a price of the same goods in one sentence are one fact."""
    merged = list(counted)
    for item in priced:
        partners = [i for i in merged if i.model == item.model and i.quantity is not None and i.price is None]
        first = next(p for p in priced if p.model == item.model)
        if not partners or item is not first or item.price is None:
            merged.append(item)
            continue
        at = item.price.start
        partner = min(partners, key=lambda other: abs(_start(other) - at))
        partner.price, partner.basis = item.price, item.basis
    return merged


def _start(item: Item) -> int:
    mark = item.quantity or item.price
    return mark.start if mark else 0


def _key(item: Item) -> tuple[object, ...]:
    """The same goods with the same numbers are said once, however often they are said."""
    return (item.model, item.low, item.price.value.low if item.price else None)


def _fact(reading: Reading, item: Item) -> Fact:
    marks = [m for m in (item.model_mark, item.quantity, item.price) if m is not None]
    first = [m for m in marks if item.sentence[0] <= m.start < item.sentence[1]] or marks
    start, end = min(m.start for m in first), max(m.end for m in first)
    evidence = []
    if item.model_mark is not None:
        evidence.append(reading.evidence("model", item.model_mark))
    price: Decimal | None = None
    currency = None
    if item.quantity is not None:
        evidence.append(reading.evidence("quantity", item.quantity))
    if item.price is not None:
        price = item.price.value.low
        currency = currency_of(reading, item.price).code
        evidence.append(reading.evidence("price", item.price))
    sentence = reading.text[slice(*item.sentence)]
    return Fact(
        model=item.model,
        form=item.form,
        quantity=item.low,
        quantity_max=item.high,
        price=price,
        price_max=item.price.value.high if item.price is not None else None,
        currency=currency,
        price_basis=item.basis if item.price is not None else None,
        relation=next((name for name, pattern in _relations() if pattern.search(sentence)), None),
        approx=item.approx,
        verbatim=reading.raw(start, end),
        evidence=tuple(evidence),
    )
