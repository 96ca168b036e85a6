"""A store of generated listings with sightings: ``fill_history URL COUNT``. One that holds them is left as it is."""

from __future__ import annotations

import sys
from itertools import islice

from bench.generated import items, listing, sightings
from bench.jobs.timing import seconds, tell
from index.opening import open_store
from index.store import Batch, Store

_BATCH = 500


def main(url: str, count: int) -> None:
    """Write *count* listings, each with its sightings, going on behind those that an interrupted run has written."""
    with open_store(url) as store:
        held = store.counts()["listing"]
        took = seconds(lambda: _fill(store, held, count))
        tell(rate=(count - held) / took, written=count - held, sightings=store.counts()["sighting"])


def _fill(store: Store, held: int, count: int) -> None:
    left = items(count - held, held)
    while batch := list(islice(left, _BATCH)):
        documents = [document for item in batch for document in (listing(item), *sightings(item))]
        store.write(Batch(documents=documents))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
