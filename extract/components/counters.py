"""Words that count things: 台, 张, pcs. What each counts stands in vocabulary/grammar.yaml."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from extract.lexicon import vocabulary_file
from extract.normalise import normalise


@cache
def counters() -> dict[str, str]:
    """Counter word → class."""
    groups: dict[str, Any] = vocabulary_file("grammar.yaml")["counters"]
    return {normalise(word): group for group, words in groups.items() for word in words}


@cache
def counter_alternatives() -> str:
    """A pattern branch of all counters, longest first."""
    return "|".join(re.escape(word) + _unless(word) for word in sorted(counters(), key=len, reverse=True))


def _unless(word: str) -> str:
    if word[-1].isascii() and word[-1].isalpha():
        return "(?![a-z])"
    endings: dict[str, str] = vocabulary_file("grammar.yaml")["counter_endings"]
    return f"(?![{endings[word]}])" if word in endings else ""
