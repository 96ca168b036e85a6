"""Ten quiet days of the demo market, and the morning after which nothing is as it was."""

from __future__ import annotations

from pathlib import Path

from demo.layout import CHANGED
from demo.market import Market
from index.opening import open_store
from index.store import Batch
from tests.health.market_check import EXPECTED, crawl_days, doctor, findings_by_day
from tests.health.market_days import settings_on
from tests.health.spool_runs import figures_by_source

DAYS = 10


def test_market_of_ten_quiet_days_raises_no_alarm_and_the_first_other_crawl_names_all_four(tmp_path: Path) -> None:
    home = tmp_path / "home"
    crawl_days(home, seed=1, listings=40, days=DAYS)
    told = findings_by_day(home)
    assert sorted(told) == list(range(1, DAYS + 2))
    assert {day: found for day, found in told.items() if found and day <= DAYS} == {}

    settings = settings_on(home, Market())
    with open_store(settings.store_url) as store:
        runs = [figures.run for runs in figures_by_source(settings.data).values() for figures in runs]
        store.write(Batch(documents=runs))
    code, report = doctor(home, DAYS + 1)
    assert code == 2
    on_sources = [one for one in report["findings"] if one["source"] and one["urgency"] != "note"]
    assert {one["source"]: (one["urgency"], one["kind"]) for one in on_sources} == {
        source: ("urgent", kind) for source, kind in EXPECTED.items()
    }
    named = {one["source"]: set(one["fields"]) for one in on_sources if one["kind"] == "layout"}
    assert named == {site: set(fields) for site, fields in CHANGED.items()}

    _, report = doctor(home, DAYS + 1, "--accept", "demo-hk")
    assert "demo-hk" not in {one["source"] for one in report["findings"] if one["urgency"] == "urgent"}
