"""``chipwatch run-due`` and ``watch`` as cron and a service manager run them."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from tests.conftest import ROOT
from tests.crawlers.crawled import captures, finished, home_for
from tests.crawlers.small_site import SHOP, Answer, Route, SmallSite, shop, small_site


def _start(directory: Path, *arguments: str, now: str | None = None) -> subprocess.Popen[str]:
    settings = {"HOME": "home", "SOURCES": "sources"}
    environment = {f"CHIPWATCH_{name}": str(directory / place) for name, place in settings.items()}
    environment |= {"PYTHONPATH": str(ROOT), "CHIPWATCH_DELAY_S": "0", "CHIPWATCH_PRIVATE_HOSTS": "127.0.0.1:*"} | (
        {"CHIPWATCH_NOW": now} if now else {}
    )
    return subprocess.Popen(
        [sys.executable, "-m", "cli", *arguments],
        cwd=directory,
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def _run(directory: Path, *arguments: str, now: str | None = None, code: int = 0) -> tuple[str, str]:
    process = _start(directory, *arguments, now=now)
    out, err = process.communicate(timeout=200)
    assert process.returncode == code, err + out
    return out, err


def _slow(items: int, wait_s: float = 0.05) -> dict[str, Route]:
    routes = shop(items)
    return {
        path: Answer(str(body), wait_s=wait_s) if path.startswith("/item") else body for path, body in routes.items()
    }


def _wait_for(site: SmallSite, requests: int) -> None:
    deadline = time.monotonic() + 120
    while len(site.asked) < requests:
        assert time.monotonic() < deadline
        time.sleep(0.02)


def _listings(directory: Path) -> list[Any]:
    out, _ = _run(directory, "export", "listings", "--to", "jsonl", "--out", "-")
    return [json.loads(line) for line in out.splitlines()]


def test_run_due_crawls_and_ingests_what_is_due_and_then_nothing(tmp_path: Path) -> None:
    with small_site(shop(3)).serving() as site:
        home_for(tmp_path, origin=site.origin)
        out, _ = _run(tmp_path, "run-due", now="2026-03-02T08:00:00Z")
        assert "shop" in out
        before = len(site.asked)
        _, said = _run(tmp_path, "run-due", now="2026-03-02T09:00:00Z")
        assert "nothing is due" in said
        assert len(site.asked) == before
        _run(tmp_path, "run-due", now="2026-03-03T08:00:00Z")
        assert len(site.asked) == 2 * before
    assert len(_listings(tmp_path)) == 3


def test_run_due_started_five_times_at_once_does_the_work_once(tmp_path: Path) -> None:
    with small_site(_slow(20)).serving() as site:
        settings = home_for(tmp_path, origin=site.origin)
        processes = [_start(tmp_path, "run-due") for _ in range(5)]
        ended = [(process.communicate(timeout=250), process.returncode) for process in processes]
    assert [code for _, code in ended] == [0] * 5, ended
    assert len(finished(settings)) == 1
    assert len(captures(settings)) == 20
    assert sorted(site.paths()) == sorted(set(site.paths()))
    idle = ("another process does what is due", "nothing is due")
    assert sum(any(words in err for words in idle) for (_, err), _ in ended) == 4


def test_run_due_tells_a_monitor_of_a_failure_and_tries_again_later(tmp_path: Path) -> None:
    home_for(tmp_path, origin="http://127.0.0.1:9")
    _, said = _run(tmp_path, "run-due", now="2026-03-02T08:00:00Z", code=7)
    assert "the site is down" in said
    _run(tmp_path, "run-due", now="2026-03-02T08:30:00Z")
    _run(tmp_path, "run-due", now="2026-03-02T09:00:00Z", code=7)
    out, _ = _run(tmp_path, "run-due", "--list", "--format", "json", now="2026-03-02T09:00:00Z")
    (place,) = json.loads(out)
    assert (place["failures"], place["is_due"], place["due_at"]) == (2, False, "2026-03-02T11:00:00Z")
    assert place["last_finished"] is None


def test_run_due_reads_what_an_interrupted_ingest_left(tmp_path: Path) -> None:
    with small_site(shop(3)).serving() as site:
        home_for(tmp_path, origin=site.origin)
        _run(tmp_path, "run-due", "--no-ingest", now="2026-03-02T08:00:00Z")
        _run(tmp_path, "run-due", now="2026-03-02T08:10:00Z")
    assert len(_listings(tmp_path)) == 3


def test_watch_stops_cleanly_on_sigterm_and_the_next_start_goes_on(tmp_path: Path) -> None:
    with small_site(_slow(40)).serving() as site:
        settings = home_for(tmp_path, origin=site.origin)
        watching = _start(tmp_path, "watch", "--every-s", "1")
        _wait_for(site, 15)
        watching.send_signal(signal.SIGTERM)
        _, said = watching.communicate(timeout=120)
        assert watching.returncode == 0, said
        assert "what was captured is kept" in said
        assert [run.outcome for run in finished(settings)] == ["paused: asked to stop"]
        _run(tmp_path, "run-due")
        items = [path for path in site.paths() if path.startswith("/item")]
    assert sorted(items) == sorted(set(items))
    assert len(_listings(tmp_path)) == 40


def test_watch_does_what_becomes_due(tmp_path: Path) -> None:
    with small_site(shop(2)).serving() as site:
        settings = home_for(tmp_path, origin=site.origin)
        watching = _start(tmp_path, "watch", "--every-s", "1")
        _wait_for(site, 4)
        (tmp_path / "sources" / "second.yaml").write_text(
            SHOP.format(origin=site.origin, name="second"), encoding="utf-8"
        )
        _wait_for(site, 8)
        deadline = time.monotonic() + 60
        while len(finished(settings)) < 2 and time.monotonic() < deadline:
            time.sleep(0.1)
        watching.send_signal(signal.SIGINT)
        _, said = watching.communicate(timeout=120)
    assert watching.returncode == 0, said
    assert {run.source for run in finished(settings)} == {"shop", "second"}


def test_run_due_of_two_shards_in_one_home_does_each_source_once(tmp_path: Path) -> None:
    with small_site(shop(2)).serving() as site:
        settings = home_for(tmp_path, origin=site.origin)
        for name in ("a", "b", "c"):
            (tmp_path / "sources" / f"{name}.yaml").write_text(
                SHOP.format(origin=site.origin, name=name), encoding="utf-8"
            )
        processes = [_start(tmp_path, "run-due", "--shard", f"{part}/2") for part in (1, 2)]
        for process in processes:
            _, said = process.communicate(timeout=250)
            assert process.returncode == 0, said
    assert sorted(run.source for run in finished(settings)) == ["a", "b", "c", "shop"]
    assert len(_listings(tmp_path)) == 8


def test_spools_of_several_machines_go_into_one_store(tmp_path: Path) -> None:
    with small_site(shop(3)).serving() as site:
        spools = []
        for machine in ("one", "two"):
            (tmp_path / machine).mkdir()
            home_for(tmp_path / machine)
            (tmp_path / machine / "sources" / f"{machine}.yaml").write_text(
                SHOP.format(origin=site.origin, name=machine), encoding="utf-8"
            )
            _run(tmp_path / machine, "run-due", "--no-ingest", now="2026-03-02T08:00:00Z")
            spools += ["--spool", str(tmp_path / machine / "home" / "spool")]
    home_for(tmp_path)
    _run(tmp_path, "ingest", *spools)
    assert {listing["site"] for listing in _listings(tmp_path)} == {"one", "two"}
    out, _ = _run(tmp_path, "ingest", *spools, "--format", "json")
    assert (json.loads(out)["records"], json.loads(out)["written"]) == (0, 0)
    _, said = _run(tmp_path, "ingest", "--spool", str(tmp_path / "nowhere"), code=6)
    assert "there is no such spool" in said


def test_a_shard_that_is_none_is_refused(tmp_path: Path) -> None:
    home_for(tmp_path)
    _, said = _run(tmp_path, "run-due", "--shard", "3/2", code=2)
    assert "'3/2' is no part of a whole" in said
