"""The home, the store and the sources together, as doctor sees them."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from prometheus_client import generate_latest

from crawlers.crawl_result import CrawlResult
from crawlers.job import Job
from crawlers.records import RunFinished, RunStarted
from crawlers.source_file import load_source
from crawlers.spool import SpoolReader, SpoolWriter
from foundation.errors import ExportError
from foundation.settings import Settings
from health.examination import Report, examine
from health.home_checks import on_disk, waiting
from health.locks import holder
from health.metrics import registry_of, write_metrics
from health.parameters import load_parameters
from health.store_checks import on_refusals
from index.opening import open_store
from index.store import Batch, SetAside
from tests.crawlers.crawled import home_for
from tests.health.past import FIRST, day, quiet
from tests.index.documents import listing

NOW = FIRST + timedelta(days=5, hours=1)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A home with the source ``shop``, five days after its first crawl, and a sound store with six runs."""
    made = home_for(tmp_path, origin="http://shop.example", now=NOW, contact="test@example.org")
    with open_store(made.store_url) as store:
        store.write(Batch(documents=[figures.run for figures in [*quiet(5), day(6)]]))
    return made


def looked(settings: Settings) -> Report:
    """What doctor finds."""
    return examine(settings, lambda: open_store(f"{settings.store_url}?mode=ro"), load_parameters())


def kinds(settings: Settings) -> list[str]:
    """Kinds of the same findings."""
    return [one.kind for one in looked(settings).findings]


def test_examination_of_a_sound_home_finds_nothing(settings: Settings) -> None:
    assert kinds(settings) == []


def test_examination_of_a_home_whose_source_is_off_again_knows_of_its_runs(settings: Settings) -> None:
    assert settings.sources is not None
    for file in settings.sources.glob("*.yaml"):
        file.unlink()
    assert kinds(settings) == ["no_sources"]


def test_examination_of_an_empty_home_says_how_to_begin(tmp_path: Path) -> None:
    report = looked(home_for(tmp_path))
    assert [one.kind for one in report.findings] == ["nothing_yet", "no_sources", "no_contact"]
    assert "chipwatch --home demo-data demo run" in report.findings[0].way_out
    assert not (tmp_path / "home" / "chipwatch.db").exists()
    assert not (tmp_path / "home" / "contact.key").exists()


def test_examination_takes_the_latest_run_from_the_home_before_it_is_ingested(settings: Settings) -> None:
    job = Job(settings, load_source(settings, "shop"))
    job.begin()
    counts = {**day(7).run.counts, "own_price": 0}
    job.end(CrawlResult(source="shop", outcome="finished", run_id=job.state.run_id, counts=counts), counts)
    job.release()
    report = looked(settings)
    assert [(one.kind, one.fields) for one in report.findings] == [("layout", ("price",))]
    assert report.findings[0].run_id == job.state.run_id


def test_examination_tells_a_killed_crawl_but_not_one_at_work(settings: Settings) -> None:
    job = Job(settings, load_source(settings, "shop"))
    job.begin()
    assert kinds(settings) == ["held"]
    job.release()
    assert kinds(settings) == ["killed"]


def test_examination_tells_a_crawl_that_hangs(settings: Settings) -> None:
    job = Job(settings, load_source(settings, "shop"))
    job.begin()
    assert "hanging" in kinds(settings.model_copy(update={"now": NOW + timedelta(hours=30)}))
    job.release()


def test_examination_tells_a_paused_crawl(settings: Settings) -> None:
    job = Job(settings, load_source(settings, "shop"))
    job.begin()
    job.end(CrawlResult(source="shop", outcome="paused: asked to stop", run_id=job.state.run_id), {})
    job.release()
    assert kinds(settings) == ["paused"]


def test_lock_holder_is_the_process_and_looking_takes_no_lock(tmp_path: Path) -> None:
    file = tmp_path / "lock"
    code = f"import filelock; lock = filelock.FileLock({str(file)!r}); lock.acquire(); print(flush=True); input()"
    with subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        assert holder(file) == process.pid
        process.communicate(b"\n")
    assert holder(file) is None


def test_examination_tells_a_store_that_is_none(settings: Settings) -> None:
    settings.data.database.write_bytes(b"no database at all" * 100)
    (one,) = [one for one in looked(settings).findings if one.urgency == "urgent"]
    assert one.kind == "store_broken"
    assert str(settings.data.database) in one.problem


def test_examination_tells_a_store_of_an_older_version(settings: Settings) -> None:
    with sqlite3.connect(settings.data.database) as database:
        database.execute("PRAGMA user_version = 1")
    found = looked(settings).findings
    assert [one.kind for one in found if one.urgency != "note"] == ["store_schema"]
    assert found[0].way_out.startswith("Open it once for writing")


def test_examination_tells_a_lost_and_a_broken_contact_key(settings: Settings) -> None:
    with open_store(settings.store_url) as store:
        store.write(Batch(documents=[listing("1")]))
    assert kinds(settings) == ["contact_key_lost"]
    settings.data.contact_key.write_text("5a" * 31)
    assert kinds(settings) == ["contact_key_lost"]
    settings.data.contact_key.write_text("5a" * 32)
    assert kinds(settings) == []


def test_examination_tells_a_source_file_with_a_mistake(settings: Settings) -> None:
    assert settings.sources is not None
    (settings.sources / "broken.yaml").write_text("name: broken\nkind: bazaar\n")
    (one,) = looked(settings).findings
    assert (one.kind, one.source) == ("source_broken", "broken")


@pytest.mark.parametrize(("hours", "kind"), [(2, None), (30, "spool_waits"), (80, "spool_stuck")])
def test_examination_tells_captures_that_wait(settings: Settings, hours: int, kind: str | None) -> None:
    began = NOW - timedelta(hours=hours)
    spool_of(settings, f"{began:%Y%m%dT%H%M%SZ}-shop-0007")
    assert [one for one in kinds(settings) if one.startswith("spool")] == ([kind] if kind else [])


def test_waiting_is_nothing_once_all_is_read_but_a_torn_end(settings: Settings) -> None:
    run_id = f"{NOW:%Y%m%dT%H%M%SZ}-shop-0007"
    spool_of(settings, run_id)
    reader = SpoolReader(settings.data.spool)
    (segment,) = reader.segments()
    size = reader.size(segment)
    file = settings.data.spool / str(reader.generation) / segment
    file.write_bytes(file.read_bytes() + b'{"type": "cap')
    assert waiting(settings.data, {f"{reader.generation}/{segment}": size}) is None
    waits = waiting(settings.data, {})
    assert waits is not None
    assert (waits.segments, waits.bytes, waits.since) == (1, size, NOW)


def test_disk_is_told_before_it_is_full() -> None:
    found = [[one.kind for one in on_disk(free, load_parameters())] for free in (10**10, 10**9, 10**8)]
    assert found == [[], ["disk_low"], ["disk_full"]]


def test_documents_that_a_server_refused_are_told_while_they_are_missing() -> None:
    refused = SetAside(kind="listing", id="42", reason="failed to parse field [price]", at=NOW, document="{}")
    (one,) = on_refusals([refused, replace(refused, id="43", landed=True)])
    assert one.problem == "documents missing from the store: 1 (listing 42: failed to parse field [price])"
    assert list(on_refusals([replace(refused, landed=True)])) == []


def test_metrics_hold_findings_and_figures(settings: Settings) -> None:
    with open_store(settings.store_url) as store:
        store.write(Batch(documents=[day(6, own_price=0, with_price=0).run]))
    lines = generate_latest(registry_of(looked(settings))).decode().splitlines()
    assert 'chipwatch_finding{field="price",kind="layout",source="shop",urgency="urgent"} 1.0' in lines
    assert 'chipwatch_findings{urgency="urgent"} 1.0' in lines
    assert 'chipwatch_run_count{count="items",source="shop"} 40.0' in lines
    assert 'chipwatch_run_fill_ratio{field="seller",source="shop"} 1.0' in lines
    assert 'chipwatch_source_period_seconds{source="shop"} 86400.0' in lines
    good = (FIRST + timedelta(days=5, minutes=5)).timestamp()
    assert any(
        line.startswith('chipwatch_source_good_timestamp_seconds{source="shop"}') and float(line.split()[-1]) == good
        for line in lines
    )


def test_metrics_replace_their_file_or_say_why_not(settings: Settings, tmp_path: Path) -> None:
    file = tmp_path / "chipwatch.prom"
    file.write_text("old")
    write_metrics(looked(settings), file)
    assert file.read_text().startswith("# HELP chipwatch_")
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith("chipwatch.prom")] == ["chipwatch.prom"]
    with pytest.raises(ExportError, match="no_such"):
        write_metrics(looked(settings), tmp_path / "no_such" / "x.prom")


def spool_of(settings: Settings, run_id: str) -> None:
    """One whole run in the spool."""
    with SpoolWriter(settings.data.spool, run_id) as spool:
        spool.append(RunStarted(run_id=run_id, source="shop", started_at=NOW, user_agent="chipwatch/test"))
        spool.append(
            RunFinished(
                run_id=run_id,
                source="shop",
                finished_at=NOW,
                duration_s=1,
                outcome="finished",
                counts=day(7).run.counts,
            )
        )
