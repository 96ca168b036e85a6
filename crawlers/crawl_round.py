"""One crawl over several sources, as a whole: interrupted, it goes on with those that had not ended."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Self

from pydantic import BaseModel, ConfigDict, ValidationError

from crawlers.atomic_file import write_state
from crawlers.crawl_result import CrawlResult
from crawlers.job import read_state
from foundation.settings import Settings

_GOOD_FOR = timedelta(hours=24)


class _State(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")

    id: str
    sources: tuple[str, ...]
    began_at: datetime


class CrawlRound:
    """Which crawl a source's run belongs to. While its file is there, the crawl was not brought to its end."""

    def __init__(self, settings: Settings, state: _State, file: Path) -> None:
        self._settings = settings
        self._state = state
        self._file = file

    @classmethod
    def open(cls, settings: Settings, sources: Sequence[str], name: str = "round", *, afresh: bool = False) -> Self:
        """Go on with the interrupted crawl of the same sources, if there is one of the last day, else begin one.

        *afresh* always begins one. Raises `SpoolError` where that cannot be noted.
        """
        file, now, names = settings.data.jobs / f"{name}.json", settings.clock.now(), tuple(sorted(sources))
        try:
            state = _State.model_validate_json(file.read_bytes())
        except (OSError, ValidationError):
            state = None
        if afresh or state is None or state.sources != names or now - state.began_at >= _GOOD_FOR:
            state = _State(id=uuid.uuid4().hex, sources=names, began_at=now)
            write_state(file, state)
        return cls(settings, state, file)

    @property
    def id(self) -> str:
        """Of this crawl; runs carry it."""
        return self._state.id

    def ended(self, source: str) -> CrawlResult | None:
        """The result of a source whose run ended within this crawl, before the interruption."""
        state = read_state(self._settings.data.jobs / source)
        return state.result if state and state.state == "ended" and state.round_id == self.id else None

    def close(self, results: Sequence[CrawlResult]) -> None:
        """Bring the crawl to its end, unless some source can still go on."""
        if not any(result.can_go_on for result in results):
            self._file.unlink(missing_ok=True)
