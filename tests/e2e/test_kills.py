"""`kill -9` at random moments: after a rerun the index equals that of an undisturbed run.

Here a few moments; `make soak` takes twenty of each.
"""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import signal
import time
from pathlib import Path

import pytest

from demo.serving import serving
from tests.e2e.house import House, market
from tests.e2e.index_content import difference, index_content

# without the browser-rendered site: its share of the time is Chromium's start
SITES = ("demo-forum", "demo-market", "demo-b2b", "demo-hk", "demo-news")
FEW = 3


def kill_after(house: House, seconds: float, *arguments: str) -> bool:
    """Start a command and kill it with all its children after *seconds*; whether it was still running."""
    process = house.start(*arguments)
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and process.poll() is None:
        time.sleep(0.005)
    running = process.poll() is None
    _kill_tree(process.pid)
    process.communicate()
    return running


def _kill_tree(pid: int) -> None:
    for thread in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in thread.read_text().split():
            _kill_tree(int(child))
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def timed(house: House, *arguments: str) -> float:
    """Seconds that a command takes undisturbed."""
    start = time.monotonic()
    house.run(*arguments)
    return time.monotonic() - start


def _had_ended(house: House) -> bool:
    """The kill came after the crawl's end, while the process was leaving: a rerun would be a second crawl."""
    jobs = house.home / "jobs"
    return any(jobs.glob("*/run.json")) and not (jobs / "round.json").exists()


def check_kills_of_crawl(tmp_path: Path, kills: int) -> int:
    """Kill a running crawl *kills* times, each on a fresh home, rerun, compare; returns how many hits there were.

    A moment that comes after the end is compared too, and does not count.
    """
    dice = random.Random(3)
    hits = 0
    with serving(market(listings=60)) as served:
        calm = House.on(tmp_path / "calm", served)
        duration = timed(calm, "crawl", *SITES)
        calm.run("ingest")
        expected = index_content(calm)
        for number in range(3 * kills):
            if hits == kills:
                break
            house = House.on(tmp_path / f"killed-{number}", served)
            hits += kill_after(house, dice.uniform(0.1, 0.8) * duration, "crawl", *SITES)
            if not _had_ended(house):
                house.run("crawl", *SITES)
            house.run("ingest")
            assert difference(expected, index_content(house)) == [], f"kill number {number}"
            shutil.rmtree(house.home)
    return hits


def check_kills_of_ingest(tmp_path: Path, kills: int) -> int:
    """The same for ingest, over one crawled spool."""
    dice = random.Random(4)
    hits = 0
    with serving(market(listings=400)) as served:
        calm = House.on(tmp_path / "calm", served)
        calm.crawl(SITES)
        shutil.copytree(calm.home, tmp_path / "spooled")
        duration = timed(calm, "ingest")
        expected = index_content(calm)
        for number in range(3 * kills):
            if hits == kills:
                break
            home = tmp_path / f"killed-{number}"
            shutil.copytree(tmp_path / "spooled", home)
            house = House(home, served, calm.sources)
            hits += kill_after(house, dice.uniform(0.2, 0.8) * duration, "ingest")
            house.run("ingest")
            assert difference(expected, index_content(house)) == [], f"kill number {number}"
            assert house.json("ingest")["written"] == 0
            shutil.rmtree(home)
    return hits


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="finds a crawl's children through /proc")
class TestKills:
    def test_kills_of_crawl_lose_and_double_nothing(self, tmp_path: Path) -> None:
        assert check_kills_of_crawl(tmp_path, FEW) == FEW

    def test_kills_of_ingest_lose_and_double_nothing(self, tmp_path: Path) -> None:
        assert check_kills_of_ingest(tmp_path, FEW) == FEW
