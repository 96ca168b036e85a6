"""Money for counted goods: 27 servers for $7.6M, 付款 1,140 万港元，换取 A800 150 张."""

from __future__ import annotations

import re
from decimal import Decimal

from extract.components.fact_basis import basis_of, can_pay_for, costs_each, is_each, is_payment, is_per_model, is_sum
from extract.components.sentences import Item, Sentence
from extract.reading import Mark
from extract.word_classes import word_classes

_WORDS = word_classes("facts")
_BUYS = _WORDS.pattern(r"[^。;；]{0,30}?(?:{exchanges})[^。;；]{0,40}")
_AND = _WORDS.pattern(r"s?\s?(?:{chip_nouns}|{machines})?\s?{joins}\s?(?:{about}\s?)?")
_PART = _WORDS.pattern("{part_words}")
_WHICH = re.compile(r"\b(?:that|which)\b")
_OLD = _WORDS.pattern(r"{old_counts}[^0-9,，。]{0,8}$")
_PAIR = 2
_BETWEEN_SENTENCES = 40
_CARDS, _MACHINES = {"card", "chip"}, {"server", "rack"}
_OF_ORDER = _WORDS.pattern("{parts_of_order}")
_FORMER, _LATTER = _WORDS.pattern(r"{former}[^0-9,，。;；]{0,12}$"), _WORDS.pattern(r"{latter}[^0-9,，。;；]{0,16}$")
_LOT_LEAST = Decimal("0.6")
"""Whoever takes all pays at least so much of what the units cost one by one."""


def pay_for_counted(sentence: Sentence, mark: Mark, code: str, counted: list[Item]) -> bool:
    """Put an amount into the facts of the counted goods that it pays for; whether there are any."""
    goods = _unpaid_before(sentence, mark, counted)
    bought = [] if goods else _bought_with(sentence, mark, counted)
    goods = goods or bought or _of_sentence_before(sentence, mark, counted)
    if not goods or not is_same_unit(mark, goods[0]) or _pays_for_order(sentence, mark, goods):
        return False
    whole = [item for item in goods if not _is_part(sentence, item, goods) and not _is_old(sentence, item)] or goods
    if _WHICH.search(sentence.reading.text, max(sentence.start, *(i.end for i in whole)), mark.start):
        whole = whole[-1:]
    of_pair = _of_pair(sentence, mark, counted)
    whole = [of_pair] if of_pair is not None else whole
    nearest = min(whole, key=lambda item: abs(item.start - mark.start))
    count = sum({i.quantity.start: i.low or 1 for i in whole if i.quantity is not None}.values())
    basis = basis_of(sentence, mark, code, count, nearest.form)
    if basis is None and bought and can_pay_for(code, mark.value.low, count, nearest.form):
        basis = "total"
    if basis is None and of_pair is not None and any(item.basis == "total" for item in counted):
        basis = "total" if can_pay_for(code, mark.value.low, count, nearest.form) else None
    if basis is None:
        return False
    paid = [i for i in whole if i.quantity is nearest.quantity] if basis == "each" else whole
    for item in paid:
        item.price, item.basis = mark, basis
    return True


def _pays_for_order(sentence: Sentence, mark: Mark, goods: list[Item]) -> bool:
    """'1,200 GB200 GPUs, half of an order worth $96m': the sum pays for more than is counted."""
    last = max(item.end for item in goods)
    return last <= mark.start and _OF_ORDER.search(sentence.reading.text, last, mark.start) is not None


def _of_pair(sentence: Sentence, mark: Mark, counted: list[Item]) -> Item | None:
    """'H800 214 台、A800 376 台，后者账面净值 2.63 亿元': the one of two goods that an amount is said of."""
    ahead = [item for item in counted if item.quantity is not None and item.end <= mark.start]
    if len(ahead) < _PAIR:
        return None
    left = sentence.left_of(mark, 40)
    if _LATTER.search(left):
        return ahead[-1] if ahead[-1].price is None else None
    return ahead[-2] if _FORMER.search(left) and ahead[-2].price is None else None


def repeats_price(mark: Mark, counted: list[Item]) -> bool:
    """The amount is the price of goods said before, for one instead of all of them or the other way round."""
    low = mark.value.low
    return any(_is_for_lot(low, item) for item in counted) or any(
        item.price is not None
        and item.low is not None
        and item.low > 1
        and low in {item.price.value.low * item.low, item.price.value.low / item.low}
        for item in counted
    )


def _is_for_lot(low: Decimal, item: Item) -> bool:
    """'64 片，680 一片，全要 4.1 万': all of them for a little less."""
    if item.price is None or item.basis != "each" or not item.low or item.low < _PAIR or item.quantity is None:
        return False
    whole = item.price.value.low * item.low
    return bool(_LOT_LEAST * whole <= low <= whole)


def _unpaid_before(sentence: Sentence, mark: Mark, counted: list[Item]) -> list[Item]:
    """The goods counted before an amount, if no other goods are named and no other money paid between."""
    unpaid = [item for item in counted if item.price is None and item.end <= mark.start]
    if not unpaid:
        return []
    last = max(unpaid, key=lambda item: item.end)
    money = sentence.reading.within("money", last.end, mark.start)
    is_said = is_each(sentence, mark) or is_sum(sentence, mark) or _LATTER.search(sentence.left_of(mark, 40))
    if any(m.value.signed for m in money) and not is_said:
        return []
    between = [] if costs_each(sentence, mark) else [m for m in sentence.models if last.end <= m.start < mark.start]
    if any(m.value != (last.model_mark.value if last.model_mark else None) for m in between):
        return []
    return unpaid


def _bought_with(sentence: Sentence, mark: Mark, counted: list[Item]) -> list[Item]:
    """'付款 1,140 万港元，换取 A800 加速卡 150 张', '$46 million for 1,024 GPUs': the goods behind an amount."""
    behind = [item for item in counted if item.price is None and item.start >= mark.end]
    if not behind:
        return []
    first = min(behind, key=lambda item: item.start)
    named = first.model_mark
    start = min(first.start, named.start if named is not None and named.start >= sentence.start else first.start)
    if start < mark.end or sentence.reading.within("money", mark.end, start):
        return []
    is_linked = _BUYS.fullmatch(sentence.reading.text, mark.end, start) is not None or is_payment(sentence, mark)
    if not (is_linked or is_each(sentence, mark) or is_sum(sentence, mark)):
        return []
    if any(mark.end <= m.start < start and named is not None and m.value != named.value for m in sentence.models):
        # "$22,000 for a single H100 card, and one vendor claims to have 3,000 H800s"
        return []
    joined = [item for item in behind if item.quantity is first.quantity]
    for item in sorted(behind, key=lambda one: one.start):
        if item.start > joined[-1].end and _AND.fullmatch(sentence.reading.text, joined[-1].end, item.start):
            joined.append(item)
    return joined


def _of_sentence_before(sentence: Sentence, mark: Mark, counted: list[Item]) -> list[Item]:
    if counted or any(m.end <= mark.start for m in sentence.models) or is_per_model(sentence, mark):
        return []
    near = [
        i for i in sentence.before if i.quantity is not None and sentence.start - i.sentence[1] <= _BETWEEN_SENTENCES
    ]
    unpaid = [item for item in near if item.price is None]
    said = is_each(sentence, mark) or is_sum(sentence, mark) or is_payment(sentence, mark)
    return unpaid if said else []


def is_same_unit(price: Mark | None, item: Item) -> bool:
    """Cards that are counted are not paid by the server."""
    each = price.value.each if price is not None else None
    return not (each in _MACHINES and item.counter in _CARDS) and not (each in _CARDS and item.counter in _MACHINES)


def _is_part(sentence: Sentence, item: Item, goods: list[Item]) -> bool:
    """'840 件，计 H100 560、H200 280', '其中 90 台': a part of what is counted before."""
    first = goods[0]
    if item is first or first.low is None or item.quantity is first.quantity:
        return False
    rest = sum(i.low or 0 for i in goods if i is not first)
    said = _PART.search(sentence.reading.text, min(first.end, item.start), item.start)
    return rest == first.low or said is not None


def _is_old(sentence: Sentence, item: Item) -> bool:
    """'较上季的 960 套': a count that is only compared with."""
    if item.quantity is None:
        return False
    first, start = max(item.sentence[0], item.quantity.start - 16), item.quantity.start
    return _OLD.search(sentence.reading.text[first:start]) is not None
