"""Facts of articles: goods with a quantity or a price, sentence by sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import takewhile

from extract.components.article_amounts import join_tails
from extract.components.article_numbers import add_article_numbers
from extract.components.fact_counts import counted_goods
from extract.components.fact_currency import article_currency
from extract.components.fact_names import approx_of, relation_of
from extract.components.fact_prices import priced_goods
from extract.components.fact_spoken import add_paid_numbers
from extract.components.fact_sums import is_same_unit
from extract.components.fact_talk import add_talk_prices
from extract.components.sentences import Item, Sentence, sentences_of
from extract.reading import Reading
from extract.records import Fact
from extract.word_classes import word_classes

_CHIPS = word_classes("facts").screened("{chip_context}|{chip_nouns}")
_LEADING_UP = 8
"""So many sentences before one tell what it goes on about."""


def read_facts(reading: Reading, is_asked: Callable[[Sentence], bool] | None = None) -> tuple[Fact, ...]:
    """Facts in the order of the text. *is_asked* tells which sentences matter, where not all of them do."""
    named = reading.marks.get("model") or reading.marks.get("family")
    if not named and not reading.says(_CHIPS):
        return ()
    if reading.kind != "listing":
        add_article_numbers(reading)
        add_paid_numbers(reading)
    else:
        join_tails(reading)
    add_talk_prices(reading)
    said: list[tuple[Item, Sentence]] = []
    seen: set[tuple[object, ...]] = set()
    sentences = sentences_of(reading)
    for sentence in sentences if is_asked is None else _leading_up(sentences, is_asked):
        sentence.before = _of_last_sentence(said)
        counted = counted_goods(sentence)
        for item in _merge(counted, priced_goods(sentence, counted)):
            if _key(item) not in seen:
                seen |= {_key(item), (item.model, item.low, None)}
                said.append((item, sentence))
    return tuple(_fact(sentence, item) for item, sentence in said)


def _leading_up(sentences: list[Sentence], is_asked: Callable[[Sentence], bool]) -> Iterator[Sentence]:
    """The sentences that are asked for, and a few before each: what they tell is a part of its meaning."""
    told = 0
    for index, sentence in enumerate(sentences):
        if is_asked(sentence):
            yield from sentences[max(told, index - _LEADING_UP) : index + 1]
            told = index + 1


def _of_last_sentence(said: list[tuple[Item, Sentence]]) -> list[Item]:
    last = takewhile(lambda pair: pair[0].sentence == said[-1][0].sentence, reversed(said))
    return [item for item, _ in last][::-1]


def _merge(counted: list[Item], priced: list[Item]) -> list[Item]:
    """A count and a price of the same goods in one sentence are one fact."""
    merged = list(counted)
    for index, item in enumerate(priced):
        partners = [i for i in counted if i.model == item.model and i.price is None and _is_for(item, i)]
        if not partners or any(earlier.model == item.model for earlier in priced[:index]):
            merged.append(item)
            continue
        partner = min(partners, key=lambda other: abs(other.start - item.start))
        partner.price, partner.basis = item.price, item.basis
    return merged


def _is_for(priced: Item, counted: Item) -> bool:
    return priced.basis == "each" and is_same_unit(priced.price, counted)


def _key(item: Item) -> tuple[object, ...]:
    """The same goods with the same numbers are said once, however often they are said."""
    return (item.model, item.low, item.price.value.low if item.price else None)


def _fact(sentence: Sentence, item: Item) -> Fact:
    reading = sentence.reading
    named = {"model": item.model_mark, "quantity": item.quantity, "price": item.price}
    marks = {field: mark for field, mark in named.items() if mark is not None}
    inside = [m for m in marks.values() if sentence.start <= m.start < sentence.end] or list(marks.values())
    money = item.price.value if item.price is not None else None
    number = item.price or item.quantity
    currency = article_currency(reading, item.price) if item.price is not None else None
    if item.price is not None and currency is not None and currency.code is not None:
        marks["currency"] = currency.told_by(item.price)
    relation = relation_of(sentence, item)
    if relation is not None:
        marks["relation"] = relation
    if item.basis is not None and item.price is not None:
        marks["price_basis"] = replace(item.price, rule=f"fact.basis.{item.basis}")
    if item.form is not None and number is not None:
        marks["form"] = replace(item.quantity or item.model_mark or number, rule=f"fact.form.{item.form}")
    return Fact(
        model=item.model,
        form=item.form,
        quantity=item.low,
        quantity_max=item.high,
        price=money.low if money else None,
        price_max=money.high if money else None,
        currency=currency.code if currency is not None else None,
        price_basis=item.basis,
        relation=relation.value if relation is not None else None,
        approx=approx_of(sentence, number) if number is not None else None,
        verbatim=reading.raw(min(m.start for m in inside), max(m.end for m in inside)),
        evidence=tuple(reading.evidence(field, mark) for field, mark in marks.items()),
    )
