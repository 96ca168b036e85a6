"""Finds the lines of goods of a text."""

from __future__ import annotations

import re

from extract.components.goods import Goods
from extract.components.mention_parts import names_part
from extract.components.mentions import Mentioned, why_machine_only_mentioned, why_only_mentioned
from extract.components.parallel import find_parallel
from extract.components.platforms import merge_platforms
from extract.components.repeats import fold_prices, merge_repeats, split_by_description
from extract.components.shared_models import share_models
from extract.components.tables import in_same_row
from extract.components.zones import LIST_GLUE, STRONG_CUT, give_zones
from extract.reading import Mark, Reading
from extract.word_classes import word_classes

_JOIN_REACH = 60
_PART_REACH = 48
_PART_NUMBER = re.compile(r"[0-9]{3}-[0-9a-z]{4,5}-[0-9a-z]{3,4}(?:-[0-9a-z]{3})?")
_STUTTER = 8
"""A name said so often in a row is noise: whether the text trades it is not asked again."""
_NEXT_GOODS = re.compile(r"[\n;；。+&]|, |，| and ")
_OR = word_classes("goods").pattern(r"\s?[/／]?\s?{or_words}?\s?(?:{maker}\s?)?")


def find_goods(reading: Reading) -> None:
    """Fills ``reading.state['goods']`` and header and footer spans. Runs after all marks."""
    anchors = merge_platforms(reading, _anchors(reading))
    groups = split_by_description(reading, merge_repeats(reading, anchors))
    share_models(reading, groups)
    give_zones(reading, groups)
    groups = fold_prices(groups)
    find_parallel(reading, groups)
    reading.state["goods"] = groups
    reading.state["goods_starts"] = [g.start for g in groups]


def _anchors(reading: Reading) -> list[Goods]:
    marks = sorted(
        [*reading.marks.get("model", ()), *reading.marks.get("sku", ())], key=lambda m: (m.start, m.kind == "model")
    )
    groups: list[Goods] = []
    mentioned = Mentioned()
    stutter = 0
    for index, mark in enumerate(marks):
        stutter = stutter + 1 if index and _is_said_again(reading, marks[index - 1], mark) else 0
        if stutter < _STUTTER and (mentioned.goes_on(reading, mark) or _is_mention(reading, mark)):
            mentioned.add(reading, mark)
            if mark.kind == "model" and names_part(reading, mark):
                _leave_out_listed(reading, groups, mark)
            continue
        last = groups[-1] if groups else None
        if last and _is_part_number_of(reading, last, mark):
            last.end = mark.end
            continue
        if last and mark.kind == "sku" and _is_alternative(reading, last, mark):
            last.end = mark.end
            continue
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


def _is_part_number_of(reading: Reading, goods: Goods, mark: Mark) -> bool:
    """'A30 24GB HBM2 Tensor Core GPU 900-21001-0000-000': the number right behind a name is of the same goods."""
    if mark.kind != "model" or goods.model is None or not _PART_NUMBER.fullmatch(reading.text, mark.start, mark.end):
        return False
    between = reading.text[goods.end : mark.start]
    return len(between) < _PART_REACH and not _NEXT_GOODS.search(between)


def _leave_out_listed(reading: Reading, groups: list[Goods], mark: Mark) -> None:
    """Of 'B200/B300 液冷板' the plate fits both."""
    position = mark.start
    while groups and groups[-1].sku is None and LIST_GLUE.fullmatch(reading.text, groups[-1].end, position):
        position = groups.pop().start


def _is_said_again(reading: Reading, before: Mark, mark: Mark) -> bool:
    """'4090 4090 4090': the same name with nothing but blanks between."""
    return mark.value == before.value and reading.text[before.end : mark.start].isspace()


def _is_mention(reading: Reading, mark: Mark) -> bool:
    reason = why_only_mentioned(reading, mark) if mark.kind == "model" else why_machine_only_mentioned(reading, mark)
    if reason is not None:
        reading.undetermined.append(reading.undetermined_at("model", mark.start, mark.end, reason))
    return reason is not None


def _is_alternative(reading: Reading, goods: Goods, mark: Mark) -> bool:
    """'AS-8126GS-TNMR 或 G893-ZX1': either machine will do, and the first stands for both."""
    return goods.sku is not None and _OR.fullmatch(reading.text, goods.sku.end, mark.start) is not None


def _joins(reading: Reading, goods: Goods, mark: Mark) -> bool:
    """A machine and the model in it are one line of goods."""
    if mark.start < goods.end:
        return (goods.model is None) if mark.kind == "model" else goods.sku is None
    between = reading.text[goods.end : mark.start]
    if in_same_row(reading, goods.start, mark.start):
        return (goods.model if mark.kind == "model" else goods.sku) is None
    near = "\n" not in between and len(between) < _JOIN_REACH
    own_line = between.count("\n") == 1 and not _is_complete(reading, goods)
    if mark.kind == "sku":
        is_held = goods.sku is None and goods.model is not None and goods.model.value.watched
        return is_held and (near or own_line) and not STRONG_CUT.search(between)
    if goods.model is None and goods.sku is not None:
        return (near or own_line) and not STRONG_CUT.search(between)
    return False


def _is_complete(reading: Reading, goods: Goods) -> bool:
    """A line that has its own count or price, or says that it comes without GPUs."""
    return any(reading.within(kind, *reading.near(goods.start)) for kind in ("count", "money", "barebone", "masked"))
