"""Counts by a multiplication sign: 5 x DGX A100, H100*8, 5090 x500."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.components.names import memory_sizes
from extract.reading import Mark, Reading
from extract.word_classes import word_classes

_WORDS = word_classes("counts")
_BEFORE_NAME = re.compile(
    r"(?<![a-z0-9.])(?P<n>[0-9]{1,4}|[0-9]{1,3},[0-9]{3}) ?[x×*] ?"
    r"(?=[a-z英升华](?!x{1,3}\b)|[0-9]{1,2}[ \-]?(?:card|gpu|way|卡|路))"
)
_GENERATION = _WORDS.pattern(r"\s?(?:{generations}\s?){0,2}")
_BEHIND_NAME = re.compile(
    r"(?<=[0-9a-z ）)卡机器组])[x×*] ?(?P<n>[0-9]{1,4}(?:,[0-9]{3})?)(?![0-9x.]| ?(?:gb?(?![a-z])|mm|cm|tb))"
)
_GOODS = ("model", "memory", "form", "bus", "sku", "edition", "gpus", "condition")
_REACH = 40
_MOST = 100_000


def find_multipliers(reading: Reading) -> Iterator[tuple[int, int, int, str]]:
    """Value, start, end and rule of every multiplier that nothing has claimed."""
    for pattern, rule in ((_BEFORE_NAME, "count.n_x"), (_BEHIND_NAME, "count.x_n")):
        for match in pattern.finditer(reading.text):
            if reading.is_taken(*match.span("n")):
                continue
            if rule == "count.x_n" and not _stands_behind_goods(reading, match.start()):
                continue
            value = int(match["n"].replace(",", ""))
            if 0 < value < _MOST:
                yield value, match.start(), match.end(), rule


def _stands_behind_goods(reading: Reading, position: int) -> bool:
    """'5090 x500': the sign stands behind the goods, not inside another name."""
    first = max(0, position - _REACH)
    return any(
        position - mark.end <= 2 or _GENERATION.fullmatch(reading.text, mark.end, position)
        for kind in _GOODS
        for mark in reading.within(kind, first, position)
        if kind != "memory" or _is_of_a_gpu(reading, mark)
    )


def _is_of_a_gpu(reading: Reading, memory: Mark) -> bool:
    """'CX8 800G*8' multiplies ports: no GPU of the text is sold with such a size."""
    return any(memory.value in memory_sizes(model.value.name) for model in reading.marks.get("model", ()))
