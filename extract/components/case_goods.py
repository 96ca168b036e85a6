"""Goods of a case: how many of which model, counted in which unit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from extract.components.counts import Count
from extract.components.fact_names import approx_of, name_of
from extract.components.numbers import Number
from extract.components.sentences import Sentence, models_in
from extract.reading import Mark, Reading
from extract.records import Unit
from extract.scanning import Pattern
from extract.word_classes import word_classes

_LATIN_WORD = re.compile(r"[a-z][a-z\-'’]*")
_STOP = re.compile(r"[,，。;；:!?()（）0-9]")
_REACH = 60
_MOST_WORDS = 4
_MOST_GOODS = 20_000_000
"""All accelerators ever sold are not many more."""
_MOST_HAN = 12
_UNITS: tuple[Unit, ...] = ("rack", "server", "baseboard", "module", "card")
_KUAI = re.compile(r"(?:余|多)?块$")


@dataclass(slots=True)
class Goods:
    """A count of goods, or models named without one."""

    models: list[str]
    """Short names, in the order of the text."""
    marks: list[Mark]
    """What names them."""
    count: Mark | None = None
    """Where the count stands."""
    low: int | None = None
    """Its value or low end."""
    high: int | None = None
    """Its high end."""
    unit: Unit | None = None
    """What is counted."""
    approx: Literal["about", "gt", "lt"] | None = None
    """How exact."""


def counted_goods_in(reading: Reading, start: int, end: int) -> list[Goods]:
    """Every count of goods in a span, each with its models."""
    models = models_in(reading, start, end)
    sentence = Sentence(reading, start, end, models, None, [], about_consumer_goods=False)
    marks = [m for kind in ("count", "number", "money") for m in reading.within(kind, start, end)]
    found: list[Goods] = []
    for mark in sorted(marks, key=lambda m: m.start):
        read = _count(reading, mark)
        if (
            read is None
            or _is_money(reading.text, mark)
            or _pattern(r"{each}\s?$").search(reading.text, max(start, mark.start - 6), mark.start)
        ):
            continue
        goods = _behind(reading, mark, models, end) or _before(reading, mark, models, start, end)
        if goods is not None:
            goods.count, (goods.low, goods.high), goods.approx = mark, read, approx_of(sentence, mark)
            found.append(goods)
    return found


def named_goods_in(reading: Reading, start: int, end: int) -> Goods:
    """All models named in a span."""
    marks = models_in(reading, start, end)
    return Goods(_names(reading, marks), marks)


def _names(reading: Reading, marks: list[Mark]) -> list[str]:
    return list(dict.fromkeys(name for mark in marks if (name := name_of(reading, mark)) is not None))


def _count(reading: Reading, mark: Mark) -> tuple[int, int | None] | None:
    value = mark.value
    if isinstance(value, Count):
        low = value.low if value.low is not None else value.high
        if low is None or value.counter == "times":
            return None
        return low, value.high if value.low is not None else None
    if mark.kind == "money" and not value.bare and not _KUAI.search(reading.text, mark.start, mark.end):
        return None
    if value.low != value.low.to_integral_value() or value.low <= 0 or (value.fraction and not value.scaled):
        return None
    if (
        isinstance(value, Number)
        and not value.scaled
        and 1990 <= value.low <= 2035
        and reading.text[mark.end - 1] != "0"
    ):
        return None
    return int(value.low), int(value.high) if value.high is not None else None


def _is_money(text: str, mark: Mark) -> bool:
    """A sign or a word of money touches it, or it is more than anybody counts."""
    if mark.start and text[mark.start - 1] in "$€£¥":
        return True
    low = mark.value.low if mark.value.low is not None else mark.value.high
    return low > _MOST_GOODS or _pattern(r"\s?{currency_behind}").match(text, mark.end) is not None


@cache
def _pattern(template: str) -> Pattern:
    return word_classes("case_goods").pattern(template)


@cache
def _noun() -> Pattern:
    return word_classes("facts").pattern("{machines}|{chip_nouns}")


def _behind(reading: Reading, mark: Mark, models: list[Mark], end: int) -> Goods | None:
    """'400 A100 GPUs', '36 servers containing B300 chips', '74台搭载B300芯片的服务器'."""
    text = reading.text
    limit = min(end, mark.end + _REACH)
    stop = _STOP.search(text, mark.end, limit)
    model = next((m for m in models if mark.end <= m.start < limit), None)
    if stop and (model is None or stop.start() < model.start):
        limit, model = stop.start(), None
    noun = _noun().search(text, mark.end, limit)
    at = min((m.start() if isinstance(m, re.Match) else m.start for m in (noun, model) if m is not None), default=None)
    direct = at is not None and _describes(text[mark.end : at])
    counts_goods = _noun().search(text, mark.start, mark.end) is not None
    counts_model = model is not None and isinstance(mark.value, Count)
    if not (direct or counts_goods or counts_model):
        return None
    if at is not None and direct and word_classes("facts").pattern("{other_nouns}").search(text, mark.end, at):
        return None
    chosen = _together(text, [m for m in models if m is model or mark.end <= m.start < limit])
    return Goods(_names(reading, chosen), chosen, unit=_unit_of_count(text, mark, chosen, at, end))


def _describes(gap: str) -> bool:
    """Whether nothing but a few describing words stands between a count and its goods."""
    latin = _LATIN_WORD.findall(gap)
    if (
        _STOP.search(gap)
        or len(latin) > _MOST_WORDS
        or any(word in word_classes("case_goods")["not_between"] for word in latin)
    ):
        return False
    return sum(map(_han, gap)) <= _MOST_HAN


def _unit_of_count(text: str, mark: Mark, chosen: list[Mark], at: int | None, end: int) -> Unit | None:
    """The counter of a count; '30 GPU servers' and '300 H100 servers' are servers."""
    counter = _unit(text[mark.start : mark.end])
    last = chosen[-1].end if chosen else mark.end
    if counter in {None, "card"} and _pattern(r"\s?{before_machine}?\s?{machine}").match(text, last, end):
        return "server"
    return counter or _unit(text[mark.end : min(end, max(last + 18, at + 14 if at is not None else 0))])


def _before(reading: Reading, mark: Mark, models: list[Mark], start: int, end: int) -> Goods | None:
    """'查获A100显卡60张': in Chinese a count with its counter may follow the goods."""
    if not isinstance(mark.value, Count) or not _han(reading.text[mark.end - 1]):
        return None
    text = reading.text
    own = [
        m
        for m in models
        if m.end <= mark.start and mark.start - m.end <= 8 and not _STOP.search(text, m.end, mark.start)
    ]
    noun = None
    for match in _noun().finditer(text, max(start, mark.start - 8), mark.start):
        noun = match
    if not own and (noun is None or mark.start - noun.end() > 2):
        return None
    between = text[own[-1].end if own else mark.start : mark.start]
    unit = _unit(between) or _unit(text[mark.start : mark.end])
    return Goods(_names(reading, own[-1:]), own[-1:], unit=unit)


def _together(text: str, models: list[Mark]) -> list[Mark]:
    """The first model and those joined to it: H100 and H200."""
    chosen = models[:1]
    for model in models[1:]:
        if not re.fullmatch(
            r"\s?(?:,|、|/|and|or|和|与|及|&|, and)\s?(?:nvidia |英伟达)?", text[chosen[-1].end : model.start]
        ):
            break
        chosen.append(model)
    return chosen


def _unit(text: str) -> Unit | None:
    found = [
        (match.start(), order, unit)
        for order, unit in enumerate(_UNITS)
        if (match := _pattern(f"{{{unit}}}").search(text)) is not None
    ]
    servers = [item for item in found if item[2] in {"server", "rack"}]
    return min(servers or found)[2] if found else None


def _han(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fff"
