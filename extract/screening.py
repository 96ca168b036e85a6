"""Patterns that run over whole texts, asked all at once which of them a text can match at all.

Most patterns find nothing in most texts. One pass of an Aho-Corasick automaton over a text tells which literals of all
screened patterns stand in it; a pattern none of whose literals is there is not tried. What is found does not change:
every match holds one of the literals (`extract.literals`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property, lru_cache, reduce
from operator import or_
from typing import Any, Generic, TypeVar

from ahocorasick_rs import AhoCorasick, MatchKind

from extract.literals import Literals, needed_literals
from extract.scanning import Pattern

_LONGEST = 4000
"""Longer texts hold something of everything: they are not asked."""
_KEPT = 256
"""Selections that are remembered: texts of one kind need the same ones."""
_ODD_CASE = re.compile("[\u0130\u0131\u017f\u212a\u03a3\u03c2]")
"""Letters that ``re`` takes for an i, s, k or sigma where case does not matter, and `str.lower` does not."""
_SCREENED: list[Screened] = []
Entry = TypeVar("Entry", bound=tuple[Any, ...])


class Screened(Pattern):
    """A pattern for whole texts, which `Reading.find` does not try where it cannot match."""

    def __init__(self, source: str, flags: int = 0, literals: Callable[[], Literals | None] | None = None) -> None:
        """*literals* tells what every match holds, where that is known without a look at the whole pattern."""
        super().__init__(source, flags)
        self._told = literals
        self.bit = 1 << len(_SCREENED)
        """Its place in what `Screen.excluded` tells."""
        _SCREENED.append(self)

    @cached_property
    def literals(self) -> Literals | None:
        """Lower-cased strings one of which is in every text that it matches; none where it may match any text."""
        return needed_literals(self.source, self.flags) if self._told is None else self._told()


class Questions(Generic[Entry]):
    """What is asked of texts in order: what cannot find anything in a text is passed all at once.

    An entry is a tuple. It is asked where one of the screened patterns in it may match, or where it has none.
    """

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._entries = [
            (entry, reduce(or_, (part.bit for part in entry if isinstance(part, Screened)), 0)) for entry in entries
        ]
        self._bits = reduce(or_, (bits for _, bits in self._entries), 0)
        self._remaining = lru_cache(maxsize=_KEPT)(self._select)

    def remaining(self, excluded: int) -> Sequence[Entry]:
        """The entries to be asked of a text that cannot match the patterns of these bits."""
        return self._remaining(excluded & self._bits)

    def _select(self, excluded: int) -> Sequence[Entry]:
        return [entry for entry, bits in self._entries if not bits or bits & ~excluded]


class Screen:
    """Tells which of some patterns a text cannot match."""

    def __init__(self, patterns: list[Screened]) -> None:
        self.size = len(patterns)
        self._excluded = 0
        """What a text cannot match that holds no literal."""
        bits: dict[str, int] = {}
        for pattern in patterns:
            if pattern.literals is not None:
                self._excluded |= pattern.bit
            for literal in pattern.literals or ():
                bits[literal] = bits.get(literal, 0) | pattern.bit
        self._bits = list(bits.values())
        self._find = AhoCorasick(bits, matchkind=MatchKind.Standard, store_patterns=False).find_matches_as_indexes

    def excluded(self, text: str, original: str) -> int:
        """The bits of the patterns that match neither in a normalised text nor in that text as it was written."""
        if len(text) > _LONGEST or _ODD_CASE.search(original):
            return 0
        lowered = original.lower()
        if lowered != text:
            text = f"{text}\n{lowered}"
        try:
            literals = {match[0] for match in self._find(text, overlapping=True)}
        except UnicodeEncodeError:  # half a surrogate pair
            return 0
        found = 0
        for literal in literals:
            found |= self._bits[literal]
        return self._excluded & ~found


def screen() -> Screen:
    """The screen over all patterns that there are by now."""
    return _screen_over(len(_SCREENED))


@lru_cache(maxsize=1)
def _screen_over(size: int) -> Screen:
    return Screen(_SCREENED[:size])
