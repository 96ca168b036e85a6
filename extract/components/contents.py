"""The GPUs in one unit of the goods, and where that is known from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from extract.components.form_signs import FormSigns, form_signs, racks
from extract.components.forms import form_of
from extract.components.goods import Goods
from extract.reading import Mark, Reading
from extract.records import Form
from extract.word_classes import word_classes

_WORDS = word_classes("forms")
_MAKER_GAP = _WORDS.pattern(r"[ \-x×*]{0,3}(?:{maker_gap}[ \-]?){0,3}")
_SHARED = _WORDS.pattern("(?:{shared_out}) ?$")
_SHARED_REACH = 24
_MACHINE_SIZES = {2, 4, 8, 10, 16}
_IN_A_WORKSTATION = 8
_FITTING = {1, 2, 4, 8, 10, 16}
_MOST_INSIDE = 20
_MOST_USUAL = 10
_BEHIND_REACH = 24
_SOCKETS = ("SXM", "OAM")
_MACHINES = {"server", "workstation", "baseboard", "rack"}


@dataclass(slots=True)
class Shape:
    """Form and contents of one unit."""

    form: Form
    """The form."""
    marks: list[Mark]
    """What tells it."""
    gpus: int | None = None
    """GPUs in one unit."""
    gpus_mark: Mark | None = None
    """What tells that."""
    gpus_source: Literal["stated", "sku", "convention"] | None = None
    """How that is known."""


def shape_of(reading: Reading, goods: Goods) -> Shape:
    """Form of the goods and the GPUs in one unit."""
    signs = form_signs(reading, goods)
    form, marks = form_of(signs)
    if form == "barebone":
        return Shape(form, marks, 0, marks[0] if marks else None, "stated")
    if form in {"card", "module"}:
        return Shape(form, marks, 1)
    stated = _stated(signs, form)
    if stated is not None:
        number, mark = stated
        return Shape(form, marks, number, mark, "stated")
    if goods.sku is not None and goods.sku.value.gpus is not None:
        return Shape(form, marks, goods.sku.value.gpus, goods.sku, "sku")
    if form == "baseboard":
        return Shape(form, marks, 8, None, "convention")
    return Shape(form, marks)


def _stated(signs: FormSigns, form: Form) -> tuple[int, Mark] | None:
    if form == "rack":
        return _in_a_rack(signs)
    for mark in signs.gpus:
        if mark.value > 1 or form == "workstation":
            return mark.value, mark
    if signs.inside and signs.inside[0].value.low <= _MOST_INSIDE:
        return signs.inside[0].value.low, signs.inside[0]
    counts = signs.reading.within("count", *signs.goods.zone)
    for mark in counts:
        if mark.value.counter == "times" and is_inside(signs.reading, signs.goods, form, mark):
            return mark.value.low, mark
    fitting = [mark for mark in signs.times if mark.value in _FITTING]
    if fitting:
        return fitting[0].value, fitting[0]
    return _shared_out(signs, counts) or _chips_of_one(signs)


def _chips_of_one(signs: FormSigns) -> tuple[int, Mark] | None:
    """'A100 SXM4 八颗，共 3 台': the chips of one machine stand before the count of machines."""
    chips = [mark for mark in signs.counts if mark.value.counter == "chip" and mark.value.low in _MACHINE_SIZES]
    machines = [mark for mark in signs.counts if mark.value.counter == "server"]
    if len(chips) != 1 or not machines or chips[0].start > machines[0].start or signs.goods.model is None:
        return None
    return chips[0].value.low, chips[0]


def _in_a_rack(signs: FormSigns) -> tuple[int, Mark] | None:
    """GPUs of a rack that its name fixes, that are counted, or those of the machines in it ('each with 8 × XE9680')."""
    named = next((mark for mark in signs.bus if mark.value in racks()), None)
    if named is not None:
        return racks()[named.value], named
    whole = next((mark for mark in signs.gpus if mark.value in racks().values()), None)
    if whole is not None:
        return whole.value, whole
    chips = [mark for mark in signs.counts if mark.value.counter == "chip" and mark.value.low in racks().values()]
    if chips:
        return chips[0].value.low, chips[0]
    sku = signs.goods.sku
    if sku is None or sku.value.gpus is None or sku.value.form == "rack":
        return None
    for mark in signs.counts:
        if mark.value.counter == "times" and mark.value.low and _touches(signs.reading, mark, sku):
            return mark.value.low * sku.value.gpus, mark
    return None


def _shared_out(signs: FormSigns, counts: list[Mark]) -> tuple[int, Mark] | None:
    """'64 × H100 in 8 boxes': each holds eight."""
    machines = [m for m in counts if m.value.counter == "server" and m.value.role == "units" and m.value.low]
    for gpus in counts:
        if gpus.value.counter not in {"times", "card", "chip"} or not gpus.value.low:
            continue
        for units in machines:
            between = signs.reading.text[gpus.end : units.start]
            each, rest = divmod(gpus.value.low, units.value.low)
            if 0 < len(between) <= _SHARED_REACH and _SHARED.search(between) and not rest and each in _MACHINE_SIZES:
                return each, gpus
    return None


def is_inside(reading: Reading, goods: Goods, form: Form, mark: Mark) -> bool:
    """Whether an "8 x" counts the GPUs in one machine ('XE9680 8x H100'), not machines."""
    model, sku = goods.model, goods.sku
    if form not in _MACHINES or model is None or not _fits(form, mark.value.low):
        return False
    if _says_what_one_holds(reading, model, mark):
        return False
    if mark.value.low > _MOST_USUAL and mark.rule == "count.n_x" and not _counts_other_units(reading, goods, mark):
        return False  # "16x H200 nodes"
    if sku is not None and (sku.start <= model.start < sku.end or sku.value.form == "rack"):
        return False
    before = any(_touches(reading, mark, m) for m in reading.marks["model"] if m.value.name == model.value.name)
    gap = mark.start - model.end
    behind = 0 <= gap <= _BEHIND_REACH and (mark.rule == "count.x_n" or (gap <= 1 and _is_before_socket(reading, mark)))
    if not (before or behind):
        return False
    return sku is not None or form != "baseboard" or _counts_other_units(reading, goods, mark)


def _says_what_one_holds(reading: Reading, model: Mark, mark: Mark) -> bool:
    """'H200 8-GPU server x2', '2x H100 8-GPU nodes': the multiplier counts machines."""
    if mark.rule == "count.x_n":
        return any(held.value > 1 for held in reading.within("gpus", model.start, mark.start))
    behind = reading.within("gpus", model.end, model.end + _BEHIND_REACH)
    return any(held.value > 1 and held.value != mark.value.low for held in behind)


def _is_before_socket(reading: Reading, mark: Mark) -> bool:
    """'H100 8x SXM nodes': eight sockets a node."""
    return any(bus.value.startswith(_SOCKETS) for bus in reading.within("bus", mark.end, mark.end + 6))


def _fits(form: Form, number: int) -> bool:
    return number <= _IN_A_WORKSTATION if form == "workstation" else number in _FITTING


def _counts_other_units(reading: Reading, goods: Goods, mark: Mark) -> bool:
    return any(
        other is not mark and other.value.role == "units" and not other.value.inside and other.value.counter != "card"
        for other in reading.within("count", *goods.zone)
    )


def _touches(reading: Reading, count: Mark, model: Mark) -> bool:
    return count.end <= model.start and _MAKER_GAP.fullmatch(reading.text, count.end, model.start) is not None
