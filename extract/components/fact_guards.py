"""Money that is no price of goods: rent, fees, gains, differences, conversions, revenue, wages."""

from __future__ import annotations

import re

from extract.components.fact_basis import is_each, is_sum
from extract.components.fact_spoken import is_spoken_price
from extract.components.money import Amount
from extract.components.sentences import Sentence
from extract.reading import Mark
from extract.word_classes import word_classes

_WORDS = word_classes("facts")
_OTHER_MONEY = _WORDS.pattern("{not_goods_money}")
_WORTHS = _WORDS.pattern("{worths}")
_COMPUTE_JOBS = _WORDS.pattern("{compute_jobs}")
_RENTAL = _WORDS.pattern("{rental}")
_PERIOD_LEFT = _WORDS.pattern(r"{rental_periods}[^,，。;；]{0,8}$")
_PERIOD_RIGHT = _WORDS.pattern(r"[^,，。;；]{0,6}?{rental_periods}")
_PRICE_WORD = _WORDS.pattern("{own_price_words}")
_PROCEEDS = _WORDS.pattern(r"{proceeds}[^,，。]{0,12}$")
_DELTA_LEFT = _WORDS.pattern(r"(?:{delta_before}(?![点些得一])|{delta_verbs}(?:了|掉|出|去)?)[^0-9,，]{0,6}$")
_DELTA_RIGHT = _WORDS.pattern(r"\s?{delta_behind}")
_RATE = re.compile(r"(?:约合|折合|汇率|折算)[^0-9,，。]{0,8}$")
_CONVERSION = _WORDS.pattern(r"{conversion}|约\s?$|[(（]\s?~?(?:us|hk|nt)?[$¥€]?\s?$")
_OTHER_GOODS = re.compile(r"[a-z]{1,4}[0-9]{2,4}")
_CONVERSION_REACH = 40
_FEE_LEFT = _WORDS.pattern(r"(?:{fees}|{vouchers}|(?<![花消免浪耗经])费(?!用))[^,，。;；]{0,14}$")
_FEE_RIGHT = _WORDS.pattern(r"\s?的?(?:{fees}|[\u4e00-\u9fff]{0,3}(?<![花消免浪耗经])费(?!用))")
_OTHER_SUBJECT = _WORDS.pattern("{other_subjects}|{paid_people}")
_FEE = re.compile(r"[\u4e00-\u9fff](?<![花消免浪耗经])费(?!用)")
_SERVICES = _WORDS.pattern("{services}")
_FEE_HEADING = re.compile(r"(?<![花消免浪耗经])费用?[:：]")
_PER_RUN = _WORDS.pattern(r"\s?{no_unit_behind}")


def is_other_money(sentence: Sentence, mark: Mark, *, counted: bool) -> bool:
    """Revenue, funding, fines, wages, the cost of a training run: said of the sentence, or of what the amount is."""
    if sentence.says(_COMPUTE_JOBS) or sentence.clause_says(_OTHER_MONEY, mark.start):
        return not (counted and is_each(sentence, mark))
    if sentence.says(_SERVICES) or _is_a_fee(sentence, mark):
        return True
    if sentence.clause_says(_OTHER_SUBJECT, mark.start) or (not counted and sentence.says(_WORTHS)):
        return True
    return sentence.says(_OTHER_MONEY) and not (is_each(sentence, mark) or (counted and is_sum(sentence, mark)))


def _is_a_fee(sentence: Sentence, mark: Mark) -> bool:
    """'改装费：2080Ti 450 元', '评审费由成交人承担，共计 0.8 万元': a fee heads the sentence."""
    pattern = _FEE_HEADING if sentence.models else _FEE
    return sentence.says(pattern, sentence.start, mark.start)


def is_no_price(sentence: Sentence, mark: Mark, previous: Mark | None) -> bool:
    """Rent, a fee, a gain, a difference, or the amount before in another currency."""
    amount: Amount = mark.value
    if amount.period is not None or (amount.bare and not amount.fraction and not is_spoken_price(sentence, mark)):
        return True
    left, right = sentence.left_of(mark, 24), sentence.right_of(mark, 24)
    return bool(
        _is_rent(sentence, mark)
        or _PERIOD_LEFT.search(left)
        or _PERIOD_RIGHT.match(right)
        or _PROCEEDS.search(left)
        or _FEE_LEFT.search(left)
        or _FEE_RIGHT.match(right)
        or _PER_RUN.match(right)
        or _DELTA_LEFT.search(left)
        or _DELTA_RIGHT.match(right)
        or is_conversion(sentence, mark, previous)
    )


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
    """Its clause speaks of rent, or another one does and its own names no price: 包月价 4.8 万，H20 节点 2.6 万."""
    start, end = sentence.clause_span(mark.start)
    if sentence.says(_RENTAL, start, end):
        return True
    return sentence.says(_RENTAL) and not sentence.says(_PRICE_WORD, start, end)
