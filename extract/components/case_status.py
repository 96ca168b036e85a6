"""Standing of a claim: never higher than what its sentence says. An alleged deed is not a deed."""

from __future__ import annotations

from functools import cache
from typing import Literal

from extract.components.case_clauses import CONDUCT, Clause
from extract.reading import Mark, Reading
from extract.scanning import Pattern
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
def _sayings() -> tuple[Pattern, Pattern]:
    words = word_classes("cases")
    return words.pattern("{says_allegation}"), words.pattern("{says_plea}")


def status_of(reading: Reading, clause: Clause, start: int, end: int) -> tuple[Status, Mark | None]:
    """Status of the event of a clause in the sentence from *start* to *end*, and the words that give it.

    A kind of its own standing (plea, conviction …) gives it. A deed, a seizure or a settlement is as sure as the words
    around it: alleged where the sentence says so, admitted where somebody admits it, else the word of the reporter.
    """
    own = _OF_KIND.get(clause.kind)
    if own is not None:
        return own, Mark("status", own, clause.trigger.start, clause.trigger.end, f"case.status.{own}", 0.85)
    allegation, plea = _sayings()
    # what is charged in another clause says nothing of a seizure: only its own clause does
    first, last = (start, end) if clause.kind in CONDUCT else (clause.start, clause.end)
    if said := allegation.search(reading.text, first, last):
        return "allegation", Mark("status", "allegation", *said.span(), "case.status.allegation", 0.85)
    if clause.kind in CONDUCT and (said := plea.search(reading.text, first, last)):
        return "plea", Mark("status", "plea", *said.span(), "case.status.plea", 0.8)
    return "press", None
