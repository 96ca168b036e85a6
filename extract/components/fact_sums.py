"""One sum for goods: 价值 1.6 亿美元的 H100, $120 million of chips, 27 servers for $7.6M."""

from __future__ import annotations

import re

from extract.components.fact_targets import Target, listed, listed_up_to, machine_form
from extract.components.money import Amount
from extract.components.sentences import Item, Sentence
from extract.reading import Mark
from extract.word_classes import word_classes

_WORDS = word_classes("facts")
_SUM_WORD = _WORDS.pattern(r"{sum_words}[^,，。]{0,12}$")
_SUM_BEHIND = _WORDS.pattern(r"\s?{sum_words_behind}")
_EACH_WORD = _WORDS.pattern(r"{each_words}[^,，。0-9]{0,8}$")
_EACH_BEHIND = _WORDS.pattern(r"\s?{each_words}")
_LINK = _WORDS.pattern(r"\s?{sum_links}(?:\s|(?<=的))")
_LINK_OR_NONE = _WORDS.pattern(r"\s?{sum_links}?\s?")
_GOODS = _WORDS.pattern("{sum_goods}")
_NOT_GOODS = _WORDS.pattern(r"[ \-的]*{not_goods_behind}")
_FOR = re.compile(r"(?:for|at)\s?(?:about|approximately|roughly|around|a total of|some)?\s?(?:us)?\$?$")
_BRACKETED = re.compile(r"[(（][^0-9()（）]{0,16}$")
_BREAK = re.compile(r"[,，。;；]")
_ASIDE = re.compile(r"^\*{0,2}(?:\s?[(（][^)）]{0,24}[)）])?")
_LARGE = 1_000_000
_NEAR = 40
_REACH = 90
_BETWEEN_SENTENCES = 4


def is_each(sentence: Sentence, mark: Mark) -> bool:
    """The amount says that it pays for one."""
    amount: Amount = mark.value
    return (
        amount.each is not None
        or _EACH_WORD.search(sentence.left_of(mark, 20)) is not None
        or _EACH_BEHIND.match(sentence.right_of(mark, 12)) is not None
    )


def goods_of_sum(sentence: Sentence, mark: Mark) -> Target | None:
    """Goods right behind a sum, or the model before one that is called a value."""
    if is_each(sentence, mark):
        return None
    window = _ASIDE.sub("", sentence.right_of(mark, _REACH))
    named = _SUM_WORD.search(sentence.left_of(mark, 30)) is not None
    position = _LINK_OR_NONE.match(window)
    goods = window[position.end() if position else 0 :]
    noun = _GOODS.search(goods[:_NEAR])
    if noun is not None and not _BREAK.search(goods[: noun.start()]):
        return _right_behind(sentence, mark, goods, noun, is_linked=named or _LINK.match(window) is not None)
    if not named:
        return None
    ahead = [m for m in sentence.models if m.end <= mark.start]
    if ahead:
        return Target(listed_up_to(sentence.reading.text, ahead), None)
    counted = sentence.reading.within("count", sentence.start, mark.start)
    if counted and sentence.speaks_of_chips():
        return Target([], machine_form(sentence.reading.text[counted[-1].start : mark.start]))
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


def paid_together(sentence: Sentence, mark: Mark, counted: list[Item]) -> list[Item]:
    """The counted goods that a sum pays for: 采购 6 台 H20 服务器，中标金额 798 万元."""
    amount: Amount = mark.value
    if is_each(sentence, mark):
        return []
    left = sentence.left_of(mark, 30)
    named = _SUM_WORD.search(left) or _SUM_BEHIND.match(sentence.right_of(mark, 16)) or amount.label == "total"
    if not named and not (amount.low >= _LARGE and (_FOR.search(left) or _BRACKETED.search(left))):
        return []
    unpaid = [i for i in counted if i.price is None and i.quantity is not None]
    if not unpaid:
        unpaid = [i for i in sentence.before if i.price is None and i.quantity is not None and _adjoins(i, sentence)]
    if not unpaid:
        return []
    nearest = min(unpaid, key=lambda item: abs(item.start - mark.start))
    return [i for i in unpaid if i.quantity is nearest.quantity]


def _adjoins(item: Item, sentence: Sentence) -> bool:
    return sentence.start - item.sentence[1] <= _BETWEEN_SENTENCES
