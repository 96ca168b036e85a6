"""What is left to ask outlives a kill, in every crawl, and does not live in memory."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from foundation.settings import Settings
from tests.crawlers.crawled import crawl_shop, finished, home_for, started
from tests.crawlers.kills import UNDER_WAY, check_kills
from tests.crawlers.small_site import SmallSite, shop, small_site
from tests.crawlers.test_crawl_resume import process_of, slow_shop, wait_for_requests


def killed_crawl(directory: Path, site: SmallSite) -> Settings:
    settings = home_for(directory, origin=site.origin)
    with process_of(settings) as process:
        wait_for_requests(site, 25)
        process.kill()
    return settings


def test_crawl_that_is_killed_goes_on_without_a_second_visit(tmp_path: Path) -> None:
    assert check_kills(tmp_path, kills=2, items=60) <= 2 * UNDER_WAY


def test_crawl_of_a_list_longer_than_memory_visits_each_item_once(tmp_path: Path) -> None:
    with small_site(shop(1_000, per_page=1_000)).serving() as site:
        settings = home_for(tmp_path, origin=site.origin, concurrency_per_site=1)
        assert crawl_shop(settings).counts["items"] == 1_000
    assert Counter(site.paths()).most_common(1)[0][1] == 1


def test_crawl_that_finished_leaves_no_agenda(tmp_path: Path) -> None:
    with small_site(shop(5)).serving() as site:
        settings = home_for(tmp_path, origin=site.origin)
        crawl_shop(settings)
        again = crawl_shop(settings)
    assert not list((settings.data.jobs / "shop").glob("agenda*"))
    assert again.counts["items"] == 5


def test_crawl_begins_anew_where_its_source_has_changed(tmp_path: Path) -> None:
    with slow_shop().serving() as site:
        settings = killed_crawl(tmp_path, site)
        file = tmp_path / "sources" / "shop.yaml"
        file.write_text(file.read_text().replace("text: .text", "text: h1"))
        result = crawl_shop(settings)
    given_up, end = finished(settings)
    assert given_up.outcome == "failed: interrupted, and its source has changed since"
    assert given_up.counts["pages"] > 0
    assert (end.run_id, end.counts["items"]) == (result.run_id, 60)
    assert [run.run_id for run in started(settings)] == [given_up.run_id, end.run_id]


def test_crawl_goes_on_where_only_a_comment_of_its_source_has_changed(tmp_path: Path) -> None:
    with slow_shop().serving() as site:
        settings = killed_crawl(tmp_path, site)
        file = tmp_path / "sources" / "shop.yaml"
        file.write_text("# looked at again\n" + file.read_text())
        crawl_shop(settings)
    assert [run.outcome for run in finished(settings)] == ["finished"]
    assert len(started(settings)) == 1


def test_crawl_that_is_told_to_begins_afresh(tmp_path: Path) -> None:
    with slow_shop().serving() as site:
        settings = killed_crawl(tmp_path, site)
        result = crawl_shop(settings, afresh=True)
    assert [run.outcome for run in finished(settings)] == ["failed: interrupted, and begun afresh", "finished"]
    assert result.counts["items"] == 60


@pytest.mark.parametrize("damage", ["lost", "torn"])
def test_crawl_begins_its_run_again_where_its_agenda_is_damaged(tmp_path: Path, damage: str) -> None:
    with slow_shop().serving() as site:
        settings = killed_crawl(tmp_path, site)
        for file in (settings.data.jobs / "shop").glob("agenda*"):
            if damage == "lost":
                file.unlink()
            else:
                file.write_bytes(b"no database" * 1_000)
        result = crawl_shop(settings)
    assert (result.outcome, result.counts["items"]) == ("finished", 60)
    assert {run.run_id for run in started(settings)} == {result.run_id}


def test_crawl_under_a_budget_asks_nothing_twice_over_a_kill(tmp_path: Path) -> None:
    with slow_shop().serving() as site:
        settings = home_for(tmp_path, origin=site.origin, budget=50)
        with process_of(settings) as process:
            wait_for_requests(site, 25)
            process.kill()
        crawl_shop(settings)
    repeated = Counter(site.paths()) - Counter(set(site.paths()))
    assert repeated.total() <= 2 + 2
    assert 50 - (2 + 2) <= len(site.asked) <= 50
