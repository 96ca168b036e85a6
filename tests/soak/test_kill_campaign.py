"""Twenty kills each of crawl and ingest, and of one large crawl that goes on each time."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.crawlers.kills import UNDER_WAY, check_kills
from tests.e2e.test_kills import check_kills_of_crawl, check_kills_of_ingest

pytestmark = pytest.mark.slow
KILLS = 20


def test_kill_campaign_of_crawl(tmp_path: Path) -> None:
    hits = check_kills_of_crawl(tmp_path, KILLS)
    print(f"{hits} kills of a running crawl; every index equals the undisturbed one")
    assert hits == KILLS


def test_kill_campaign_of_ingest(tmp_path: Path) -> None:
    hits = check_kills_of_ingest(tmp_path, KILLS)
    print(f"{hits} kills of a running ingest; every index equals the undisturbed one")
    assert hits == KILLS


def test_kill_campaign_of_one_crawl(tmp_path: Path) -> None:
    again = check_kills(tmp_path, kills=KILLS, items=1_000)
    print(f"{KILLS} kills: {again} pages were asked for again, {KILLS * UNDER_WAY} may be")
