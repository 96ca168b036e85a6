"""Runs as their records in the spool tell them, without an index."""

from __future__ import annotations

from collections import defaultdict

from crawlers.records import Capture
from crawlers.spool import SpoolReader
from foundation.home import Home
from health.figures import Figures
from index.documents import Run
from ingest.runs import fold_run


def figures_by_source(home: Home) -> dict[str, list[Figures]]:
    """Every run of a home by source, oldest first."""
    reader = SpoolReader(home.spool)
    runs: dict[str, Run] = {}
    for segment in reader.segments():
        for record, _ in reader.read(segment):
            if not isinstance(record, Capture):
                runs[record.run_id] = fold_run(runs.get(record.run_id), record)
    found: dict[str, list[Figures]] = defaultdict(list)
    for run in sorted(runs.values(), key=lambda run: (run.started_at, run.id)):
        found[run.source].append(Figures(run))
    return found
