"""The measure of real news without a word of GPUs: nothing may come out of it."""

from __future__ import annotations

from pathlib import Path

from tests.eval.results import Measured, Miss, Scored
from tests.eval.texts import rows_of
from tests.extract.reading_of import extractor


def measure_news(path: Path) -> Measured:
    """How many of the items that name no GPU gave a fact or an event."""
    rows = [row for row in rows_of(path) if not row["gpu"]]
    misses: list[Miss] = []
    for row in rows:
        extraction = extractor().read(f"{row['title']}\n{row['text']}", kind="article")
        wrong = [f"fact {fact.verbatim!r}" for fact in extraction.facts]
        wrong += [f"event {event.verbatim!r}" for event in extraction.events]
        if wrong:
            misses.append(Miss(row["url"], row["title"], wrong))
    return Measured(len(rows), Scored({"negative_false_positives": len(misses)}, misses))
