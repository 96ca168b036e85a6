"""Our write against raw `streaming_bulk`, in turn: ``ingest_elasticsearch SERVER PREFIX COUNT``.

Both write the same sources into indices of the same mapping, a batch of ours and a batch of theirs, and both let the
next search see each batch. Raw starts from sources that stand ready and sends a batch as one request; ours starts from
documents, and keeps the position in the spool, too.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from itertools import islice
from typing import Any

from elasticsearch import Elasticsearch
from elasticsearch.helpers import streaming_bulk

from bench.generated import items, listing
from bench.jobs.timing import percentile, tell
from index.documents import Listing
from index.elasticsearch.schema import Schema
from index.elasticsearch.sources import Sources
from index.opening import open_store
from index.store import Batch

_BATCH = 512
"""Documents of a batch of the ingest step: a listing and a sighting a record."""
_WARM = 3
"""Batches that are not counted."""

Action = dict[str, Any]
Took = tuple[float, float]
"""By the clock and of this process's processor time, seconds."""


def main(server: str, prefix: str, count: int) -> None:
    """Write *count* new listings twice, then the same listings again twice; print rates and ratios."""
    sources = Sources(Schema())
    client = Elasticsearch(server, request_timeout=60)
    alias = f"{prefix}-raw-listings-write"
    with open_store(f"{server}/{prefix}-ours") as ours, open_store(f"{server}/{prefix}-raw"):
        changed = 0

        def write(batch: Sequence[Listing], number: int) -> Took:
            nonlocal changed
            start = _now()
            changed += ours.write(Batch(batch, {"bench": number}))
            return _since(start)

        def ready(batch: Sequence[Listing]) -> list[Action]:
            return [
                {
                    "_index": alias,
                    "_id": document.id,
                    "_source": {**sources.to_source(document), "search": sources.to_search(document)},
                }
                for document in batch
            ]

        def send(actions: Sequence[Action]) -> Took:
            start = _now()
            for _ in streaming_bulk(client, actions, chunk_size=_BATCH):
                pass
            client.indices.refresh(index=alias)
            return _since(start)

        new = _in_turn(count, write, ready, send)
        if changed != count:
            raise RuntimeError(f"{changed} of {count} new listings were written")
        again = _in_turn(count, write, ready, send)
        if changed != count:
            raise RuntimeError("unchanged listings were written again")
    client.indices.delete(index=list(client.indices.get_alias(index=f"{prefix}-*").body))
    client.close()
    tell(new=_figures(new), again=_figures(again))


def _in_turn(
    count: int,
    write: Callable[[Sequence[Listing], int], Took],
    ready: Callable[[Sequence[Listing]], list[Action]],
    send: Callable[[Sequence[Action]], Took],
) -> list[tuple[int, Took, Took]]:
    """Documents, time of ours, time of raw of each batch; who begins changes from batch to batch.

    What raw sends is made before either: what the server still has to do for one of them then falls upon the other.
    """
    found: list[tuple[int, Took, Took]] = []
    left = items(count)
    while batch := [listing(item) for item in islice(left, _BATCH)]:
        number, actions = len(found), ready(batch)
        if number % 2:
            raw, our = send(actions), write(batch, number)
        else:
            our, raw = write(batch, number), send(actions)
        found.append((len(batch), our, raw))
    return found[_WARM:] if len(found) > 2 * _WARM else found


def _figures(found: list[tuple[int, Took, Took]]) -> dict[str, float]:
    documents = sum(count for count, _, _ in found)
    ratios = [raw[0] / our[0] for _, our, raw in found]
    figures = {"ratio": percentile(ratios, 50) if len(ratios) > 1 else ratios[0]}
    for name, times in (("ours", [our for _, our, _ in found]), ("raw", [raw for _, _, raw in found])):
        clock, processor = (sum(took[part] for took in times) for part in (0, 1))
        figures |= {f"{name}_rate": documents / clock, f"{name}_cpu_ms": 1000 * processor / documents}
    return figures


def _now() -> Took:
    return time.perf_counter(), time.process_time()


def _since(start: Took) -> Took:
    now = _now()
    return now[0] - start[0], now[1] - start[1]


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
