"""The same goods named twice are one line; one model in two makes with a price each is two."""

from __future__ import annotations

import re
from itertools import pairwise

from extract.components.goods import Goods
from extract.components.names import memory_sizes
from extract.components.zones import follows_price
from extract.reading import Mark, Reading
from extract.word_classes import word_classes

_RECENT = 6
_SPEC_REACH = 14
_SPLIT_REACH = 600
_PRICE_REACH = 40
_COUNT_REACH = 16
_PRICE_TOLD = word_classes("goods").pattern(
    r"(?:\s|[:：@=\-]|{price_told}|[0-9]{2,3}gb?(?![a-z])){0,6}(?:[a-z]{0,3}[$¥€£]|[a-z]{3} )?"
)
_SETS_APART = ("memory", "gpus", "edition", "bus")
_MACHINES = {"server", "workstation", "barebone"}
_PARTS = {"memory", "cpu", "drive"}
_SPECS = {"cpu", "disk", "frequency"}
_UNIT_SIZES = {2, 4, 8, 10, 16}
_CLAUSE_END = re.compile(r"[,，。;；\n/]")


def merge_repeats(reading: Reading, groups: list[Goods]) -> list[Goods]:
    """The same model named again without goods of its own is the same line: title and body, name and specs."""
    kept: list[Goods] = []
    for goods in groups:
        recent = (*kept[:2], *kept[2:][-_RECENT:])
        if len(kept) > 1 and (counted := _counted_before(reading, kept, goods)) is not None:
            goods.same_as = counted
            kept.append(goods)
            continue
        twin = next((g for g in recent if _same_line_of_goods(reading, g, goods, _limit(kept, g))), None)
        if twin is None:
            kept.append(goods)
        elif twin is not kept[-1] and _is_announced(reading, twin, goods, _limit(kept, twin)):
            kept.remove(twin)
            kept.append(_moved(reading, twin, goods))
        elif goods.sku and not twin.sku:
            twin.sku = goods.sku
    return kept


def _counted_before(reading: Reading, kept: list[Goods], goods: Goods) -> Goods | None:
    """The line that counts what is priced here: 'A100 10张、A800 6张。A100单价5万，A800单价5.5万'."""
    if goods.model is None or goods.sku is not None:
        return None
    priced = reading.next_from("money", goods.end)
    if priced is None or _PRICE_TOLD.fullmatch(reading.text, goods.end, priced.start) is None:
        return None
    name = goods.model.value.name
    twins = [
        other
        for other in (*kept[:2], *kept[2:][-_RECENT:])
        if other.model is not None and other.model.value.name == name and not other.same_as
    ]
    if len(twins) != 1 or (twins[0] is kept[-1] and not kept[-1].same_as):
        return None
    twin = twins[0]
    limit = _limit(kept, twin) or goods.start
    own = reading.within("count", max(reading.line_of(twin.start).start, twin.start - _COUNT_REACH), limit)
    counted = any(mark.value.role == "units" for mark in own)
    return twin if counted and not reading.within("money", twin.end, limit) else None


def fold_prices(groups: list[Goods]) -> list[Goods]:
    """Gives each line of goods the text in which its price is told later. Runs after zones are given."""
    for goods in groups:
        if goods.same_as is not None:
            goods.same_as.more.append(goods.zone)
    return [goods for goods in groups if goods.same_as is None]


def _is_announced(reading: Reading, first: Goods, second: Goods, limit: int | None) -> bool:
    return _is_bare(reading, first, limit) and not _is_bare(reading, second, None)


def _is_bare(reading: Reading, goods: Goods, limit: int | None) -> bool:
    """Neither a count nor a price: 'A40 48GB, P40 24GB' above the lines that sell them."""
    return not any(_values_near(reading, kind, goods, limit) for kind in ("count", "money"))


def _moved(reading: Reading, first: Goods, second: Goods) -> Goods:
    """The line of goods where its values stand, with what its first mention told."""
    second.sku = second.sku or first.sku
    line = reading.line_of(first.end)
    sizes = reading.within("memory", first.end, min(line.end, first.end + _SPEC_REACH))
    if sizes and not _spec(reading, second):
        second.apart = sizes[0]
    return second


def _limit(kept: list[Goods], goods: Goods) -> int | None:
    """Where the next goods begin: values behind that are not its own."""
    return next((other.start for other in kept[:3] + kept[-_RECENT - 1 :] if other.start > goods.start), None)


def _same_line_of_goods(reading: Reading, first: Goods, second: Goods, limit: int | None) -> bool:
    if first.model is None or second.model is None or first.model.value.name != second.model.value.name:
        return (
            first.model is None
            and second.model is None
            and first.sku is not None
            and second.sku is not None
            and first.sku.value.sku == second.sku.value.sku
        )
    if first.sku and second.sku and first.sku.value.sku != second.sku.value.sku:
        return False
    if _conflicts(reading, first, second, min(limit or second.start, second.start)):
        return _tells_contents(reading, first, second)
    said, again = _spec(reading, first), _spec(reading, second)
    return not said or not again or bool(said & again)


def _conflicts(reading: Reading, first: Goods, second: Goods, limit: int) -> bool:
    """Both name a count, or both a price, and not the same."""
    for kind in ("count", "money"):
        stated = _values_near(reading, kind, first, until=limit)
        again = _values_near(reading, kind, second, until=None)
        if stated and again and not stated & again:
            return True
    return False


def _tells_contents(reading: Reading, first: Goods, second: Goods) -> bool:
    """A list of parts below a machine: '双路 5090 主机 1台' and then '9950X / 192G DDR5 / 5090 ×2'."""
    line = reading.line_of(second.start)
    if line.start <= first.start or reading.within("money", line.start, line.end):
        return False
    near = reading.near(first.start)
    machine = first.sku or any(m.value in _MACHINES for m in reading.within("form", *near))
    parts = {m.value for m in reading.within("foreign", line.start, line.end)} & _PARTS
    parts |= {m.value for m in reading.within("spec", line.start, line.end)} & _SPECS
    held = {m.value for m in reading.within("gpus", *near)}
    counts = {m.value.low for m in reading.within("count", line.start, line.end)}
    return bool(machine) and (bool(parts) or bool(held & counts))


def _values_near(reading: Reading, kind: str, goods: Goods, until: int | None) -> set[object]:
    if not reading.marks.get(kind):
        return set()
    line = reading.line_of(goods.start)
    end = min(line.end, goods.end + 60) if until is None else min(until, line.end + 400, goods.end + 800)
    start = max(line.start, goods.start - 10) if kind == "count" else goods.end
    return {
        (m.value.low, m.value.high)
        for m in reading.within(kind, start, end)
        if kind == "money" or (m.value.role == "units" and (m.value.low or m.value.high))
    }


def _spec(reading: Reading, goods: Goods) -> set[str]:
    """Memory and bus right behind (or before) a name."""
    line = reading.line_of(goods.end)
    words: set[str] = set()
    for kind in ("memory", "bus"):
        for mark in reading.within(kind, goods.end, min(line.end, goods.end + _SPEC_REACH)):
            words.add(str(mark.value))
    return words


def split_by_description(reading: Reading, groups: list[Goods]) -> list[Goods]:
    """'4090 24G 1.3万，48G 2.2万', '4-way board 118k, 8-way 229k': a make with a value of its own is a line more.

    A make is a memory, a bus, an edition or a number of GPUs in one unit; a value is a price or a count.
    """
    split: list[Goods] = []
    for index, goods in enumerate(groups):
        split.append(goods)
        if goods.model is None:
            continue
        limit = groups[index + 1].start if index + 1 < len(groups) else len(reading.text)
        sisters = next((found for kind in _SETS_APART if (found := _sisters(reading, goods, kind, limit))), [])
        split.extend(sisters)
    return split


def _sisters(reading: Reading, goods: Goods, kind: str, limit: int) -> list[Goods]:
    """Further lines of goods that a description of one kind sets apart from the first."""
    found: list[Goods] = []
    current = goods
    marks = reading.within(kind, max(0, goods.start - 6), min(limit, goods.end + _SPLIT_REACH))
    for earlier, mark in pairwise(marks):
        paid = _has_values(reading, current.end, mark.start)
        ahead = _has_values(reading, mark.end, min(limit, mark.end + _PRICE_REACH))
        cut = _CLAUSE_END.search(reading.text, earlier.end, mark.start)
        crosses = cut is not None or follows_price(reading, earlier.end, mark.start)
        if mark.value != earlier.value and paid and ahead and crosses and _sets_apart(goods, mark):
            current = Goods(goods.model, None, mark.start, mark.end, apart=mark)
            current.line = reading.line_number(mark.start)
            found.append(current)
    return found


def _sets_apart(goods: Goods, mark: Mark) -> bool:
    if mark.kind == "gpus":
        return mark.value in _UNIT_SIZES
    return mark.kind != "memory" or (goods.model is not None and mark.value in memory_sizes(goods.model.value.name))


def _has_values(reading: Reading, start: int, end: int) -> bool:
    """A price, or a count of units by a counter ('24G的300张，48G的就剩俩')."""
    counts = (m.value for m in reading.within("count", start, end))
    return bool(
        reading.within("money", start, end)
        or reading.within("masked", start, end)
        or any(count.role == "units" and count.counter != "times" and not count.inside for count in counts)
    )
