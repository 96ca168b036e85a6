"""One empty machine that takes several models is one line of goods, and none of the models is sold with it."""

from __future__ import annotations

import re

from extract.components.goods import Goods
from extract.components.zones import LIST_GLUE
from extract.reading import Reading

_SENTENCE_END = re.compile(r"[。;；!\n]|\. ")
_DESCRIPTION = re.compile(r"^\s?(?:pcie|nvl|oam|sxm[0-9]?|[0-9]{2,3} ?gb?)(?![a-z0-9])")
_REACH = 120


def merge_platforms(reading: Reading, groups: list[Goods]) -> list[Goods]:
    """'SYS-821GE 机头（H100/H200 通用）': the machine stays, its platforms go."""
    kept: list[Goods] = []
    for run in _runs(reading, groups):
        if len(run) < 2 or not _is_empty_machine(reading, run):
            kept.extend(run)
            continue
        machine = run[0]
        if machine.sku is not None:
            machine.model = None
            machine.end = max(goods.end for goods in run)
            kept.append(machine)
    return kept


def _runs(reading: Reading, groups: list[Goods]) -> list[list[Goods]]:
    """Lines of goods in order, those together whose names stand in one list."""
    runs: list[list[Goods]] = []
    for goods in groups:
        last = runs[-1][-1] if runs else None
        if last is not None and last.model is not None and goods.sku is None and _is_listed(reading, last, goods):
            runs[-1].append(goods)
        else:
            runs.append([goods])
    return runs


def _is_listed(reading: Reading, first: Goods, second: Goods) -> bool:
    between = reading.text[first.end : second.start]
    return "\n" not in between and LIST_GLUE.fullmatch(_DESCRIPTION.sub("", between)) is not None


def _is_empty_machine(reading: Reading, run: list[Goods]) -> bool:
    """The sentence of the list says that the machine comes without GPUs."""
    start, end = reading.near(run[0].start, _REACH)
    cuts = [match.end() for match in _SENTENCE_END.finditer(reading.text, start, run[0].start)]
    stop = _SENTENCE_END.search(reading.text, run[-1].end, end)
    return bool(reading.within("barebone", cuts[-1] if cuts else start, stop.start() if stop else end))
