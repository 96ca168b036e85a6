"""How many units of a line of goods are on offer, and how few a buyer may take."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extract.components.contents import Shape, is_inside
from extract.components.goods import Goods
from extract.reading import Mark, Reading
from extract.word_classes import word_classes

_WORDS = word_classes("counts")
_MACHINES = {"server", "workstation", "rack", "baseboard", "barebone"}
_GPU_COUNTERS = {"card", "chip"}
_ON_A_BOARD = {4, 8}
_PART_GAP = re.compile(r"[ :：x×*]{0,3}")
_PART_FOR = _WORDS.pattern(r" ?{along_for} ?(?:just |only )?")
_PACKS = _WORDS.pattern("{pack_counters}")
_PART_REACH = 30


@dataclass(frozen=True, slots=True)
class Quantity:
    """Units on offer."""

    mark: Mark
    """The count that says so."""
    low: int | None
    """Units; none where vague or only a ceiling is stated."""
    high: int | None
    """Upper end."""
    approx: bool
    """About, +, vague."""
    pack: int | None = None
    """Cards in one box, where boxes are counted."""


def least_order(reading: Reading, goods: Goods) -> Mark | None:
    """The count that is the least order: of the line itself, else of header or footer."""
    for zone in (goods.zone, reading.state["footer"], reading.state["header"]):
        for mark in reading.within("count", *zone):
            if mark.value.role == "moq" and mark.value.low is not None:
                return mark
    return None


def quantity_of(reading: Reading, goods: Goods, shape: Shape) -> Quantity | None:
    """Units of a line of goods; none where no count is given."""
    units = _whole_units(shape, [mark for mark in _units(reading, goods, shape) if not _counts_part(reading, mark)])
    if not units:
        return None
    pack = _pack(reading, goods, shape)
    loose = [mark for mark in units if pack is None or not _counts_packs(reading, mark)]
    chosen = _chosen(loose or units)
    return Quantity(chosen, chosen.value.low, chosen.value.high, chosen.value.approx, None if loose else pack)


def _pack(reading: Reading, goods: Goods, shape: Shape) -> int | None:
    """'每箱10张': how many cards one box holds."""
    if shape.form in _MACHINES:
        return None
    packs = [mark.value.low for mark in reading.within("count", *goods.zone) if mark.value.role == "pack"]
    return packs[0] if packs else None


def _counts_packs(reading: Reading, mark: Mark) -> bool:
    return _PACKS.search(reading.text, mark.start, mark.end) is not None


def _units(reading: Reading, goods: Goods, shape: Shape) -> list[Mark]:
    counts = [
        mark
        for mark in reading.within("count", *goods.zone)
        if mark.value.role == "units" and not mark.value.inside and mark is not shape.gpus_mark
    ]
    return [m for m in counts if not (m.value.counter == "times" and is_inside(reading, goods, shape.form, m))]


def _whole_units(shape: Shape, units: list[Mark]) -> list[Mark]:
    """Cards are no units of a machine; of a baseboard only where nothing else is counted, and its eight chips never."""
    if shape.form not in _MACHINES:
        return units
    whole = [mark for mark in units if mark.value.counter not in _GPU_COUNTERS]
    if whole or shape.form != "baseboard":
        return whole
    return [m for m in units if m.value.counter != "chip" or m.value.low not in _ON_A_BOARD]


def _counts_part(reading: Reading, mark: Mark) -> bool:
    """'Heatsink included for 40 ea', 'NVLink 桥 2个': what comes along is counted. '被动散热 8片' counts cards."""
    for part in reading.within("foreign", max(0, mark.start - _PART_REACH), mark.start):
        glued = _PART_GAP.fullmatch(reading.text, part.end, mark.start) and mark.value.counter == "any"
        if part.value == "part" and (glued or _PART_FOR.fullmatch(reading.text, part.end, mark.start)):
            return True
    return False


def _chosen(units: list[Mark]) -> Mark:
    """A stated stock wins; then the first count with a number; then what is vague."""
    stock = [m for m in units if m.value.stock]
    labelled = [m for m in units if m.value.labelled and m.value.counter == "label"]
    numbered = [m for m in units if m.value.low is not None or m.value.high is not None]
    if len(stock) == 1 and stock[0] in numbered:
        return stock[0]
    chosen = next((m for m in units if m.value.counter != "label" or m.value.labelled), units[0])
    if numbered and chosen not in numbered and not chosen.value.approx:
        return numbered[0]
    return labelled[0] if labelled and not numbered else chosen
