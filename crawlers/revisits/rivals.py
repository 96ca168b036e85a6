"""Scores of item pages beside which lists are chosen: what a list tells of an item, its own page need not tell."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Mapping


class Rivals:
    """Pages by score."""

    def __init__(self, scores: Mapping[str, float]) -> None:
        self._scores = dict(scores)
        self._sorted = sorted(self._scores.values())

    def score(self, page: str) -> float:
        """What a visit to *page* is still worth; 0 where none is due."""
        return self._scores.get(page, 0.0)

    def at(self, place: int) -> float:
        """Score of the page in that place, the best in place 1; 0 where there are fewer."""
        return self._sorted[-place] if 1 <= place <= len(self._sorted) else 0.0

    def lower(self, page: str, told: float) -> None:
        """*told* of what was expected of *page* will be known without it."""
        if page not in self._scores:
            return
        del self._sorted[bisect_left(self._sorted, self._scores[page])]
        self._scores[page] = max(0.0, self._scores[page] - told)
        insort(self._sorted, self._scores[page])
