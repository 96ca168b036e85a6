"""Variant of a model: stated bus or edition, and memory where it is the model's own."""

from __future__ import annotations

import re
from functools import cache

from extract.components.form_signs import is_denied_bus, shared_bus
from extract.components.goods import Goods
from extract.components.names import memory_sizes
from extract.lexicon import vocabulary_file
from extract.reading import Mark, Reading
from extract.word_classes import word_classes

_WORDS = word_classes("names")
_SLOT_BEHIND = _WORDS.pattern(r"\s?{slot_behind}")
_PARTED_SOCKET = re.compile(r"sxm\s+[0-9]")
_COUNTED = _WORDS.pattern(r"\s?{socket_counters}")
_REACH = 60
_WORKSTATION_MAX_Q = ("Max-Q", "Workstation Edition")
_EDITION_GAP = 12
_REFERENCE = "Founders Edition"
_GEFORCE = ("RTX 40", "RTX 50")
_NO_REFERENCE_BEFORE = _WORDS.pattern("{no_reference_before}$")
_NO_REFERENCE_BEHIND = _WORDS.pattern(" ?{no_reference_behind}")
_LINKED = re.compile(r"NVL\d$")


@cache
def bare_sxm(model: str) -> str:
    """What a bare "SXM" means for a model."""
    table: dict[str, str] = vocabulary_file("spelling.yaml")["sxm"]
    return table.get(model, "SXM")


def _socket_of(reading: Reading, bus: Mark) -> str:
    """'SXM 2台': the digit behind the blank counts machines."""
    parted = _PARTED_SOCKET.fullmatch(reading.text, bus.start, bus.end)
    return "SXM" if parted and _COUNTED.match(reading.text, bus.end) else str(bus.value)


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
    own_bus = goods.set_apart_by("bus") or _nearest(reading, goods, "bus", start, end)
    bus = own_bus or next(iter(shared_bus(reading, goods)), None)
    if bus is not None:
        words.append(_bus_of(name, _socket_of(reading, bus)))
        marks.append(bus)
    edition = goods.set_apart_by("edition") or _nearest(reading, goods, "edition", start, end)
    if edition is not None:
        words.append(_full_edition(reading, goods, edition, marks))
    memory = goods.set_apart_by("memory") or memory_of(reading, goods)
    if memory is not None:
        words.append(f"{memory.value}GB")
        marks.append(memory)
    return " ".join(words) or None, marks


def _full_edition(reading: Reading, goods: Goods, edition: Mark, marks: list[Mark]) -> str:
    """'Max-Q 96G 工作站版' is one edition in two words. Adds what tells it to *marks*."""
    named = reading.within("edition", *goods.zone)
    parts = {mark.value: mark for mark in named if mark.value in _WORKSTATION_MAX_Q}
    told = [parts[value] for value in _WORKSTATION_MAX_Q] if len(parts) == len(_WORKSTATION_MAX_Q) else [edition]
    marks.extend(told)
    return " ".join(mark.value for mark in told)


def memory_of(reading: Reading, goods: Goods) -> Mark | None:
    """The first memory size in the zone that the model is sold with; totals and system memory are others."""
    if goods.model is None:
        return None
    sizes = memory_sizes(goods.model.value.name)
    fitting = [m for m in reading.within("memory", *goods.zone) if m.value in sizes]
    if not fitting and goods.apart is None and goods.model.end <= goods.zone[0]:
        fitting = [m for m in reading.within("memory", goods.model.end, goods.zone[0])[:1] if m.value in sizes]
    behind = [m for m in fitting if m.start >= goods.model.start]
    return behind[0] if behind else (fitting[-1] if fitting else None)


def _nearest(reading: Reading, goods: Goods, kind: str, start: int, end: int) -> Mark | None:
    """The mark right behind the name, else the closest in the zone."""
    marks = reading.within(kind, start, end)
    if kind == "bus":
        marks = [m for m in marks if not _is_slot(reading, m) and not is_denied_bus(reading, m)]
    if kind == "edition":
        marks = [m for m in marks if _names_edition(reading, goods, m)]
    behind = [m for m in marks if m.start >= goods.end or (goods.model and m.start >= goods.model.start)]
    if behind and behind[0].start - goods.end <= _REACH * 3:
        return behind[0]
    before = [m for m in marks if m.start < goods.start and goods.start - m.end <= _REACH]
    return before[-1] if before else None


def _names_edition(reading: Reading, goods: Goods, mark: Mark) -> bool:
    """公版 of a GeForce card; 'SE' right behind 'PRO 6000'."""
    if mark.value == _REFERENCE:
        return _is_reference(reading, goods, mark)
    if reading.text[mark.start : mark.end] != "se" or goods.model is None:
        return True
    return str(goods.model.value.name).startswith("RTX PRO") and 0 <= mark.start - goods.model.end <= _EDITION_GAP


def _is_reference(reading: Reading, goods: Goods, mark: Mark) -> bool:
    """Only GeForce cards come as such; '非公版', '公版涡轮' are other makes."""
    before = _NO_REFERENCE_BEFORE.search(reading.text, max(0, mark.start - 2), mark.start)
    if goods.model is None or before or _NO_REFERENCE_BEHIND.match(reading.text, mark.end):
        return False
    return str(goods.model.value.name).startswith(_GEFORCE)


def _is_slot(reading: Reading, mark: Mark) -> bool:
    """PCIe 4.0 x16 is an interface of any card, PCIe a variant."""
    return mark.value == "PCIe" and _SLOT_BEHIND.match(reading.text, mark.end) is not None
