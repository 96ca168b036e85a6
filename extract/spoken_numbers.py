"""Numbers in English words below a thousand: "a dozen", "twenty-four", "one hundred and sixty"."""

from __future__ import annotations

import re
from functools import cache

from extract.lexicon import vocabulary_file

_GLUE = re.compile(r"[\s\-]+|\band\b")


@cache
def _values() -> dict[str, int]:
    words: dict[str, str] = vocabulary_file("grammar.yaml")["words_for_numbers"]
    return {word: int(value) for word, value in words.items()}


def _alternation(low: int, high: int) -> str:
    words = [word for word, value in _values().items() if low <= value <= high and word not in _GROUPS]
    return "|".join(sorted(words, key=len, reverse=True))


_GROUPS = {"pair": 2, "couple": 2, "brace": 2, "trio": 3, "quartet": 4, "dozen": 12, "hundred": 100}
_HALF_DOZEN = re.compile(r"(?:an? )?half (?:an? )?dozen")
_UNITS, _TEENS, _TENS = _alternation(1, 9), _alternation(10, 19), _alternation(20, 99)
_BELOW_HUNDRED = rf"(?:{_TENS})(?:[ \-](?:{_UNITS}))?|{_TEENS}|{_UNITS}"
_GROUP = (
    rf"(?:an? )?half (?:an? )?dozen|(?:an? |(?:{_UNITS}) )?(?:{'|'.join(_GROUPS)})(?: (?:and )?(?:{_BELOW_HUNDRED}))?"
)
SPOKEN = rf"(?<![a-z\-])(?:{_GROUP}|{_BELOW_HUNDRED})(?![a-z\-])"
"""Pattern of a number in words."""


def spoken_number(text: str) -> int | None:
    """The value of *text*; none where it is no number in words."""
    if _HALF_DOZEN.fullmatch(text.lower()):
        return _GROUPS["dozen"] // 2
    total, last = 0, 0
    for word in filter(None, _GLUE.split(text.lower())):
        if word in _GROUPS:
            total, last = total - last + max(last, 1) * _GROUPS[word], 0
        elif word in {"a", "an"}:
            last = 0
        elif word in _values():
            last = _values()[word]
            total += last
        else:
            return None
    return total or None
