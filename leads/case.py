"""What a flag looks at: one listing, its supply side, its text as compared, and what the rest of the index knows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from extract.normalise import Aligned, align
from extract.records import Offer, Side
from index.documents import Listing
from leads.records import Reason, Span
from leads.survey import Survey
from leads.weights import Flag


@dataclass(frozen=True)
class Case:
    """One listing under the eye of the flags."""

    listing: Listing
    survey: Survey

    @cached_property
    def supply(self) -> tuple[Offer, ...]:
        """Its offers of side offer: wanted and rental lines of a mixed post never count."""
        return tuple(offer for offer in self.listing.offers if offer.side == Side.OFFER)

    @cached_property
    def text(self) -> Aligned:
        """Its text as compared, with the way back to the original."""
        return align(self.listing.text)

    @property
    def on(self) -> date:
        """The day that control status is asked for: posted, else first seen (UTC)."""
        return (self.listing.posted_at or self.listing.first_seen).date()

    def spans(self, offers: Iterable[Offer], *fields: str) -> tuple[Span, ...]:
        """Spans that the extractor gave as evidence of *fields*, or where it saw and did not read them.

        What a field of the page says beside the text has none.
        """
        found: dict[tuple[int, int, str], None] = {}
        for offer in offers:
            found.update(
                {(piece.start, piece.end, piece.text): None for piece in offer.evidence if piece.field in fields}
            )
            found.update(
                {(piece.start, piece.end, piece.raw): None for piece in offer.undetermined if piece.field in fields}
            )
        return tuple(self._checked(*piece) for piece in found if piece[2])

    def cut(self, start: int, end: int) -> Span:
        """The original piece behind a span of the compared text."""
        first, last = self.text.span(start, end)
        return Span(start=first, end=last, text=self.listing.text[first:last])

    def _checked(self, start: int, end: int, text: str) -> Span:
        if self.listing.text[start:end] == text:
            return Span(start=start, end=end, text=text)
        return Span(start=None, end=None, text=text)


def reason(
    name: str,
    flag: Flag,
    points: int,
    sentence: str,
    *,
    field: str,
    value: str,
    spans: Sequence[Span] = (),
    others: Sequence[str] = (),
) -> Reason:
    """The reason of a flag that fired."""
    return Reason(
        flag=name,
        points=points,
        label=flag.label,
        sentence=sentence,
        field=field,
        value=value,
        spans=tuple(spans),
        others=tuple(others),
        sources=flag.sources,
    )
