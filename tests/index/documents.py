"""Documents made by hand, with only what a test is about."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from extract.records import Offer, Side
from foundation.ids import natural_id
from index.claims import claim
from index.documents import Article, CaptureRef, Event, Lead, Listing, Reason, Run, Sighting

DAY_0 = datetime(2026, 3, 2, 8, tzinfo=UTC)
"""A Monday."""


def day(number: float) -> datetime:
    """The moment *number* days after `DAY_0`."""
    return DAY_0 + timedelta(days=number)


def capture(at: datetime = DAY_0, **values: Any) -> CaptureRef:
    """Evidence."""
    given = {"capture_id": "c", "run_id": "r", "url": "https://a.example/1", "fetched_at": at, "status": 200}
    return CaptureRef(**{**given, "sha256": "0" * 64, **values})


def listing(key: str, **values: Any) -> Listing:
    """A live listing of side offer, first seen on `DAY_0`."""
    url = f"https://a.example/{key}"
    given: dict[str, Any] = {
        "id": natural_id("listing", "a", key),
        "source": "a",
        "source_kind": "forum",
        "item_key": key,
        "url": url,
        "urls": (url,),
        "side": Side.OFFER,
        "state": "live",
        "first_seen": DAY_0,
        "last_seen": DAY_0,
        "last_checked": DAY_0,
        "sightings": 1,
        "changes": 0,
        "extractor": "1",
        "evidence": capture(),
    }
    return Listing(**{**given, **values})


def sighting(of: str, number: float = 0, **values: Any) -> Sighting:
    """A live sighting of the listing with key *of*, *number* days after `DAY_0`."""
    listing_id = natural_id("listing", "a", of)
    given: dict[str, Any] = {
        "id": natural_id("sighting", listing_id, str(number)),
        "listing_id": listing_id,
        "source": "a",
        "run_id": f"run-{number}",
        "observed_at": day(number),
        "state": "live",
        "url": f"https://a.example/{of}",
        "side": Side.OFFER if values.get("state", "live") == "live" else None,
        "digest": "5" * 64 if values.get("state", "live") == "live" else None,
        "evidence": capture(day(number)),
    }
    return Sighting(**{**given, **values})


def article(key: str, **values: Any) -> Article:
    """An article first seen on `DAY_0`."""
    url = f"https://news.example/{key}"
    given: dict[str, Any] = {
        "id": natural_id("article", "news", key),
        "source": "news",
        "source_kind": "news",
        "item_key": key,
        "url": url,
        "urls": (url,),
        "first_seen": DAY_0,
        "last_seen": DAY_0,
        "extractor": "1",
        "evidence": capture(),
    }
    return Article(**{**given, **values})


def event(of: str, **values: Any) -> Event:
    """An alleged shipment that the article with key *of* tells, first seen on `DAY_0`."""
    given: dict[str, Any] = {
        "id": natural_id("event", of, str(sorted(values.items(), key=str))),
        "article_id": natural_id("article", "news", of),
        "source": "news",
        "source_kind": "news",
        "url": f"https://news.example/{of}",
        "state": "told",
        "kind": "shipment",
        "status": "allegation",
        "reported_at": DAY_0,
        "first_seen": DAY_0,
        "last_seen": DAY_0,
        "last_checked": DAY_0,
        "extractor": "1",
        "evidence": capture(),
        **values,
    }
    return Event(**{"claim": claim(given["kind"], given["status"]), **given})


def lead(of: str, score: int = 30, **values: Any) -> Lead:
    """A new lead of the listing with key *of*, kept on `DAY_0`."""
    listing_id = natural_id("listing", "a", of)
    given: dict[str, Any] = {
        "id": natural_id("lead", listing_id),
        "listing_id": listing_id,
        "listings": (listing_id,),
        "score": score,
        "status": "new",
        "reasons": (),
        "weights_version": 1,
        "source": "a",
        "source_kind": "forum",
        "url": f"https://a.example/{of}",
        "state": "live",
        "first_seen": DAY_0,
        "last_seen": DAY_0,
        "found_at": DAY_0,
        "changed_at": DAY_0,
    }
    return Lead(**{**given, **values})


def reason(flag: str, points: int = 10, **values: Any) -> Reason:
    """A flag that fired."""
    given: dict[str, Any] = {"flag": flag, "points": points, "label": flag.replace("_", " "), "sentence": "Because."}
    return Reason(**{**given, "field": "text", "value": "…", "sources": ("doj",), **values})


def run(number: float, source: str = "a", **values: Any) -> Run:
    """A finished run, *number* days after `DAY_0`."""
    given: dict[str, Any] = {"id": f"{source}-{number}", "source": source, "started_at": day(number)}
    return Run(**{**given, "outcome": "finished", "user_agent": "test", **values})


def offer(model: str | None = "H100", **values: Any) -> Offer:
    """An offer of cards."""
    return Offer(**{"model": model, "form": "card", "unit": "card", **values})
