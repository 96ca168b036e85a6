"""Whether a number is money: an ordered table of small rules, the first with an opinion decides."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from extract.components.counters import counter_alternatives
from extract.components.labels import label_before
from extract.components.numbers import Number
from extract.components.price_scale import scale_for_all
from extract.reading import Mark, Reading
from extract.scanning import Pattern
from extract.word_classes import word_classes

_WORDS = word_classes("money")
_NOT_MONEY_BEHIND = _WORDS.pattern(" ?{not_money_behind}")
_LENGTH_BEHIND = _WORDS.pattern(" ?{lengths_behind}")
_NOT_THOUSANDS = _WORDS.pattern(" ?{not_thousands_behind}")
_MONEY_WORDS = _WORDS.pattern(" {money_words}")
_PLAIN_GAP = re.compile(r"[^0-9,，。;；:!?()（）$¥\n]{0,30}")
_WORD_BEHIND = re.compile(r" [a-z]")
_POWER_BEHIND = _WORDS.pattern(" ?{power_behind}")
_TIMES_BEFORE = _WORDS.pattern(" ?{times_before} ?$")
_CLOSING_BEHIND = _WORDS.pattern("{closing_behind}")
_EA_BEHIND = re.compile(r"ea(?![a-z])")
_STOCK_BEHIND = _WORDS.pattern(r"\+? ?{stock_behind}")
_DASHED = re.compile(r"[.,][-–—](?![0-9])")
_LEAST_DASHED = 10
_TAX_BEFORE = _WORDS.pattern("{tax_words}[:：]?$")
_TAX_REACH = 6
_LEAST_CLOSED = 500
_LARGE = 10_000
_NAME_REACH = 24
_GOODS_BEFORE = _WORDS.pattern("{goods_before}$")
_STANDS_BEFORE, _STANDS_BEHIND = " \t:：,，。;；!！?？】]|-–—/(（@", " \t,，。;；|\n+)）/、!！含未不"
_ROW_END = re.compile(r"(?:\s[-–—|]\s|\t)$")
_CELL_BEFORE = re.compile(r"[:=]\s?$|\s{2}$")
_MACHINE_SIZES = {1, 2, 4, 8}
_YEARS = range(1990, 2036)


@dataclass(slots=True)
class Candidate:
    """A number and what touches it."""

    reading: Reading
    """The text."""
    mark: Mark
    """The number's mark."""
    number: Number
    """The number."""
    signed: bool
    """A currency touches it."""
    label: str | None
    """What the words before call it."""
    each: str | None
    """Counter class of "per unit"."""
    period: str | None
    """Period of a rent."""

    @property
    def end(self) -> int:
        """One past the digits and their scale."""
        return self.mark.end

    @property
    def text(self) -> str:
        """The whole normalised text."""
        return self.reading.text


def is_money(candidate: Candidate) -> bool:
    """Whether the number is an amount of money."""
    return next((said for rule in _RULES if (said := rule(candidate)) is not None), False)


def counts_model(reading: Reading, end: int) -> bool:
    """Behind the number stands a model with nothing but describing words between: it counts that."""
    ahead = [*reading.within("model", end, end + 60), *reading.within("family", end, end + 60)]
    first = min(ahead, key=lambda mark: mark.start, default=None)
    return first is not None and _PLAIN_GAP.fullmatch(reading.text, end, first.start) is not None


def _nothing(candidate: Candidate) -> bool | None:
    return False if candidate.number.low <= 0 else None


def _few(candidate: Candidate) -> bool | None:
    """'八卡最高抵…', '96ea': a small number in characters or right before "ea" counts."""
    number, end = candidate.number, candidate.end
    small = number.low < 100 and not number.scaled
    if number.chinese and small and not candidate.signed:
        return False
    return False if small and _EA_BEHIND.match(candidate.text, end) else None


def _signed(candidate: Candidate) -> bool | None:
    return True if candidate.signed else None


def _dashed(candidate: Candidate) -> bool | None:
    """'3200.-', '450,–': a dash in the place of the cents."""
    dashed = candidate.number.low >= _LEAST_DASHED and _DASHED.match(candidate.text, candidate.end)
    return True if dashed else None


def _in_stock(candidate: Candidate) -> bool | None:
    """'100+ 现货': so many are in stock."""
    number = candidate.number
    if number.scaled or number.fraction or candidate.label:
        return None
    return False if _STOCK_BEHIND.match(candidate.text, candidate.end) else None


def _watts(candidate: Candidate) -> bool | None:
    """'72W card', '2x 2700W' are power; a price in w stands in Chinese text or says what it is for."""
    if candidate.number.letter != "w":
        return None
    text, mark = candidate.text, candidate.mark
    if _POWER_BEHIND.match(text, mark.end) or _TIMES_BEFORE.search(text, max(0, mark.start - 3), mark.start):
        return False
    return False if candidate.reading.lang.code == "en" and not (candidate.each or candidate.label) else None


@cache
def _counter_behind() -> Pattern:
    return Pattern(rf" ?(?P<unit>{counter_alternatives()})")


def _counted(candidate: Candidate) -> bool | None:
    behind = _counter_behind().match(candidate.text, candidate.end)
    return False if behind and behind["unit"] not in _WORDS["weak_counters"] else None


def _ten_thousands(candidate: Candidate) -> bool | None:
    """万, w, 亿, million."""
    number = candidate.number
    if not number.scaled or number.letter not in {None, "w"}:
        return None
    if number.low < 100:
        return False
    return _NOT_MONEY_BEHIND.match(candidate.text, candidate.end) is None or _stands_behind_name(candidate)


def _stands_behind_name(candidate: Candidate) -> bool:
    """'H100 172万 A100 68万': the number is of the name before it, and counts nothing behind it."""
    start = candidate.mark.start
    names = candidate.reading.within("model", max(0, start - _NAME_REACH), start)
    return bool(names) and start - names[-1].end <= 1 and candidate.text[candidate.end : candidate.end + 1] == " "


def _sizes(candidate: Candidate) -> bool | None:
    """'70b' is a model's size, '2m cable' a length."""
    letter = candidate.number.letter
    if letter == "b" or (letter == "m" and _LENGTH_BEHIND.match(candidate.text, candidate.end)):
        return False
    return None


def _thousands(candidate: Candidate) -> bool | None:
    """'4k each', '1.2m'; neither '4k resolution' nor 'k' behind the size of a machine."""
    number, text = candidate.number, candidate.text
    if number.letter not in {"k", "m"}:
        return None
    if number.letter == "k" and number.core in _MACHINE_SIZES and not candidate.each and not candidate.label:
        return False
    if not candidate.each and _WORD_BEHIND.match(text, candidate.end) and not _MONEY_WORDS.match(text, candidate.end):
        return False
    return _NOT_THOUSANDS.match(text, candidate.end) is None


def _rent(candidate: Candidate) -> bool | None:
    """'16 per week' is a pace; a rent has a sign, a unit, a label, decimals or three digits."""
    if not candidate.period:
        return None
    number = candidate.number
    return bool(number.scaled or number.fraction or candidate.each or candidate.label or number.low >= 100) or None


def _per_unit(candidate: Candidate) -> bool | None:
    """'4,100/张', '2600一台': the unit touches the number."""
    touching = candidate.text[candidate.end : candidate.end + 2].strip()[:1]
    if not candidate.each or touching not in {"/", "一", "每"}:
        return None
    return candidate.number.low >= 100 or candidate.number.fraction


def _counts_goods(candidate: Candidate) -> bool | None:
    return False if not candidate.reading.lang.chinese and counts_model(candidate.reading, candidate.end) else None


def _labelled(candidate: Candidate) -> bool | None:
    if not candidate.label or candidate.label == "none":
        return None
    least = 1 if candidate.each is not None or candidate.label == "price" else 500
    return candidate.number.low >= least


def _each(candidate: Candidate) -> bool | None:
    return True if candidate.each and candidate.number.low >= 500 else None


def _taxed(candidate: Candidate) -> bool | None:
    """'不含税4.1 打包谈': behind the word for the tax stands the price; '含税13%' is the tax."""
    text, start, end = candidate.text, candidate.mark.start, candidate.end
    if not candidate.number.fraction or text[end : end + 1] not in {"", *_STANDS_BEHIND}:
        return None
    return True if _TAX_BEFORE.search(text, max(0, start - _TAX_REACH), start) else None


def _alone(candidate: Candidate) -> bool | None:
    """A number that stands alone, as prices do in a list: 'PCIe 18.5，'."""
    text, number, start, end = candidate.text, candidate.number, candidate.mark.start, candidate.end
    before, behind = text[start - 1 : start] or " ", text[end : end + 1]
    closed = number.low >= _LEAST_CLOSED and _CLOSING_BEHIND.match(text, end)
    named = number.low >= _LEAST_CLOSED and _GOODS_BEFORE.search(text, max(0, start - 4), start)
    stands = behind in _STANDS_BEHIND or (behind in "(（" and scale_for_all(candidate.reading) != 1)
    if (before not in _STANDS_BEFORE and not named) or (behind and not stands and not closed):
        return False
    least = 1 if number.fraction and scale_for_all(candidate.reading) != 1 else 2
    if number.low < least or (not number.fraction and number.low in _YEARS):
        return False
    return not _is_small(candidate) and not _is_labelled_count(candidate)


def _is_labelled_count(candidate: Candidate) -> bool:
    """'库存 5000'; a weak word such as 出 or 有 labels no count of ten thousands."""
    label = label_before(candidate.reading, "count_label", candidate.mark.start)
    if label is None:
        return False
    weak = candidate.text[label.start : label.end] in _WORDS["counted_before"] or label.end - label.start == 1
    return not (weak and candidate.number.low >= _LARGE)


def _is_small(candidate: Candidate) -> bool:
    """Below a thousand, English text names counts, unless the number ends a row."""
    text, number, start, end = candidate.text, candidate.number, candidate.mark.start, candidate.end
    if candidate.reading.lang.chinese or number.low >= 1000 or number.fraction or text[end - 1] == "+":
        return False
    if text[end : end + 1] not in {"", "\n"}:
        return True
    if _ROW_END.search(text, max(0, start - 3), start):
        return False
    return not (_CELL_BEFORE.search(text, max(0, start - 3), start) and scale_for_all(candidate.reading) != 1)


_RULES: tuple[Callable[[Candidate], bool | None], ...] = (
    _nothing,
    _few,
    _signed,
    _dashed,
    _in_stock,
    _watts,
    _counted,
    _ten_thousands,
    _sizes,
    _thousands,
    _rent,
    _per_unit,
    _counts_goods,
    _labelled,
    _each,
    _taxed,
    _alone,
)
