"""Listings a second that are looked at for leads: ``rank_leads URL``."""

from __future__ import annotations

import sys

from bench.jobs.timing import seconds, tell
from index.opening import open_store
from leads.ranking import rank
from leads.weights import load_weights


def main(url: str) -> None:
    """Rank the whole store and keep the first twenty."""
    with open_store(url) as store:
        count = store.counts()["listing"]
        took = seconds(lambda: list(rank(store, load_weights(), limit=20)))
    tell(rate=count / took)


if __name__ == "__main__":
    main(sys.argv[1])
