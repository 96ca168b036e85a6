"""Sentences of court papers, in which a full stop often ends no sentence: Pte. Ltd., U.S., Nov. 20, John Q. Public."""

from __future__ import annotations

import re
from functools import cache

from extract.reading import Reading
from extract.scanning import Pattern
from extract.word_classes import word_classes

_INITIAL = re.compile(r"(?<![A-Za-z])[A-Z]$")
_LAST_WORD = re.compile(r"[\w.]+$")
_END = re.compile(r"[。!！?？；;\n]+|\.(?=\s|\[|\^|$)|→")
_LONGEST = 1500
"""Longer runs without a full stop are no sentences: they are cut, so that reading stays linear."""


def cased(reading: Reading, start: int, end: int) -> str:
    """The normalised span with the capitals of the original; character for character as long."""
    written = reading.raw(start, end)
    if len(written) == end - start:
        return _simple(written, reading.text[start:end])
    pieces = (reading.raw(at, at + 1) for at in range(start, end))
    return "".join(_simple(piece, reading.text[at]) for at, piece in zip(range(start, end), pieces, strict=True))


def _simple(written: str, read: str) -> str:
    """*written* where only its case was folded, else *read*: names are looked for in simplified characters."""
    if written.lower() == read:
        return written
    if len(written) != len(read):
        return read
    return "".join(w if w.lower() == r else r for w, r in zip(written, read, strict=True))


def case_sentences(reading: Reading) -> list[tuple[int, int]]:
    """Start and end of every sentence that is not blank."""
    spans: list[tuple[int, int]] = []
    start = 0
    for match in _END.finditer(reading.text):
        if match.start() - start < _LONGEST and _goes_on(reading, match.start(), match.end(), start):
            continue
        spans.extend(_pieces(start, match.start()))
        start = match.end()
    spans.extend(_pieces(start, len(reading.text)))
    return [span for span in spans if reading.text[slice(*span)].strip()]


def _pieces(start: int, end: int) -> list[tuple[int, int]]:
    return [(at, min(at + _LONGEST, end)) for at in range(start, end, _LONGEST)]


def _goes_on(reading: Reading, end: int, start: int, first: int) -> bool:
    """Whether the sign between *end* and *start* ends an abbreviation only, or an arrow leads on within a line.

    *first* is where the sentence began.
    """
    text = reading.text
    if text[end:start] == "→":
        return text[max(first, end - 40) : end].rpartition("\n")[2].strip() != ""
    if text[end:start] != ".":
        return False
    behind_at = start + len(text[start : start + 4]) - len(text[start : start + 4].lstrip(" \t"))
    before = cased(reading, max(0, end - 24), end)
    behind = cased(reading, behind_at, min(len(text), behind_at + 24))
    last = _LAST_WORD.search(before)
    if last is None or not behind:
        return False
    goes_on = behind[0].islower() or behind[0] in "(,"
    if last[0] in word_classes("case_names", original=True)["abbreviated_firm"]:
        return goes_on or _suffixes().match(behind) is not None
    if _INITIAL.search(before) or last[0] in word_classes("case_names", original=True)["abbreviation"]:
        return True
    return goes_on and len(last[0]) <= 4


@cache
def _suffixes() -> Pattern:
    return word_classes("case_names", original=True).pattern("{firm_suffix}|{abbreviated_firm}")
