"""What the fixture `filled` holds, and the time at which it is asked."""

from __future__ import annotations

from datetime import UTC, datetime

from index.documents import Document
from tests.index.generated import (
    generated_article,
    generated_documents,
    generated_events,
    generated_lead,
    generated_runs,
)

NOW = datetime(2026, 3, 5, 12, tzinfo=UTC)
"""What ``now`` means in queries of tests."""
FILLED_LISTINGS = 300


def filled_documents() -> list[Document]:
    """Listings with their sightings, runs, articles, events and leads."""
    return [
        *generated_documents(FILLED_LISTINGS),
        *generated_runs(),
        *(generated_article(number) for number in range(40)),
        *generated_events(40),
        *(generated_lead(number) for number in range(0, FILLED_LISTINGS, 5)),
    ]
