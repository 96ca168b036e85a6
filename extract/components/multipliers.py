"""Counts by a multiplication sign: 5 x DGX A100, H100*8, 5090 x500."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.components.counters import counter_alternatives
from extract.components.names import memory_sizes
from extract.reading import Mark, Reading
from extract.screening import Screened
from extract.word_classes import word_classes

_WORDS = word_classes("counts")
_BEFORE_NAME = Screened(
    r"(?<![a-z0-9.×*])(?<!r[579] )(?P<n>[0-9]{1,4}|[0-9]{1,3},[0-9]{3})(?:\+ ?| ?)[x×*] ?"
    r"(?=[a-z0-9\u4e00-\u9fff](?!x{1,3}\b))"
)
_SORT = _WORDS.pattern(r"(?:(?:{sort_words}|{maker_words}|{sort_words_zh}|[a-z]+ed|[0-9]{1,2}u)[ \-]?){0,5}")
_COUNTER = re.compile(rf"(?:{counter_alternatives()})(?: of)? ?")
_GENERATION = _WORDS.pattern(r"\s?(?:{generations}\s?){0,2}")
_BEHIND_NAME = Screened(
    r"(?<=[0-9a-z\t ）)卡机器组])[x×*] ?(?P<n>[0-9]{1,4}(?:,[0-9]{3})?)(?![0-9x.]| ?(?:gb?(?![a-z])|mm|cm|tb))"
)
_ENDS_CELL = re.compile(r" ?(?:pcs|units|cards|[张片台套颗块])?\s*(?:[,，。;；|)=\n]|$)")
_PRICE_GAP = re.compile(r"(?: ?/ ?(?:pc|unit|card|ea|[张片台套颗块])| ?(?:ea|each))?(?:[ \t]{1,8}|[ \t]{0,8}[|,，] ?)")
_GOODS = ("model", "memory", "form", "bus", "sku", "edition", "gpus", "condition")
_NAMED = ("model", "sku", "hgx", "family", "memory", "form", "bus", "gpus", "gpu_word", "edition", "modded")
_REACH = 40
_MOST = 100_000


def find_multipliers(reading: Reading) -> Iterator[tuple[int, int, int, str]]:
    """Value, start, end and rule of every multiplier that nothing has claimed."""
    for pattern, rule in ((_BEFORE_NAME, "count.n_x"), (_BEHIND_NAME, "count.x_n")):
        for match in reading.find(pattern):
            if reading.is_taken(*match.span("n")):
                continue
            if rule == "count.n_x" and not _stands_before_goods(reading, match.end()):
                continue
            if rule == "count.x_n" and not _stands_behind_goods(reading, *match.span()):
                continue
            value = int(match["n"].replace(",", ""))
            if 0 < value < _MOST:
                yield value, match.start(), match.end(), rule


def _stands_before_goods(reading: Reading, position: int) -> bool:
    """'2x 4090', '4 x sealed NVIDIA H100', never '8x CX7': between the sign and the goods stand words of their sort."""
    counter = _COUNTER.match(reading.text, position)
    if counter:
        position = counter.end()
    words = _SORT.match(reading.text, position)
    last = words.end() if words else position
    return counter is not None or any(
        mark.start <= last
        for kind in _NAMED
        if (mark := reading.next_from(kind, position)) is not None and (kind != "memory" or _is_of_a_gpu(reading, mark))
    )


def _stands_behind_goods(reading: Reading, position: int, end: int) -> bool:
    """'5090 x500', '5090 3,150 x500': the sign stands behind the goods or their price, not inside another name."""
    first = max(0, position - _REACH)
    return any(
        position - mark.end <= 2 or _GENERATION.fullmatch(reading.text, mark.end, position)
        for kind in _GOODS
        for mark in reading.within(kind, first, position)
        if kind != "memory" or _is_of_a_gpu(reading, mark)
    ) or _stands_behind_price(reading, position, end)


def _stands_behind_price(reading: Reading, position: int, end: int) -> bool:
    """'RTX 5090 32G   3,150   x200': the last cell of a row that names goods and their price."""
    if not _ENDS_CELL.match(reading.text, end):
        return False
    first = reading.near(position)[0]
    prices = reading.within("money", max(first, position - _REACH), position)
    return (
        bool(prices)
        and _PRICE_GAP.fullmatch(reading.text, prices[-1].end, position) is not None
        and any(reading.within(kind, first, prices[-1].start) for kind in ("model", "sku"))
    )


def _is_of_a_gpu(reading: Reading, memory: Mark) -> bool:
    """'CX8 800G*8' multiplies ports: no GPU of the text is sold with such a size."""
    return any(memory.value in memory_sizes(model.value.name) for model in reading.marks.get("model", ()))
