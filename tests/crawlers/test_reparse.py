"""Reparse: today's parsers over yesterday's responses, the same ids, and nothing lost on the way."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from crawlers.records import Capture, ListingPage, SpoolRecord
from crawlers.reparse import reparse
from crawlers.spool import SpoolReader, SpoolWriter
from crawlers.warc import WarcWriter
from foundation.errors import SourceError, SpoolError
from foundation.ids import natural_id, sha256_hex
from tests.conftest import ROOT
from tests.crawlers.reparse_home import AT, RUN, THREADS, fill, settings_for, write_source
from tests.crawlers.spool_records import capture

SEGMENT = f"{RUN}.jsonl"
FORUM_RUN = "20260302T080000Z-little-forum-0001"


def records(root: Path) -> list[SpoolRecord]:
    reader = SpoolReader(settings_for(root).data.spool)
    return [record for segment in reader.segments() for record, _ in reader.read(segment)]


def captures(root: Path) -> list[Capture]:
    return [record for record in records(root) if isinstance(record, Capture)]


def prices(root: Path) -> list[str | None]:
    return [page.price for one in captures(root) if isinstance(page := one.page, ListingPage)]


def test_reparse_with_nothing_changed_changes_nothing(tmp_path: Path) -> None:
    write_source(tmp_path)
    fill(tmp_path, 5)
    before = records(tmp_path)
    report = reparse(settings_for(tmp_path))
    assert records(tmp_path) == before
    assert (report.captures, report.same, report.changed, report.added, report.kept) == (5, 5, 0, 0, 0)
    assert report.problems == []


def test_reparse_reads_with_the_sources_of_today_and_keeps_ids_and_order(tmp_path: Path) -> None:
    write_source(tmp_path)
    old = fill(tmp_path, 5)
    assert prices(tmp_path) == [f"was {number}00" for number in range(5)]
    write_source(tmp_path, price=".now")
    report = reparse(settings_for(tmp_path))
    assert report.changed == 5
    assert prices(tmp_path) == [f"${number}99" for number in range(5)]
    assert [one.id for one in captures(tmp_path)] == [one.id for one in old]
    assert [one.evidence for one in captures(tmp_path)] == [one.evidence for one in old]
    assert [record.type for record in records(tmp_path)] == ["run_started", *["capture"] * 5, "run_finished"]


def test_reparse_keeps_the_old_spool_beside_the_new_one(tmp_path: Path) -> None:
    write_source(tmp_path)
    fill(tmp_path, 2)
    spool = settings_for(tmp_path).data.spool
    old = {path.name: path.read_bytes() for path in (spool / (SpoolReader(spool).generation or "")).iterdir()}
    write_source(tmp_path, price=".now")
    report = reparse(settings_for(tmp_path))
    assert report.old is not None
    assert report.new == SpoolReader(spool).generation != report.old
    assert {path.name: path.read_bytes() for path in (spool / report.old).iterdir()} == old


def test_reparse_of_an_empty_home_does_nothing(tmp_path: Path) -> None:
    write_source(tmp_path)
    assert reparse(settings_for(tmp_path)).new is None


def test_reparse_keeps_captures_whose_evidence_is_gone_or_altered(tmp_path: Path) -> None:
    write_source(tmp_path)
    fill(tmp_path, 2)
    fill(tmp_path, 2, run="20260303T080000Z-little-shop-0002")
    warc = settings_for(tmp_path).data.warc
    (warc / f"{RUN}-1.warc.gz").unlink()
    before = records(tmp_path)
    report = reparse(settings_for(tmp_path))
    assert records(tmp_path) == before
    assert (report.kept, report.same) == (2, 2)
    assert all("cannot be read" in problem for problem in report.problems)


THREAD = "<html><body><h1>H100</h1><div class=post id=1>出 H100</div><div class=post id=2>收 H100</div></body></html>"
WALL = "<html><body><h1>提示</h1><p>抱歉，该主题不存在或已被删除</p></body></html>"


def capture_thread(root: Path, html: str, keys: list[str]) -> None:
    (root / "sources").mkdir()
    (root / "sources" / "little-forum.yaml").write_text(THREADS, encoding="utf-8")
    settings = settings_for(root)
    address, body = "https://forum.example/t/7", html.encode()
    with WarcWriter(settings.data.warc, FORUM_RUN) as warc, SpoolWriter(settings.data.spool, FORUM_RUN) as spool:
        file, offset, length = warc.write(address, 200, {}, body, AT)
        for key in keys:
            evidence: dict[str, Any] = {
                "url": address,
                "final_url": address,
                "fetched_at": AT,
                "status": 200,
                "sha256": sha256_hex(body),
            }
            evidence |= {"warc_file": file, "warc_offset": offset, "warc_length": length}
            old = capture(7, run_id=FORUM_RUN, source="little-forum", **evidence)
            id_ = natural_id("capture", FORUM_RUN, "little-forum", key)
            spool.append(old.model_copy(update={"id": id_, "item_key": key}))


def test_reparse_adds_items_that_the_same_response_shows(tmp_path: Path) -> None:
    capture_thread(tmp_path, THREAD, ["7#1"])
    report = reparse(settings_for(tmp_path))
    assert (report.captures, report.changed, report.added) == (2, 1, 1)
    assert [one.item_key for one in captures(tmp_path)] == ["7#1", "7#2"]
    assert captures(tmp_path)[1].id == natural_id("capture", FORUM_RUN, "little-forum", "7#2")
    assert reparse(settings_for(tmp_path)).same == 2


def test_reparse_takes_posts_along_with_a_thread_that_is_gone(tmp_path: Path) -> None:
    capture_thread(tmp_path, WALL, ["7#1", "7#2"])
    report = reparse(settings_for(tmp_path))
    assert (report.captures, report.changed, report.kept) == (2, 2, 0)
    assert {(one.state, one.page, one.reason) for one in captures(tmp_path)} == {
        ("gone", None, "notice: 抱歉，该主题不存在或已被删除")
    }


def test_reparse_keeps_captures_of_a_source_that_is_no_more(tmp_path: Path) -> None:
    write_source(tmp_path)
    fill(tmp_path, 2)
    before = records(tmp_path)
    (tmp_path / "sources" / "little-shop.yaml").unlink()
    report = reparse(settings_for(tmp_path))
    assert records(tmp_path) == before
    assert report.kept == 2
    assert report.problems == ["there is no source 'little-shop' any more; its captures stay as they are"]


def test_reparse_keeps_captures_whose_item_today_s_source_does_not_find(tmp_path: Path) -> None:
    write_source(tmp_path)
    fill(tmp_path, 2)
    before = records(tmp_path)
    source = tmp_path / "sources" / "little-shop.yaml"
    source.write_text(source.read_text().replace("/item/(?P<id>", "/other/(?P<id>"))
    report = reparse(settings_for(tmp_path))
    assert records(tmp_path) == before
    assert report.kept == 2
    assert "shows it no more" in report.problems[0]


def test_reparse_stops_at_a_mistake_in_a_source_and_the_old_spool_stays(tmp_path: Path) -> None:
    write_source(tmp_path)
    fill(tmp_path, 2)
    before = records(tmp_path)
    (tmp_path / "sources" / "little-shop.yaml").write_text("name: little-shop\n")
    with pytest.raises(SourceError):
        reparse(settings_for(tmp_path))
    assert records(tmp_path) == before


def test_reparse_reports_damage_of_the_old_spool(tmp_path: Path) -> None:
    write_source(tmp_path)
    fill(tmp_path, 3)
    spool = settings_for(tmp_path).data.spool
    segment = spool / (SpoolReader(spool).generation or "") / SEGMENT
    lines = segment.read_bytes().splitlines(keepends=True)
    segment.write_bytes(lines[0] + lines[1].replace(b"H100", b"A100") + b"".join(lines[2:]) + b"torn")
    report = reparse(settings_for(tmp_path))
    assert len(captures(tmp_path)) == 2
    assert len(report.problems) == 2
    assert "checksum" in report.problems[0]
    assert "torn" in report.problems[1]


def test_reparse_waits_for_no_crawl_but_says_so(tmp_path: Path) -> None:
    write_source(tmp_path)
    fill(tmp_path, 2)
    before = records(tmp_path)
    writer = SpoolWriter(settings_for(tmp_path).data.spool, RUN)
    with pytest.raises(SpoolError, match="another process is writing this run"):
        reparse(settings_for(tmp_path))
    writer.close()
    assert records(tmp_path) == before
    assert reparse(settings_for(tmp_path)).same == 2


def test_reparse_takes_along_what_a_crawl_adds_meanwhile(tmp_path: Path) -> None:
    write_source(tmp_path)
    fill(tmp_path, 2)
    other = "20260303T080000Z-little-shop-0002"
    done = 0

    def crawl(_: int) -> None:
        nonlocal done
        done += 1
        if done == 2:
            fill(tmp_path, 1, run=other)

    report = reparse(settings_for(tmp_path), on_progress=crawl)
    assert report.captures == 3
    assert [one.run_id for one in captures(tmp_path)] == [RUN, RUN, other]


def test_reparse_killed_at_random_moments_leaves_one_whole_spool(tmp_path: Path) -> None:
    write_source(tmp_path)
    fill(tmp_path, 40)
    write_source(tmp_path, price=".now")
    old, new = [f"was {number}00" for number in range(40)], [f"${number}99" for number in range(40)]
    rng = random.Random(7)
    for _ in range(5):
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.crawlers.reparse_home", str(tmp_path)],
            stdout=subprocess.PIPE,
            cwd=ROOT,
        )
        assert process.stdout is not None
        for _ in range(rng.randrange(0, 42)):
            process.stdout.readline()
        process.send_signal(signal.SIGKILL)
        process.communicate()
        assert prices(tmp_path) in (old, new)
    reparse(settings_for(tmp_path))
    assert prices(tmp_path) == new
    spool = settings_for(tmp_path).data.spool
    assert not list(spool.glob("*.unfinished"))


def test_reparse_command_prints_what_it_did(tmp_path: Path) -> None:
    write_source(tmp_path)
    fill(tmp_path, 3)
    result = subprocess.run(
        [sys.executable, "-m", "cli", "--home", str(tmp_path / "home"), "reparse", "--format", "json"],
        env=os.environ | {"CHIPWATCH_SOURCES": str(tmp_path / "sources")},
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    report = json.loads(result.stdout)
    assert (report["captures"], report["same"], report["problems"]) == (3, 3, [])
