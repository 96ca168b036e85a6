"""Claims of articles leave with their publisher, the worth of their source, and their story."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from extract.records import CaseEvent, Evidence, Fact, Money, Party
from foundation.errors import UsageError
from index.documents import Article, StoryCopy
from index.opening import open_store
from index.store import Batch
from leads.export.cells import read_rows
from leads.export.claims import COLUMNS
from leads.export.exporting import Request, export
from leads.weights import load_weights
from tests.index.documents import article
from tests.leads.listings import SEEN

DAY = datetime(2026, 3, 2, 8, tzinfo=UTC)


def seizure() -> Article:
    """An article with a fact and an event, that an office's own release copies."""
    text = "Customs seized 512 H100, worth $14 million."
    span = Evidence(field="quantity", start=15, end=18, text="512", rule="count", version=1, confidence=0.9)
    fact = Fact(model="H100", quantity=512, relation="seizure", verbatim="seized 512 H100", evidence=(span,))
    event = CaseEvent(
        kind="seizure",
        status="press",
        parties=(Party(name="Demo Star", role="buyer"), Party(name="Port Co", role="forwarder")),
        models=("H100",),
        quantity=512,
        value=Money(amount=Decimal(14_000_000), currency="USD"),
        route=("MY", "CN"),
        on=date(2026, 3, 1),
        verbatim=text,
    )
    copy = StoryCopy(
        article_id="x", source="us-doj", publisher="justice.gov", quality="official", url="https://j.example/1"
    )
    given = article("1", text=text, facts=(fact,), events=(event,), quality="agency-press", publisher="wire.example")
    story = {"story_id": given.id, "first_publisher": "wire.example", "first_published_at": DAY, "copies": (copy,)}
    return given.model_copy(update={**story, "relevant": True})


def exported(tmp_path: Path, to: str, query: str = "") -> Path:
    out = tmp_path / f"claims.{to}"
    with open_store(f"sqlite:///{tmp_path / 'index.db'}") as store:
        store.write(Batch(documents=(seizure(), article("2", text="Nothing of the trade."))))
        request = Request(what="claims", to=to, contacts="hashed", now=SEEN, query=query)  # type: ignore[arg-type]
        export(store, request, load_weights(), out)
    return out


def test_claims_stand_beside_the_worth_of_their_source(tmp_path: Path) -> None:
    with exported(tmp_path, "csv").open(encoding="utf-8", newline="") as file:
        head, *rows = read_rows(file)
    assert tuple(head) == COLUMNS
    fact, event = (dict(zip(head, row, strict=True)) for row in rows)
    assert (fact["kind"], fact["models"], fact["quantity"], fact["quality"]) == ("fact", "H100", "512", "agency-press")
    assert (event["kind"], event["standing"], event["amount"], event["route"]) == (
        "event",
        "press",
        "14000000",
        "MY; CN",
    )
    assert event["parties"] == "Demo Star; Port Co"
    for row in (fact, event):
        assert (row["publisher"], row["first_publisher"], row["copies"]) == ("wire.example", "wire.example", "1")
        assert row["best_quality"] == "official"


def test_claims_keep_the_spans_of_each_value(tmp_path: Path) -> None:
    fact, event = map(json.loads, exported(tmp_path, "jsonl").read_text("utf-8").splitlines())
    (span,) = fact["evidence"]
    assert fact["text"][span["start"] : span["end"]] == "512"
    assert (event["event"], event["copies"][0]["publisher"]) == ("seizure", "justice.gov")
    assert event["capture"]["sha256"] == "0" * 64


def test_claims_are_those_of_the_articles_that_a_query_finds(tmp_path: Path) -> None:
    assert exported(tmp_path, "jsonl", "quality:official").read_text("utf-8").count("\n") == 2
    assert exported(tmp_path, "jsonl", "quality:forum").read_text("utf-8") == ""
    with pytest.raises(UsageError, match="no field is called"):
        exported(tmp_path, "jsonl", "seller:x")
