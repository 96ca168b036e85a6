"""Memory of a GPU without its unit: 'H20 141 的板子', 'A100 PCIe 80 – 40 pcs', '4090 变48'."""

from __future__ import annotations

import re
from functools import cache

from extract.components.counters import counter_alternatives
from extract.components.names import memory_sizes
from extract.reading import Mark, Reading
from extract.scanning import Pattern
from extract.word_classes import word_classes

_WORDS = word_classes("bare_memory")
_TELLING = 90
"""A size from here on that the model has is no count by accident: 94, 141, 192."""
_REACH = 40
_BUS = r"(?:(?:sxm ?[2-6]?|pcie|nvl|oam)[ \-/]{0,2})?"
_SIZE = r"(?P<n>[0-9]{2,3})(?![0-9a-z.]|,[0-9])"
_BEHIND_NAME = re.compile(rf"[ \-/]{{0,2}}{_BUS}{_SIZE}")
_GROWN = _WORDS.screened(rf"{{grown_to}} ?{_SIZE}(?! ?{{no_size_behind}})")
_DESCRIBES = _WORDS.pattern(" ?{described_by_size}")


@cache
def _no_size_behind() -> Pattern:
    """What makes the number a count or a sum."""
    return _WORDS.pattern(rf" ?(?:{counter_alternatives()}|{{no_size_behind}}|[@$¥€£+%万千百])")


@cache
def _count_behind() -> Pattern:
    """A count that follows: the first number is none then."""
    return Pattern(
        rf"[ ,，;|/:：*×x–—\-]{{1,5}}[0-9]{{1,5}} ?(?:{counter_alternatives()})|[*×x][0-9]{{1,2}}(?![0-9a-z.])"
    )


def find_bare_memory(reading: Reading) -> None:
    """Marks of kind ``memory``. Runs after the sizes with a unit, before numbers are read."""
    models = reading.marks.get("model", [])
    for model in models:
        if not reading.within("memory", model.end, model.end + 10):
            _behind_name(reading, model)
    if not models:
        return
    for match in reading.find(_GROWN):
        known = any(int(match["n"]) in memory_sizes(model.value.name) for model in models[:_REACH])
        if known and not reading.is_taken(*match.span("n")):
            _mark(reading, match)


def _behind_name(reading: Reading, model: Mark) -> None:
    text = reading.text
    match = _BEHIND_NAME.match(text, model.end)
    if match is None or reading.is_taken(*match.span("n")):
        return
    size, end = int(match["n"]), match.end()
    if size not in memory_sizes(model.value.name) or _no_size_behind().match(text, end):
        return
    if size >= _TELLING or _DESCRIBES.match(text, end) or _count_behind().match(text, end, end + _REACH):
        _mark(reading, match)


def _mark(reading: Reading, match: re.Match[str]) -> None:
    reading.add("memory", int(match["n"]), *match.span("n"), "memory.bare", 0.7)
    reading.take(*match.span("n"))
