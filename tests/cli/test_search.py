"""`chipwatch search`, `articles`, `show`, `trends` and `runs`, as a person calls them."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import pytest

from index.documents import Listing
from index.opening import open_store
from index.store import COUNTED, Batch
from tests.cli.conftest import Chipwatch
from tests.index.documents import article, day, listing, sighting
from tests.index.filled import filled_documents

NOW = {"CHIPWATCH_NOW": "2026-03-05T12:00:00Z"}


@pytest.fixture
def market(tmp_path: Path) -> Path:
    """A filled store in the home of the commands."""
    (tmp_path / "data").mkdir()
    with open_store(f"sqlite:///{tmp_path / 'data' / 'chipwatch.db'}") as store:
        store.write(Batch(filled_documents()))
    return tmp_path


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """A store with one listing that is worth reading, and its history."""
    (tmp_path / "data").mkdir()
    title = "出 H100 整機 \x1b[31m现货"
    seen = [sighting("1", 0, price="100", currency="CNY"), sighting("1", 1, price="90", currency="CNY")]
    seen.append(sighting("1", 2, state="gone", reason="HTTP 404"))
    with open_store(f"sqlite:///{tmp_path / 'data' / 'chipwatch.db'}") as store:
        store.write(Batch([listing("1", title=title, text="[bold]not markup[/bold]", first_seen=day(0)), *seen]))
        store.write(Batch([article("1", title="海关查获 H100", author="A. Writer")]))
    return tmp_path


def test_search_shows_a_table_facets_and_the_next_page(chipwatch: Chipwatch, market: Path) -> None:
    done = chipwatch("search", "H100 OR 现货", "--limit", "5")
    assert done.returncode == 0
    assert re.search(r"^ ?id +site +title", done.stdout, re.MULTILINE)
    assert re.search(r"^ +model  \S+.* · ", done.stdout, re.MULTILINE)
    assert re.match(r"5 of \d+ listings\nnext page: chipwatch search 'H100 OR 现货' --limit 5 --after ", done.stderr)
    following = shlex.split(done.stderr.splitlines()[1].removeprefix("next page: chipwatch "))
    second = chipwatch(*following)
    assert second.returncode == 0
    ids = [set(re.findall(r"^ ([0-9a-f]{8}) ", text, re.MULTILINE)) for text in (done.stdout, second.stdout)]
    assert len(ids[0]) == len(ids[1]) == 5
    assert not ids[0] & ids[1]


def test_search_leads_to_the_next_page_of_the_same_home(chipwatch: Chipwatch, market: Path) -> None:
    done = chipwatch("--home", market / "data", "search", "H100", "--limit", "1")
    following = shlex.split(done.stderr.splitlines()[1].removeprefix("next page: chipwatch "))
    assert following[:2] == ["--home", str(market / "data")]
    assert chipwatch(*following).returncode == 0


def test_search_shows_a_text_without_a_title_once(chipwatch: Chipwatch, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    with open_store(f"sqlite:///{tmp_path / 'data' / 'chipwatch.db'}") as store:
        store.write(Batch([listing("1", title=None, text="B200 8卡整机\n共12台，现货秒发，每台327万 未税")]))
    assert chipwatch("search", "现货").stdout.count("共12台") == 1


def test_search_gives_programs_whole_documents(chipwatch: Chipwatch, market: Path) -> None:
    done = chipwatch("search", "现货", "--format", "json", "--facet", "form")
    page = json.loads(done.stdout)
    assert page["total"] >= len(page["documents"]) == 20
    assert [Listing.model_validate(document) for document in page["documents"]]
    assert list(page["facets"]) == ["form"]
    assert set(page["highlights"]) == {document["id"] for document in page["documents"]}
    assert page["next"]


def test_search_says_where_it_stopped_counting(chipwatch: Chipwatch, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    with open_store(f"sqlite:///{tmp_path / 'data' / 'chipwatch.db'}") as store:
        found = [listing(str(n), title="H100", first_seen=day(n / 1440)) for n in range(COUNTED + 5)]
        store.write(Batch([*found, listing("old", title="A100", source="b", first_seen=day(-1))]))
    done = chipwatch("search", "H100 OR A100", "--facet", "site")
    assert done.stderr.startswith("20 of more than 2,000 listings; --exact counts them all\nnext page: ")
    assert re.search(r"site  a 2,000\n +counted over the newest 2,000\n", done.stdout)
    page = json.loads(chipwatch("search", "H100 OR A100", "--facet", "site", "--format", "json").stdout)
    assert (page["total"], page["total_is_exact"], page["facets_over"]) == (2_000, False, 2_000)
    assert page["facets"] == {"site": [["a", 2_000]]}
    whole = chipwatch("search", "H100 OR A100", "--facet", "site", "--exact")
    assert whole.stderr.startswith("20 of 2,006 listings\nnext page: chipwatch search 'H100 OR A100' --exact --after ")
    assert re.search(r"site  a 2,005 · b 1\n", whole.stdout)
    assert "counted over" not in whole.stdout
    few = json.loads(chipwatch("search", "A100", "--format", "json").stdout)
    assert (few["total"], few["total_is_exact"], few["facets_over"]) == (1, True, None)


def test_search_without_a_match_says_so_and_is_no_error(chipwatch: Chipwatch, market: Path) -> None:
    done = chipwatch("search", "xyzzy")
    assert (done.returncode, done.stdout) == (0, "")
    assert "no listing matches 'xyzzy'" in done.stderr
    as_json = chipwatch("search", "xyzzy", "--format", "json")
    assert json.loads(as_json.stdout)["documents"] == []


def test_search_in_an_empty_index_says_so(chipwatch: Chipwatch) -> None:
    assert "the index holds no listing yet" in chipwatch("search").stderr
    assert "the index holds no supply yet" in chipwatch("trends").stderr
    assert "the index holds no runs yet" in chipwatch("runs").stderr
    assert "the index holds no story yet" in chipwatch("articles").stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["search", "现货 modle:H100"], "query, column 4: no field is called 'modle'"),
        (["search", "--sort", "colour"], "cannot be sorted by 'colour'"),
        (["search", "--limit", "0"], "1 to 1000"),
        (["search", "--facet", "text"], "'text' are not counted"),
        (["search", "--after", "nonsense"], "page token"),
        (["trends", "price:cheap"], "query, column 7: price takes a number"),
        (["articles", "gpu_count:1"], "no field is called 'gpu_count'"),
        (["show", "zzzz"], "no listing, article or event has an id that begins with 'zzzz'"),
        (["show", ""], "an empty id"),
        (["show", "3"], "ids begin with '3'"),
    ],
)
def test_mistakes_end_with_code_2_and_the_way_out(
    chipwatch: Chipwatch, market: Path, arguments: list[str], message: str
) -> None:
    done = chipwatch(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert message in done.stderr
    assert "way out:" in done.stderr
    assert "Traceback" not in done.stderr


def test_search_counts_from_the_time_of_the_settings(chipwatch: Chipwatch, market: Path) -> None:
    recent = json.loads(chipwatch("search", "first_seen:>now-7d", "--format", "json", env=NOW).stdout)
    assert 0 < recent["total"] < 300
    later = {"CHIPWATCH_NOW": "2027-01-01T00:00:00Z"}
    assert json.loads(chipwatch("search", "first_seen:>now-7d", "--format", "json", env=later).stdout)["total"] == 0


def test_show_takes_the_beginning_of_an_id(chipwatch: Chipwatch, shelf: Path) -> None:
    done = chipwatch("show", listing("1").id[:8])
    assert done.returncode == 0
    for expected in (listing("1").id, "CNY 100", "CNY 90", "HTTP 404", "WARC file", "history", "evidence"):
        assert expected in done.stdout, expected


def test_show_never_lets_a_stranger_steer_the_terminal(chipwatch: Chipwatch, shelf: Path) -> None:
    done = chipwatch("show", listing("1").id)
    assert "\x1b" not in done.stdout
    assert "[bold]not markup[/bold]" in done.stdout
    assert "\x1b" not in chipwatch("search", "现货").stdout


def test_show_says_why_each_value_was_read_so(chipwatch: Chipwatch, market: Path) -> None:
    found = json.loads(chipwatch("search", "offers.model:H100 price:*", "--limit", "1", "--format", "json").stdout)
    done = chipwatch("show", found["documents"][0]["id"])
    assert re.search(r"model +\S.* H100 +4–8 +model.alias v1 +95%", done.stdout)


def test_show_gives_programs_listing_history_and_sightings(chipwatch: Chipwatch, shelf: Path) -> None:
    shown = json.loads(chipwatch("show", listing("1").id, "--format", "json").stdout)
    assert [step["what"] for step in shown["history"]] == ["first seen", "price", "gone"]
    assert len(shown["sightings"]) == 3
    assert shown["listing"]["id"] == listing("1").id
    assert shown["sightings"][0]["evidence"]["sha256"]


def test_show_knows_articles_too(chipwatch: Chipwatch, shelf: Path) -> None:
    done = chipwatch("show", article("1").id[:10])
    assert "海关查获 H100" in done.stdout
    assert "A. Writer" in done.stdout
    assert json.loads(chipwatch("show", article("1").id, "--format", "json").stdout)["article"]["author"] == "A. Writer"


def test_articles_are_listed(chipwatch: Chipwatch, market: Path) -> None:
    done = chipwatch("articles", "查获 OR seizure", "--all", "--limit", "3")
    assert done.returncode == 0
    assert done.stdout.count("https://news.example/") == 3


def test_trends_show_listings_and_gaps(chipwatch: Chipwatch, market: Path) -> None:
    done = chipwatch("trends", "--models", "3")
    assert done.returncode == 0
    assert "supply by week, 2026-01-05 to 2026-03-02" in done.stdout
    assert re.search(r"^ \w.* +[▁▂▃▄▅▆▇█]+·+[▁▂▃▄▅▆▇█]+ ", done.stdout, re.MULTILINE)
    assert "No crawl ran in the week of 2026-01-26 (·): nothing is known of it." in done.stdout
    found = json.loads(chipwatch("trends", "model:H100", "--period", "day", "--format", "json").stdout)
    assert {point["model"] for point in found["points"]} >= {"H100"}
    assert found["period"] == "day"
    assert [entry for entry in found["coverage"] if not entry["runs"]]


def test_runs_are_listed_newest_first(chipwatch: Chipwatch, market: Path) -> None:
    done = chipwatch("runs", "--source", "luntan", "--limit", "2")
    assert done.returncode == 0
    assert re.findall(r"2026-03-0\d", done.stdout) == ["2026-03-05", "2026-03-04"]
    assert len(json.loads(chipwatch("runs", "--format", "json", "--limit", "4").stdout)) == 4
    assert "no run of nowhere" in chipwatch("runs", "--source", "nowhere").stderr


def test_values_shows_what_can_be_searched_for(chipwatch: Chipwatch, market: Path) -> None:
    done = chipwatch("values", "model", "h")
    assert set(re.findall(r"^ (H\S+) +\d+ $", done.stdout, re.MULTILINE)) == {"H100", "H200", "H20"}
    page = json.loads(chipwatch("values", "place", "香", "--format", "json").stdout)
    assert [row["value"] for row in page["values"]] == ["香港"]
    assert "no value of model begins with 'zz'" in chipwatch("values", "model", "zz").stderr
    refused = chipwatch("values", "plac")
    assert (refused.returncode, "did you mean place?" in refused.stderr) == (2, True)


def test_search_that_finds_nothing_offers_values_that_are_there(chipwatch: Chipwatch, market: Path) -> None:
    done = chipwatch("search", "model:H1000 place:香巷")
    assert done.returncode == 0
    assert "nothing has model:h1000; did you mean model:H100" in done.stderr
    assert "nothing has place:香巷; did you mean place:香港?" in done.stderr
