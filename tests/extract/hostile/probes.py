"""Texts that want a regular expression to try too much, made out of the expression itself.

For every repeated part they hold what comes before it, the part many times over, and then what cannot follow: there a
pattern that can split its repetition in several ways tries them all, and one that starts anew at every character reads
the rest each time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module
from random import Random
from typing import Any

_parser = import_module("re._parser")
_codes = import_module("re._constants")
_NOTHING = (_codes.AT, _codes.ASSERT_NOT)
_REPEATS = (_codes.MAX_REPEAT, _codes.MIN_REPEAT, _codes.POSSESSIVE_REPEAT)
_CATEGORIES = {
    _codes.CATEGORY_SPACE: " \n",
    _codes.CATEGORY_DIGIT: "07",
    _codes.CATEGORY_WORD: "a7台",
    _codes.CATEGORY_NOT_SPACE: "a,",
    _codes.CATEGORY_NOT_DIGIT: "a,",
    _codes.CATEGORY_NOT_WORD: ", ",
}
_ANY = "a7台 ,x"
_ENDS = ("", "!", "\x00", "\n", "x", "0", "台")


def probe(pattern: str, flags: int, length: int, random: Random) -> str:
    """One text of about *length* characters, drawn from those that suit the pattern."""
    parsed = _parser.parse(pattern, flags)
    parts = list(_repeated(parsed, "", random)) or [("", _sample(parsed, random))]
    before, repeated = random.choice([*parts, ("", _sample(parsed, random))])
    unit = repeated or "a"
    if random.random() < 0.2:
        unit = unit[:-1] or unit  # nearly a match, again and again
    return (before + unit * (length // len(unit) + 1))[:length] + random.choice(_ENDS)


def _repeated(parts: Any, before: str, random: Random) -> Iterator[tuple[str, str]]:
    """What stands before each repeated part, and the part."""
    for code, value in parts:
        if code in _REPEATS:
            yield before, _sample(value[2], random)
            yield from _repeated(value[2], before, random)
        elif code is _codes.SUBPATTERN:
            yield from _repeated(value[3], before, random)
        elif code is _codes.BRANCH:
            yield from _repeated(random.choice(value[1]), before, random)
        elif code in (_codes.ASSERT, _codes.ASSERT_NOT):
            yield from _repeated(value[1], before, random)
        before += _sample([(code, value)], random)


def _sample(parts: Any, random: Random) -> str:
    """A text that the parts match, their conditions aside."""
    return "".join(_sample_of(code, value, random) for code, value in parts)


def _sample_of(code: Any, value: Any, random: Random) -> str:
    if code in _NOTHING or code is _codes.ASSERT:
        return ""
    if code is _codes.LITERAL:
        return chr(value)
    if code is _codes.IN:
        return _member(value, random)
    if code is _codes.BRANCH:
        return _sample(random.choice(value[1]), random)
    if code is _codes.SUBPATTERN:
        return _sample(value[3], random)
    if code is _codes.ATOMIC_GROUP:
        return _sample(value, random)
    if code in _REPEATS:
        least, most, part = value
        return "".join(_sample(part, random) for _ in range(random.randint(least, min(int(most), least + 2))))
    return random.choice(_ANY)


def _member(items: Any, random: Random) -> str:
    """A character of a class; of a class that is left out, one that is not in it."""
    if items[0][0] is _codes.NEGATE:
        refused = re.compile("[" + "".join(re.escape(_one(item, random)) for item in items[1:]) + "]")
        return next((character for character in _ANY if not refused.match(character)), "a")
    return _one(random.choice(items), random)


def _one(item: Any, random: Random) -> str:
    code, value = item
    if code is _codes.RANGE:
        return chr(random.randint(value[0], value[1]))
    return chr(value) if code is _codes.LITERAL else random.choice(_CATEGORIES.get(value, _ANY))
