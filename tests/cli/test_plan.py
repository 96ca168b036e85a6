"""``chipwatch plan`` says what the next crawl does."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.conftest import ROOT
from tests.crawlers.crawled import crawl_shop, home_for
from tests.crawlers.small_site import shop, small_site
from tests.crawlers.test_budget import later


def _plan(directory: Path, now: str, *arguments: str, budget: int | None = None) -> str:
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "CHIPWATCH_HOME": str(directory / "home"),
        "CHIPWATCH_SOURCES": str(directory / "sources"),
        "CHIPWATCH_NOW": now,
    } | ({"CHIPWATCH_BUDGET": str(budget)} if budget else {})
    done = subprocess.run(
        [sys.executable, "-m", "cli", "plan", *arguments],
        cwd=directory,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_plan_says_what_the_next_crawl_asks_for(tmp_path: Path) -> None:
    with small_site(shop(12)).serving() as site:
        settings = home_for(tmp_path, origin=site.origin)
        crawl_shop(settings)
        (found,) = json.loads(_plan(tmp_path, "2026-03-04T08:00:00Z", "shop", "--format", "json", budget=5))
        before = len(site.asked)
        crawl_shop(later(settings, 2).model_copy(update={"budget": 5}))
        asked = [f"{site.origin}{one.path}" for one in site.asked[before:]]
    visits: list[dict[str, Any]] = found["visits"]
    assert (found["budget"], found["spent"], found["left"]) == (5, 0, 5)
    assert set(asked) == {f"{site.origin}/robots.txt", *(visit["url"] for visit in visits if visit["planned"])}
    assert all(visit["why"] for visit in visits)


def test_plan_is_a_table_for_people_also_before_the_first_crawl(tmp_path: Path) -> None:
    home_for(tmp_path, origin="http://127.0.0.1:9")
    told = _plan(tmp_path, "2026-03-02T08:00:00Z")
    assert "shop: no budget: all is visited" in told
    assert "never read" in told
    assert _plan(tmp_path, "2026-03-02T08:00:00Z", budget=7).count("budget 7 requests a day, 0 spent") == 1
