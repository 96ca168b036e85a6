"""`chipwatch search --kind` and `chipwatch leads --keep`, as a person calls them."""

from __future__ import annotations

import json
import shlex
from pathlib import Path

import pytest

from extract.records import Money, Party
from index.documents import Event, Lead
from index.opening import open_store
from index.store import Batch
from tests.cli.conftest import Chipwatch
from tests.index.documents import article, event, lead, reason
from tests.leads.listings import SEEN, listing, offer

NOW = {"CHIPWATCH_NOW": "2026-03-05T12:00:00Z"}


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A home with a claim, a withdrawn one, leads, and a listing that is a lead not yet kept."""
    (tmp_path / "data").mkdir()
    party = Party(name="Zhang San", role="accused", status="allegation")
    shipment = event(
        "a",
        title="Man charged",
        verbatim="shipped 120 H100",
        parties=(party,) * 5,
        quantity=120,
        unit="card",
        value=Money(amount="4200000", currency="USD"),
        value_kind="exported",
        route_line="US → MY → CN",
    )
    masked = listing("1", offers=[offer(masked_price="3X万", price=None)])
    with open_store(f"sqlite:///{tmp_path / 'data' / 'chipwatch.db'}") as opened:
        opened.write(
            Batch(
                [
                    shipment,
                    event("b", kind="seizure", status="press", state="withdrawn", quantity_max=50),
                    lead("x", 80, title="出 H100", reasons=(reason("large_stock", 80),), countries=("HK",)),
                    lead("y", 20, status="lapsed"),
                    article("1", title="海关查获 H100"),
                    masked,
                ]
            )
        )
    return tmp_path


def test_search_shows_an_event_with_its_standing_before_it(chipwatch: Chipwatch, store: Path) -> None:
    done = chipwatch("search", "--kind", "event", "zhang")
    assert done.returncode == 0, done.stderr
    shown = " ".join(done.stdout.split())
    for told in (
        "alleged: shipment",
        "Zhang San (alleged: accused)",
        "2 more",
        "120 card",
        "US → MY → CN",
        "Man charged",
    ):
        assert told in shown, told
    assert done.stderr == "1 of 1 event\n"


def test_search_says_of_an_event_that_it_is_withdrawn(chipwatch: Chipwatch, store: Path) -> None:
    shown = chipwatch("search", "--kind", "event", "kind:seizure").stdout
    assert "reported: seizure (withdrawn)" in " ".join(shown.split())
    assert "up to 50" in shown


def test_show_says_that_an_event_is_a_claim_and_what_it_rests_on(chipwatch: Chipwatch, store: Path) -> None:
    (found,) = json.loads(chipwatch("search", "--kind", "event", "zhang", "--format", "json").stdout)["documents"]
    done = chipwatch("show", found["id"][:13])
    assert done.returncode == 0, done.stderr
    shown = " ".join(done.stdout.split())
    assert shown.startswith("alleged: shipment https://news.example/a")
    for told in ("a claim of its source", "“shipped 120 H100”", "Zhang San alleged accused", "US → MY → CN"):
        assert told in shown, told
    assert json.loads(chipwatch("show", found["id"], "--format", "json").stdout)["event"]["id"] == found["id"]


def test_search_shows_leads_best_first_with_counts(chipwatch: Chipwatch, store: Path) -> None:
    done = chipwatch("search", "--kind", "lead")
    assert done.stdout.index("80") < done.stdout.index("lapsed")
    assert "large stock" in done.stdout
    assert "status  lapsed 1 · new 1" in done.stdout
    assert "country  HK 1" in done.stdout


def test_search_of_a_kind_gives_programs_whole_documents(chipwatch: Chipwatch, store: Path) -> None:
    page = json.loads(chipwatch("search", "--kind", "event", "--format", "json").stdout)
    assert [Event.model_validate(document).claim for document in page["documents"]]
    page = json.loads(chipwatch("search", "--kind", "lead", "status:new", "--format", "json", "--facet", "flag").stdout)
    assert [Lead.model_validate(document).score for document in page["documents"]] == [80]
    assert page["facets"] == {"flag": [["large_stock", 1]]}


def test_search_of_a_kind_leads_to_its_next_page(chipwatch: Chipwatch, store: Path) -> None:
    done = chipwatch("search", "--kind", "lead", "--limit", "1")
    following = shlex.split(done.stderr.splitlines()[1].removeprefix("next page: chipwatch "))
    assert following[:3] == ["search", "--kind", "lead"]
    assert "lapsed" in chipwatch(*following).stdout


def test_search_of_a_kind_finds_mistakes_by_its_own_fields(chipwatch: Chipwatch, store: Path) -> None:
    done = chipwatch("search", "--kind", "event", "seller:x")
    assert done.returncode == 2
    assert "no field is called 'seller'" in done.stderr
    assert (
        chipwatch("articles", "--all", "--copies", "查获").stderr
        == chipwatch("search", "--kind", "article", "查获").stderr
    )


def test_leads_are_kept_and_survive_a_rebuild_of_the_store(chipwatch: Chipwatch, store: Path) -> None:
    done = chipwatch("leads", "--keep", env=NOW)
    assert done.returncode == 0, done.stderr
    assert "kept 1 lead: 1 new, 1 lapsed" in done.stderr
    found = json.loads(chipwatch("search", "--kind", "lead", "flag:masked_price", "--format", "json").stdout)
    (kept,) = found["documents"]
    assert (kept["listing_id"], kept["found_at"]) == (listing("1").id, "2026-03-05T12:00:00Z")
    assert kept["first_seen"] == f"{SEEN:%Y-%m-%dT%H:%M:%SZ}"
    assert chipwatch("reextract").returncode == 0
    after = json.loads(chipwatch("search", "--kind", "lead", "flag:masked_price", "--format", "json").stdout)
    assert after["documents"] == found["documents"]
