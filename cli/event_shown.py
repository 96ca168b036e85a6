"""One event for ``chipwatch show``: the claim with its standing, who is named, and what each value rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cli.output import cut, money, write_table, write_text

if TYPE_CHECKING:
    from index.documents import Event

_SPAN_WIDTH = 48


def facts_of(event: Event) -> dict[str, str | None]:
    """Name → value, for a list; several lines in a value."""
    value = money(event.value.amount, event.value.currency, event.value_kind) if event.value else None
    usd = f" (USD {event.value_usd:,} of that day)" if event.value_usd is not None else ""
    return {
        "id": event.id,
        "claim": f"{event.claim}: a claim of its source, and no finding of chipwatch",
        "state": f"{event.state}, last told {event.last_seen:%Y-%m-%d}, last checked {event.last_checked:%Y-%m-%d}",
        "told in": f"{event.title or '(no title)'} ({event.source}, {event.reported_at:%Y-%m-%d})",
        "article": event.article_id,
        "day": f"{event.happened_on}" if event.happened_on else None,
        "models": ", ".join(event.models),
        "money": f"{value}{usd}" if value else None,
        "route": event.route_line,
        "ways": ", ".join(event.methods),
    }


def write_event(event: Event) -> None:
    """What `facts_of` leaves: the words, the parties, the spans."""
    from index.claims import STANDINGS

    write_text(f"  “{event.verbatim}”")
    if event.parties:
        write_table(
            ("named", "standing", "role"),
            [(party.name, STANDINGS[party.status] if party.status else None, party.role) for party in event.parties],
        )
    write_table(
        ("field", "read from", "at", "rule", "sure"),
        [
            (s.field, cut(s.text, _SPAN_WIDTH), f"{s.start}–{s.end}", f"{s.rule} v{s.version}", f"{s.confidence:.0%}")
            for s in event.spans
        ],
        title="spans of the article's text",
        right=("sure",),
    )
