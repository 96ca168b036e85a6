"""Bytes of the listings of a store whose index is merged into one segment: ``weigh_elasticsearch SERVER PREFIX``."""

from __future__ import annotations

import sys

from elasticsearch import Elasticsearch

from bench.jobs.timing import tell

_LONGEST_MERGE_S = 3600


def main(server: str, prefix: str) -> None:
    """Merge where that is due and print bytes, as the server counts them, a listing."""
    index = f"{prefix}-listings"
    client = Elasticsearch(server, request_timeout=_LONGEST_MERGE_S)
    client.indices.refresh(index=index)
    if _of(client, index, "segments")["count"] > 1:
        client.indices.forcemerge(index=index, max_num_segments=1)
        client.indices.refresh(index=index)
    held = _of(client, index, "store")["size_in_bytes"]
    tell(bytes=held / client.count(index=index)["count"])
    client.close()


def _of(client: Elasticsearch, index: str, metric: str) -> dict[str, int]:
    found: dict[str, int] = client.indices.stats(index=index, metric=metric)["_all"]["primaries"][metric]
    return found


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
