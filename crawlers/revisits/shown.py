"""What a list shows, told to the memory of visits."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from crawlers.reading_result import ItemReading, Reading
from crawlers.records import ListingPage
from crawlers.revisits.memory import Shown, VisitMemory
from foundation.ids import sha256_hex


def remember_list(memory: VisitMemory, address: str, reading: Reading, *, run_id: str, at: datetime) -> list[str]:
    """Tell *memory* what the list at *address* shows; returns keys of known items of which it shows something new."""
    glimpses = {item.key: item for item in reading.glimpses}
    onward = next((link.url for link in reading.links if link.role != "item"), None)
    return memory.read_list(address, reading.role, list(_shown(reading, glimpses)), onward, run_id=run_id, at=at)


def _shown(reading: Reading, glimpses: dict[str, ItemReading]) -> Iterator[Shown]:
    for item in reading.items:
        yield Shown(item.key, item.url.partition("#")[0], item.key, None)
    for link in reading.links:
        if link.role == "item":
            glimpse = glimpses.get(link.key) if link.key else None
            if glimpse is None:
                yield Shown(link.key or link.url, link.url, link.key, link.label)
            else:
                title = glimpse.page.title if glimpse.page else None
                yield Shown(
                    glimpse.key,
                    link.url,
                    glimpse.key,
                    title or link.label,
                    glimpse=_digest(glimpse),
                    is_priced=_is_priced(glimpse),
                    is_gone=glimpse.state == "gone",
                )


def _is_priced(item: ItemReading) -> bool:
    """Whether a number stands where the price should, and not "on request"."""
    page = item.page if isinstance(item.page, ListingPage) else None
    return any(character.isdigit() for character in (page.price or "" if page else ""))


def _digest(item: ItemReading) -> str:
    page = item.page if isinstance(item.page, ListingPage) else None
    fields = [item.state, *((page.title, page.price, page.availability) if page else ())]
    return sha256_hex("\x1f".join(field or "" for field in fields).encode("utf-8", "replace"))[:16]
