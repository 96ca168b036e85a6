"""Run records of the spool, folded into the runs that the index keeps."""

from __future__ import annotations

from crawlers.records import RunFinished, RunStarted
from index.documents import Run


def fold_run(known: Run | None, record: RunStarted | RunFinished) -> Run:
    """The run after *record*. A resumed run starts again under its id and keeps its first start."""
    if isinstance(record, RunStarted):
        return Run(
            id=record.run_id,
            source=record.source,
            started_at=known.started_at if known else record.started_at,
            outcome="running",
            user_agent=record.user_agent,
        )
    return Run(
        id=record.run_id,
        source=record.source,
        started_at=known.started_at if known else record.finished_at,
        finished_at=record.finished_at,
        duration_s=record.duration_s,
        outcome=record.outcome,
        counts=record.counts,
        problems=record.problems,
        user_agent=known.user_agent if known else "",
    )
