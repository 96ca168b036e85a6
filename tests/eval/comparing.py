"""How a value that was read is held against the gold one: the rules that all measures of texts share.

They are the rules of the guides beside the gold sets; `test_measures.py` holds them to the scorer that stands there.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from typing import Any

Row = Mapping[str, Any]
_WITHIN = 0.005
"""Numbers may differ by half a percent."""
_SHORTENED = frozenset({"goods_location", "seller"})
"""Names that are right when one holds the other."""


def fold(value: object) -> str:
    """What two spellings of a value share."""
    return re.sub(r"[\s\-_/,.，。()（）]", "", unicodedata.normalize("NFKC", str(value))).lower()


def same(slot: str, gold: object, read: object) -> bool:
    """Whether a slot is right."""
    if gold is None or read is None:
        return gold is read
    if isinstance(gold, int | float) and not isinstance(gold, bool):
        return isinstance(read, int | float) and abs(read - gold) <= _WITHIN * abs(gold) + 1e-9
    if slot in _SHORTENED:
        return fold(gold) in fold(read) or fold(read) in fold(gold)
    if slot == "variant":
        return _words(gold) == _words(read) or fold(gold) == fold(read)
    return fold(gold) == fold(read)


def _words(value: object) -> set[str]:
    """The words of a variant; their order does not matter."""
    return {word for word in re.split(r"[\s/,+]+", unicodedata.normalize("NFKC", str(value)).lower()) if word}


def paired(
    golds: Sequence[Row], reads: Sequence[Row], likeness: Callable[[Row, Row], int]
) -> tuple[list[tuple[Row, Row]], list[Row], list[Row]]:
    """Pairs, likest first; then the gold that nothing fits, then what was read and fits nothing."""
    candidates = sorted(
        (-value, i, j)
        for i, gold in enumerate(golds)
        for j, read in enumerate(reads)
        if (value := likeness(gold, read))
    )
    lost, extra = dict(enumerate(golds)), dict(enumerate(reads))
    pairs: list[tuple[Row, Row]] = []
    for _, i, j in candidates:
        if i in lost and j in extra:
            pairs.append((lost.pop(i), extra.pop(j)))
    return pairs, list(lost.values()), list(extra.values())


class Count:
    """Right, wrong and missed answers."""

    def __init__(self) -> None:
        self.right = self.wrong = self.missed = 0

    def add(self, *, right: bool, asked: bool, answered: bool) -> None:
        """One slot: *asked* where the gold has it, *answered* where it was read."""
        self.right += right and asked
        self.wrong += answered and not right
        self.missed += asked and not right

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall; 1 where there was nothing to do."""
        precision = self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0
        recall = self.right / (self.right + self.missed) if self.right + self.missed else 1.0
        return 2 * precision * recall / (precision + recall) if precision + recall else 0.0
