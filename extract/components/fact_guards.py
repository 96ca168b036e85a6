"""Money that is no price of chips: rent, fees, gains, differences, conversions, laptops and power supplies."""

from __future__ import annotations

import re

from extract.components.money import Amount
from extract.components.sentences import Sentence
from extract.reading import Mark
from extract.word_classes import word_classes

_WORDS = word_classes("facts")
_OTHER_MONEY = _WORDS.pattern("{not_goods_money}|{compute_jobs}")
_RENTAL = _WORDS.pattern("{rental}")
_PRICE_WORD = _WORDS.pattern("{own_price_words}")
_NAMED_PRICE = _WORDS.pattern("{old_prices}|{raised_to}")
_PROCEEDS = _WORDS.pattern(r"{proceeds}[^,，。]{0,12}$")
_DELTA_LEFT = _WORDS.pattern(r"{delta_before}[^0-9,，]{0,6}$")
_DELTA_RIGHT = _WORDS.pattern(r"\s?{delta_behind}")
_RATE = re.compile(r"(?:约合|折合|汇率|折算)[^0-9,，。]{0,8}$")
_CONVERSION = _WORDS.pattern(r"{conversion}|约\s?$|[(（]\s?~?(?:us|hk|nt)?[$¥€]?\s?$")
_OTHER_GOODS = re.compile(r"[a-z]{1,4}[0-9]{2,4}")
_CONVERSION_REACH = 40
_LEAST_SPOKEN = 300
_YEARS = (1990, 2035)
_NAME_BEFORE = re.compile(r"[a-z] ?$")
_SPOKEN = _WORDS.pattern("{spoken_price_words}")
_SCORE = _WORDS.pattern("{scores}")
_OTHER_CARD = re.compile(r"(?<![a-z])(?:rx|rtx|gtx|arc|r[579]|i[579]) ?[0-9]{3,5}")
_CONSUMER = _WORDS.pattern("{consumer_goods}|{pc_parts}|{accessories}")
_BUNDLE = _WORDS.pattern(r"{bundles}\s?(?:{vendor_words}\s?)?$")
_AT = re.compile(r"\s?at\s?[a-z]{0,2}[$€£]")
_ACCESSORY = _WORDS.pattern("{accessories}")
_CONSUMER_BEHIND = _WORDS.pattern(r"[\s)）]{0,2}(?:{variant_nouns}|{consumer_goods}|{pc_parts}|{accessories})")
_SERVER = _WORDS.pattern("{servers}")
_HOLDER = _WORDS.pattern(r"{holders}\s?(?:{vendor_words}\s?){0,3}$")
_FEE_LEFT = _WORDS.pattern(r"(?:{fees}|{vouchers})[^0-9,，。]{0,8}$")
_FEE_RIGHT = _WORDS.pattern(r"\s?的?{fees}")


def speaks_of_other_money(sentence: Sentence) -> bool:
    """Tell revenue, funding, fines, wages and the cost of a training run from prices of goods."""
    return sentence.says(_OTHER_MONEY)


def is_no_price(sentence: Sentence, mark: Mark, previous: Mark | None) -> bool:
    """Rent, a fee, a gain, a difference, or the amount before in another currency."""
    amount: Amount = mark.value
    if amount.period is not None or (amount.bare and not amount.fraction and not is_spoken_price(sentence, mark)):
        return True
    left = sentence.left_of(mark, 24)
    if amount.label == "fee" and not _NAMED_PRICE.search(left[-12:]):
        return True
    return bool(
        _is_rent(sentence, mark)
        or _PROCEEDS.search(left)
        or _FEE_LEFT.search(left)
        or _FEE_RIGHT.match(sentence.right_of(mark, 12))
        or _DELTA_LEFT.search(left)
        or _DELTA_RIGHT.match(sentence.right_of(mark, 24))
        or is_conversion(sentence, mark, previous)
    )


def is_spoken_price(sentence: Sentence, mark: Mark) -> bool:
    """A bare number in talk of prices: '3090 二手现在 5500 能收，矿卡 4800'. Who writes 元 writes it always."""
    amount: Amount = mark.value
    if not sentence.chinese or amount.low < _LEAST_SPOKEN or _YEARS[0] <= amount.low <= _YEARS[1]:
        return False
    if any(other.value.signed for other in sentence.reading.marks.get("money", ())):
        return False
    if _NAME_BEFORE.search(sentence.left_of(mark, 4)):
        return False
    return sentence.says(_SPOKEN) and not sentence.says(_SCORE)


def is_conversion(sentence: Sentence, mark: Mark, previous: Mark | None) -> bool:
    """'16,000 美元（现汇率约合 10.8 万元）', '700 万元，约为 100 万美元': the same money again."""
    if _RATE.search(sentence.left_of(mark, 24)):
        return True
    if previous is None or mark.start - previous.end > _CONVERSION_REACH:
        return False
    between = sentence.reading.text[previous.end : mark.start]
    if previous.value.currency == mark.value.currency or _OTHER_GOODS.search(between):
        return False
    return _CONVERSION.search(between) is not None


def _is_rent(sentence: Sentence, mark: Mark) -> bool:
    """Its clause speaks of rent, or an earlier one does and its own names no price: 包月价 4.8 万，H20 节点 2.6 万."""
    start, end = sentence.clause_span(mark.start)
    if sentence.says(_RENTAL, start, end):
        return True
    return sentence.says(_RENTAL, sentence.start, start) and not sentence.says(_PRICE_WORD, start, end)


def pays_for_other_goods(sentence: Sentence, model: Mark, mark: Mark) -> bool:
    """The amount behind a chip's name is the price of what holds the chip, or of what goes with it."""
    text = sentence.reading.text
    if sentence.about_consumer_goods or sentence.names_consumer_goods():
        return True
    clause_start, _ = sentence.clause_span(model.start)
    between = (model.end, mark.start) if model.end <= mark.start else (mark.end, mark.end)
    return bool(
        sentence.says(_ACCESSORY, clause_start, model.start)
        or sentence.says(_CONSUMER, *between)
        or sentence.says(_OTHER_CARD, *between)
        or _CONSUMER_BEHIND.match(text, model.end, sentence.end)
        or _BUNDLE.search(sentence.left_of(model, 16))
        or _is_held(sentence, model, mark)
    )


def _is_held(sentence: Sentence, model: Mark, mark: Mark) -> bool:
    """'整机 配 RTX 5090，4,799 美元': the price is the machine's; that of a server is a price of chips."""
    if not _HOLDER.search(sentence.left_of(model, 20)) or _AT.match(sentence.right_of(model, 6)):
        return False
    return not sentence.says(_SERVER, max(sentence.start, model.start - 30), max(model.end, mark.start))
