"""``chipwatch sources --shipped``, ``source add`` and ``source searches`` as a person runs them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from crawlers.source_library import shipped_files
from tests.cli.conftest import Chipwatch


def test_shipped_sources_are_listed(chipwatch: Chipwatch) -> None:
    done = chipwatch("sources", "--shipped", "--format", "json")
    rows = {row["name"]: row for row in json.loads(done.stdout)}
    assert set(rows) == set(shipped_files())
    assert (rows["taobao"]["status"], rows["us-doj"]["quality"]) == ("tips-only", "official")


def test_sources_that_nobody_added_are_none(chipwatch: Chipwatch) -> None:
    done = chipwatch("sources")
    assert done.returncode == 0
    assert "no source is turned on" in done.stderr
    assert "chipwatch sources --shipped" in done.stderr


def test_added_source_shows_terms_and_key_and_is_listed(chipwatch: Chipwatch) -> None:
    done = chipwatch("source", "add", "ebay-api")
    assert done.returncode == 0, done.stderr
    assert "API License Agreement" in done.stderr
    assert "EBAY_CLIENT_ID and EBAY_CLIENT_SECRET" in done.stderr
    assert "unverified" in done.stderr
    assert [row["name"] for row in json.loads(chipwatch("sources", "--format", "json").stdout)] == ["ebay-api"]


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["source", "add", "ebuy"], 4, "no source called 'ebuy' ships with chipwatch"),
        (["source", "add", "ecshop-shop"], 4, "say which shop: --as NAME --site"),
        (["source", "add", "v2ex", "--site", "https://x.example"], 4, "this source has a site of its own"),
        (["source", "add", "v2ex", "cls", "--as", "mine"], 2, "one name for several sources"),
        (["crawl", "v2ex"], 4, "ships with chipwatch and is not turned on"),
        (["source", "searches", "ebuy"], 4, "no source is called 'ebuy'"),
    ],
)
def test_mistakes_about_shipped_sources_name_the_way_out(
    chipwatch: Chipwatch, arguments: list[str], code: int, message: str
) -> None:
    done = chipwatch(*arguments)
    assert done.returncode == code
    assert message in done.stderr
    assert "way out" in done.stderr
    assert "Traceback" not in done.stderr


def test_source_for_tips_alone_is_refused_in_a_sentence(chipwatch: Chipwatch) -> None:
    chipwatch("source", "add", "taobao")
    done = chipwatch("crawl", "taobao")
    assert done.returncode == 7
    assert done.stderr.splitlines() == [
        "taobao: this site forbids crawling or needs a login, so it is never crawled",
        "  way out: save its pages by hand, read them with `chipwatch source check FILE --url URL --source NAME`",
    ]


def test_size_of_searches_is_told_before_anything_is_asked(chipwatch: Chipwatch) -> None:
    done = chipwatch("source", "searches", "--shipped", "ebay-api", "--format", "json")
    (row,) = json.loads(done.stdout)
    assert (row["list_pages"], row["list_pages_most"]) == (len(row["queries"]), 5 * len(row["queries"]))
    assert row["list_pages_a_day"] == row["list_pages"]
    table = chipwatch("source", "searches", "--shipped", "taobao")
    assert "never crawled" in table.stdout


def test_added_file_names_the_schema_for_editors(chipwatch: Chipwatch, tmp_path: Path) -> None:
    done = chipwatch("source", "add", "v2ex")
    file = Path(done.stderr.partition("copied to ")[2].partition(";")[0])
    schema = file.read_text(encoding="utf-8").splitlines()[0].partition("$schema=")[2]
    assert Path(schema).is_file()
