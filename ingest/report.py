"""What an ingest did, for people and programs."""

from __future__ import annotations

from dataclasses import dataclass, field

from index.documents import Listing


@dataclass
class SourceReport:
    """What one source brought."""

    captures: int = 0
    """Captures read."""
    blocked: int = 0
    """Of these, captchas, login walls and the like."""
    new: int = 0
    """Listings that the store did not have."""
    changed: int = 0
    """Known listings whose price or quantity changed."""
    gone: int = 0
    """Listings that were live and are now gone."""
    articles: int = 0
    """Articles that the store did not have."""

    def count(self, known: Listing | None, now: Listing) -> None:
        """Count what became of a listing."""
        if known is None:
            self.new += 1
            return
        self.changed += now.changes > known.changes
        self.gone += known.state == "live" and now.state == "gone"


@dataclass
class Report:
    """What an ingest did."""

    records: int = 0
    """Spool records read."""
    written: int = 0
    """Documents that were new or differ from what was stored."""
    sources: dict[str, SourceReport] = field(default_factory=dict)
    """By name of the source."""
    damage: list[str] = field(default_factory=list)
    """What of the spool could not be read, one sentence each."""

    def source(self, name: str) -> SourceReport:
        """The part of one source."""
        return self.sources.setdefault(name, SourceReport())
