"""Supply for the trends, read from the sightings as they are stored; the figures are exact.

Cardinality and percentiles of the server are estimates, and a listing must be counted once a period at its largest
sighting. So the few fields that matter are streamed and folded by `index.trends`, as for every store.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from extract.records import Offer, Side
from index.documents import Sighting
from index.elasticsearch.compiling import Dsl
from index.elasticsearch.reading import Reader
from index.elasticsearch.sources import Source, Sources
from index.trends import Supplied, supplied

_OFFER = (
    "side", "model", "variant", "form", "unit", "gpus_per_unit", "gpu_count", "gpu_count_exact", "price", "price_exact",
    "currency", "price_basis", "price_unit",
)  # fmt: skip
_FIELDS = ("listing_id", "observed_at", *(f"offers.{name}" for name in _OFFER))
_ON_OFFER: Dsl = {
    "bool": {
        "filter": [
            {"term": {"state": "live"}},
            {"term": {"side": Side.OFFER.value}},
            {"exists": {"field": "offers.model"}},
        ]
    }
}
_IN_TIME: tuple[Dsl, ...] = ({"search.moments.observed_at": "asc"}, {"id": "asc"})


def supply(reader: Reader, sources: Sources, listings: Dsl | None) -> Iterator[Supplied]:
    """Supply by sighting, oldest first, of the listings that match (none: of all)."""
    wanted = None if listings is None else {hit["_id"] for hit in reader.scan("listing", listings, fields=())}
    for hit in reader.scan("sighting", _ON_OFFER, sort=_IN_TIME, fields=_FIELDS):
        if wanted is None or hit["_source"]["listing_id"] in wanted:
            yield from supplied(_sighting(sources, hit["_source"]))


def _sighting(sources: Sources, source: Source) -> Sighting:
    """The part of a sighting that supply is made of."""
    stored = sources.restored(source)
    values: dict[str, Any] = {
        "listing_id": stored["listing_id"],
        "observed_at": datetime.fromisoformat(stored["observed_at"]),
        "state": "live",
        "side": Side.OFFER,
        "offers": tuple(Offer.model_validate(offer) for offer in stored["offers"]),
    }
    return Sighting.model_construct(**values)
