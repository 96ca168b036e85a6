"""Bare numbers that are prices: '3090 二手现在 5500 能收', 'changed hands at 960k', 'let go for 620,000'."""

from __future__ import annotations

import re
from dataclasses import replace

from extract.components.money import Amount
from extract.components.numbers import Number
from extract.components.sentences import Sentence
from extract.reading import Mark, Reading
from extract.word_classes import word_classes

_WORDS = word_classes("facts")
_LEAST = 300
_YEARS = (1990, 2035)
_NAME_BEFORE = re.compile(r"[a-z][ -]?$")
_SPOKEN = _WORDS.pattern("{spoken_price_words}")
_SCORE = _WORDS.pattern("{scores}")
_PAID_BEFORE = _WORDS.pattern(r"{paid_before}\s?(?:{about}|{at_least}|{at_most}|just|only|a|an)?\s?~?$")
_PORTION = _WORDS.pattern(r"{ordinals}\s{portions},?\s(?:for|at)\s?(?:{about})?\s?$")
_NOTHING_BEHIND = _WORDS.pattern(r"\s?(?:[,，.。;；:!?)）]|$|{behind_prices})")
_SPOKEN_UNIT = re.compile("块钱?$")
_AFTER_GOODS = _WORDS.pattern(r"^\s?(?:{edition}|{chip_nouns}|{machines}|\s)*[,:]\s$")
_GOODS_REACH, _LIST_REACH = 30, 160
_BEFORE_REACH, _PORTION_REACH = 24, 40


def is_spoken_price(sentence: Sentence, mark: Mark) -> bool:
    """A bare number in talk of prices. Who writes 元 writes it always."""
    amount: Amount = mark.value
    if amount.low < _LEAST or _YEARS[0] <= amount.low <= _YEARS[1]:
        return False
    if not sentence.chinese:
        return mark.rule == "money.paid"
    text = sentence.reading.text
    if any(m.value.signed and not _SPOKEN_UNIT.search(text[m.start : m.end]) for m in sentence.reading.marks["money"]):
        return False
    if _NAME_BEFORE.search(sentence.left_of(mark, 4)):
        return False
    return sentence.says(_SPOKEN) and not sentence.says(_SCORE)


def add_paid_numbers(reading: Reading) -> None:
    """Numbers in English prose behind words that only a price follows become money."""
    if reading.lang.chinese:
        return
    left_over: list[Mark] = []
    for mark in reading.marks.get("number", ()):
        number: Number = mark.value
        before = reading.text[max(0, mark.start - _BEFORE_REACH) : mark.start]
        is_large = number.low >= _LEAST and not _YEARS[0] <= number.low <= _YEARS[1]
        is_paid = _PAID_BEFORE.search(before) is not None or _is_in_price_list(reading, mark)
        is_paid = is_paid and not _PORTION.search(reading.text, max(0, mark.start - _PORTION_REACH), mark.start)
        if is_large and is_paid and _NOTHING_BEHIND.match(reading.text, mark.end):
            reading.add("money", Amount.of_price(number), mark.start, mark.end, "money.paid", 0.7)
        else:
            left_over.append(mark)
    reading.marks["number"] = left_over
    for mark in reading.marks.get("money", ()):
        if _PORTION.search(reading.text, max(0, mark.start - _PORTION_REACH), mark.start):
            continue
        if mark.value.bare and _PAID_BEFORE.search(reading.text, max(0, mark.start - _BEFORE_REACH), mark.start):
            mark.rule, mark.value = "money.paid", replace(mark.value, label="price")
    reading.marks["money"].sort(key=lambda mark: mark.start)


def _is_in_price_list(reading: Reading, mark: Mark) -> bool:
    """'an H100 board is 180,000 yuan; a B200 board, 400,000': goods and a number, behind a price with its currency."""
    goods = reading.within("model", max(0, mark.start - _GOODS_REACH), mark.start)
    if not goods or not _AFTER_GOODS.match(reading.text[goods[-1].end : mark.start]):
        return False
    return any(m.value.signed for m in reading.within("money", max(0, mark.start - _LIST_REACH), mark.start))
