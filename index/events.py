"""Events as documents: what the captures of an article say happened, folded into one document an event.

An event is the same one as long as its article tells it in the same words. What a newer capture does not tell any more
is ``withdrawn``, never removed: that a report was changed is itself worth knowing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from extract.rates import Rates
from extract.records import CaseEvent
from foundation.ids import natural_id
from index.claims import claim
from index.documents import Article, Event

ARROW = " → "
"""Between the countries of a route in one piece."""


def event_ids(article_id: str, events: Iterable[CaseEvent]) -> list[str]:
    """Id of each event: of its article, kind and words, and which one it is among those that share them."""
    seen: Counter[tuple[str, str]] = Counter()
    ids = []
    for event in events:
        key = event.kind, event.verbatim
        seen[key] += 1
        ids.append(natural_id("event", article_id, *key, str(seen[key])))
    return ids


def events_of(article: Article, rates: Rates) -> tuple[Event, ...]:
    """What *article* tells, as its newest capture alone shows it."""
    ids = event_ids(article.id, article.events)
    return tuple(_event(key, event, article, rates) for key, event in zip(ids, article.events, strict=True))


def fold_events(known: Mapping[str, Event], told: Iterable[Event], before: Article | None, now: Article) -> list[Event]:
    """The events to write after a capture that *told* these.

    *known* holds what the store has under their ids and under those of the article *before*; *now* is the article with
    the capture in it. Captures may come in any order.
    """
    folded = {event.id: _seen_again(known.get(event.id), event, now) for event in told}
    for key in event_ids(now.id, before.events) if before else ():
        if key in known and key not in folded:
            folded[key] = _standing(known[key], now)
    return [event for event in folded.values() if known.get(event.id) != event]


def _seen_again(known: Event | None, told: Event, article: Article) -> Event:
    if known is None:
        return _standing(told, article)
    newest = told if told.last_seen >= known.last_seen else known
    return _standing(newest.model_copy(update={"first_seen": min(known.first_seen, told.first_seen)}), article)


def _standing(event: Event, article: Article) -> Event:
    """*event* as of the article's newest capture: told by it, or withdrawn."""
    told = event.last_seen >= article.last_seen
    return event.model_copy(
        update={
            "state": "told" if told else "withdrawn",
            "last_checked": max(event.last_checked, article.last_seen),
        }
    )


def _event(key: str, event: CaseEvent, article: Article, rates: Rates) -> Event:
    return Event(
        id=key,
        article_id=article.id,
        source=article.source,
        source_kind=article.source_kind,
        url=article.url,
        title=article.title,
        lang=article.lang,
        state="told",
        claim=claim(event.kind, event.status),
        **dict(_as_read(event)),
        value_usd=_in_usd(event, article, rates),
        happened_on=event.on,
        route_line=ARROW.join(event.route) or None,
        published_at=article.published_at,
        reported_at=article.published_at or article.first_seen,
        first_seen=article.last_seen,
        last_seen=article.last_seen,
        last_checked=article.last_seen,
        spans=event.evidence,
        extractor=article.extractor,
        evidence=article.evidence,
    )


def _as_read(event: CaseEvent) -> Iterator[tuple[str, object]]:
    return ((name, value) for name, value in event if name not in ("evidence", "on"))


def _in_usd(event: CaseEvent, article: Article, rates: Rates) -> Decimal | None:
    if event.value is None or event.value.currency is None:
        return None
    day = event.on or (article.published_at or article.first_seen).date()
    return rates.in_usd(event.value.amount, event.value.currency, day).amount
