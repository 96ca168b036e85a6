"""What articles claim, one record a fact or an event, each beside its publisher and the worth of its source."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from extract.records import CaseEvent, Fact
from index.documents import Article
from leads.export.cells import Value

_RANKS = ("official", "agency-press", "general-press", "trade-press", "forum", "unknown")
_BETWEEN = "; "
COLUMNS = (
    "claim_id",
    "kind",
    "standing",
    "relation",
    "models",
    "form",
    "quantity",
    "quantity_max",
    "unit",
    "approx",
    "amount",
    "amount_max",
    "currency",
    "route",
    "parties",
    "on",
    "verbatim",
    "quality",
    "publisher",
    "published_at",
    "title",
    "url",
    "article_id",
    "story_id",
    "first_publisher",
    "first_published_at",
    "copies",
    "best_quality",
    "extractor",
    "evidence_capture_id",
    "evidence_sha256",
    "evidence_warc_file",
    "evidence_warc_offset",
)
"""Columns of a CSV, in order."""


@dataclass(frozen=True)
class Claim:
    """One fact or event as an article states it."""

    article: Article
    number: int
    """Place among the facts, or among the events, of its article; from 1."""
    stated: Fact | CaseEvent

    @property
    def id(self) -> str:
        """Deterministic: the article's id, what it is, and its place."""
        return f"{self.article.id}#{self.kind}{self.number}"

    @property
    def kind(self) -> str:
        """Fact or event."""
        return "fact" if isinstance(self.stated, Fact) else "event"


def claims_of(article: Article) -> Iterator[Claim]:
    """The claims of *article*: facts, then events."""
    yield from (Claim(article, number, fact) for number, fact in enumerate(article.facts, 1))
    yield from (Claim(article, number, event) for number, event in enumerate(article.events, 1))


def claim_row(claim: Claim) -> list[Value]:
    """Values in the order of `COLUMNS`; several values stand in one cell, apart by ``; ``."""
    shown = {**_stated(claim.stated), **_source(claim.article), "claim_id": claim.id, "kind": claim.kind}
    return [_cell(shown.get(name)) for name in COLUMNS]


def claim_object(claim: Claim) -> dict[str, Any]:
    """The claim with the spans of each value, which point into `text`, and the copies of its story."""
    article = claim.article
    return {
        "id": claim.id,
        "kind": claim.kind,
        **claim.stated.model_dump(exclude={"kind"}),
        "event": None if isinstance(claim.stated, Fact) else claim.stated.kind,
        **{name: value for name, value in _source(article).items() if not name.startswith("evidence_")},
        "copies": [copy.model_dump() for copy in article.copies],
        "text": article.text,
        "source": article.source,
        "capture": article.evidence.model_dump(),
    }


def _stated(stated: Fact | CaseEvent) -> dict[str, Any]:
    if isinstance(stated, Fact):
        return {
            "standing": "press",
            "relation": stated.relation,
            "models": stated.model,
            "form": stated.form,
            "quantity": stated.quantity,
            "quantity_max": stated.quantity_max,
            "approx": stated.approx,
            "amount": stated.price,
            "amount_max": stated.price_max,
            "currency": stated.currency,
            "verbatim": stated.verbatim,
        }
    value = stated.value
    return {
        "standing": stated.status,
        "relation": stated.kind,
        "models": stated.models,
        "quantity": stated.quantity,
        "quantity_max": stated.quantity_max,
        "unit": stated.unit,
        "approx": stated.approx,
        "amount": value.amount if value else None,
        "amount_max": value.amount_max if value else None,
        "currency": value.currency if value else None,
        "route": stated.route,
        "parties": tuple(party.name for party in stated.parties),
        "on": stated.on,
        "verbatim": stated.verbatim,
    }


def _source(article: Article) -> dict[str, Any]:
    qualities = {article.quality, *(copy.quality for copy in article.copies)}
    return {
        "quality": article.quality,
        "publisher": article.publisher,
        "published_at": article.published_at,
        "title": article.title,
        "url": article.url,
        "article_id": article.id,
        "story_id": article.story_id,
        "first_publisher": article.first_publisher,
        "first_published_at": article.first_published_at,
        "copies": len(article.copies),
        "best_quality": min(qualities, key=_RANKS.index),
        "extractor": article.extractor,
        "evidence_capture_id": article.evidence.capture_id,
        "evidence_sha256": article.evidence.sha256,
        "evidence_warc_file": article.evidence.warc_file,
        "evidence_warc_offset": article.evidence.warc_offset,
    }


def _cell(value: Any) -> Value:
    if isinstance(value, tuple):
        return _BETWEEN.join(map(str, value))
    shown: Value = value
    return shown
