"""Prices in a sentence of an article: each unit's, or one sum for the goods."""

from __future__ import annotations

import re
from itertools import pairwise

from extract.components.amount_currency import TRACKER_ROW
from extract.components.fact_basis import is_a_unit_price, is_each
from extract.components.fact_currency import article_currency
from extract.components.fact_gaps import SIZES, goes_on, machine_form
from extract.components.fact_guards import is_conversion, is_no_price, is_other_money
from extract.components.fact_holders import names_accessory, pays_for_other_goods
from extract.components.fact_names import name_of
from extract.components.fact_namings import listed_up_to, named_later
from extract.components.fact_spoken import is_spoken_price
from extract.components.fact_sums import goods_of_sum, pay_for_counted, repeats_price
from extract.components.sentences import MOST_NUMBERS, Item, Sentence
from extract.reading import Mark
from extract.word_classes import word_classes

_WORDS = word_classes("facts")
_PRICE_WORD = _WORDS.pattern("{price_words}")
_PRICE_BEHIND = _WORDS.pattern(r"\s?(?:[)）]\s?)?{right_price_words}")
_COPULA = _WORDS.pattern(r"(?:[\s\"”:：,，~]|{edition}|{shops}|{copula}){0,8}")
_ATTRIBUTE = _WORDS.pattern(r"\s?{attributive}\s?(?:{vendor_words}\s?){0,3}")
_DESCRIBED = _WORDS.pattern(r"[^,，。;；0-9]{0,24}{attributive}\s?(?:{vendor_words}\s?){0,3}")
_APPOSITION = _WORDS.pattern(r"[,，]\s?(?:the |an? )?(?:{vendor_words}\s?){0,3}|[^,，。;；0-9]{0,12}")
_NOUN = _WORDS.pattern("{chip_nouns}|{machines}")
_ROW_JOIN = _WORDS.pattern(r"\s?(?:{joins}|甚至|到|或|再到|then)?\s?[$€£¥]?")
_COLUMN = re.compile(r"[\s|/,，]{1,2}[$€£¥]?")
_NUMBERS = re.compile("[0-9]+")
_ENDS = re.compile(r"\s?(?:[,，.。;；:!?、)）]|$)")
_PLAIN_REACH, _FEW_NUMBERS, _TABLE_NUMBERS = 80, 4, 20
_BULLET = re.compile(r"\s*(?:[-*•|·]|\d[.)、])")
_EACH_LEAST = 100
_MANY_CHIPS = re.compile(
    r"(?:(?<![0-9])[0-9]{1,2}\s?(?:颗|张|块|片|卡|路|x|×)|[八四]卡|eight|8)[\s-]?(?:gpu\s|way\s|的|nvidia\s|英伟达\s?)?$"
)
"""'8 颗 H200 组成的集群': what holds so many is a machine."""
_REACH_BACK = 130
_WORD_REACH = 40
_SHORT_LEAD = 24
"""A line that comes to its price so soon has no subject of its own."""


def priced_goods(sentence: Sentence, counted: list[Item]) -> list[Item]:
    """Facts with a price. A price of goods that are counted goes into their facts and makes no new ones."""
    money = sentence.reading.within("money", sentence.start, sentence.end)
    if len(money) > MOST_NUMBERS:
        return []
    text = sentence.reading.text
    table = {id(m) for a, b in pairwise(money) if _COLUMN.fullmatch(text, a.end, b.start) for m in (a, b)}
    found: list[Item] = []
    previous: Mark | None = None
    for mark in money:
        refused = is_no_price(sentence, mark, previous)
        if not is_conversion(sentence, mark, previous):
            previous = mark
        goods = [*counted, *sentence.before]
        if refused or any(item.quantity is mark for item in counted) or repeats_price(mark, goods):
            continue
        if is_other_money(sentence, mark, counted=bool(counted or sentence.before)):
            continue
        code = article_currency(sentence.reading, mark).code
        if code is None or mark.value.low < _EACH_LEAST or pay_for_counted(sentence, mark, code, counted):
            continue
        found += _sum(sentence, mark) or ([] if id(mark) in table else _each(sentence, mark, code))
    return found


def _sum(sentence: Sentence, mark: Mark) -> list[Item]:
    target = goods_of_sum(sentence, mark)
    if target is None:
        return []
    named: list[Mark | None] = [*target.models] or [None]
    span = (sentence.start, sentence.end)
    return [Item(name_of(sentence.reading, m), m, target.form, span, price=mark, basis="total") for m in named]


def _each(sentence: Sentence, mark: Mark, code: str) -> list[Item]:
    reading = sentence.reading
    model = _priced_model(sentence, mark)
    if model is None or not _is_priced(sentence, mark, model) or pays_for_other_goods(sentence, model, mark):
        return []
    form = machine_form(_around(sentence, model, mark)) or "card"
    if form == "card" and _MANY_CHIPS.search(sentence.left_of(model, 16)):
        form = "server"
    if form == "card" and not sentence.start <= model.start:
        form = next((item.form for item in sentence.before if item.model_mark is model and item.form), form)
    if not is_a_unit_price(code, mark.value.low, form):
        return []
    named = listed_up_to(reading.text, [m for m in sentence.models if m.end <= model.end]) or [model]
    span = (sentence.start, sentence.end)
    return [Item(name_of(reading, m), m, form, span, price=mark, basis="each") for m in named]


def _around(sentence: Sentence, model: Mark, mark: Mark) -> str:
    """The words between goods and price, with those that touch the goods."""
    first, last = min(model.start, mark.end), max(model.end, mark.start)
    return sentence.reading.text[max(sentence.start, first - 6) : min(sentence.end, last + 10)]


def _is_priced(sentence: Sentence, mark: Mark, model: Mark) -> bool:
    """The amount has a currency in the goods' own sentence, or something says that it is a price."""
    amount = mark.value
    if len(_NUMBERS.findall(sentence.reading.text, model.end, mark.start)) > _TABLE_NUMBERS:
        return False
    if is_each(sentence, mark) or amount.label in {"price", "target", "total", "ceiling"}:
        return True
    if amount.bare and not amount.fraction:
        return is_spoken_price(sentence, mark)
    if model.start >= sentence.start and model.end <= mark.start and _is_in_reach(sentence, mark, model):
        return True
    return _says_price(sentence, mark, model)


def _is_in_reach(sentence: Sentence, mark: Mark, model: Mark) -> bool:
    """Few words and fewer numbers stand between goods and an amount, and an amount without a currency ends there."""
    between = SIZES.sub("", sentence.reading.text[model.end : mark.start])
    if len(between) > _PLAIN_REACH or len(_NUMBERS.findall(between)) > _FEW_NUMBERS:
        return False
    amount = mark.value
    return amount.signed or (amount.scaled and _ENDS.match(sentence.reading.text, mark.end, sentence.end) is not None)


def _says_price(sentence: Sentence, mark: Mark, model: Mark) -> bool:
    """A price word stands beside it, or nothing between it and the goods."""
    text = sentence.reading.text
    if _PRICE_WORD.search(sentence.left_of(mark, _WORD_REACH)) or _PRICE_BEHIND.match(sentence.right_of(mark, 16)):
        return True
    if model.end <= mark.start and _COPULA.fullmatch(SIZES.sub(" ", text[model.end : mark.start])):
        return True
    if model.start >= mark.end and _DESCRIBED.fullmatch(text, mark.end, model.start):
        return True
    return _is_listed(sentence, mark)


def _is_listed(sentence: Sentence, mark: Mark) -> bool:
    """A price in a bulleted list or in a record of a price tracker."""
    reading, amount = sentence.reading, mark.value
    if amount.fraction and reading.says(TRACKER_ROW):
        return True
    line = reading.line_of(mark.start)
    return amount.signed and (
        reading.kind == "listing" or _BULLET.match(reading.text, line.start, line.end) is not None
    )


def _end_of_row(sentence: Sentence, mark: Mark) -> int:
    """'1.9 万、2.3 万甚至 2.7 万的 4090': where the last of the amounts ends that are joined."""
    text, end = sentence.reading.text, mark.end
    for other in sentence.reading.within("money", mark.end, sentence.end):
        if not _ROW_JOIN.fullmatch(text, end, other.start):
            break
        end = other.end
    return end


def _priced_model(sentence: Sentence, mark: Mark) -> Mark | None:
    """The goods an amount belongs to: those it describes, else the last before it, else those right behind."""
    text = sentence.reading.text
    behind = next((m for m in sentence.models if m.start >= mark.end), None)
    last_end = _end_of_row(sentence, mark)
    if behind is not None and _ATTRIBUTE.fullmatch(text, last_end, behind.start):
        return behind
    before = [m for m in sentence.models if m.end <= mark.start]
    if before:
        return before[-1]
    if behind is not None and (
        _APPOSITION.fullmatch(text, mark.end, behind.start) or _DESCRIBED.fullmatch(text, mark.end, behind.start)
    ):
        return behind
    later = named_later(sentence, mark)
    last = later[0] if later else sentence.last_model
    if later:
        return last
    if last is None or mark.start - last.end >= _REACH_BACK or names_accessory(sentence, mark):
        return None
    lead = text[sentence.start : mark.start]
    is_on = goes_on(sentence, last, mark) or (_NOUN.search(lead) is not None and len(lead) > _SHORT_LEAD)
    return last if is_on else None
