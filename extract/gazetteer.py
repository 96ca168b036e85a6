"""Where in the world a named place is: towns of GeoNames, and the markets, districts and free zones of the trade."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

from extract.scanning import scanner

_LATIN = "a-z\u00df-\u024f\u1e00-\u1eff"
_LATIN_WORDS = scanner(rf"(?<![{_LATIN}0-9@._/])[{_LATIN}][{_LATIN}'’.]*(?:-[{_LATIN}]+)*")
_HAN_RUN = re.compile(r"[\u4e00-\u9fff]{2,}")
_TRAILING = ".'’"
_LONGEST_HAN = 8
_MOST_WORDS = 3
_RIVAL = 3
"""A namesake abroad this many times smaller leaves no doubt which town is meant."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place as the gazetteer knows it."""

    city: str | None
    """English name; none for a country, a province or a free zone without one."""
    country: str | None
    """ISO 3166; none where towns of that name lie in several countries."""
    thousands: int = 0
    """People, in thousands; 0 where it is not known."""
    free_zone: bool = False
    """A free port or a bonded zone."""


class Gazetteer:
    """Towns by normalised spelling."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._towns: dict[str, Place] = {}
        self._han_heads: set[str] = set()
        self._latin_heads: set[str] = set()
        """First words of the names."""
        for line in lines:
            if not line.startswith("#"):
                self._add(line.rstrip("\n"))

    def _add(self, line: str) -> None:
        name, country, thousands, spellings = line.split("\t")
        place = Place(name, country, int(thousands))
        for spelling in spellings.split("|"):
            first = self._towns.get(spelling)
            if first is None:
                self._towns[spelling] = place
                self._han_heads.add(spelling[:2])
                if first_word := _LATIN_WORDS.match(spelling):
                    self._latin_heads.add(first_word.group().rstrip(_TRAILING))
            elif first.country not in {None, country} and place.thousands * _RIVAL > first.thousands:
                self._towns[spelling] = Place(first.city, None, first.thousands)

    def get(self, spelling: str) -> Place | None:
        """The place of a normalised spelling."""
        return self._towns.get(spelling)

    def find(self, text: str) -> Iterator[tuple[int, int, Place]]:
        """Start, end and place of every name in a normalised text, the longest at each position."""
        yield from self._find_latin(text)
        for run in _HAN_RUN.finditer(text):
            yield from self._find_han(text, *run.span())

    def _find_latin(self, text: str) -> Iterator[tuple[int, int, Place]]:
        words = list(_LATIN_WORDS.finditer(text))
        free = 0
        for index, word in enumerate(words):
            if word[0].rstrip(_TRAILING) not in self._latin_heads or index < free:
                continue
            start = word.start()
            for last in range(min(index + _MOST_WORDS, len(words)), index, -1):
                name = text[start : words[last - 1].end()].rstrip(_TRAILING)
                place = self._towns.get(name)
                if place is not None:
                    yield start, start + len(name), place
                    free = last
                    break

    def _find_han(self, text: str, start: int, end: int) -> Iterator[tuple[int, int, Place]]:
        heads, free = self._han_heads, start
        for first in range(start, end - 1):
            if text[first : first + 2] not in heads or first < free:
                continue
            for last in range(min(first + _LONGEST_HAN, end), first + 1, -1):
                place = self._towns.get(text[first:last])
                if place is not None:
                    yield first, last, place
                    free = last
                    break


@cache
def gazetteer() -> Gazetteer:
    """The towns of ``vocabulary/gazetteer.tsv``, read once."""
    with resources.files("extract").joinpath("vocabulary/gazetteer.tsv").open(encoding="utf-8") as lines:
        return Gazetteer(lines)


def place_of(kind: str, value: str) -> Place:
    """The place that an entry of vocabulary/places.yaml stands for: a city ``CN/Shenzhen``, a country, a free zone."""
    if kind == "zone":
        return Place(None, None, free_zone=True)
    country, _, city = value.partition("/")
    return Place(city or None, country)
