"""How many units of a line of goods are on offer, and how few a buyer may take."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extract.components.contents import Shape, is_inside
from extract.components.goods import Goods
from extract.components.parallel import parallel_mark
from extract.reading import Mark, Reading
from extract.word_classes import word_classes

_WORDS = word_classes("counts")
_MACHINES = {"server", "workstation", "rack", "baseboard", "barebone"}
_GPU_COUNTERS = {"card", "chip"}
_ON_A_BOARD = {4, 8}
_PART_GAP = re.compile(r"[ :：x×*]{0,3}")
_PART_FOR = _WORDS.pattern(r" ?{along_for} ?(?:just |only )?")
_PACKS = _WORDS.pattern("{pack_counters}")
_ANY_COUNTERS = {"times", "any", "label"}
_PART_REACH = 30
_FIT_REACH = 24
_FIT_GAP = re.compile(r"[ :：]?(?:up to |max |最多|最大|多达|满配)?")


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
    own = parallel_mark(reading, goods, "count")
    if own is not None:
        return Quantity(own, own.value.low, None, approx=False)
    units = _whole_units(shape, [mark for mark in _units(reading, goods, shape) if not _counts_part(reading, mark)])
    if not units:
        return None
    units = [
        mark for mark in _without_gpu_totals(shape, units, _multiplier_of(goods, units)) if mark.value.each == 1
    ] or units
    pack = _pack(reading, goods, shape)
    loose = [mark for mark in units if pack is None or not _counts_packs(reading, mark)]
    chosen = _chosen(loose or units)
    if chosen.value.each > 1 and shape.form not in _MACHINES:
        pack, loose = chosen.value.each, []
    return Quantity(chosen, chosen.value.low, chosen.value.high, chosen.value.approx, None if loose else pack)


def _without_gpu_totals(shape: Shape, units: list[Mark], multiplied: Mark | None) -> list[Mark]:
    """'256 MI325X (32 servers of 8)', '48 x A100 in 6 x NF5488A5': the number of GPUs is no number of machines."""
    if shape.form not in _MACHINES or not shape.gpus or shape.gpus < 2:
        return units
    machines = [m for m in units if m.value.low and (m.value.counter not in _ANY_COUNTERS or m is multiplied)]
    totals = {m.value.low * shape.gpus for m in machines}
    held = {id(machine) for machine in machines}
    return [m for m in units if id(m) in held or m.value.low not in totals]


def _multiplier_of(goods: Goods, units: list[Mark]) -> Mark | None:
    """The '6 x' that touches the name of a machine."""
    sku = goods.sku
    times = (m for m in units if m.value.counter == "times" and sku is not None and 0 <= sku.start - m.end <= 1)
    return next(times, None)


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
    counts = [m for m in counts if not (shape.form == "barebone" and _counts_what_fits(reading, m))]
    return [m for m in counts if not (m.value.counter == "times" and is_inside(reading, goods, shape.form, m))]


def _counts_what_fits(reading: Reading, mark: Mark) -> bool:
    """'no GPU, fits 8x H100': so many can be put into the machine."""
    words = reading.within("exclusion", max(0, mark.start - _FIT_REACH), mark.start)
    return any(word.value == "supports" and _FIT_GAP.fullmatch(reading.text, word.end, mark.start) for word in words)


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
    """What is left wins; then a stated stock; then the first count with a number; then what is vague."""
    remaining = [m for m in units if m.value.left]
    stock = [m for m in units if m.value.stock]
    labelled = [m for m in units if m.value.labelled and m.value.counter == "label"]
    numbered = [m for m in units if m.value.low is not None or m.value.high is not None]
    if len(remaining) == 1:
        return remaining[0]
    if len(stock) == 1 and stock[0] in numbered:
        return stock[0]
    chosen = next((m for m in units if m.value.counter != "label" or m.value.labelled), units[0])
    if numbered and chosen not in numbered and not chosen.value.approx:
        return numbered[0]
    return labelled[0] if labelled and not numbered else chosen
