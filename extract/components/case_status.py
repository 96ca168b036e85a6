"""Standing of a claim: never higher than what its sentence says. An alleged deed is not a deed."""

from __future__ import annotations

from functools import cache
from re import Pattern
from typing import Literal

from extract.components.case_clauses import CONDUCT, Clause
from extract.reading import Reading
from extract.word_classes import word_classes

Status = Literal["press", "allegation", "plea", "conviction", "designation"]

_OF_KIND: dict[str, Status] = {
    "sentence": "conviction",
    "conviction": "conviction",
    "plea": "plea",
    "charge": "allegation",
    "arrest": "allegation",
    "search": "allegation",
    "investigation": "allegation",
    "designation": "designation",
    "dismissal": "press",
}


@cache
def _sayings() -> tuple[Pattern[str], Pattern[str]]:
    words = word_classes("cases")
    return words.pattern("{says_allegation}"), words.pattern("{says_plea}")


def status_of(reading: Reading, clause: Clause, start: int, end: int) -> Status:
    """Status of the event of a clause in the sentence from *start* to *end*.

    A kind of its own standing (plea, conviction …) gives it. A deed, a seizure or a settlement is as sure as the words
    around it: alleged where the sentence says so, admitted where somebody admits it, else the word of the reporter.
    """
    own = _OF_KIND.get(clause.kind)
    if own is not None:
        return own
    allegation, plea = _sayings()
    # what is charged in another clause says nothing of a seizure: only its own clause does
    first, last = (start, end) if clause.kind in CONDUCT else (clause.start, clause.end)
    if allegation.search(reading.text, first, last):
        return "allegation"
    return "plea" if clause.kind in CONDUCT and plea.search(reading.text, first, last) else "press"
