"""What a text has to hold for a pattern to match in it: a set of literals, one of which is in every match.

It is worked out from the pattern itself and from the words that its slots stand for, so it stays true when vocabulary
grows. Letters are lower-cased on both sides: who asks looks for the literals in a lower-cased text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import import_module
from math import prod
from typing import Any

_parser = import_module("re._parser")
_codes = import_module("re._constants")
_REPEATS = (_codes.MAX_REPEAT, _codes.MIN_REPEAT, _codes.POSSESSIVE_REPEAT)
_MOST = 600
"""A larger set of strings is no longer multiplied with what stands beside it."""
_MOST_CHARACTERS = 64
_TOO_USUAL = 3.0
"""Literals that so many texts hold spare nothing."""
_RARE_SIGNS = frozenset("@#%^&~{}[]<>=_")

Literals = frozenset[str]


@dataclass(frozen=True, slots=True)
class Needs:
    """What one part of a pattern asks for."""

    exact: Literals | None
    """All strings that it matches; none where they are too many to tell."""
    sets: tuple[Literals, ...] = ()
    """Sets of which every match has a member, or stands beside one."""

    @property
    def best(self) -> Literals | None:
        """The set that the fewest texts hold a member of; none where a match may be anything."""
        known = [*self.sets, *([self.exact] if self.exact and "" not in self.exact else [])]
        return min(known, key=_usualness) if known else None


_NOTHING = Needs(frozenset({""}))
_ANYTHING = Needs(None)


def needed_literals(pattern: str, flags: int = 0, slots: Mapping[str, Needs] | None = None) -> Literals | None:
    """The literals of a pattern; none where a match may do without any, or nearly every text holds one of them.

    A character that *slots* names stands for what is told of it there.
    """
    parsed = _parser.parse(pattern, flags)
    best = _of_all(parsed, bool(parsed.state.flags & re.IGNORECASE), slots or {}).best
    return None if best is None or _usualness(best) > _TOO_USUAL else _shortest(best)


def needs_of_words(words: Iterable[str]) -> Needs:
    """What a class of words asks for; of a word with blanks, which may be written without, its most telling part."""
    written = [word.lower() for word in words]
    if not any(" " in word for word in written):
        return Needs(frozenset(written))
    return Needs(None, (frozenset(min(word.split(), key=_rarity) for word in written),))


def _rarity(literal: str) -> float:
    return prod(map(_usual, literal))


def _usualness(literals: Literals) -> float:
    """How many of the literals a text may be expected to hold."""
    return sum(map(_rarity, literals))


def _usual(character: str) -> float:
    """Roughly, how likely a text of a hundred characters holds it; it only ranks sets."""
    if character.isascii():
        if character.isdigit():
            return 0.6
        return 0.3 if character.isalpha() else 0.05 if character in _RARE_SIGNS else 0.6
    return 0.05


def _shortest(literals: Literals) -> Literals:
    """Without those that hold another one."""
    kept: list[str] = []
    for literal in sorted(literals, key=len):
        if not any(other in literal for other in kept):
            kept.append(literal)
    return frozenset(kept)


def _of_all(parts: Any, ignorecase: bool, slots: Mapping[str, Needs]) -> Needs:
    """What a sequence asks for. Neighbours whose strings are known are read as one."""
    strings, sets, broken = frozenset({""}), list[Literals](), False
    for code, value in parts:
        needs = _of_one(code, value, ignorecase, slots)
        sets.extend(needs.sets)
        exact = needs.exact
        if exact is not None and len(strings) * len(exact) <= _MOST:
            strings = frozenset(before + behind for before in strings for behind in exact)
            continue
        broken = True
        if "" not in strings:
            sets.append(strings)
        strings = frozenset({""}) if exact is None else exact
    if not broken:
        return Needs(strings, tuple(sets))
    return Needs(None, (*sets, *([strings] if "" not in strings else [])))


def _of_one(code: Any, value: Any, ignorecase: bool, slots: Mapping[str, Needs]) -> Needs:
    if code is _codes.LITERAL:
        return slots.get(chr(value)) or _of_characters({chr(value)}, ignorecase)
    if code is _codes.IN:
        return _of_class(value, ignorecase, slots)
    if code is _codes.BRANCH:
        return _of_branches([_of_all(branch, ignorecase, slots) for branch in value[1]])
    if code is _codes.SUBPATTERN:
        return _of_all(value[3], (ignorecase or bool(value[1] & re.IGNORECASE)) and not value[2] & re.IGNORECASE, slots)
    if code is _codes.ATOMIC_GROUP:
        return _of_all(value, ignorecase, slots)
    if code in _REPEATS:
        least, most, inner = value
        return _of_repeat(least, most, _of_all(inner, ignorecase, slots))
    if code is _codes.ASSERT:
        best = _of_all(value[1], ignorecase, slots).best
        return Needs(_NOTHING.exact, (best,) if best else ())
    return _NOTHING if code in (_codes.AT, _codes.ASSERT_NOT) else _ANYTHING


def _of_characters(characters: set[str], ignorecase: bool) -> Needs:
    """Letters beyond ASCII have partners of their own where case does not matter: they are not told."""
    if ignorecase and any(not c.isascii() and c.lower() != c.upper() for c in characters):
        return _ANYTHING
    return Needs(frozenset(character.lower() for character in characters))


def _of_class(items: Any, ignorecase: bool, slots: Mapping[str, Needs]) -> Needs:
    """A class of characters; the parser makes one of alternatives of one character each, slots among them."""
    characters: set[str] = set()
    filled: list[Needs] = []
    for code, value in items:
        if code is _codes.LITERAL and chr(value) in slots:
            filled.append(slots[chr(value)])
        elif code is _codes.LITERAL:
            characters.add(chr(value))
        elif code is _codes.RANGE and value[1] - value[0] < _MOST_CHARACTERS:
            characters.update(map(chr, range(value[0], value[1] + 1)))
        else:
            return _ANYTHING
    plain = _of_characters(characters, ignorecase)
    return plain if not filled else _of_branches([*filled, plain] if characters else filled)


def _of_branches(branches: list[Needs]) -> Needs:
    strings = [branch.exact for branch in branches]
    known = [exact for exact in strings if exact is not None]
    if len(known) == len(branches) and sum(map(len, known)) <= _MOST:
        return Needs(frozenset[str]().union(*known))
    sets = [best for branch in branches if (best := branch.best) is not None]
    return Needs(None, (frozenset[str]().union(*sets),)) if len(sets) == len(branches) else _ANYTHING


def _of_repeat(least: int, most: int, inner: Needs) -> Needs:
    if least == 0:
        return Needs(inner.exact | {""}) if most == 1 and inner.exact is not None else _ANYTHING
    if least == most == 1:
        return inner
    best = inner.best
    return Needs(None, (best,) if best else ())
