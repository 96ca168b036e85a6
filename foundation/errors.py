"""Errors that a user can cause, each built from its parts.

ChipwatchError          exit code 1
├── UsageError          2   the command line or a query cannot be understood
├── SettingsError       3   chipwatch.toml, a CHIPWATCH_* variable or the data home
├── SourceError         4   a source file (crawlers/sources/*.yaml)
├── StoreError          5   the database cannot be opened, read or written
├── SpoolError          6   captures or WARC files cannot be read or written
├── CrawlError          7   a crawl ended without doing its work
├── ExportError         8   a file of results cannot be written
└── KibanaError         9   Kibana cannot be reached, or refuses what it is given
"""

from __future__ import annotations

from typing import ClassVar


class ChipwatchError(Exception):
    """One sentence on what is wrong, where it is, and the way out."""

    exit_code: ClassVar[int] = 1

    def __init__(self, problem: str, *, where: str | None = None, way_out: str | None = None) -> None:
        self.problem = problem
        self.where = where
        self.way_out = way_out
        super().__init__(str(self))

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        advice = f"\n  way out: {self.way_out}" if self.way_out else ""
        return f"{place}{self.problem}{advice}"


class UsageError(ChipwatchError):
    """The command line or a query cannot be understood."""

    exit_code = 2


class SettingsError(ChipwatchError):
    """A setting or the data home cannot be used."""

    exit_code = 3


class SourceError(ChipwatchError):
    """A source file cannot be used."""

    exit_code = 4


class StoreError(ChipwatchError):
    """The database cannot be opened, read or written."""

    exit_code = 5


class SpoolError(ChipwatchError):
    """Captures or WARC files cannot be read or written."""

    exit_code = 6


class CrawlError(ChipwatchError):
    """A crawl ended without doing its work."""

    exit_code = 7


class ExportError(ChipwatchError):
    """A file of results cannot be written."""

    exit_code = 8


class KibanaError(ChipwatchError):
    """Kibana cannot be reached, or refuses what it is given."""

    exit_code = 9
