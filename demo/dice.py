"""Chance that is a pure function of a key, so that any piece of the market can be made without the rest."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b
from typing import TypeVar

T = TypeVar("T")

_SPAN = 2**64


class Dice:
    """Named draws under one key. The same key and name give the same draw on every machine."""

    def __init__(self, *key: object) -> None:
        self._key = "\x1f".join(str(part) for part in key)

    def number(self, name: str) -> int:
        """A whole number from 0 to 2**64 - 1."""
        return int.from_bytes(blake2b(f"{self._key}\x1e{name}".encode(), digest_size=8).digest(), "big")

    def real(self, name: str) -> float:
        """A number from 0 up to, not including, 1."""
        return self.number(name) / _SPAN

    def below(self, name: str, limit: int) -> int:
        """A whole number from 0 up to, not including, *limit*."""
        return self.number(name) % limit

    def between(self, name: str, low: int, high: int) -> int:
        """A whole number from *low* to *high*, both included."""
        return low + self.number(name) % (high - low + 1)

    def pick(self, name: str, choices: Sequence[T]) -> T:
        """One of *choices*."""
        return choices[self.number(name) % len(choices)]

    def chance(self, name: str, share: float) -> bool:
        """True in *share* of all keys."""
        return self.real(name) < share
