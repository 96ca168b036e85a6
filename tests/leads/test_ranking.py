"""Leads over a real store."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from extract.records import Side
from foundation.errors import UsageError
from index.opening import open_store
from index.store import Batch, Store
from leads.ranking import rank
from leads.weights import load_weights
from tests.leads.listings import contact, listing, offer

WEIGHTS = load_weights()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    stock = [offer(model="H100", form="server", quantity=100, unit="server", gpus_per_unit=8, gpu_count=800)]
    text = "联系 gpu_fan88"
    documents = [
        listing("1"),
        listing("2", offers=stock, text="H100 现货 香港交货"),
        listing("3", offers=[offer(masked_price="3X万", price=None)], source="market", seller="Bob"),
        listing("4", offers=[offer(masked_price="3X万", price=None)], state="gone"),
        listing("5", offers=[offer(side=Side.WANTED, model="H100")], side=Side.WANTED),
        listing("6", seller="Ann", text=text, contacts=[contact(text, "gpu_fan88")]),
        listing("7", seller="Bob", text=text, contacts=[contact(text, "gpu_fan88")], source="market"),
    ]
    with open_store(f"sqlite:///{tmp_path / 'index.db'}") as opened:
        opened.write(Batch(documents=documents))
        yield opened


def keys(store: Store, text: str = "", **options: Any) -> list[str]:
    return [lead.listing.item_key for lead in rank(store, WEIGHTS, text, **options)]


def test_leads_come_by_score_then_id(store: Store) -> None:
    found = list(rank(store, WEIGHTS))
    assert [(-lead.score, lead.id) for lead in found] == sorted((-lead.score, lead.id) for lead in found)
    assert found[0].listing.item_key == "2"
    assert {lead.listing.item_key for lead in found} == {"2", "3", "4", "6", "7"}


def test_limit_and_least_score_cut_the_same_row(store: Store) -> None:
    everything = keys(store)
    assert keys(store, limit=2) == everything[:2]
    assert keys(store, min_score=15) == [lead.listing.item_key for lead in rank(store, WEIGHTS) if lead.score >= 15]


def test_query_filters_and_leaves_scores_as_they_are(store: Store) -> None:
    """The contact is shared across sites: a query for one of them must not hide that."""
    within = {lead.id: lead.score for lead in rank(store, WEIGHTS, "source:market")}
    everywhere = {lead.id: lead.score for lead in rank(store, WEIGHTS)}
    assert set(keys(store, "source:market")) == {"3", "7"}
    assert within.items() <= everywhere.items()


def test_mistake_in_the_query_is_told_before_the_pass(store: Store) -> None:
    looked: list[int] = []
    with pytest.raises(UsageError):
        next(rank(store, WEIGHTS, "nosuchfield:1", on_progress=looked.append))
    assert looked == []


def test_scoring_again_gives_the_same_leads(store: Store) -> None:
    assert list(rank(store, WEIGHTS)) == list(rank(store, WEIGHTS))


def test_exact_median_of_even_rows(tmp_path: Path) -> None:
    prices = ["1000.10", "1000.20", "999", "2001", "1000.10", "1000.20", "999", "2001"]
    with open_store(f"sqlite:///{tmp_path / 'market.db'}") as store:
        store.write(Batch(documents=[listing(str(n), offers=[offer(price=Decimal(p))]) for n, p in enumerate(prices)]))
        leads = list(rank(store, WEIGHTS))
    assert {lead.listing.item_key for lead in leads} == {"3", "7"}
    assert "median 1,000.15 of 8 listings" in leads[0].reasons[0].sentence
