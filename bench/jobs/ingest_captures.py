"""Captures a second of the ingest step, from the spool into a new SQLite store: ``ingest_captures HOME COUNT``."""

from __future__ import annotations

import sys

from bench.generated import RUN, capture, items
from bench.jobs.timing import seconds, tell
from crawlers.spool import SpoolWriter
from foundation.settings import Settings, load_settings
from index.opening import open_store
from ingest.opening import open_ingest


def main(home: str, count: int) -> None:
    """Spool *count* generated captures, then ingest them."""
    settings = load_settings(home=home)
    spooling = seconds(lambda: _spool(settings, count))
    run = open_ingest(settings)
    with open_store(settings.store_url) as store:
        ingesting = seconds(lambda: run(store, lambda records: None))
        again = seconds(lambda: run(store, lambda records: None))
        held = store.counts()["listing"]
    tell(rate=count / ingesting, spool_rate=count / spooling, again_s=again, listings=held)


def _spool(settings: Settings, count: int) -> None:
    writer = SpoolWriter(settings.data.spool, RUN)
    for item in items(count):
        writer.append(capture(item))
    writer.close()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
