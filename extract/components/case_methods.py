"""How it was done: false papers, relabelled boxes, dummy servers, shell companies and the like."""

from __future__ import annotations

import re
from functools import cache

from extract.lexicon import vocabulary_file
from extract.reading import Mark, Reading
from extract.scanning import Pattern
from extract.word_classes import word_classes

_NOT = re.compile(r"(?:not|no|never|without|未|没有|并非)\s?$")


@cache
def _patterns() -> list[tuple[str, Pattern]]:
    words = word_classes("case_methods")
    return [(name, words.pattern(f"{{{name}}}")) for name in vocabulary_file("case_methods.yaml")]


def methods_in(reading: Reading, start: int, end: int) -> list[Mark]:
    """A mark for every method that the span tells, in the order of the text."""
    found = []
    for name, pattern in _patterns():
        match = pattern.search(reading.text, start, end)
        if match is not None and not _NOT.search(reading.text, max(start, match.start() - 9), match.start()):
            found.append(Mark("method", name, match.start(), match.end(), f"case.method.{name}", 0.85))
    return sorted(found, key=lambda mark: mark.start)
