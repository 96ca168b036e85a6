"""Which part of the text belongs to each line of goods, and what holds for all of them."""

from __future__ import annotations

import re
from itertools import pairwise

from extract.components.goods import Goods
from extract.reading import Mark, Reading
from extract.word_classes import word_classes

_WORDS = word_classes("goods")
LIST_GLUE = _WORDS.pattern(r"[\s/、,，&+|和与或及]{0,4}(?:or|and)?[\s/、,，&]{0,3}{maker}? ?")
STRONG_CUT = re.compile(r"[。;；!！|]|\. (?=[a-z0-9])")
_WEAK_CUT = re.compile(r"(?<![0-9]),|,(?![0-9])|[，、]|\s[-–—/+]\s|\s&\s")
_CLAUSE = re.compile(r"[,，。;；\n.\s]\s*")
_CLAUSE_ZH = re.compile(r"[,，。;；]")
_SENTENCE = re.compile(r"[。;；!！|]\s*|\.\s+(?=[a-z0-9])")
_FOR_ALL = _WORDS.pattern("{for_all_zh}|{for_all}")
_FOR_ALL_ZH = _WORDS.pattern("{for_all_zh}(?!价)")
_BY_COUNTER = {"count.counter", "count.label"}
_AHEAD = 16
_HEADER_END = re.compile(r"[:：】\]](?=[^,，。;；:：\]】]{0,12}$)")


def give_zones(reading: Reading, groups: list[Goods]) -> None:
    """Gives every line of goods its own text; the rest is header and footer, which hold for all."""
    text = reading.text
    reading.state["header"] = (0, 0)
    reading.state["footer"] = (len(text), len(text))
    if not groups:
        return
    if len(groups) == 1:
        groups[0].zone = (0, len(text))
        return
    _bundles(reading, groups)
    cuts = [_cut(reading, before, after) for before, after in pairwise(groups)]
    first_line = reading.lines[groups[0].line]
    head = first_line.start
    prefix = _HEADER_END.search(text[first_line.start : groups[0].start])
    if prefix:
        head = first_line.start + prefix.end()
    reading.state["header"] = (0, head)
    last = groups[-1]
    tail = _tail(reading, groups)
    reading.state["footer"] = (tail, len(text))
    edges = [head, *cuts, tail]
    for index, goods in enumerate(groups):
        goods.zone = (edges[index], max(edges[index + 1], goods.end))
    last.zone = (edges[-2], tail)
    bundles: dict[int, list[Goods]] = {}
    for goods in groups:
        if goods.bundle:
            bundles.setdefault(goods.bundle, []).append(goods)
    for members in bundles.values():
        zone = (members[0].zone[0], max(m.zone[1] for m in members))
        for member in members:
            member.zone = zone


def _bundles(reading: Reading, groups: list[Goods]) -> None:
    number = 0
    for before, after in pairwise(groups):
        if after.apart or before.apart or before.model is None or after.model is None:
            continue
        if (
            LIST_GLUE.fullmatch(reading.text, before.end, after.start)
            and "\n" not in reading.text[before.end : after.start]
        ):
            if not before.bundle:
                number += 1
                before.bundle = number
            after.bundle = before.bundle


def _cut(reading: Reading, before: Goods, after: Goods) -> int:
    text = reading.text
    line = reading.lines[after.line]
    if before.line != after.line and not (after.apart and reading.within(after.apart.kind, line.start, after.start)):
        return line.start
    between = text[before.end : after.start]
    strong = [m.end() for m in STRONG_CUT.finditer(between)]
    if strong:
        return before.end + strong[-1]
    if after.apart and follows_price(reading, before.end, after.start):
        return after.start
    weak = [m.end() for m in _WEAK_CUT.finditer(between)]
    counts = [
        m for m in reading.within("count", before.end, after.start) if _is_glue(text[m.end : after.start].strip())
    ]
    if weak:
        return before.end + weak[-1]
    if counts:
        return counts[-1].end if len(counts) == 1 and _counts_before(reading, before, counts[0]) else counts[-1].start
    return after.start


def follows_price(reading: Reading, start: int, end: int) -> bool:
    """'80G的6.2万 40G的2.9万': nothing but a blank between the last price of a span and its end."""
    paid = reading.within("money", start, end)
    return bool(paid) and reading.text[paid[-1].end : end].isspace()


def _counts_before(reading: Reading, before: Goods, count: Mark) -> bool:
    """'H100 2台 A100 3台': counts stand behind their names, for none stands before the first."""
    if count.rule not in _BY_COUNTER or count.value.role != "units":
        return False
    line = reading.line_of(before.start)
    first = reading.next_from("model", line.start)
    start = before.start if first is None else min(first.start, before.start)
    ahead = reading.within("count", max(line.start, start - _AHEAD), start)
    return not any(mark.value.role == "units" and _is_glue(reading.text[mark.end : start].strip()) for mark in ahead)


def _is_glue(between: str) -> bool:
    return not between or between in _WORDS["between_count_and_name"]


def _tail(reading: Reading, groups: list[Goods]) -> int:
    """Where the footer starts: lines behind the last goods of a list, or a clause that speaks for all."""
    text = reading.text
    last = groups[-1]
    line = reading.lines[last.line]
    lines_apart = {g.line for g in groups}
    if len(lines_apart) == 1:
        for match in _CLAUSE.finditer(text[last.end :]):
            position = last.end + match.end()
            if text[last.end + match.start()] == "\n":
                break
            if (_FOR_ALL.match(text, position) and not text[last.end + match.start()].isspace()) or _FOR_ALL_ZH.match(
                text, position
            ):
                return position
        return _shared_clauses(reading, groups, line.end)
    continued = any(
        reading.within("money", reading.lines[g.line].end, reading.lines[n.line].start)
        for g, n in pairwise(groups)
        if n.line > g.line + 1
    )
    if continued:
        blank = text.find("\n\n", last.end)
        return blank if blank >= 0 else len(text)
    return line.end


def _shared_clauses(reading: Reading, groups: list[Goods], line_end: int) -> int:
    """In a one-line list, what follows the last price or count speaks for all: Chinese clauses, English sentences."""
    last = groups[-1]
    values = [
        *reading.within("money", last.end, line_end),
        *reading.within("count", last.end, line_end),
        *reading.within("masked", last.end, line_end),
    ]
    behind = max((m.end for m in values), default=last.end)
    ends = _CLAUSE_ZH if values and reading.lang.chinese else _SENTENCE
    match = ends.search(reading.text[behind:line_end])
    return behind + match.end() if match else line_end
