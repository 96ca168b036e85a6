"""`chipwatch demo run` as a newcomer meets it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from crawlers.browser import why_no_browser
from crawlers.spool import SpoolWriter
from foundation.settings import load_settings
from tests.crawlers.spool_records import capture
from tests.e2e.house import ROOT

SMALL = ("--listings", "40")


def run(home: Path, *options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "cli", "--home", str(home), "demo", "run", *SMALL, "--port", "0", *options],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
    )


@pytest.mark.browser
def test_demo_run_tells_the_whole_story_and_nothing_new_the_second_time(tmp_path: Path) -> None:
    if why := why_no_browser(load_settings()):
        pytest.fail(why) if os.environ.get("CI") == "true" else pytest.skip(why)
    first = run(tmp_path / "home")
    assert first.returncode == 0, first.stderr
    for part in ("Crawled", "Found", "Search:", "Trend", "Best leads", "Files", "Go on"):
        assert part in first.stdout
    assert (tmp_path / "home" / "exports" / "demo-leads.csv").is_file()
    second = run(tmp_path / "home")
    rows = [line.split() for line in second.stdout.splitlines() if line.strip().startswith(("forum", "market", "shop"))]
    assert [row[3] for row in rows] == ["0", "0", "0"]


def test_demo_run_stays_out_of_a_home_with_real_captures(tmp_path: Path) -> None:
    spool = tmp_path / "home" / "spool"
    spool.mkdir(parents=True)
    with SpoolWriter(spool, "20260302T080000Z-tieba-0001") as writer:
        writer.append(capture(1))
    done = run(tmp_path / "home")
    assert done.returncode == 2
    assert "tieba" in done.stderr
    assert "--home demo-data" in done.stderr
