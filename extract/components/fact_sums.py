"""Money for counted goods, and sums for goods without a count: 27 servers for $7.6M, 价值 1.6 亿美元的 H100."""

from __future__ import annotations

import re

from extract.components.fact_basis import basis_of, is_each, is_payment, is_sum
from extract.components.fact_gaps import machine_form
from extract.components.fact_namings import listed, listed_up_to
from extract.components.fact_targets import Target
from extract.components.sentences import Item, Sentence
from extract.reading import Mark
from extract.word_classes import word_classes

_WORDS = word_classes("facts")
_LINK = _WORDS.pattern(r"\s?{sum_links}(?:\s|(?<=的))")
_LINK_OR_NONE = _WORDS.pattern(r"\s?{sum_links}?\s?")
_GOODS = _WORDS.pattern("{sum_goods}")
_NOT_GOODS = _WORDS.pattern(r"[ \-的]*{not_goods_behind}")
_BUYS = _WORDS.pattern(r"[^。;；]{0,30}?(?:{exchanges})[^。;；]{0,40}")
_MAKER = _WORDS.pattern("{chip_makers}|{chip_context}")
_PART = _WORDS.pattern("{part_words}")
_WHICH = re.compile(r"\b(?:that|which)\b")
_OLD = _WORDS.pattern(r"{old_counts}[^0-9,，。]{0,8}$")
_BREAK = re.compile(r"[,，。;；]")
_ASIDE = re.compile(r"^\*{0,2}(?:\s?[(（][^)）]{0,24}[)）])?")
_LEAST_UNNAMED = 100_000
_NEAR = 40
_REACH = 90
_BETWEEN_SENTENCES = 40
_CARDS, _MACHINES = {"card", "chip"}, {"server", "rack"}


def pay_for_counted(sentence: Sentence, mark: Mark, code: str, counted: list[Item]) -> bool:
    """Put an amount into the facts of the counted goods that it pays for; whether there are any."""
    goods = _unpaid_before(sentence, mark, counted)
    bought = [] if goods else _bought_with(sentence, mark, counted)
    goods = goods or bought or _of_sentence_before(sentence, mark, counted)
    if not goods or not is_same_unit(mark, goods[0]):
        return False
    whole = [item for item in goods if not _is_part(sentence, item, goods) and not _is_old(sentence, item)] or goods
    if _WHICH.search(sentence.reading.text, max(sentence.start, *(i.end for i in whole)), mark.start):
        whole = whole[-1:]
    nearest = min(whole, key=lambda item: abs(item.start - mark.start))
    basis = basis_of(sentence, mark, code, nearest.low or 1, nearest.form)
    if basis is None and bought:
        basis = "total"
    if basis is None:
        return False
    paid = [i for i in whole if i.quantity is nearest.quantity] if basis == "each" else whole
    for item in paid:
        item.price, item.basis = mark, basis
    return True


def repeats_price(mark: Mark, counted: list[Item]) -> bool:
    """The amount is the price of goods said before, for one instead of all of them or the other way round."""
    low = mark.value.low
    return any(
        item.price is not None
        and item.low is not None
        and item.low > 1
        and low in {item.price.value.low * item.low, item.price.value.low / item.low}
        for item in counted
    )


def _unpaid_before(sentence: Sentence, mark: Mark, counted: list[Item]) -> list[Item]:
    """The goods counted before an amount, if no other goods are named and no other money paid between."""
    unpaid = [item for item in counted if item.price is None and item.end <= mark.start]
    if not unpaid:
        return []
    last = max(unpaid, key=lambda item: item.end)
    money = sentence.reading.within("money", last.end, mark.start)
    if any(m.value.signed for m in money) and not is_each(sentence, mark) and not is_sum(sentence, mark):
        return []
    between = [m for m in sentence.models if last.end <= m.start < mark.start]
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
    return [item for item in behind if item.quantity is first.quantity]


def _of_sentence_before(sentence: Sentence, mark: Mark, counted: list[Item]) -> list[Item]:
    if counted or any(m.end <= mark.start for m in sentence.models):
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
    return item.quantity is not None and _OLD.search(sentence.left_of(item.quantity, 16)) is not None


def goods_of_sum(sentence: Sentence, mark: Mark) -> Target | None:
    """Goods right behind a sum, or the model before one that is called a value."""
    if is_each(sentence, mark):
        return None
    window = _ASIDE.sub("", sentence.right_of(mark, _REACH))
    named = is_sum(sentence, mark)
    position = _LINK_OR_NONE.match(window)
    goods = window[position.end() if position else 0 :]
    noun = _GOODS.search(goods[:_NEAR])
    if noun is not None and not _BREAK.search(goods[: noun.start()]):
        return _right_behind(sentence, mark, goods, noun, is_linked=named or _LINK.match(window) is not None)
    if not named:
        return None
    ahead = [m for m in sentence.models if m.end <= mark.start]
    if ahead:
        form = machine_form(sentence.reading.text[ahead[-1].end : mark.start][:_NEAR])
        return Target(listed_up_to(sentence.reading.text, ahead), form)
    start = sentence.clause_span(mark.start)[0]
    is_large = mark.value.low >= _LEAST_UNNAMED and not sentence.speaks_of_other_chips()
    if is_large and sentence.says(_GOODS, start, mark.start) and sentence.says(_MAKER, sentence.start, sentence.end):
        target = Target([], machine_form(sentence.reading.text[sentence.start : mark.start]))
        behind = [m for m in sentence.models if m.start >= mark.end]
        return Target(behind[:1], target.form) if behind else target
    return None


def _right_behind(sentence: Sentence, mark: Mark, goods: str, noun: re.Match[str], *, is_linked: bool) -> Target | None:
    if not (is_linked or noun.start() == 0) or not sentence.speaks_of_chips():
        return None
    if _NOT_GOODS.match(goods, noun.end()):
        return None
    text = sentence.reading.text
    for model in sentence.models:
        if mark.end <= model.start < mark.end + _REACH and not _BREAK.search(text, mark.end, model.start):
            return Target([model, *listed(text, sentence.models, model)], None)
    return None if sentence.speaks_of_other_chips() else Target([], machine_form(goods[:_NEAR]))
