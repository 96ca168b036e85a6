"""How new the state is that a document shows: what lets a store refuse an older one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from index.documents import Article, Document, Event, Lead, Listing, Run, Sighting

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def newness(document: Document) -> int:
    """Microseconds from 1970 (UTC) to the newest observation in *document*; never below 0.

    A listing goes by its last check, as an event does, a sighting by its observation, an article by its last sight, a
    lead by its last change, a run by its end, or its start while it has none. Of two states of one document the newer
    one has the greater or the same number.
    """
    match document:
        case Listing() | Event():
            moment = document.last_checked
        case Sighting():
            moment = document.observed_at
        case Article():
            moment = document.last_seen
        case Lead():
            moment = document.changed_at
        case Run():
            moment = document.finished_at or document.started_at
        case _:
            raise TypeError(type(document).__name__)
    return max(0, microseconds(moment))


def microseconds(moment: datetime) -> int:
    """Microseconds from 1970 to *moment*, which is UTC where it names no zone."""
    aware = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment
    return (aware - _EPOCH) // _MICROSECOND
