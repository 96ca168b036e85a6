"""A crawl over several sources that is interrupted goes on with those that had not ended."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from crawlers.crawl_result import CrawlResult, exit_code
from crawlers.crawl_round import CrawlRound
from foundation.settings import Settings
from tests.crawlers.crawled import crawl, home_for, started
from tests.crawlers.small_site import SHOP, Route, shop, small_site


def _two_shops(directory: Path, first: str, second: str) -> Settings:
    settings = home_for(directory)
    for name, origin in (("first", first), ("second", second)):
        (directory / "sources" / f"{name}.yaml").write_text(SHOP.format(name=name, origin=origin), encoding="utf-8")
    return settings


def test_crawl_round_goes_on_where_it_was_interrupted(tmp_path: Path) -> None:
    routes: dict[str, Route] = shop(3)
    with small_site(routes).serving() as one, small_site(routes).serving() as two:
        settings = _two_shops(tmp_path, one.origin, two.origin)
        round_file = settings.data.jobs / "round.json"
        CrawlRound.open(settings, ["first", "second"])
        begun = round_file.read_bytes()
        done = crawl(settings)
        asked = len(one.asked), len(two.asked)
        assert not round_file.exists()
        round_file.write_bytes(begun)
        again = crawl(settings)
    assert (len(one.asked), len(two.asked)) == asked
    assert again == done
    assert not round_file.exists()


def test_crawl_round_is_over_when_every_source_has_ended(tmp_path: Path) -> None:
    with small_site(shop(3)).serving() as one:
        settings = _two_shops(tmp_path, one.origin, "http://127.0.0.1:9")
        first, second = crawl(settings), crawl(settings)
    assert [result.kind for result in first] == ["finished", "failed"]
    assert [result.run_id for result in second] != [result.run_id for result in first]
    assert len(started(settings)) == 4


def test_crawl_round_of_other_sources_is_another(tmp_path: Path) -> None:
    settings = home_for(tmp_path)
    whole = CrawlRound.open(settings, ["first", "second"])
    assert CrawlRound.open(settings, ["second", "first"]).id == whole.id
    assert CrawlRound.open(settings, ["first"]).id != whole.id


def test_crawl_round_of_yesterday_is_given_up(tmp_path: Path) -> None:
    settings = home_for(tmp_path)
    whole = CrawlRound.open(settings, ["first"])
    assert settings.now is not None
    later = settings.model_copy(update={"now": settings.now + timedelta(days=1)})
    assert CrawlRound.open(later, ["first"]).id != whole.id


def test_crawl_round_stays_open_for_what_can_go_on(tmp_path: Path) -> None:
    settings = home_for(tmp_path)
    whole = CrawlRound.open(settings, ["first"])
    whole.close([CrawlResult(source="first", outcome="paused: asked to stop", can_go_on=True)])
    assert CrawlRound.open(settings, ["first"]).id == whole.id
    whole.close([CrawlResult(source="first", outcome="finished")])
    assert CrawlRound.open(settings, ["first"]).id != whole.id


def test_exit_code_is_that_of_the_worst() -> None:
    def code(*outcomes: tuple[str, int]) -> int:
        return exit_code([CrawlResult(source="a", outcome=outcome, exit_code=exit_) for outcome, exit_ in outcomes])

    assert code(("finished", 0)) == 0
    assert code(("finished", 0), ("skipped: no browser", 0)) == 0
    assert code(("skipped: no browser", 0)) == 7
    assert code(("finished", 0), ("failed: down", 0)) == 7
    assert code(("paused: asked to stop", 0), ("finished", 0)) == 130
    assert code(("failed: full", 6), ("failed: down", 7)) == 6
    assert code(("failed: browser", 3), ("finished", 0)) == 3
