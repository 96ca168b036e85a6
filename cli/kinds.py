"""Articles, events and leads as rows of search results. An event is always named with its standing before it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cli.output import cut, money, short_name
from cli.search import title_of

if TYPE_CHECKING:
    from extract.records import Party
    from index.documents import Article, Event, Lead

_PARTY_WIDTH = 40
_PARTIES_SHOWN = 3
_REASONS_SHOWN = 4

Row = tuple[Any, ...]


@dataclass(frozen=True)
class Shown:
    """How documents of a kind are shown."""

    columns: tuple[str, ...]
    row: Callable[[Any, Mapping[str, str]], Row]
    facets: tuple[str, ...]
    """Fields whose values are counted where nobody names others."""
    right: tuple[str, ...] = ()
    whole: tuple[str, ...] = ("id",)
    sort: str | None = None
    """Order where nobody names another; none: newest first."""


def named_party(party: Party) -> str:
    """A party with its role and what the text claims of it: ``Zhang San (alleged: accused)``."""
    from index.claims import STANDINGS

    standing = STANDINGS[party.status] if party.status else "named"
    return f"{party.name} ({standing}{f': {party.role}' if party.role else ''})"


def _article_row(article: Article, highlights: Mapping[str, str]) -> Row:
    return (
        article.id[:8],
        article.publisher or article.source,
        article.quality,
        title_of(article, highlights),
        ", ".join(article.models) or None,
        f"{article.published_at:%Y-%m-%d}" if article.published_at else None,
        len(article.copies) or None,
        article.url,
    )


def _event_row(event: Event, highlights: Mapping[str, str]) -> Row:
    parties = [cut(named_party(party), _PARTY_WIDTH) for party in event.parties[:_PARTIES_SHOWN]]
    more = len(event.parties) - _PARTIES_SHOWN
    return (
        event.id[:8],
        event.claim if event.state == "told" else f"{event.claim} ({event.state})",
        "\n".join([*parties, *([f"{more} more"] if more > 0 else [])]) or None,
        ", ".join(event.models) or None,
        _count(event),
        money(event.value.amount, event.value.currency, event.value_kind) if event.value else None,
        event.route_line,
        f"{event.happened_on}" if event.happened_on else None,
        f"{event.reported_at:%Y-%m-%d}",
        event.source,
        title_of(event, highlights),
    )


def _count(event: Event) -> str | None:
    count, most = event.quantity, event.quantity_max
    if count is None and most is None:
        return None
    told = f"{count:,}" if most is None else f"{count:,}–{most:,}" if count is not None else f"up to {most:,}"
    return f"{told} {event.unit or ''}".strip()


def _lead_row(lead: Lead, highlights: Mapping[str, str]) -> Row:
    labels = [reason.label for reason in lead.reasons]
    more = len(labels) - _REASONS_SHOWN
    return (
        lead.listing_id[:8],
        lead.score,
        lead.status,
        "; ".join(labels[:_REASONS_SHOWN]) + (f" +{more}" if more > 0 else ""),
        title_of(lead, highlights),
        ", ".join(lead.models) or None,
        f"{lead.gpu_count:,}" if lead.gpu_count is not None else None,
        ", ".join(lead.countries) or None,
        short_name(lead.seller),
        lead.state,
        f"{lead.first_seen:%Y-%m-%d}",
    )


KINDS: Mapping[str, Shown] = {
    "article": Shown(
        ("id", "publisher", "quality", "title", "models", "published", "copies", "url"),
        _article_row,
        ("model", "quality", "site"),
        right=("copies",),
        whole=("id", "published"),
    ),
    "event": Shown(
        ("id", "claim", "named", "models", "count", "money", "route", "day", "reported", "site", "told in"),
        _event_row,
        ("claim", "state", "model", "site"),
        right=("count",),
        whole=("id", "day", "reported"),
    ),
    "lead": Shown(
        ("listing", "score", "status", "why", "title", "model", "GPUs", "country", "seller", "state", "first seen"),
        _lead_row,
        ("status", "flag", "country", "model"),
        right=("score", "GPUs"),
        whole=("listing", "first seen"),
        sort="-score",
    ),
}
"""How each kind but listings is shown."""
