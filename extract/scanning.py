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

from extract.first_characters import first_characters
from extract.last_characters import LastCharacters, last_characters

_parser = import_module("re._parser")
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
            last = last_characters(_parser.parse(self.source, self.flags))
            if last is not None:
                self.search = _before(compiled.search, last)
            return getattr(self, name)


def _before(search: Callable[..., re.Match[str] | None], last: LastCharacters) -> Callable[..., re.Match[str] | None]:
    """A search for what stands right before a place, not begun where another character does."""

    def search_before(text: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        left = text[max(0, start) : end].rstrip()
        if not left or not last[left[-1]]:
            return None
        return search(text, start) if end is None else search(text, start, end)

    return search_before


def scanner(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """*pattern* compiled, with the characters that a match can begin with asked for first."""
    first = first_characters(pattern, flags)
    return re.compile(f"(?=[{first}])(?:{pattern})" if first else pattern, flags)
