"""Names written letter by letter, in numerals or by what a letter stands for: H-1-0-0, H捌佰, 氢200, H one hundred."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from extract.components.names import key_of
from extract.lexicon import vocabulary_file
from extract.scanning import Pattern

_SEPARATOR = r"[ \-_.·*~|,、]{0,2}"
_CODE = re.compile(r"(?P<head>[a-z]*)(?P<figures>[0-9]*)(?P<tail>[a-z]*)")
_WORDS_OF_THEIR_OWN = {"a", "b"}
"""Letters that are an English word or a point of a list: nobody disguises "a hundred"."""


@cache
def disguise_pattern() -> tuple[Pattern, dict[str, str]]:
    """A pattern for names in disguise, and the plain name of each of its groups."""
    spelling: dict[str, Any] = vocabulary_file("spelling.yaml")
    names = {f"c{index}": name for index, name in enumerate(spelling["disguised"])}
    branches = "|".join(f"(?P<{group}>{_disguises(spelling, name)})" for group, name in names.items())
    return Pattern(rf"(?<![a-z0-9])(?:{branches})(?![a-z0-9○〇]|百|万|千|[.,][0-9])"), names


def _disguises(spelling: dict[str, Any], name: str) -> str:
    """The ways to write one name."""
    code = _CODE.fullmatch(key_of(name).removeprefix("rtx"))
    if code is None:
        raise ValueError(f"{name} is no name of letters and figures")
    head, figures, tail = code["head"], code["figures"], code["tail"]
    looks: dict[str, str] = spelling["lookalike_digits"]
    letters = [_letter(spelling, letter) for letter in head]
    ways = [_SEPARATOR.join([*letters, *(f"[{looks.get(digit, digit)}]" for digit in figures), *tail])]
    words = list(spelling["numerals"].get(figures, ()))
    if head not in _WORDS_OF_THEIR_OWN:
        words += spelling["spoken_numerals"].get(figures, ())
    if words and head:
        ways.append(f"{_SEPARATOR.join(letters)} ?(?:{'|'.join(sorted(words, key=len, reverse=True))})")
    return f"(?:{'|'.join(ways)})"


def _letter(spelling: dict[str, Any], letter: str) -> str:
    return f"(?:{'|'.join([letter, *spelling['letters'].get(letter, ())])})"
