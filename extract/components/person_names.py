"""The shapes of persons' names as traders sign, and what stands in their place and names nobody."""

from __future__ import annotations

import re
from bisect import bisect_left

from extract.lexicon import words_of
from extract.normalise import normalise
from extract.reading import Mark, Reading
from extract.word_classes import word_classes

HAN = r"[\u4e00-\u9fff]"
UPPER = "A-ZÀ-ÖØ-ÞĐ"
_PERSONS = word_classes("persons", original=True)
_LOWER = "a-zß-öø-ÿđĀ-ſơưẠ-ỹ'’"
_LATIN_WORD = rf"[{UPPER}][{_LOWER}]{{1,14}}"
LATIN = _PERSONS.pattern(
    rf"(?:{{title}}\.?\s)?(?:[A-Z]\. ?)?{_LATIN_WORD}(?: (?:{_LATIN_WORD}|[A-Z]\b\.?)){{0,2}}"
).source
"""Danny, Vincent Teh, Mr. Tín, K. Nok, Tomasz W."""
CALLED = _PERSONS.pattern(
    rf"(?:{{surname}}{HAN}?(?:{{honorific}}|{{honorific_short}})|{HAN}{{1,2}}{{honorific_any}}"
    rf"|{{nick_prefix}}{HAN}{{1,2}}?(?:{{honorific_any}}|{{honorific}})?"
    r"|[A-Z][a-z]{1,10}(?:{honorific_any}|生)|阿[A-Za-z]{2,11})"
).source
"""王经理, 陳生, 强总, 小李, 老周, 阿坤哥, Ken哥, 阿May: nothing but a person is called so."""
FULL = _PERSONS.pattern(rf"{{surname}}{HAN}{{1,2}}").source
"""张伟; as easily two words of a sentence, so that its place has to speak for it."""
_HAN = re.compile(HAN)
_SURNAME = _PERSONS.pattern("{surname}")
_FUNCTION = _PERSONS.pattern("{function_characters}")
_TRADE = _PERSONS.pattern("{trade_characters}")
_WORD_KINDS = (
    "condition", "availability", "tax", "city", "country", "price_label", "side", "form", "count_label", "goods_before",
    "delivery_before", "maker",
)  # fmt: skip
_PLACES = ("goods_place", "delivery_place", "origin_place")
_MARKS_BEFORE = 4
"""Marks of one kind hardly overlap: one that touches a span is among these before it."""


def is_person(reading: Reading, start: int, end: int) -> bool:
    """Whether what has the shape of a name can be one."""
    name = reading.original[start:end].strip()
    if not name or is_named_nobody(name):
        return False
    if holds_function_word(name) or _TRADE.search(name[1:] if _SURNAME.match(name) else name):
        return False
    if touches(reading, "contact", start, end) or touches(reading, "contact_label", start, end):
        return False
    if any(touches(reading, kind, start, end) for kind in _PLACES):
        return False
    return not is_trade_word(name) and not is_goods(reading, start, end)


def is_named_nobody(name: str) -> bool:
    """Whether the words are such that stand where a name would: 'only', 面议, 'Regards'."""
    words = [word.strip(".,!") for word in name.casefold().split()]
    return any(
        word in _PERSONS["no_name"] for word in (name.casefold(), *words, name[:2] if _HAN.match(name) else name)
    )


def holds_function_word(text: str) -> bool:
    """Whether the text is of a sentence: no name holds 的, 不, 我."""
    return _FUNCTION.search(text) is not None


def is_trade_word(name: str) -> bool:
    """A trade word, a place or a maker is no person and no shop."""
    word = normalise(name)
    return any(word in words_of(kind) for kind in _WORD_KINDS)


def is_goods(reading: Reading, start: int, end: int) -> bool:
    """Whether a span of the original text names a model or a machine."""
    return touches(reading, "model", start, end) or touches(reading, "sku", start, end)


def is_contact(reading: Reading, start: int, end: int) -> bool:
    """Whether a span of the original text holds a contact detail."""
    return touches(reading, "contact", start, end)


def touches(reading: Reading, kind: str, start: int, end: int) -> bool:
    """Whether a mark of the kind touches a span of the original text."""
    marks = reading.marks.get(kind, [])

    def begins(mark: Mark) -> int:
        return reading.aligned.span(mark.start, mark.end)[0]

    behind = bisect_left(marks, end, key=begins)
    return any(reading.aligned.span(m.start, m.end)[1] > start for m in marks[max(0, behind - _MARKS_BEFORE) : behind])
