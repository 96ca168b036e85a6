"""Variant of a model: stated bus or edition, and memory where it is the model's own."""

from __future__ import annotations

import re
from functools import cache

from extract.components.form_signs import shared_bus
from extract.components.goods import Goods
from extract.components.names import memory_sizes
from extract.lexicon import vocabulary_file
from extract.reading import Mark, Reading
from extract.word_classes import word_classes

_WORDS = word_classes("names")
_SLOT_BEHIND = _WORDS.pattern(r"\s?{slot_behind}")
_REACH = 60
_LINKED = re.compile(r"NVL\d$")


@cache
def bare_sxm(model: str) -> str:
    """What a bare "SXM" means for a model."""
    table: dict[str, str] = vocabulary_file("spelling.yaml")["sxm"]
    return table.get(model, "SXM")


def _bus_of(model: str, written: str) -> str:
    """SXM gets its generation; NVL2 and NVL4 are products of superchips, of a card two or four that are linked."""
    if written == "SXM":
        return bare_sxm(model)
    if _LINKED.match(written) and model not in _linked_models().get(written, ()):
        return "NVL"
    return written


@cache
def _linked_models() -> dict[str, list[str]]:
    linked: dict[str, list[str]] = vocabulary_file("spelling.yaml")["linked"]
    return linked


def variant_of(reading: Reading, goods: Goods) -> tuple[str | None, list[Mark]]:
    """The variant and its marks, for example ``SXM5 80GB``."""
    if goods.model is None:
        return None, []
    name = goods.model.value.name
    start, end = goods.zone
    marks: list[Mark] = []
    words: list[str] = []
    own_bus = goods.anchored_bus or _nearest(reading, goods, "bus", start, end)
    bus = own_bus or next(iter(shared_bus(reading, goods)), None)
    if bus is not None:
        words.append(_bus_of(name, bus.value))
        marks.append(bus)
    edition = _nearest(reading, goods, "edition", start, end)
    if edition is not None:
        words.append(edition.value)
        marks.append(edition)
    memory = goods.memory or memory_of(reading, goods)
    if memory is not None:
        words.append(f"{memory.value}GB")
        marks.append(memory)
    return " ".join(words) or None, marks


def memory_of(reading: Reading, goods: Goods) -> Mark | None:
    """The first memory size in the zone that the model is sold with; totals and system memory are others."""
    if goods.model is None:
        return None
    sizes = memory_sizes(goods.model.value.name)
    fitting = [m for m in reading.within("memory", *goods.zone) if m.value in sizes]
    behind = [m for m in fitting if m.start >= goods.model.start]
    return behind[0] if behind else (fitting[-1] if fitting else None)


def _nearest(reading: Reading, goods: Goods, kind: str, start: int, end: int) -> Mark | None:
    """The mark right behind the name, else the closest in the zone."""
    marks = reading.within(kind, start, end)
    if kind == "bus":
        marks = [m for m in marks if not _is_slot(reading, m)]
    behind = [m for m in marks if m.start >= goods.end or (goods.model and m.start >= goods.model.start)]
    if behind and behind[0].start - goods.end <= _REACH * 3:
        return behind[0]
    before = [m for m in marks if m.start < goods.start and goods.start - m.end <= _REACH]
    return before[-1] if before else None


def _is_slot(reading: Reading, mark: Mark) -> bool:
    """PCIe 4.0 x16 is an interface of any card, PCIe a variant."""
    return mark.value == "PCIe" and _SLOT_BEHIND.match(reading.text, mark.end) is not None
