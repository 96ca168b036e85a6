"""The days of `market_days` judged as doctor would have judged them, evening after evening."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from crawlers.source_file import load_source
from demo.layout import BLOCKING, CHANGED, LYING
from demo.market import Market
from health.parameters import load_parameters
from health.source_health import judge
from tests.conftest import ROOT
from tests.health.market_days import settings_on
from tests.health.spool_runs import figures_by_source

Told = tuple[str, str, tuple[str, ...]]
"""Source, kind and fields of a finding."""
EXPECTED = {BLOCKING: "blocked", LYING: "lies", **dict.fromkeys(CHANGED, "layout")}
"""What layout v2 is: source → kind of finding."""


def crawl_days(home: Path, *, seed: int, listings: int, days: int) -> None:
    """Crawl *days* quiet days and one in layout v2, in a process of its own, since a reactor runs once."""
    command = [sys.executable, "-m", "tests.health.market_days", str(home), str(seed), str(listings), str(days)]
    subprocess.run(command, cwd=ROOT, check=True, timeout=1200)


def findings_by_day(home: Path) -> dict[int, set[Told]]:
    """Day → what would have been told at its end; notes left out."""
    settings = settings_on(home, Market())
    told: dict[int, set[Told]] = {}
    for name, runs in figures_by_source(settings.data).items():
        source = load_source(settings, name)
        for day in range(1, len(runs) + 1):
            at = runs[day - 1].run.finished_at
            assert at is not None
            found = judge(source, runs[:day], at, load_parameters()).findings
            told.setdefault(day, set()).update((name, one.kind, one.fields) for one in found if one.urgency != "note")
    return told


def run(home: Path, day: int, *command: str) -> tuple[int, str]:
    """Exit code and output of a `chipwatch` command on the evening of *day*."""
    market = Market(day=day)
    given = {
        "CHIPWATCH_HOME": str(home),
        "CHIPWATCH_SOURCES": str(settings_on(home, market).sources),
        "CHIPWATCH_NOW": market.now.isoformat(),
        "CHIPWATCH_CONTACT": "test@example.org",
    }
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("CHIPWATCH_")}
    done = subprocess.run(
        [sys.executable, "-m", "cli", *command],
        cwd=ROOT,
        env={**inherited, **given},
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    assert done.returncode in (0, 1, 2), done.stderr
    return done.returncode, done.stdout


def doctor(home: Path, day: int, *options: str) -> tuple[int, Any]:
    """Exit code and report of `chipwatch doctor`."""
    code, output = run(home, day, "doctor", "--format", "json", *options)
    return code, json.loads(output)
