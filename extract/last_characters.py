"""What a match that ends where a text ends can end with, blanks aside, worked out from the parsed pattern."""

from __future__ import annotations

import re
from importlib import import_module
from typing import Any

from extract.first_characters import REPEATS, TAKES_NOTHING, AnythingError, class_member

_codes = import_module("re._constants")
_BLANK = re.compile(r"\s")


class LastCharacters(dict[str, bool]):
    """Character → whether a match may end with it and blanks; filled on first sight of a character."""

    def __init__(self, members: set[str]) -> None:
        super().__init__()
        self._is_member = re.compile(f"[{''.join(sorted(members))}]").match

    def __missing__(self, character: str) -> bool:
        may_end = self[character] = self._is_member(character) is not None
        return may_end


def last_characters(parsed: Any) -> LastCharacters | None:
    """For a pattern that ends in ``$``; none where it does not, or where any character or nothing may stand there."""
    ends = parsed.data and parsed.data[-1] == (_codes.AT, _codes.AT_END)
    if not ends or parsed.state.flags & (re.IGNORECASE | re.MULTILINE):
        return None
    try:
        members, may_be_blank = _last(parsed)
    except AnythingError:
        return None
    return None if may_be_blank or not members else LastCharacters(members)


def _last(parts: Any) -> tuple[set[str], bool]:
    """Members of a class that holds the last character but blanks, and whether blanks or nothing may be all."""
    found: set[str] = set()
    for code, value in reversed(parts.data):
        members, may_be_blank = _last_of(code, value)
        found |= members
        if not may_be_blank:
            return found, False
    return found, True


def _last_of(code: Any, value: Any) -> tuple[set[str], bool]:
    if code in TAKES_NOTHING:
        return set(), True
    if code is _codes.LITERAL:
        return (set(), True) if _BLANK.match(chr(value)) else ({class_member(code, value)}, False)
    if code is _codes.IN:
        members = {class_member(*item) for item in value}
        return members - {r"\s"}, any(
            re.match(f"[{member}]", blank) for member in members for blank in " \t\n\u3000\xa0"
        )
    if code is _codes.BRANCH:
        branches = [_last(branch) for branch in value[1]]
        return set().union(*(members for members, _ in branches)), any(blank for _, blank in branches)
    if code is _codes.SUBPATTERN and not value[1] & re.IGNORECASE:
        return _last(value[3])
    if code is _codes.ATOMIC_GROUP:
        return _last(value)
    if code in REPEATS:
        members, may_be_blank = _last(value[2])
        return members, may_be_blank or value[0] == 0
    raise AnythingError
