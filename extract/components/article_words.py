"""Numbers that prose writes in words: half a million, eleven grand, forty, 二百八."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from extract.components.numbers import Number
from extract.components.spoken_amounts import is_adjective
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
    rf"|(?P<n>{SPOKEN}|an?|the|these|those|his|her|its|their|our)(?P<half> and a half)? )"
    r"(?P<scale>thousand|grand|million|billion|lakh|crore)(?P<late> and a half)?(?![a-z])"
)
_PLAIN = _WORDS.pattern(rf"{SPOKEN}(?! ?{{not_counted}})(?! of the(?! {{counted_goods}}))")
_NOT_BEFORE = _WORDS.pattern("{no_count_before}[ -]?$")
_HAN = re.compile(
    rf"(?<![{CHINESE}万亿几数好第])[{CHINESE}]{{2,8}}(?P<more>多|余|出头|整)?(?=[,，。、;；)）\s的就和及]|$)"
)
_HAN_UNIT = re.compile("[十百千拾佰仟]")
_THOSE = {"the", "these", "those", "his", "her", "its", "their", "our"}
_MANY = 10
"""'the two', 'the six' are mostly people; 'the forty' may be goods."""


def scaled_numbers(reading: Reading) -> Iterator[Mark]:
    """'half a million', 'eleven grand', 'two and a half thousand', 'the million'."""
    for match in _SCALED.finditer(reading.text):
        if not _is_free(reading, *match.span()) or is_adjective(reading.text, match.end("scale")):
            continue
        core = _PARTS[match["part"].split()[0].split("-")[0]] if match["part"] else Decimal(_spoken(match["n"]))
        core += Decimal("0.5") if match["half"] or match["late"] else 0
        start = match.start("scale") if match["n"] in _THOSE else match.start()
        yield _mark(reading, core * _SCALES[match["scale"]], (start, match.end()), scaled=True)


def _spoken(written: str) -> int:
    return 1 if written in {"a", "an", *_THOSE} else spoken_number(written) or 0


def plain_numbers(reading: Reading) -> Iterator[Mark]:
    """'forty H100s': a number in English words that counts nothing else."""
    if reading.lang.chinese:
        return
    for match in _PLAIN.finditer(reading.text):
        value = spoken_number(match.group())
        before = _NOT_BEFORE.search(reading.text, max(0, match.start() - 12), match.start())
        if before and value and value >= _MANY and before.group().strip(" -") in _THOSE:
            before = None
        if value and value > 1 and not before and _is_free(reading, *match.span()):
            yield _mark(reading, Decimal(value), match.span())


def numbers_in_characters(reading: Reading) -> Iterator[Mark]:
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
