"""What an index says, apart from where the evidence stands and which of an item's addresses led to it first."""

from __future__ import annotations

from typing import Any

from index.documents import Article, Document, Event, Listing, Sighting
from index.opening import open_store
from tests.e2e.house import House

_PLACES = ("warc_file", "warc_offset", "warc_length", "url")


def index_content(house: House) -> dict[str, Any]:
    """Every listing, sighting, article and event by id."""
    content: dict[str, Any] = {}
    with open_store(f"sqlite:///{house.home / 'chipwatch.db'}") as store:
        kinds: tuple[type[Document], ...] = (Listing, Sighting, Article, Event)
        for kind in kinds:
            for document in store.scan(kind):
                fields = document.model_dump(mode="json")
                for place in _PLACES:
                    del fields["evidence"][place]
                # an item is fetched once, at the address that came up first: that is a race in any crawl
                fields.pop("urls", None)
                content[f"{kind.__name__} {document.id}"] = fields
    return content


def difference(expected: dict[str, Any], found: dict[str, Any]) -> list[str]:
    """What differs between two indexes, a line for each document and field; empty where they are equal."""
    told = [f"{name}: missing" for name in expected.keys() - found.keys()]
    told += [f"{name}: not expected" for name in found.keys() - expected.keys()]
    for name in expected.keys() & found.keys():
        for field, value in expected[name].items():
            if found[name][field] != value:
                told.append(f"{name} {field}: {value!r} became {found[name][field]!r}"[:600])
    return sorted(told)
