"""A store of generated listings: ``fill_store URL COUNT``. One that holds them already is left as it is."""

from __future__ import annotations

import sys
from itertools import islice

from bench.generated import items, listing
from bench.jobs.timing import seconds, tell
from index.opening import open_store
from index.store import Batch, Store

_BATCH = 1000


def main(url: str, count: int) -> None:
    """Write *count* listings, going on behind those that an interrupted run has written."""
    with open_store(url) as store:
        held = store.counts()["listing"]
        took = seconds(lambda: _fill(store, held, count))
    tell(rate=(count - held) / took, written=count - held)


def _fill(store: Store, held: int, count: int) -> None:
    left = items(count - held, held)
    while batch := [listing(item) for item in islice(left, _BATCH)]:
        store.write(Batch(documents=batch))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
