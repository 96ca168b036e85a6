"""Where data lives: one directory with a fixed inside."""

from __future__ import annotations

import os
from pathlib import Path

from foundation.errors import SettingsError


class Home:
    """The data home. Directories are made on first use; an unusable home raises `SettingsError`."""

    def __init__(self, root: Path) -> None:
        self.root = root.expanduser().resolve()

    @property
    def spool(self) -> Path:
        """Captures: append-only segments, the truth from which everything can be rebuilt."""
        return self._directory("spool")

    @property
    def warc(self) -> Path:
        """WARC files with the responses that captures point to."""
        return self._directory("warc")

    @property
    def jobs(self) -> Path:
        """Crawl state by source: unfinished runs, Scrapy job directories, the frontier."""
        return self._directory("jobs")

    @property
    def exports(self) -> Path:
        """Default place of exported files."""
        return self._directory("exports")

    @property
    def database(self) -> Path:
        """The embedded SQLite store."""
        return self._directory(".") / "chipwatch.db"

    @property
    def contact_key(self) -> Path:
        """Key of the contact hashes; made on first use, mode 0600, never exported."""
        return self._directory(".") / "contact.key"

    def _directory(self, name: str) -> Path:
        path = self.root / name
        try:
            path.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise SettingsError(
                f"the data home cannot be used ({error.strerror})",
                where=str(self.root),
                way_out="choose another with --home or CHIPWATCH_HOME",
            ) from error
        if not os.access(path, os.W_OK | os.X_OK):
            raise SettingsError(
                "the data home cannot be written",
                where=str(path),
                way_out="give yourself write access, or choose another with --home or CHIPWATCH_HOME",
            )
        return path.resolve()
