"""The same goods named twice are one line; one model at two memory sizes with a price each is two."""

from __future__ import annotations

import re

from extract.components.goods import Goods
from extract.components.names import memory_sizes
from extract.reading import Reading

_RECENT = 6
_SPEC_REACH = 14
_SPLIT_REACH = 600
_PRICE_REACH = 40
_CLAUSE_END = re.compile(r"[,，。;；\n/]")


def merge_repeats(reading: Reading, groups: list[Goods]) -> list[Goods]:
    """The same model named again without goods of its own is the same line: title and body, name and specs."""
    kept: list[Goods] = []
    for goods in groups:
        recent = (*kept[:2], *kept[2:][-_RECENT:])
        twin = next((g for g in recent if _same_line_of_goods(reading, g, goods, _limit(kept, g))), None)
        if twin is None:
            kept.append(goods)
        elif twin is not kept[-1] and _is_announced(reading, twin, goods, _limit(kept, twin)):
            kept.remove(twin)
            kept.append(_moved(reading, twin, goods))
        elif goods.sku and not twin.sku:
            twin.sku = goods.sku
    return kept


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
        second.memory = sizes[0]
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
        return False
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


def _values_near(reading: Reading, kind: str, goods: Goods, until: int | None) -> set[object]:
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


def split_by_memory(reading: Reading, groups: list[Goods]) -> list[Goods]:
    """'4090 24G 1.3万，48G 2.2万': a second memory with a price or count of its own is a second line of goods."""
    split: list[Goods] = []
    for index, goods in enumerate(groups):
        split.append(goods)
        if goods.model is None:
            continue
        limit = groups[index + 1].start if index + 1 < len(groups) else len(reading.text)
        current = goods
        sizes = reading.within("memory", max(0, goods.start - 6), min(limit, goods.end + _SPLIT_REACH))
        for mark in sizes[1:]:
            earlier = [m for m in sizes if m.start < mark.start]
            paid = _has_values(reading, current.end, mark.start)
            ahead = _has_values(reading, mark.end, min(limit, mark.end + _PRICE_REACH))
            crosses = _CLAUSE_END.search(reading.text, earlier[-1].end, mark.start)
            if mark.value != earlier[-1].value and paid and ahead and crosses and _is_memory_of(goods, mark.value):
                current = Goods(goods.model, None, mark.start, mark.end, memory=mark)
                current.line = reading.line_number(mark.start)
                split.append(current)
    return split


def _has_values(reading: Reading, start: int, end: int) -> bool:
    """A price, or a count of units by a counter ('24G的300张，48G的就剩俩')."""
    counts = (m.value for m in reading.within("count", start, end))
    return bool(
        reading.within("money", start, end)
        or reading.within("masked", start, end)
        or any(count.role == "units" and count.counter != "times" and not count.inside for count in counts)
    )


def _is_memory_of(goods: Goods, size: int) -> bool:
    return goods.model is not None and size in memory_sizes(goods.model.value.name)
