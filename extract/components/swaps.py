"""What is asked for in a barter: 'A800换成H200', 'would swap both for one H200'."""

from __future__ import annotations

import re

from extract.reading import Mark, Reading
from extract.word_classes import word_classes

_WORDS = word_classes("swaps")
_REACH = 48
_ASKED = _WORDS.pattern(
    r"(?<!{no_swap_before})(?P<swap>{swap})\s?(?:\d{1,4}\s?|{numeral}{1,2})?{counter}?\s?(?:{maker}\s?){0,2}$"
)
_ASKED_EN = _WORDS.pattern(
    r"{swap_en}[^.,;:\n]{0,24}? (?P<swap>{swap_for}) (?:\d{1,3} ?x? |{article} ){0,3}(?:{maker} ){0,2}$"
)
_HAS_IT = re.compile(r"[^\n,，。;；]{0,6}[了啦]")


def swap_before(reading: Reading, named: Mark) -> tuple[int, int] | None:
    """The word before a name that makes it what is asked in return. '换H200了' tells why somebody sells."""
    text = reading.text
    first = max(reading.line_of(named.start).start, named.start - _REACH)
    found = _ASKED.search(text, first, named.start) or _ASKED_EN.search(text, first, named.start)
    if found is None or _HAS_IT.match(text, named.end, named.end + 8):
        return None
    return found.span("swap")
