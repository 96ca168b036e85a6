"""One extractor for all tests of the room: compiling the vocabulary takes a second."""

from __future__ import annotations

from functools import cache
from typing import Any

from extract.pipeline import Extractor
from extract.records import Extraction, Hints, Offer


@cache
def extractor() -> Extractor:
    return Extractor(contacts="raw")


def read(text: str, *, kind: str = "listing", **hints: Any) -> Extraction:
    return extractor().read(text, kind=kind, hints=Hints(**hints))


def offer(text: str, **hints: Any) -> Offer:
    """The only offer of a text."""
    offers = read(text, **hints).offers
    assert len(offers) == 1, offers
    return offers[0]
