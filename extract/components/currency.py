"""Currency signs and words around a number, compiled from vocabulary/grammar.yaml."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from extract.lexicon import vocabulary_file
from extract.normalise import normalise
from extract.scanning import Pattern
from extract.screening import Screened

BARE_DOLLAR, BARE_YUAN_SIGN, YUAN_WORD, CROWNS = "?$", "?¥", "?元", "?kr"

_SIGN_REACH = 12
_HEDGE = re.compile(r"[ :：]|约|~|only|about")


@cache
def _tables() -> tuple[dict[str, str], dict[str, str]]:
    currencies: dict[str, Any] = vocabulary_file("grammar.yaml")["currencies"]
    prefix = {normalise(word): code for code, words in currencies["prefix"].items() for word in words}
    suffix = {normalise(word): code for code, words in currencies["suffix"].items() for word in words}
    return prefix, suffix


def _alternatives(words: dict[str, str]) -> str:
    return "|".join(
        re.escape(word) + (r"(?![a-z])" if word[-1].isascii() and word[-1].isalpha() else "")
        for word in sorted(words, key=len, reverse=True)
    )


@cache
def prefix_words() -> str:
    """A pattern branch of what may stand right before a number: ``us$``, ``rmb``, ``港币``."""
    words = "|".join(re.escape(word) for word in sorted(_tables()[0], key=len, reverse=True))
    return rf"(?:[a-z]{{0,3}}[$¥€£]|(?<![a-z])(?:{words}))"


@cache
def _prefix_pattern() -> Pattern:
    words = "|".join(re.escape(word) for word in sorted(_tables()[0], key=len, reverse=True))
    return Pattern(rf"(?:(?<![a-z])(?:{words})|(?<=[a-z ])(?:us\$|hk\$|\$|¥|€|£)) ?[:：]? ?(?:约|~|only|about)? ?$")


@cache
def _suffix_pattern() -> Pattern:
    return Pattern(rf" ?(?:(?P<word>{_alternatives(_tables()[1])})(?<![$¥€£])(?!\$)|(?P<sign>[$¥€£])(?! ?[0-9]))")


def prefix_currency(text: str) -> str | None:
    """Currency code of the sign at the end of *text*; ``?$`` and ``?¥`` where the sign is ambiguous."""
    match = _prefix_pattern().search(text)
    if not match:
        return None
    word = _HEDGE.sub("", match.group())
    return _tables()[0].get(word) or _tables()[0].get(word[-1:])


def start_of_sign(text: str, position: int) -> int:
    """Where the currency begins that stands right before *position*; the position itself where none does."""
    first = max(0, position - _SIGN_REACH)
    match = _prefix_pattern().search(text, first, position)
    return position if match is None else match.start()


def suffix_currency(text: str, position: int) -> tuple[str, int] | None:
    """Currency code behind *position* and where it ends."""
    match = _suffix_pattern().match(text, position)
    return (_tables()[1][match["word"] or match["sign"]], match.end()) if match else None


@cache
def named_currency_pattern() -> Screened:
    """Finds a currency named anywhere, as in a header line (All in RMB)."""
    prefix, suffix = _tables()
    ambiguous = set(vocabulary_file("grammar.yaml")["ambiguous_currency_words"])
    named = {
        word: code
        for word, code in {**prefix, **suffix}.items()
        if not code.startswith("?") and len(word) > 1 and word not in ambiguous
    }
    return Screened(rf"(?<![a-z])(?:{_alternatives(named)})")


def currency_named(word: str) -> str | None:
    """The code of a currency word."""
    prefix, suffix = _tables()
    return prefix.get(word) or suffix.get(word)
