"""Counts of goods in a sentence of an article: 8 万颗 H200, 74 servers with B300 chips."""

from __future__ import annotations

import re
from dataclasses import replace

from extract.components.counts import Count
from extract.components.fact_followups import goods_named_before
from extract.components.fact_gaps import is_in_a_name
from extract.components.fact_names import name_of
from extract.components.fact_namings import named_later
from extract.components.fact_parallel import Paired, paired_goods
from extract.components.fact_refusals import is_no_stock
from extract.components.fact_targets import Stated, Target, goods_beside
from extract.components.money import Amount
from extract.components.numbers import Number
from extract.components.sentences import MOST_NUMBERS, Item, Sentence
from extract.reading import Mark
from extract.word_classes import word_classes

_JOIN = re.compile(r",\s")
_LAST_JOIN = re.compile(r"\s?(?:,\s?)?(?:and|&|和|及|与)\s?(?:another\s|a further\s)?")
_NUMBERED = word_classes("facts").pattern(r"(?:between|from|{numbered})\s?$")
_COUNTER = word_classes("facts").pattern(r"(?!\s?台[北湾中南州积])\s?{counters}")
_KINDS = ("count", "number", "money")
_LETTER = re.compile("(?<=x)[a-z]")
_OF_MACHINE = re.compile(r"[0-9a-z]{1,9}-(?:gpu|way|card|chip)(?![a-z])")
"""'an 8-GPU H100 node': the size of a machine."""
_PRICED = word_classes("facts").pattern("{price_words}")
_LIST_REACH = 40
_TRADED_BEFORE = word_classes("facts").pattern(
    r"(?:{acquired}|{disposed}|{seized}|{handled_in_talk})\s?(?:another\s|{about}\s|了\s?)?$"
)
_MACHINE_BEHIND = word_classes("facts").pattern(
    r"[\s\-]?(?:(?:{edition}|{modifiers}|[0-9]+ ?gb?|的)\s?){0,3}{machines}"
)
_HOLDERS = {"server", "rack"}
_SIGN = re.compile("[x×*]")
_INSIDE = {1, 2, 4, 8, 10, 16}
"""8x H100, L20×4: so many stand in one machine."""
_TRADED = {"card", "chip", "server", "rack", "module", "board"}
_MACHINES_BEHIND = re.compile(r"[^()\n]{0,30}\)[,，、 ]{0,2}共?[0-9一二两三四五六七八九十]{1,5} ?(?:台|套|柜|个?节点)")
"""'服务器(8×H800)4 台': what stands in brackets is inside each."""
_YEARS = (1990, 2040)
_AFTER_DIGITS = re.compile(r"(?<![0-9a-z.])[1-9][0-9]{0,2} $")
_THREE = 3
_DOTTED = re.compile(r"[1-9][0-9]{0,2}\.[0-9]{3}")
"""'1.024 GPU': nobody counts thousandths of goods."""


def counted_goods(sentence: Sentence) -> list[Item]:
    """Facts with a count, one for every model that is counted together."""
    marks = [mark for kind in _KINDS for mark in sentence.reading.within(kind, sentence.start, sentence.end)]
    if len(marks) > MOST_NUMBERS:
        return []
    found: list[Item] = []
    waiting: list[Stated] = []
    read_until = -1
    for mark in sorted(marks, key=lambda m: (m.start, m.kind != "count")):
        stated = _stated(sentence, mark) if mark.start >= read_until else None
        read_until = max(read_until, mark.end)
        if stated is None or is_in_a_name(sentence, mark, counted=stated.counted):
            continue
        paired = paired_goods(sentence).get(mark.start)
        if paired is not None:
            found.extend(_of_list(sentence, stated, paired))
            continue
        target = goods_beside(sentence, stated) or goods_named_before(sentence, stated, found)
        if target is None:
            waiting.append(stated)
            continue
        if is_no_stock(sentence, stated, target, alone=not found):
            continue
        if not target.models:
            target.models = named_later(sentence, mark)
        if target.models or not sentence.speaks_of_other_chips():
            for one in (*_counted_with(sentence, stated, waiting), stated):
                found.extend(_items(sentence, one, target))
    return [item for item in found if not _is_product(sentence, item, marks, found)]


def _is_product(sentence: Sentence, item: Item, marks: list[Mark], found: list[Item]) -> bool:
    """'26 个 GB200 机柜（每柜 72 颗，合计 1872 颗）': machines times what each holds, said again."""
    if item.form in _HOLDERS or not item.low:
        return False
    machines = [other for other in found if other.form in _HOLDERS and other.model == item.model]
    held = {str(mark.value.low) for mark in marks if mark.kind != "money"}
    held |= {str(mark.value) for mark in sentence.reading.within("gpus", sentence.start, sentence.end)}
    return any(
        item.low % one.low == 0 and str(item.low // one.low) in held
        for one in machines
        if one.low is not None and 1 < one.low < item.low
    )


def _of_list(sentence: Sentence, stated: Stated, paired: Paired) -> list[Item]:
    """'H100、H200 分别为 12、8 台': each number of a list counts its own goods."""
    last: Number | Count | Amount = paired.last.value
    if paired.model is None or (isinstance(last, Amount) and (last.signed or last.label)):
        return []
    if isinstance(last, Count) and not stated.counted:
        stated = replace(stated, counted=True, counter=last.counter)
    whole = paired.whole(stated.mark)
    if not stated.counted and (sentence.chinese or _PRICED.search(sentence.left_of(whole, _LIST_REACH))):
        return []
    target = Target([paired.model], paired.form)
    return (
        []
        if is_no_stock(sentence, replace(stated, mark=whole), target, alone=True)
        else _items(sentence, stated, target)
    )


def _counted_with(sentence: Sentence, stated: Stated, waiting: list[Stated]) -> list[Stated]:
    """'24, 36 and 80 H200s': the numbers right before a count are counts of the same goods."""
    text, first, found = sentence.reading.text, stated.mark.start, list[Stated]()
    for other in reversed(waiting):
        join = _JOIN if found else _LAST_JOIN
        if not join.fullmatch(text, other.mark.end, first):
            break
        found.insert(0, other)
        first = other.mark.start
    return [] if found and _NUMBERED.search(sentence.left_of(found[0].mark, 16)) else found


def _items(sentence: Sentence, stated: Stated, target: Target) -> list[Item]:
    named: list[Mark | None] = [*target.models] or [None]
    return [
        Item(
            name_of(sentence.reading, model),
            model,
            target.form,
            (sentence.start, sentence.end),
            quantity=stated.mark,
            low=stated.low,
            high=stated.high,
            counter=stated.counter,
        )
        for model in named
    ]


def _stated(sentence: Sentence, mark: Mark) -> Stated | None:
    value: Number | Count | Amount = mark.value
    if isinstance(value, Amount):
        return _unsigned(sentence, mark, value)
    dotted = sentence.reading.text[mark.start : mark.end]
    if _OF_MACHINE.match(sentence.reading.text, mark.start, sentence.end):
        return None
    if not sentence.chinese and dotted[:_THREE].isdigit() and _AFTER_DIGITS.search(sentence.left_of(mark, 5)):
        # "13 800 GB300": thousands, or two numbers
        return None
    if isinstance(value, Number) and _DOTTED.fullmatch(dotted):
        return Stated(mark, int(dotted.replace(".", "")), None, counted=False)
    if isinstance(value, Number):
        if (
            value.low != value.low.to_integral_value()
            or value.low <= 0
            or (value.fraction and not value.scaled)
            or value.letter == "b"
        ):
            return None
        counted = _COUNTER.match(sentence.right_of(mark, 3)) is not None
        if not counted and not value.scaled and _YEARS[0] <= value.low <= _YEARS[1] and "," not in dotted:
            return None
        return Stated(mark, int(value.low), int(value.high) if value.high is not None else None, counted)
    low = value.low if value.low is not None else value.high
    if low is None or value.role == "limit" or (value.role == "sold" and value.counter not in _TRADED):
        return None
    if value.counter == "times":
        signed = _SIGN.search(sentence.reading.text[mark.start : mark.end]) is not None
        if signed and _LETTER.match(sentence.reading.text, mark.end):
            return None
        listed = sentence.reading.text[mark.start - 1 : mark.start] == "(" and not _MACHINES_BEHIND.match(
            sentence.reading.text, mark.end
        )
        inside = signed and low in _INSIDE and not listed and not _is_traded_so(sentence, mark)
        return None if inside else Stated(mark, low, None, counted=signed)
    return Stated(mark, low, value.high if value.low is not None else None, counted=True, counter=value.counter)


def _is_traded_so(sentence: Sentence, mark: Mark) -> bool:
    """'Picked up 2x 3090', not 'bought an 8x H100 node': cards are counted right behind a trade."""
    if not _TRADED_BEFORE.search(sentence.left_of(mark, 24)):
        return False
    model = next((m for m in sentence.models if m.start >= mark.end), None)
    return model is not None and _MACHINE_BEHIND.match(sentence.right_of(model, 30)) is None


def _unsigned(sentence: Sentence, mark: Mark, value: Amount) -> Stated | None:
    """'2 million H200 chips': a number with no currency may count."""
    if value.signed or value.each or value.period or value.low != value.low.to_integral_value() or value.low <= 0:
        return None
    written = sentence.reading.text[mark.start : mark.end]
    if not value.scaled and _YEARS[0] <= value.low <= _YEARS[1] and "," not in written:
        return None
    return Stated(
        mark, int(value.low), int(value.high) if value.high is not None else None, counted=False, like_money=True
    )
