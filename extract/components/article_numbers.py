"""Numbers that prose writes and listings do not: half a million dollars, eleven grand, 二百八, 6 万 3, 1.2 万卡."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from extract.components.counts import Count
from extract.components.money import Amount, find_money
from extract.components.numbers import Number
from extract.numerals import CHINESE, chinese_number
from extract.reading import Mark, Reading
from extract.spoken_numbers import SPOKEN, spoken_number
from extract.word_classes import word_classes

_WORDS = word_classes("article_numbers")
_SCALES = {
    "thousand": 10**3,
    "grand": 10**3,
    "k": 10**3,
    "million": 10**6,
    "billion": 10**9,
    "lakh": 10**5,
    "crore": 10**7,
}
_PARTS = {"half": Decimal("0.5"), "quarter": Decimal("0.25"), "three": Decimal("0.75")}
_SCALED = re.compile(
    r"(?<![a-z0-9])(?:(?P<part>half|quarter|three[ -]quarters?)(?: of)? an? "
    rf"|(?P<n>{SPOKEN}|an?)(?P<half> and a half)? )"
    r"(?P<scale>thousand|grand|million|billion|lakh|crore)(?P<late> and a half)?(?![a-z])"
)
_PLAIN = _WORDS.pattern(rf"{SPOKEN}(?! ?{{not_counted}})")
_NOT_BEFORE = _WORDS.pattern("{no_count_before}[ -]?$")
_HAN = re.compile(
    rf"(?<![{CHINESE}万亿几数好第])[{CHINESE}]{{2,8}}(?P<more>多|余|出头|整)?(?=[,，。、;；)）\s的就和及]|$)"
)
_HAN_UNIT = re.compile("[十百千拾佰仟]")
_LEAST_CARDS = 10
_BOARDS_REACH = 120
_TAIL = re.compile(r" ?(?P<digit>[1-9])(?![0-9.]| ?[万亿千百张台块片颗枚套卡个月年天号日周元%])")
_AND = re.compile(r"\s?(?:and|to|和|至|到|与)\s?[a-z]{0,3}[$€£¥]?\s?")
_BETWEEN = re.compile(r"(?:between|from|介于)\s?[a-z]{0,3}[$€£¥]?\s?$")
_ENDS_RANGE = re.compile(r"\s?之间")
_CARDS = _WORDS.pattern(r" ?{cards_counted}")


def add_article_numbers(reading: Reading) -> None:
    """Numbers that the listing grammar leaves, as marks of the kinds ``number``, ``money`` and ``count``."""
    _count_boards(reading)
    _join_tails(reading)
    _join_ranges(reading)
    new = [*_scaled(reading), *_characters(reading), *_plain(reading)]
    known, reading.marks["number"] = reading.marks["number"], sorted(new, key=lambda mark: mark.start)
    find_money(reading)
    reading.marks["number"] = sorted([*known, *reading.marks["number"]], key=lambda mark: mark.start)
    reading.marks["money"].sort(key=lambda mark: mark.start)
    _count_cards(reading)


def _count_boards(reading: Reading) -> None:
    """'其中三星 5 万块': boards, where the text counts its chips by the same word."""
    counters = [mark for mark in reading.marks.get("count", ()) if reading.text[mark.end - 1] == "块"]
    money: list[Mark] = []
    for mark in reading.marks.get("money", ()):
        amount: Amount = mark.value
        near = any(0 < mark.start - other.start < _BOARDS_REACH for other in counters)
        if near and amount.scaled and reading.text[mark.end - 1] == "块" and not amount.each:
            reading.add("count", Count(int(amount.low), None, "card"), mark.start, mark.end, "count.boards")
        else:
            money.append(mark)
    if counters:
        reading.marks["money"] = money
        reading.marks["count"].sort(key=lambda mark: mark.start)


def _join_tails(reading: Reading) -> None:
    """'6 万 3 到手': the digit behind a blank is three thousand."""
    joined: set[int] = set()
    for mark in reading.marks.get("money", ()):
        amount: Amount = mark.value
        tail = _TAIL.match(reading.text, mark.end) if _ends_in_ten_thousands(reading, mark, amount) else None
        if tail is not None:
            mark.value = replace(amount, low=amount.low + int(tail["digit"]) * 1000)
            mark.end = tail.end()
            joined.add(tail.start("digit"))
    for kind in ("money", "number"):
        if joined and reading.marks.get(kind):
            reading.marks[kind] = [mark for mark in reading.marks[kind] if mark.start not in joined]


def _join_ranges(reading: Reading) -> None:
    """'between $60,000 and $70,000', '在 1.2 万和 1.5 万美元之间': two amounts are the ends of one."""
    money = sorted(reading.marks.get("money", ()), key=lambda mark: mark.start)
    inner: set[int] = set()
    for low, high in pairwise(money):
        between = _AND.fullmatch(reading.text, low.end, high.start) if low.start not in inner else None
        before = _BETWEEN.search(reading.text, max(0, low.start - 16), low.start)
        if between and (before or _ENDS_RANGE.match(reading.text, high.end)) and low.value.low < high.value.low:
            signed = low if low.value.signed else high
            low.value = replace(signed.value, low=low.value.low, high=high.value.low, period=None, each=high.value.each)
            low.end = high.end
            inner.add(high.start)
    if inner:
        reading.marks["money"] = [mark for mark in money if mark.start not in inner]


def _ends_in_ten_thousands(reading: Reading, mark: Mark, amount: Amount) -> bool:
    return amount.scaled and not amount.signed and amount.high is None and reading.text[mark.end - 1] == "万"


def _scaled(reading: Reading) -> Iterator[Mark]:
    for match in _SCALED.finditer(reading.text):
        if not _is_free(reading, *match.span()):
            continue
        core = _PARTS[match["part"].split()[0].split("-")[0]] if match["part"] else Decimal(_spoken(match["n"]))
        core += Decimal("0.5") if match["half"] or match["late"] else 0
        yield _mark(reading, core * _SCALES[match["scale"]], match.span(), scaled=True)


def _spoken(written: str) -> int:
    return 1 if written in {"a", "an"} else spoken_number(written) or 0


def _plain(reading: Reading) -> Iterator[Mark]:
    if reading.lang.chinese:
        return
    for match in _PLAIN.finditer(reading.text):
        value = spoken_number(match.group())
        before = _NOT_BEFORE.search(reading.text, max(0, match.start() - 12), match.start())
        if value and value > 1 and not before and _is_free(reading, *match.span()):
            yield _mark(reading, Decimal(value), match.span())


def _characters(reading: Reading) -> Iterator[Mark]:
    """'H100 五百六十、H200 二百八': a number in characters with nothing behind it."""
    for match in _HAN.finditer(reading.text):
        written = match.group().removesuffix(match["more"] or "")
        value = chinese_number(written) if _HAN_UNIT.search(written) and len(written) > 1 else None
        if value and _is_free(reading, *match.span()):
            yield _mark(reading, value, match.span(), approx=match["more"] in {"多", "余", "出头"})


def _mark(
    reading: Reading, value: Decimal, span: tuple[int, int], *, scaled: bool = False, approx: bool = False
) -> Mark:
    number = Number(value, scaled=scaled, core=value, chinese=not reading.text[span[0]].isascii(), approx=approx)
    reading.take(*span)
    return Mark("number", number, *span, "number.words")


def _is_free(reading: Reading, start: int, end: int) -> bool:
    kinds = ("number", "money", "count", "gpus")
    return not reading.is_taken(start, end) and not any(
        mark.start < end and start < mark.end for kind in kinds for mark in reading.within(kind, start - 30, end + 30)
    )


def _count_cards(reading: Reading) -> None:
    """'1.2 万卡的 B200': cards without the counter that listings have for them."""
    left: list[Mark] = []
    for mark in reading.marks.get("number", ()):
        number: Number = mark.value
        is_large = number.low >= _LEAST_CARDS and mark.end - mark.start > 1
        cards = _CARDS.match(reading.text, mark.end) if is_large else None
        if (
            cards is None
            or number.low != number.low.to_integral_value()
            or reading.within("gpus", mark.start, cards.end())
        ):
            left.append(mark)
        else:
            reading.add("count", Count(int(number.low), None, "card"), mark.start, cards.end(), "count.cards")
    reading.marks["number"] = left
    reading.marks["count"].sort(key=lambda mark: mark.start)
