"""Alternatives of a pattern, sorted by the character that they begin with.

Python's matcher tries the alternatives of a branch one after the other at every place. Here a branch is laid out anew
before it is compiled: words that begin alike share their beginning, and alternatives are tried only where the next
character can be their first. At any place the alternatives that can match there keep their order, so what is matched
does not change.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from importlib import import_module
from typing import Any

from extract.first_characters import CATEGORIES, AnythingError, first_of_all

_parser = import_module("re._parser")
_compiler = import_module("re._compiler")
_sre = import_module("_sre")
_codes = import_module("re._constants")
_REPEATS = (_codes.MAX_REPEAT, _codes.MIN_REPEAT, _codes.POSSESSIVE_REPEAT)
_AHEAD = 1
_MANY = 6
"""So many beginnings are asked for all at once before one is tried after the other."""
_RANGE = re.compile(r"\\?(.)-\\?(.)", re.DOTALL)

Node = tuple[Any, Any]


def compiled(parsed: Any) -> re.Pattern[str]:
    """A parsed pattern, laid out and compiled. Where case does not matter it stays as it is."""
    pattern: re.Pattern[str]
    if parsed.state.flags & re.IGNORECASE:
        pattern = _compiler.compile(parsed)
        return pattern
    first = _first_characters(parsed)
    _lay_out(parsed)
    groups, state = parsed.state.groupdict, parsed.state
    names: list[str | None] = [None] * state.groups
    for name, number in groups.items():
        names[number] = name
    pattern = _sre.compile(None, state.flags, _code(parsed, first), state.groups - 1, groups, tuple(names))
    return pattern


def _code(parsed: Any, first: set[str] | None) -> list[int]:
    """What `re` compiles a pattern to, told what a match begins with: its search looks for that at once.

    By itself it tells that only of patterns that begin with a character or a class, not behind a look around.
    """
    code: list[int] = []
    told = parsed
    if first is not None:
        told = _parser.SubPattern(parsed.state, [(_codes.IN, _members(first))])
        told.width = parsed.getwidth()
    _compiler._compile_info(code, told, parsed.state.flags)
    _compiler._compile(code, parsed.data, parsed.state.flags)
    return [*code, _codes.SUCCESS]


def _members(items: set[str]) -> list[Node]:
    """The nodes of a class."""
    [(code, value)] = _parser.parse(f"[{''.join(sorted(items))}]").data
    return list(value) if code is _codes.IN else [(code, value)]


def _lay_out(parts: Any) -> None:
    nodes: list[Node] = []
    for code, value in parts.data:
        for inner in _inside(code, value):
            _lay_out(inner)
        nodes += _branch(parts.state, value[1]) if code is _codes.BRANCH else [(code, value)]
    parts.data[:] = nodes


def _inside(code: Any, value: Any) -> Iterable[Any]:
    """The parts of a node that are laid out as well: not what looks behind, nor what takes either case."""
    if code is _codes.BRANCH:
        return value[1]  # type: ignore[no-any-return]
    if code is _codes.SUBPATTERN:
        return () if value[1] & re.IGNORECASE else (value[3],)
    if code in _REPEATS:
        return (value[2],)
    if code is _codes.ATOMIC_GROUP:
        return (value,)
    return (value[1],) if code in (_codes.ASSERT, _codes.ASSERT_NOT) and value[0] == _AHEAD else ()


def _branch(state: Any, branches: list[Any]) -> list[Node]:
    """The nodes that a branch becomes."""
    is_of_words = all(branch.data and branch.data[0][0] is _codes.LITERAL for branch in branches)
    return _of_words(state, branches) if is_of_words else _of_kinds(state, branches)


def _any_of(branches: list[Any]) -> list[Node]:
    return list(branches[0].data) if len(branches) == 1 else [(_codes.BRANCH, (None, branches))]


def _of_words(state: Any, branches: list[Any]) -> list[Node]:
    """Words: each first character once, with what may follow it."""
    groups: dict[int, list[Any]] = {}
    for branch in branches:
        groups.setdefault(branch.data[0][1], []).append(_parser.SubPattern(state, branch.data[1:]))
    words = [
        _parser.SubPattern(state, [(_codes.LITERAL, first), *_behind(state, rests)]) for first, rests in groups.items()
    ]
    return [
        *([_asked(state, {re.escape(chr(first)) for first in groups})] if len(groups) > _MANY else []),
        *_any_of(words),
    ]


def _behind(state: Any, rests: list[Any]) -> list[Node]:
    return _branch(state, rests) if len(rests) > 1 and all(rest.data for rest in rests) else _any_of(rests)


def _asked(state: Any, first: set[str]) -> Node:
    """Looks whether the next character is one of these members of a class."""
    return (_codes.ASSERT, (_AHEAD, _parser.SubPattern(state, [(_codes.IN, _members(first))])))


def _of_kinds(state: Any, branches: list[Any]) -> list[Node]:
    """Other alternatives: those that may begin with the same character stay together."""
    kinds: list[tuple[set[str], list[int]]] = []
    for index, branch in enumerate(branches):
        first = _first_characters(branch)
        if first is None:
            return [(_codes.BRANCH, (None, branches))]
        same = [kind for kind in kinds if _overlap(kind[0], first)]
        kinds = [kind for kind in kinds if kind not in same]
        kinds.append(
            (first.union(*(kind[0] for kind in same)), sorted([index, *(i for kind in same for i in kind[1])]))
        )
    if len(kinds) == 1:
        return [(_codes.BRANCH, (None, branches))]
    return _any_of(
        [
            _parser.SubPattern(state, [_asked(state, first), *_any_of([branches[index] for index in indexes])])
            for first, indexes in kinds
        ]
    )


def _first_characters(branch: Any) -> set[str] | None:
    """The members of a class that holds the first character of every match; none where any may be first."""
    try:
        items, may_be_empty = first_of_all(branch)
    except AnythingError:
        return None
    return None if may_be_empty else items


def _overlap(first: set[str], second: set[str]) -> bool:
    """Whether a character may be of both. What stands for many characters is taken to share some with its like."""
    many = [any(item in CATEGORIES.values() for item in items) for items in (first, second)]
    ranges = [[item for item in items if _RANGE.fullmatch(item)] for items in (first, second)]
    if (many[0] and (many[1] or ranges[1])) or (many[1] and ranges[0]):
        return True
    begins = [re.compile(f"[{''.join(sorted(items))}]").match for items in (first, second)]
    ends = [end for item in (*ranges[0], *ranges[1]) for end in _RANGE.fullmatch(item).groups()]  # type: ignore[union-attr]
    single = [item[-1] for item in first | second if item not in CATEGORIES.values()]
    return any(all(begin(character) for begin in begins) for character in (*single, *ends))
