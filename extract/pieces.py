"""A text cut where a span begins or ends, for whoever shows which words were read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from extract.records import CaseEvent, Extraction, Fact, Offer

_Span = tuple[int, int, str, bool]


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a text, cut where a span begins or ends."""

    text: str
    """As it stands."""
    field: str | None = None
    """Field that was read from it, the shortest span first; none between spans."""
    read: bool = True
    """False where something was seen and not read."""
    group: int = 0
    """The same for spans that overlap; 0 between spans."""


def pieces(text: str, extraction: Extraction) -> Iterator[Piece]:
    """The whole text in order, piece by piece."""
    seen = dict.fromkeys(span for span in _spans(extraction) if span[1] > span[0])
    spans = sorted(seen, key=lambda span: (span[0], -span[1]))
    cuts = sorted({0, len(text), *(cut for start, end, *_ in spans for cut in (start, end))})
    waiting, over, group, reach = list(reversed(spans)), list[_Span](), 0, 0
    for start, end in pairwise(cuts):
        over = [span for span in over if span[1] > start]
        while waiting and waiting[-1][0] <= start:
            span = waiting.pop()
            group += span[0] >= reach
            reach = max(reach, span[1])
            over.append(span)
        if over:
            _, _, field, read = min(over, key=lambda span: span[1] - span[0])
            yield Piece(text[start:end], field, read, group)
        else:
            yield Piece(text[start:end])


def _spans(extraction: Extraction) -> Iterator[_Span]:
    """Start, end, field and whether it was read. What was not read comes first: of equal spans the first is shown."""
    told: tuple[Offer | CaseEvent, ...] = (*extraction.offers, *extraction.events)
    for doubt in (*extraction.undetermined, *(doubt for line in told for doubt in line.undetermined)):
        if doubt.field != "side":
            yield doubt.start, doubt.end, doubt.field, False
    lines: tuple[Offer | Fact | CaseEvent, ...] = (*extraction.offers, *extraction.facts, *extraction.events)
    for item in (evidence for line in lines for evidence in line.evidence):
        yield item.start, item.end, item.field, True
    for party in (extraction.seller, *(party for event in extraction.events for party in event.parties)):
        if party is not None:
            yield party.start, party.end, "name", True
    for contact in extraction.contacts:
        yield contact.start, contact.end, "contact", True
