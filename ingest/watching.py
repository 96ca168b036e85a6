"""Doing what is due again and again in one process, until asked to stop."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import UTC, datetime

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler

from crawlers.due import AtWorkError
from foundation.errors import ChipwatchError
from ingest.due import DueReport

log = logging.getLogger(__name__)


def watch(
    work: Callable[[], DueReport], stop: threading.Event, *, every_s: float, tell: Callable[[DueReport], None]
) -> None:
    """Call *work* every *every_s* seconds, never twice at a time, until *stop* is set; returns when it is at rest.

    An error of one round is logged, and the next round begins in its turn: a store that is away for an hour stops
    nothing. *work* has to look at *stop* itself.
    """

    def turn() -> None:
        try:
            report = work()
        except AtWorkError:
            log.info("another process does what is due in this home")
        except ChipwatchError as error:
            log.error("%s", error)
        else:
            tell(report)

    scheduler = BackgroundScheduler(timezone=UTC, executors={"default": ThreadPoolExecutor(1)})
    scheduler.add_job(
        turn,
        "interval",
        seconds=every_s,
        next_run_time=datetime.now(UTC),
        max_instances=1,
        coalesce=True,
        misfire_grace_time=None,
    )
    # A round that takes longer than the time between two is no cause for a warning each minute.
    logging.getLogger("apscheduler").setLevel(logging.ERROR)
    scheduler.start()
    try:
        stop.wait()
    finally:
        scheduler.shutdown(wait=True)
