"""``chipwatch doctor`` as a person and a monitor use it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from index.opening import open_store
from index.store import Batch
from tests.cli.conftest import Chipwatch
from tests.crawlers.small_site import SHOP
from tests.health.past import day, quiet


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    """Settings of a home whose source ``shop`` lost its prices this morning."""
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "shop.yaml").write_text(SHOP.format(origin="http://shop.example", name="shop"))
    (tmp_path / "home").mkdir()
    runs = [*quiet(5), day(6, with_price=0, own_price=0)]
    with open_store(f"sqlite:///{tmp_path / 'home' / 'chipwatch.db'}") as store:
        store.write(Batch(documents=[figures.run for figures in runs]))
    return {
        "CHIPWATCH_HOME": str(tmp_path / "home"),
        "CHIPWATCH_SOURCES": str(tmp_path / "sources"),
        "CHIPWATCH_NOW": "2026-03-07T09:00:00Z",
        "CHIPWATCH_CONTACT": "test@example.org",
    }


def test_doctor_in_an_empty_place_says_how_to_begin(chipwatch: Chipwatch) -> None:
    done = chipwatch("doctor")
    assert done.returncode == 0
    assert "nothing was ever crawled into this home" in done.stdout
    assert "demo run" in done.stdout


def test_doctor_prints_what_is_wrong_and_what_to_do(chipwatch: Chipwatch, env: dict[str, str]) -> None:
    done = chipwatch("doctor", env=env)
    assert done.returncode == 2
    first, second = done.stdout.splitlines()[:2]
    assert first == ("URGENT   shop: fields are no longer found where they stood: price on 0 of 40 items (usually 90%)")
    assert "→ Run `chipwatch source check URL --source shop`" in second
    assert "1 urgent, 0 warnings" in done.stderr


def test_doctor_answers_programs_and_writes_metrics(chipwatch: Chipwatch, env: dict[str, str], tmp_path: Path) -> None:
    done = chipwatch("doctor", "--format", "json", "--prometheus", tmp_path / "x.prom", env=env)
    report = json.loads(done.stdout)
    assert (done.returncode, report["exit_code"]) == (2, 2)
    assert [(one["kind"], one["fields"]) for one in report["findings"]] == [("layout", ["price"])]
    assert report["sources"][0]["fields"]["price"]["usual_share"] == 0.9
    assert 'kind="layout"' in (tmp_path / "x.prom").read_text()


def test_doctor_accepts_what_an_operator_takes_for_usual(chipwatch: Chipwatch, env: dict[str, str]) -> None:
    done = chipwatch("doctor", "--accept", "shop", env=env)
    assert done.returncode == 0
    assert "shop: what it shows since 20260307T080000Z-shop-0006 is taken for usual" in done.stderr


def test_doctor_of_an_unknown_source_says_so(chipwatch: Chipwatch, env: dict[str, str]) -> None:
    done = chipwatch("doctor", "shoop", env=env)
    assert done.returncode == 4
    assert "no source is called 'shoop'" in done.stderr
