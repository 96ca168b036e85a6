"""The whole house at work for a test: a served market, a home, and the `chipwatch` command."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from demo.market import Market
from demo.serving import Served
from demo.source_files import SITES, write_sources

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class House:
    """A home and the sources of a served market."""

    home: Path
    served: Served
    sources: Path

    @classmethod
    def on(cls, home: Path, served: Served) -> House:
        """A house whose sources lead to *served*."""
        sources = home.parent / f"{home.name}-sources-{served.market.day}"
        write_sources(sources, served.base_port)
        home.mkdir(exist_ok=True)
        # one key for all, so that the contact hashes of two homes can be compared
        (home / "contact.key").write_text("5a" * 32)
        return cls(home, served, sources)

    def environment(self) -> dict[str, str]:
        """Settings of every command: the market's clock, no delay but what a site asks for."""
        return {
            "CHIPWATCH_HOME": str(self.home),
            "CHIPWATCH_SOURCES": str(self.sources),
            "CHIPWATCH_NOW": self.served.market.now.isoformat(),
            "CHIPWATCH_DELAY_S": "0",
            "CHIPWATCH_PRIVATE_HOSTS": "127.0.0.1:*",
            "CHIPWATCH_CONTACT": "test@example.org",
            "CHIPWATCH_CONTACTS": "raw",
        }

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        """A `chipwatch` command under way, in a process group of its own."""
        return subprocess.Popen(
            [sys.executable, "-m", "cli", *arguments],
            cwd=ROOT,
            env={**_inherited(), **self.environment()},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def run(self, *arguments: str, code: int = 0) -> str:
        """Standard output of a `chipwatch` command that must end with *code*."""
        process = self.start(*arguments)
        out, err = process.communicate(timeout=240)
        assert process.returncode == code, f"chipwatch {' '.join(arguments)}: exit {process.returncode}\n{err}\n{out}"
        return out

    def json(self, *arguments: str) -> Any:
        """Result of a command that was asked for JSON."""
        return json.loads(self.run(*arguments, "--format", "json"))

    def crawl(self, sites: tuple[str, ...] = SITES) -> None:
        """Crawl *sites* to the end."""
        self.run("crawl", *sites)

    def listings(self) -> list[dict[str, Any]]:
        """Everything in the index, as exported."""
        return [json.loads(line) for line in self.run("export", "listings", "--to", "jsonl", "--out", "-").splitlines()]


def market(day: int = 1, listings: int = 180) -> Market:
    """The market that tests crawl."""
    return Market(seed=1, listings=listings, day=day)


def _inherited() -> dict[str, str]:
    import os

    return {name: value for name, value in os.environ.items() if not name.startswith("CHIPWATCH_")}
