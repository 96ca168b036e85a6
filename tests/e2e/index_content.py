"""What an index says, apart from where in the WARC files it stands and how long things took."""

from __future__ import annotations

from typing import Any

from index.documents import Article, Document, Listing, Sighting
from index.opening import open_store
from tests.e2e.house import House

_PLACES = ("warc_file", "warc_offset", "warc_length")


def index_content(house: House) -> dict[str, Any]:
    """Every listing, sighting and article by id."""
    content: dict[str, Any] = {}
    with open_store(f"sqlite:///{house.home / 'chipwatch.db'}") as store:
        kinds: tuple[type[Document], ...] = (Listing, Sighting, Article)
        for kind in kinds:
            for document in store.scan(kind):
                fields = document.model_dump(mode="json")
                for place in _PLACES:
                    del fields["evidence"][place]
                content[f"{kind.__name__} {document.id}"] = fields
    return content
