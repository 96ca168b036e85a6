"""Lists whose goods are counted one by one and paid for together: 'H100 2台、A100 3台，打包500万'."""

from __future__ import annotations

import re

from extract.components.goods import Goods
from extract.reading import Mark, Reading
from extract.word_classes import word_classes

_CUT = re.compile(r"[\s,，、]")
_TOUCH_REACH = 12
_APART = word_classes("forms").pattern("{others}")
_PARTED = re.compile(r"[。;；\n]|\. ")


def sums_up_others(reading: Reading, goods: Goods) -> bool:
    """Whether the last line of goods stands in one sentence with others that are counted, and only it has amounts."""
    listed: list[Goods] = reading.state["goods"]
    if len(listed) < 2 or listed[-1] is not goods or goods.bundle or not _is_counted(reading, goods):
        return False
    before = listed[-2]
    if before.model is not None and goods.model is not None and before.model.value.name == goods.model.value.name:
        return False
    if _PARTED.search(reading.text, before.end, goods.start) or _APART.search(reading.text, before.end, goods.start):
        return False
    if not _is_counted(reading, before):
        return False
    return not any(reading.within(kind, *other.zone) for other in listed[:-1] for kind in ("money", "masked"))


def touches_count(reading: Reading, amount: Mark) -> bool:
    """'V100 8张打包3万': with no cut between, the sum is for what is counted right before it."""
    counts = reading.within("count", max(0, amount.start - _TOUCH_REACH), amount.start)
    return bool(counts) and _CUT.search(reading.text, counts[-1].end, amount.start) is None


def _is_counted(reading: Reading, goods: Goods) -> bool:
    counts = reading.within("count", *goods.zone)
    return any(mark.value.role == "units" and not mark.value.inside for mark in counts)
