"""Prices in a sentence of an article: each unit's, or one sum for the goods."""

from __future__ import annotations

import re
from itertools import pairwise

from extract.components.fact_basis import basis_of, is_a_unit_price, is_each, is_per_model, is_sum
from extract.components.fact_currency import article_currency
from extract.components.fact_gaps import SIZES, goes_on, machine_form
from extract.components.fact_guards import is_conversion, is_no_price, is_other_money
from extract.components.fact_holders import names_accessory, names_other_lot, pays_for_other_goods
from extract.components.fact_names import name_of
from extract.components.fact_namings import is_only_model, listed_up_to, named_later
from extract.components.fact_parallel import Paired, paired_goods
from extract.components.fact_spoken import is_spoken_price
from extract.components.fact_sum_goods import bought_for, goods_of_sum
from extract.components.fact_sums import pay_for_counted, repeats_price
from extract.components.fact_tables import goods_of_column, goods_of_heading
from extract.components.sentences import MOST_NUMBERS, Basis, Item, Sentence
from extract.components.tracker_rows import is_in_tracker_row
from extract.reading import Mark
from extract.word_classes import word_classes

_WORDS = word_classes("facts")
_PRICE_WORD = _WORDS.pattern("{price_words}|{paid_before}")
_PRICE_BEHIND = _WORDS.pattern(r"\s?(?:[)）]\s?)?{right_price_words}")
_COPULA = _WORDS.pattern(r"(?:[\s\"”:：,，~]|{edition}|{shops}|{copula}){0,8}")
_ATTRIBUTE = _WORDS.pattern(r"\s?{attributive}\s?(?:{vendor_words}\s?){0,3}")
_DESCRIBED = _WORDS.pattern(r"[^,，。;；0-9]{0,24}{attributive}\s?(?:{vendor_words}\s?){0,3}")
_APPOSITION = _WORDS.pattern(r"[,，]\s?(?:the |an? )?(?:{vendor_words}\s?){0,3}|[^,，。;；0-9]{0,12}")
_NOUN = _WORDS.pattern("{chip_nouns}|{machines}")
_ROW_JOIN = _WORDS.pattern(r"\s?(?:{joins}|甚至|到|或|再到|then)?\s?[$€£¥]?")
_COLUMN = re.compile(r"[\s|/,，]{1,2}[$€£¥]?")
_NUMBERS = re.compile("[0-9]+")
_ENDS = re.compile(r"\s?(?:左右|上下|往上|往下|起步|起|出头|多|以上|上下浮动)?\s?(?:[,，.。;；:!?、()（）]|$)")
_PLAIN_REACH, _FEW_NUMBERS, _TABLE_NUMBERS = 80, 4, 20
_BULLET = re.compile(r"\s*(?:[-*•|·▪◾●○◆►▶‣]|\d[.)、])")
_EACH_LEAST, _CELL_LEAST = 100, 20
_MANY_CHIPS = re.compile(
    r"(?:(?<![0-9])(?:[0-9]{1,2}\s?(?:颗|张|块|片|卡|路)|(?:2|4|8|10|16)\s?[x×])|[八四]卡|eight|8)[\s-]?(?:gpu\s|way\s|的|nvidia\s|英伟达\s?)?$"
)
"""'8 颗 H200 组成的集群': what holds so many is a machine."""
_USED = {"", "used", "new", "nvidia", "second-hand", "refurbished"}
"""Between an amount and the goods that it describes."""
_REACH_BACK, _REACH_BACK_ALONE = 130, 400
"""How far goods may stand before their price: among others, and where the text names no other."""
_WORD_REACH = 40
_NAME_REACH = 8
_NEAR_PRICE = 3
"""One version of a machine costs so many times the other at most."""
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
    for own in money:
        paired = paired_goods(sentence).get(own.start)
        stated = own if paired is None else paired.in_currency(own)
        mark = own if paired is None else paired.whole(stated)
        refused = is_no_price(sentence, mark, previous)
        if not is_conversion(sentence, mark, previous):
            previous = mark
        goods = [*counted, *sentence.before]
        if refused or any(item.quantity is own for item in counted) or repeats_price(mark, goods):
            continue
        bought = bought_for(sentence, mark) is not None
        if is_other_money(sentence, mark, counted=bool(counted or sentence.before), bought=bought):
            continue
        code = article_currency(sentence.reading, mark).code
        if code is not None and paired is not None:
            found += _of_list(sentence, stated, paired, code, counted)
            continue
        if code is None or _is_too_little(sentence, mark, counted) or pay_for_counted(sentence, mark, code, counted):
            continue
        found += _sum(sentence, mark) or (
            [] if id(mark) in table and not goods_of_column(sentence, mark) else _each(sentence, mark, code, found)
        )
    return found


def _is_too_little(sentence: Sentence, mark: Mark, counted: list[Item]) -> bool:
    """An hour or a cable costs as much; a card only where a row says that it is the price."""
    amount, reading = mark.value, sentence.reading
    if amount.low >= _EACH_LEAST or is_in_tracker_row(reading, mark):
        return False
    if amount.signed and amount.low >= _CELL_LEAST and counted and is_each(sentence, mark):
        return False
    is_cell = amount.label == "price" and amount.signed and reading.line_number(mark.start) in reading.state["rows"]
    return not (is_cell and amount.low >= _CELL_LEAST)


def _sum(sentence: Sentence, mark: Mark) -> list[Item]:
    target = goods_of_sum(sentence, mark)
    if target is None:
        return []
    named: list[Mark | None] = [*target.models] or [None]
    span = (sentence.start, sentence.end)
    return [Item(name_of(sentence.reading, m), m, target.form, span, price=mark, basis="total") for m in named]


def _each(sentence: Sentence, mark: Mark, code: str, priced: list[Item]) -> list[Item]:
    reading = sentence.reading
    heading = goods_of_heading(sentence, mark) if not sentence.models else None
    model = heading or _priced_model(sentence, mark)
    if model is None or pays_for_other_goods(sentence, model, mark):
        return []
    if heading is None and not _is_priced(sentence, mark, model):
        return []
    if names_other_lot(sentence, model, mark):
        return []
    form = machine_form(_around(sentence, model, mark)) or "card"
    if form == "card" and _MANY_CHIPS.search(sentence.left_of(model, 16)):
        form = "server"
    if form == "card" and not sentence.start <= model.start:
        named_as = machine_form(reading.text[model.end : model.end + _NAME_REACH]) or form
        form = next((item.form for item in sentence.before if item.model_mark is model and item.form), named_as)
    if form == "card" and not is_a_unit_price(code, mark.value.low, form):
        form = _form_beside(mark, priced) or form
    if not is_a_unit_price(code, mark.value.low, form):
        return []
    named = listed_up_to(reading.text, [m for m in sentence.models if m.end <= model.end]) or [model]
    span = (sentence.start, sentence.end)
    return [Item(name_of(reading, m), m, form, span, price=mark, basis="each") for m in named]


def _of_list(sentence: Sentence, stated: Mark, paired: Paired, code: str, counted: list[Item]) -> list[Item]:
    """'H100 和 H200 分别为 210 万元和 245 万元': each amount of a list pays for its own goods."""
    model, mark, form = paired.model, paired.whole(stated), paired.form
    if model is None or pays_for_other_goods(sentence, paired.beside, mark):
        return []
    unpaid = [item for item in counted if item.model_mark is model and item.price is None]
    for item in unpaid:
        item.basis = basis_of(sentence, mark, code, item.low or 1, item.form or form)
        item.price = stated if item.basis is not None else None
    if unpaid:
        return []
    basis: Basis = "total" if is_sum(sentence, mark) and not is_each(sentence, mark) else "each"
    if basis == "each" and not is_a_unit_price(code, stated.value.low, form):
        return []
    span = (sentence.start, sentence.end)
    return [Item(name_of(sentence.reading, model), model, form or "card", span, price=stated, basis=basis)]


def _form_beside(mark: Mark, priced: list[Item]) -> str | None:
    """'$270,000 per 8xH100 node, $310,000 for the H200 version': the machine is named once."""
    last = priced[-1] if priced else None
    if (
        last is None
        or last.price is None
        or last.basis != "each"
        or mark.value.low > last.price.value.low * _NEAR_PRICE
    ):
        return None
    return last.form if last.form in {"server", "rack"} else None


def _around(sentence: Sentence, model: Mark, mark: Mark) -> str:
    """The words between goods and price, with those that touch the goods."""
    first, last = min(model.start, mark.end), max(model.end, mark.start)
    return sentence.reading.text[max(sentence.start, first - 6) : min(sentence.end, last + 10)]


def _is_priced(sentence: Sentence, mark: Mark, model: Mark) -> bool:
    """The amount has a currency in the goods' own sentence, or something says that it is a price."""
    amount = mark.value
    if goods_of_column(sentence, mark) is not None:
        return True
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
    if model.start >= mark.end and (
        _touches(sentence, mark, model) or _DESCRIBED.fullmatch(text, mark.end, model.start)
    ):
        return True
    return _is_listed(sentence, mark)


def _is_listed(sentence: Sentence, mark: Mark) -> bool:
    """A price in a bulleted list or in a record of a price tracker."""
    reading, amount = sentence.reading, mark.value
    if is_in_tracker_row(reading, mark):
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


def _touches(sentence: Sentence, mark: Mark, model: Mark) -> bool:
    """'a $40,000 H100', 'a $7,000 used A100'."""
    if sentence.chinese or not mark.value.signed:
        return False
    return sentence.reading.text[mark.end : model.start].strip() in _USED


def _priced_model(sentence: Sentence, mark: Mark) -> Mark | None:
    """The goods an amount belongs to: those it describes, else the last before it, else those right behind."""
    text = sentence.reading.text
    heading = goods_of_column(sentence, mark)
    if heading is not None:
        return heading
    behind = next((m for m in sentence.models if m.start > mark.start), None)
    last_end = _end_of_row(sentence, mark)
    if behind is not None and (
        _touches(sentence, mark, behind)
        or _ATTRIBUTE.fullmatch(text, last_end, behind.start)
        or is_per_model(sentence, mark)
    ):
        return behind
    before = [m for m in sentence.models if m.end <= mark.start]
    if before:
        return _topic_before(sentence, mark) or before[-1]
    if behind is not None and (
        _APPOSITION.fullmatch(text, mark.end, behind.start) or _DESCRIBED.fullmatch(text, mark.end, behind.start)
    ):
        return behind
    later = named_later(sentence, mark)
    last = later[0] if later else sentence.last_model
    if later:
        return last
    alone = last is not None and is_only_model(sentence.reading, last)
    reach = _REACH_BACK_ALONE if alone and not sentence.chinese else _REACH_BACK
    if last is None or mark.start - last.end >= reach or names_accessory(sentence, mark):
        return None
    lead = text[sentence.start : mark.start]
    if _is_sibling(sentence, last):
        return last if goes_on(sentence, last, mark) else None
    is_on = goes_on(sentence, last, mark) or (_NOUN.search(lead) is not None and len(lead) > _SHORT_LEAD)
    is_on = is_on or (alone and not sentence.chinese and _says_price(sentence, mark, last))
    is_on = is_on or (alone and _PRICE_BEHIND.match(sentence.right_of(mark, 16)) is not None)
    return last if is_on else None


def _is_sibling(sentence: Sentence, model: Mark) -> bool:
    """'- 4x A100 …' and '- EPYC 7532: $780': each point of a list speaks of its own goods."""
    line = sentence.reading.line_of(model.start)
    if line.start <= sentence.start < line.end or not sentence.is_bullet:
        return False
    return _BULLET.match(sentence.reading.text, line.start, line.end) is not None


def _topic_before(sentence: Sentence, mark: Mark) -> Mark | None:
    """In the clause of an amount the last model; before it, none that another model is only measured by."""
    start = sentence.clause_span(mark.start)[0]
    topics = sentence.topics
    ahead = [m for m in sentence.models if m.end <= mark.start and (m.start >= start or m in topics)]
    return ahead[-1] if ahead else None
