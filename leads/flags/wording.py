"""Flags of the wording: terms and patterns of ``weights.yaml``, looked for in the normalised text."""

from __future__ import annotations

import re
from functools import cache

from leads.case import Case, reason
from leads.records import Reason
from leads.weights import TermsFlag

Hit = tuple[int, int]
"""First character and one past the last, in the normalised text."""


def wording(name: str, flag: TermsFlag, case: Case) -> Reason | None:
    """The text says one of the flag's words."""
    found = hits(flag.terms, flag.patterns, case.text.text, unless=flag.unless)
    if not found:
        return None
    spans = [case.cut(*hit) for hit in found]
    words = ", ".join(dict.fromkeys(span.text for span in spans))
    return reason(name, flag, flag.points, f"the text says {words}", field="text", value=spans[0].text, spans=spans)


def hits(terms: tuple[str, ...], patterns: tuple[str, ...], text: str, *, unless: tuple[str, ...] = ()) -> list[Hit]:
    """Where terms or patterns stand, from left to right, without those inside a match of *unless*."""
    found = [match.span() for match in _compiled(terms, patterns).finditer(text)] if terms or patterns else []
    if not found or not unless:
        return found
    spared = [match.span() for match in _compiled((), unless).finditer(text)]
    return [hit for hit in found if not any(start < hit[1] and hit[0] < end for start, end in spared)]


@cache
def _compiled(terms: tuple[str, ...], patterns: tuple[str, ...]) -> re.Pattern[str]:
    literal = [_whole(term) for term in sorted(terms, key=len, reverse=True)]
    return re.compile("|".join(f"(?:{part})" for part in (*literal, *patterns)))


def _whole(term: str) -> str:
    """Latin terms are whole words; Chinese has no word boundary to ask for."""
    before = r"(?<![a-z0-9])" if term[0].isascii() else ""
    after = r"(?![a-z0-9])" if term[-1].isascii() else ""
    return before + re.escape(term).replace(r"\ ", r"\s+") + after
