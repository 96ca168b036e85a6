"""Patterns that run over whole texts, made quick: a character that no match can begin with is passed at once.

Python's matcher tries every alternative at every character, and a lookbehind in front hides from it what the
alternatives begin with. `scanner` works that out from the pattern itself, so that it stays true when the vocabulary
behind the pattern grows, and asks for it first: ``(?=[0-9一二])(?:…)``. What is matched does not change.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import TYPE_CHECKING, Any

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
_TAKES_NOTHING = (_codes.AT, _codes.ASSERT, _codes.ASSERT_NOT)
_REPEATS = (_codes.MAX_REPEAT, _codes.MIN_REPEAT, _codes.POSSESSIVE_REPEAT)


_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "sub")


class Pattern:
    """A pattern that is compiled when it is first used: a text needs few of all that there are.

    From then on its methods are those of the compiled pattern.
    """

    search: Callable[..., re.Match[str] | None]
    match: Callable[..., re.Match[str] | None]
    fullmatch: Callable[..., re.Match[str] | None]
    finditer: Callable[..., Iterator[re.Match[str]]]
    findall: Callable[..., list[Any]]
    sub: Callable[..., str]

    def __init__(self, source: str, flags: int = 0) -> None:
        self.source = source
        self.flags = flags

    if not TYPE_CHECKING:  # a checker would take it that every name is there

        def __getattr__(self, name: str) -> Any:
            """Only asked for what is not there yet: a method before the first use."""
            if name not in _METHODS:
                raise AttributeError(name)
            compiled = scanner(self.source, self.flags)
            for method in _METHODS:
                setattr(self, method, getattr(compiled, method))
            return getattr(compiled, name)


class _AnythingError(Exception):
    """A match may begin with any character, or with none."""


def scanner(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """*pattern* compiled, with the characters that a match can begin with asked for first."""
    first = first_characters(pattern, flags)
    return re.compile(f"(?=[{first}])(?:{pattern})" if first else pattern, flags)


def first_characters(pattern: str, flags: int = 0) -> str:
    """The inside of a character class that holds the first character of every match; empty where any may be first."""
    parsed = _parser.parse(pattern, flags)
    if parsed.state.flags & re.IGNORECASE:
        return ""
    try:
        characters, may_be_empty = _first(parsed)
    except _AnythingError:
        return ""
    return "" if may_be_empty else "".join(sorted(characters))


def _first(parts: Any) -> tuple[set[str], bool]:
    """First characters of a sequence, and whether it can match nothing."""
    found: set[str] = set()
    for code, value in parts:
        if code in _TAKES_NOTHING:
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
        return {_item(*item) for item in value}, False
    if code is _codes.BRANCH:
        branches = [_first(branch) for branch in value[1]]
        return set().union(*(characters for characters, _ in branches)), any(empty for _, empty in branches)
    if code is _codes.SUBPATTERN:
        characters, may_be_empty = _first(value[3])
        return (_both_cases(characters) if value[1] & re.IGNORECASE else characters), may_be_empty
    if code is _codes.ATOMIC_GROUP:
        return _first(value)
    if code in _REPEATS:
        characters, may_be_empty = _first(value[2])
        return characters, may_be_empty or value[0] == 0
    raise _AnythingError


def _both_cases(characters: set[str]) -> set[str]:
    """What else begins a match inside ``(?i:…)``; ſ and the sign for kelvin are an s and a k there."""
    swapped = {item.swapcase() for item in characters if item not in _CATEGORIES.values()}
    return characters | swapped | {"ſ", "\u212a"}


def _item(code: Any, value: Any) -> str:
    """One member of a character class as it is written."""
    if code is _codes.LITERAL:
        return re.escape(chr(value))
    if code is _codes.RANGE:
        return f"{re.escape(chr(value[0]))}-{re.escape(chr(value[1]))}"
    if code is _codes.CATEGORY:
        return _CATEGORIES[value]
    raise _AnythingError
