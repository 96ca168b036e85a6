"""Where contacts stand in the original text."""

from __future__ import annotations

from collections.abc import Iterator

from extract.reading import Reading

Span = tuple[int, int]
"""First character and one past the last, in the original text."""
_LONGEST_LABEL = 20
_MOST = 50
"""Contacts looked at; a text with more is a directory."""


def contact_places(reading: Reading) -> list[Span]:
    """The contacts from the names of their channels on, masked ones too, in order. Looked for once a text."""
    if "contact_places" not in reading.state:
        reading.state["contact_places"] = list(_places(reading))
    places: list[Span] = reading.state["contact_places"]
    return places


def _places(reading: Reading) -> Iterator[Span]:
    marks = (*reading.marks.get("contact", ()), *reading.marks.get("masked_phone", ()))
    for mark in sorted(marks, key=lambda mark: mark.start)[:_MOST]:
        labels = reading.within("contact_label", max(0, mark.start - _LONGEST_LABEL), mark.start)
        first = labels[-1].start if labels and labels[-1].end == mark.start else mark.start
        yield reading.aligned.span(first, first + 1)[0], reading.aligned.span(mark.start, mark.end)[1]
