"""Runs of an invented source: day after day what a shop with forty items shows."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from crawlers.source import Source
from health.figures import Figures
from health.finding import Finding
from health.parameters import load_parameters
from health.source_health import judge
from index.documents import Run

FIRST = datetime(2026, 3, 2, 8, tzinfo=UTC)
ITEMS = 40
_SHARES = {"title": 1.0, "text": 1.0, "price": 0.9, "seller": 1.0, "place": 0.6}


def source(**changes: object) -> Source:
    """The source, with some keys changed."""
    keys: dict[str, object] = {
        "name": "shop",
        "title": "A shop",
        "kind": "shop",
        "languages": ["en"],
        "homepage": "https://shop.example/",
        "terms": "A test.",
        "entries": [{"kind": "list", "url": "https://shop.example/list"}],
        "pages": {"url": r"/item/(?P<id>\d+)", "key": "{id}"},
    }
    return Source.model_validate(keys | changes)


def day(
    number: int, items: int = ITEMS, *, outcome: str = "finished", changed: dict[str, int] | None = None, **counts: int
) -> Figures:
    """The run of a day, counted from 1. Fill wavers a little from day to day; *changed* and *counts* win."""
    at = FIRST + timedelta(days=number - 1)
    made = {"pages": items + 2, "items": items, "listed": items, "captures": items, "new": 2 if number > 1 else items}
    for name, share in _SHARES.items():
        found = round(items * share) - (number % 3 == 0 and share < 1 and items > 0)
        made |= {f"with_{name}": found, f"own_{name}": found}
    return Figures(
        Run(
            id=f"{at:%Y%m%dT%H%M%SZ}-shop-{number:04d}",
            source="shop",
            started_at=at,
            finished_at=at + timedelta(minutes=5),
            duration_s=300,
            outcome=outcome,
            counts=made | (changed or {}) | counts,
            user_agent="chipwatch/test",
        )
    )


def quiet(days: int) -> list[Figures]:
    """The runs of so many ordinary days."""
    return [day(number) for number in range(1, days + 1)]


def found(runs: list[Figures], *, since: str | None = None, hours_later: float = 1, **changes: object) -> list[Finding]:
    """Findings on the last of *runs*, so long after its end; without the note on a short past."""
    end = runs[-1].run.finished_at
    assert end is not None
    health = judge(source(**changes), runs, end + timedelta(hours=hours_later), load_parameters(), since=since)
    return [one for one in health.findings if one.kind != "young"]


def told(runs: list[Figures], **options: object) -> list[tuple[str, tuple[str, ...]]]:
    """Kind and fields of the same findings."""
    return [(one.kind, one.fields) for one in found(runs, **options)]  # type: ignore[arg-type]
