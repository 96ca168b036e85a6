"""What became of the crawl of one source."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

from foundation.errors import CrawlError, SpoolError

Outcome = Literal["finished", "paused", "failed", "skipped"]


class CrawlResult(BaseModel):
    """One source's part of a crawl."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    source: str
    """Name of the source."""
    outcome: str
    """finished, paused, failed or skipped; after a colon the reason."""
    run_id: str | None = None
    """None where no run began."""
    counts: dict[str, int] = {}
    """As in the run's record."""
    problems: tuple[str, ...] = ()
    """Troubles on the way and health assertions that failed, one sentence each."""
    duration_s: float = 0
    """Wall clock, seconds."""
    error: str | None = None
    """The error that ended it, with the way out."""
    exit_code: int = 0
    """Of that error."""

    can_go_on: bool = False
    """The same command goes on with this source: it was paused, killed, or could write no more."""

    @property
    def kind(self) -> str:
        """The outcome without its reason."""
        return self.outcome.partition(":")[0]


def exit_code(results: list[CrawlResult]) -> int:
    """Exit code of a crawl: 0 when every source was finished, or when some were skipped beside others that were not."""
    codes = {result.exit_code for result in results} - {0}
    if SpoolError.exit_code in codes:
        return SpoolError.exit_code
    if codes:
        return min(codes)
    kinds = {result.kind for result in results}
    if "failed" in kinds or kinds == {"skipped"}:
        return CrawlError.exit_code
    return 130 if "paused" in kinds else 0
