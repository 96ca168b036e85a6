"""Finds the lines of goods of a text."""

from __future__ import annotations

from extract.components.goods import Goods
from extract.components.mentions import PART, fits_something, follows_mention, is_list_glue, why_only_mentioned
from extract.components.repeats import merge_repeats, split_by_memory
from extract.components.zones import STRONG_CUT, give_zones
from extract.reading import Mark, Reading

_JOIN_REACH = 60


def find_goods(reading: Reading) -> None:
    """Fills ``reading.state['goods']`` and header and footer spans. Runs after all marks."""
    anchors = _anchors(reading)
    groups = split_by_memory(reading, merge_repeats(reading, anchors))
    give_zones(reading, groups)
    reading.state["goods"] = groups
    reading.state["goods_starts"] = [g.start for g in groups]


def _anchors(reading: Reading) -> list[Goods]:
    marks = sorted(
        [*reading.marks.get("model", ()), *reading.marks.get("sku", ())], key=lambda m: (m.start, m.kind == "model")
    )
    groups: list[Goods] = []
    dropped: list[Mark] = []
    for mark in marks:
        reason = _why_left_out(reading, dropped, mark)
        if reason is not None:
            if reason == PART:
                _drop_list(reading, groups, mark)
            _leave_out(reading, mark, reason)
            dropped.append(mark)
            continue
        last = groups[-1] if groups else None
        if last and _joins(reading, last, mark):
            if mark.kind == "sku":
                last.sku = mark
            else:
                last.model = mark
            last.end = max(last.end, mark.end)
            continue
        goods = (
            Goods(None, mark, mark.start, mark.end) if mark.kind == "sku" else Goods(mark, None, mark.start, mark.end)
        )
        goods.line = reading.line_number(mark.start)
        groups.append(goods)
    return groups


def _why_left_out(reading: Reading, dropped: list[Mark], mark: Mark) -> str | None:
    if follows_mention(reading, dropped, mark):
        return "it stands in a list of names that are not sold"
    if mark.kind == "sku":
        return "the text names it as what something else fits" if fits_something(reading, mark) else None
    return why_only_mentioned(reading, mark)


def _drop_list(reading: Reading, groups: list[Goods], mark: Mark) -> None:
    """'H100/H200 冷板': the part behind the last name is for all names of the list."""
    start = mark.start
    while groups and is_list_glue(reading, groups[-1].end, start):
        goods = groups.pop()
        start = goods.start
        named = goods.model or goods.sku
        if named is not None:
            _leave_out(reading, named, PART)


def _leave_out(reading: Reading, mark: Mark, reason: str) -> None:
    reading.undetermined.append(reading.undetermined_at("model", mark.start, mark.end, reason))


def _joins(reading: Reading, goods: Goods, mark: Mark) -> bool:
    """A machine and the model in it are one line of goods."""
    if mark.start < goods.end:
        return (goods.model is None) if mark.kind == "model" else goods.sku is None
    between = reading.text[goods.end : mark.start]
    near = "\n" not in between and len(between) < _JOIN_REACH
    own_line = between.count("\n") == 1 and not _is_complete(reading, goods)
    if mark.kind == "sku":
        return goods.sku is None and goods.model is not None and (near or own_line) and not STRONG_CUT.search(between)
    if goods.model is None and goods.sku is not None:
        return (near or own_line) and not STRONG_CUT.search(between)
    return False


def _is_complete(reading: Reading, goods: Goods) -> bool:
    """A line that has its own count or price, or says that it comes without GPUs."""
    return any(reading.within(kind, *reading.near(goods.start)) for kind in ("count", "money", "barebone", "masked"))
