"""What a match of a pattern can begin with, worked out from the parsed pattern."""

from __future__ import annotations

import re
from importlib import import_module
from typing import Any

_parser = import_module("re._parser")
_codes = import_module("re._constants")
_CATEGORIES = {
    _codes.CATEGORY_SPACE: r"\s",
    _codes.CATEGORY_DIGIT: r"\d",
    _codes.CATEGORY_WORD: r"\w",
    _codes.CATEGORY_NOT_SPACE: r"\S",
    _codes.CATEGORY_NOT_DIGIT: r"\D",
    _codes.CATEGORY_NOT_WORD: r"\W",
}
"""How the members of a class are written that stand for many characters."""
TAKES_NOTHING = (_codes.AT, _codes.ASSERT, _codes.ASSERT_NOT)
"""Codes of parts that match no character."""
REPEATS = (_codes.MAX_REPEAT, _codes.MIN_REPEAT, _codes.POSSESSIVE_REPEAT)
"""Codes of parts that come so many times."""


class AnythingError(Exception):
    """A match may begin with any character, or with none."""


def first_characters(pattern: str, flags: int = 0) -> str:
    """The inside of a character class that holds the first character of every match; empty where any may be first."""
    parsed = _parser.parse(pattern, flags)
    if parsed.state.flags & re.IGNORECASE:
        return ""
    try:
        characters, may_be_empty = _first_of_all(parsed)
    except AnythingError:
        return ""
    return "" if may_be_empty else "".join(sorted(characters))


def _first_of_all(parts: Any) -> tuple[set[str], bool]:
    """First characters of a parsed sequence, as members of a class, and whether it can match nothing.

    Raises `AnythingError` where a match may begin with any character.
    """
    found: set[str] = set()
    for code, value in parts:
        if code in TAKES_NOTHING:
            continue
        characters, may_be_empty = _first_of(code, value)
        found |= characters
        if not may_be_empty:
            return found, False
    return found, True


def _first_of(code: Any, value: Any) -> tuple[set[str], bool]:
    if code is _codes.LITERAL:
        return {re.escape(chr(value))}, False
    if code is _codes.IN:
        return {class_member(*item) for item in value}, False
    if code is _codes.BRANCH:
        branches = [_first_of_all(branch) for branch in value[1]]
        return set().union(*(characters for characters, _ in branches)), any(empty for _, empty in branches)
    if code is _codes.SUBPATTERN:
        characters, may_be_empty = _first_of_all(value[3])
        return (_both_cases(characters) if value[1] & re.IGNORECASE else characters), may_be_empty
    if code is _codes.ATOMIC_GROUP:
        return _first_of_all(value)
    if code in REPEATS:
        characters, may_be_empty = _first_of_all(value[2])
        return characters, may_be_empty or value[0] == 0
    raise AnythingError


def _both_cases(characters: set[str]) -> set[str]:
    """What else begins a match inside ``(?i:…)``; ſ and the sign for kelvin are an s and a k there."""
    swapped = {item.swapcase() for item in characters if item not in _CATEGORIES.values()}
    return characters | swapped | {"ſ", "\u212a"}


def class_member(code: Any, value: Any) -> str:
    """One member of a character class as it is written."""
    if code is _codes.LITERAL:
        return re.escape(chr(value))
    if code is _codes.RANGE:
        return f"{re.escape(chr(value[0]))}-{re.escape(chr(value[1]))}"
    if code is _codes.CATEGORY:
        return _CATEGORIES[value]
    raise AnythingError
