"""Which part of the text belongs to each line of goods, and what holds for all of them."""

from __future__ import annotations

import re
from itertools import pairwise

from extract.components.goods import Goods
from extract.reading import Reading
from extract.word_classes import word_classes

_WORDS = word_classes("goods")
LIST_GLUE = _WORDS.pattern(r"[\s/、,，&+|和与或及]{0,4}(?:or|and)?[\s/、,，&]{0,3}{maker}? ?")
STRONG_CUT = re.compile(r"[。;；!！|]|\. (?=[a-z0-9])")
_WEAK_CUT = re.compile(r"(?<![0-9]),|,(?![0-9])|[，、]|\s[-–—/+]\s|\s&\s")
_CLAUSE = re.compile(r"[,，。;；\n.\s]\s*")
_CLAUSE_ZH = re.compile(r"[,，。;；]")
_FOR_ALL = _WORDS.pattern("{for_all_zh}|{for_all}")
_FOR_ALL_ZH = _WORDS.pattern("{for_all_zh}(?!价)")
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
        if after.memory or before.memory or before.model is None or after.model is None:
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
    if before.line != after.line and not (after.memory and reading.within("memory", line.start, after.start)):
        return line.start
    between = text[before.end : after.start]
    strong = [m.end() for m in STRONG_CUT.finditer(between)]
    if strong:
        return before.end + strong[-1]
    weak = [m.end() for m in _WEAK_CUT.finditer(between)]
    counts = [
        m for m in reading.within("count", before.end, after.start) if _is_glue(text[m.end : after.start].strip())
    ]
    if weak:
        return before.end + weak[-1]
    if counts:
        return counts[-1].start
    return after.start


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
            if (
                (_FOR_ALL.match(text, position) and not text[last.end + match.start()].isspace())
                or _FOR_ALL_ZH.match(text, position)
                or text[last.end + match.start()] == "\n"
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
    """In a one-line list, clauses behind the last price or count that hold facts only speak for all."""
    last = groups[-1]
    values = [
        *reading.within("money", last.end, line_end),
        *reading.within("count", last.end, line_end),
        *reading.within("masked", last.end, line_end),
    ]
    if not values or not reading.lang.chinese:
        return line_end
    behind = max(m.end for m in values)
    match = _CLAUSE_ZH.search(reading.text[behind:line_end])
    return behind + match.end() if match else line_end
