"""Bare numbers that are prices in Chinese talk: '680 收的', '才 300 出头', '由 11999 涨至 22000 元', '四千二'."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from extract.components.money import Amount
from extract.components.numbers import Number
from extract.numerals import chinese_number
from extract.reading import Mark, Reading
from extract.word_classes import word_classes

_WORDS = word_classes("facts")
_LEAST, _MOST = 200, 500_000
_YEAR = re.compile("20(?:[0-3][1-9]|[1-4]0)")
_CARD_NAME = re.compile("[1-5]0[5-9]0|16[56]0|90[67]0")
_TALKS = _WORDS.pattern(r"{talk_before}\s?(?:{about}|{at_least}|{at_most})?\s?$")
_DEAL = _WORDS.pattern(r"\s?(?:左右|上下|出头|不到)?\s?{talk_deals}")
_ENDS = _WORDS.pattern(r"\s?(?:[,，。;；!?、:：)）~～\n/]|\.(?![0-9])|$|{talk_ends})")
_MOVED = _WORDS.pattern(r"\s?(?:一?[路直]?)?(?:{price_moves})了?(?:到|至|回|破|过|成)\s?[$¥]?")
_SINCE = re.compile(r"(?:由|从|自)[^0-9,，。;；]{0,12}$")
_NOT_BEHIND = re.compile(r" ?[a-z%°×*+\-]|[0-9.]")
_IN_A_NAME = re.compile(r"(?<![0-9])[a-z][ -]?$|[0-9.,/x×*-]$")
_SCORES = _WORDS.pattern("{scores}|{benchmarks}|{figures}")
_TOPIC = _WORDS.pattern("{talk_topics}")
_CLAUSE = re.compile("[,，。;；!?！？\n]")
_SPOKEN = re.compile(
    r"(?<![一二两三四五六七八九十百千万零几数多第])[一二两三四五六七八九]"
    r"(?:(?:万[一二三四五六七八九]?|千[一二三四五六七八九]?|百[一二三四五六七八九]?)(?![一二三四五六七八九十百千万亿]))"
    r"(?P<more>多|出头|左右|上下)?"
)
_NAMED = _WORDS.pattern(r"{talk_of_goods}\s?(?:{about}|{at_least})?\s?$")
_DEAL_FOR = _WORDS.pattern(r"\s?{talk_verbs}(?:了|过|的)?(?:一?[张块片颗台个])?\s?(?:{vendor_words}\s?){0,2}")
_WITHOUT = re.compile(r"没有?\s?$")
_OUT_OF_REACH = _WORDS.pattern(r"\s?(?:块钱?|元)?\s?(?:根本|绝对|肯定|压根|怕是|你|都|是){0,2}{out_of_reach}")
"""'没有 6400 拿不下来': below that nobody sells."""
_MODEL_REACH = 26
_ROW_END = re.compile(r"\s?(?:[,，;；、。\n]|$)")
_LEAST_IN_ROW, _ROW_REACH, _ALIKE = 100, 80, 12
_HEDGED = re.compile("(?:左右|上下|出头|多|不到)$")
_DIGIT = re.compile("[0-9一二两三四五六七八九]")
_REACH, _CLAUSE_REACH = 14, 40
_BESIDE = 2
_TOPIC_REACH = 60
"""Within these something tells that prices are talked of."""


def add_talk_prices(reading: Reading) -> None:
    """Numbers of Chinese prose that stand between words of a deal become money, wherever a model is named."""
    if not reading.lang.chinese or not reading.marks.get("model"):
        return
    numbers = reading.marks.get("number", [])
    found = [mark for mark in (*numbers, *_in_characters(reading)) if _is_price(reading, mark)]
    priced = [mark for mark in reading.marks.get("money", ()) if mark.value.signed or mark.value.scaled]
    known = sorted([*found, *priced], key=lambda mark: mark.start)
    taken = {mark.start for mark in found}
    reading.marks["number"] = [mark for mark in numbers if mark.start not in taken]
    for mark in found:
        reading.add(
            "money", Amount.of_price(replace(mark.value, fraction=False)), mark.start, mark.end, "money.talk", 0.7
        )
    for mark in reading.marks.get("money", ()):
        if mark.value.bare and (_is_price(reading, mark) or _is_in_row(reading, mark, known)):
            mark.rule, mark.value = "money.talk", replace(mark.value, label="price")
    reading.marks["money"].sort(key=lambda mark: mark.start)


def _in_characters(reading: Reading) -> Iterator[Mark]:
    """'六百五', '四千二', '三万八': the unit of the last digit is left out."""
    known = [mark for kind in ("number", "money", "count") for mark in reading.marks.get(kind, ())]
    starts = {position for mark in known for position in range(mark.start, mark.end)}
    for match in _SPOKEN.finditer(reading.text):
        if match.start() not in starts and not reading.is_taken(*match.span()):
            value = chinese_number(match.group().removesuffix(match["more"] or ""))
            if value is not None:
                number = Number(Decimal(value), core=Decimal(value), chinese=True, approx=match["more"] is not None)
                yield Mark("number", number, *match.span())


def _is_price(reading: Reading, mark: Mark) -> bool:
    value: Number | Amount = mark.value
    text, low = reading.text, value.low
    if not _LEAST <= low <= _MOST or low != low.to_integral_value() or _NOT_BEHIND.match(text, mark.end):
        return False
    left = text[max(reading.line_of(mark.start).start, mark.start - _REACH) : mark.start]
    if _IN_A_NAME.search(left) or _clause_says_score(reading, mark):
        return False
    moved = _MOVED.match(text, mark.end)
    if moved is not None and _SINCE.search(left) and _DIGIT.match(text, moved.end()):
        return True
    if _DEAL.match(text, mark.end) or (_WITHOUT.search(left) and _OUT_OF_REACH.match(text, mark.end)):
        return True
    written = text[mark.start : mark.end]
    if _YEAR.fullmatch(written) or _CARD_NAME.fullmatch(written):
        return False
    if _is_deal_for(reading, mark):
        return True
    is_topic = _TOPIC.search(text, max(0, mark.start - _TOPIC_REACH), mark.end + _TOPIC_REACH) is not None
    if not is_topic and not (reading.kind == "listing" and _NAMED.search(left) and _follows_model(reading, mark)):
        return False
    ends = value.approx and _HEDGED.search(written) is not None
    if not (ends or _ENDS.match(text, mark.end)):
        return False
    return _TALKS.search(left) is not None or (not written[0].isascii() and _stands_behind_goods(reading, mark))


def _is_deal_for(reading: Reading, mark: Mark) -> bool:
    """'9000 出 A6000', '6800收了张3090': a verb of a deal stands between a number and goods."""
    verb = _DEAL_FOR.match(reading.text, mark.end)
    return verb is not None and any(m.start == verb.end() for m in reading.within("model", mark.end, verb.end() + 1))


def _is_in_row(reading: Reading, mark: Mark, known: list[Mark]) -> bool:
    """'K80 才 200 块，P100 16G 420，': goods and a number, in the line of another price."""
    low, line = mark.value.low, reading.line_of(mark.start)
    if not _LEAST_IN_ROW <= low <= _MOST or low != low.to_integral_value() or _NOT_BEHIND.match(reading.text, mark.end):
        return False
    written = reading.text[mark.start : mark.end]
    if _YEAR.fullmatch(written) or _CARD_NAME.fullmatch(written):
        return False
    if _SCORES.search(reading.text, max(line.start, mark.start - _ROW_REACH), min(line.end, mark.end + _ROW_REACH)):
        return False
    if not _ROW_END.match(reading.text, mark.end) or not _stands_behind_goods(reading, mark):
        return False
    first, last = max(line.start, mark.start - _ROW_REACH), min(line.end, mark.end + _ROW_REACH)
    begin, end = (bisect_left(known, position, key=lambda other: other.start) for position in (first, last))
    return any(low / _ALIKE <= other.value.low <= low * _ALIKE for other in known[begin:end])


def _follows_model(reading: Reading, mark: Mark) -> bool:
    """'V100 16G 才 450' in a post: goods stand right before in the line."""
    line = reading.line_of(mark.start)
    return bool(reading.within("model", max(line.start, mark.start - _MODEL_REACH), mark.start))


def _stands_behind_goods(reading: Reading, mark: Mark) -> bool:
    """'M40 24G 三百多': nothing but a blank stands between goods and a number in characters."""
    first = mark.start - _BESIDE
    near = (m for kind in ("model", "memory") for m in reading.within(kind, mark.start - 24, mark.start))
    return any(first <= m.end for m in near)


def _clause_says_score(reading: Reading, mark: Mark) -> bool:
    first, last = max(0, mark.start - _CLAUSE_REACH), mark.end + _CLAUSE_REACH
    start = max((m.end() for m in _CLAUSE.finditer(reading.text, first, mark.start)), default=first)
    end = _CLAUSE.search(reading.text, mark.end, last)
    return _SCORES.search(reading.text, start, end.start() if end else last) is not None
