"""Leads kept in the index, over a real store."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from extract.records import Side
from index.documents import Lead
from index.opening import open_store
from index.store import Batch, Query, Store
from leads.keeping import Kept, carry_leads, keep_leads
from leads.ranking import rank
from leads.records import lead_id
from leads.weights import load_weights
from tests.leads.listings import SEEN, contact, listing, offer

WEIGHTS = load_weights()
LATER = SEEN + timedelta(days=1)
MASKED = offer(masked_price="3X万", price=None)
STOCK = offer(model="H100", form="server", quantity=100, unit="server", gpus_per_unit=8, gpu_count=800)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    text = "联系 gpu_fan88"
    documents = [
        listing("1"),
        listing("2", offers=[STOCK], text="H100 现货 香港交货", countries=("HK",)),
        listing("3", offers=[MASKED], source="market", seller="Bob"),
        listing("6", seller="Ann", text=text, contacts=[contact(text, "gpu_fan88")]),
        listing("7", seller="Bob", text=text, contacts=[contact(text, "gpu_fan88")], source="market"),
        listing("8", offers=[offer(side=Side.WANTED, model="H100")], side=Side.WANTED),
    ]
    with open_store(f"sqlite:///{tmp_path / 'index.db'}") as opened:
        opened.write(Batch(documents=documents))
        yield opened


def _of(store: Store, key: str, source: str = "forum") -> Lead:
    found = store.get(Lead, lead_id(listing(key, source=source).id))
    assert found is not None
    return found


def test_keeping_writes_the_leads_that_are_shown(store: Store) -> None:
    assert keep_leads(store, WEIGHTS, SEEN) == Kept(leads=4, new=4, lapsed=0, written=4)
    shown = {lead.id: (lead.score, lead.reasons, lead.listing.seller) for lead in rank(store, WEIGHTS)}
    assert {d.id: (d.score, d.reasons, d.seller) for d in store.scan(Lead)} == shown
    large = _of(store, "2")
    assert (large.status, large.gpu_count, large.countries, large.found_at) == ("new", 800, ("HK",), SEEN)
    assert [d.id for d in store.find(Lead, Query("flag:large_stock country:HK")).documents] == [large.id]


def test_keeping_names_the_listings_that_a_lead_rests_on(store: Store) -> None:
    keep_leads(store, WEIGHTS, SEEN)
    pair = {listing("6").id, listing("7", source="market").id}
    assert set(_of(store, "6").listings) == pair
    assert store.find(Lead, Query(f"listing:{listing('6').id}")).total == 2


def test_keeping_again_writes_nothing(store: Store) -> None:
    keep_leads(store, WEIGHTS, SEEN)
    assert keep_leads(store, WEIGHTS, LATER) == Kept(leads=4, new=0, lapsed=0, written=0)


def test_keeping_after_a_change_tells_since_when_a_lead_is_known(store: Store) -> None:
    keep_leads(store, WEIGHTS, SEEN)
    store.write(Batch([listing("3", offers=[MASKED], source="market", seller="Bob", state="gone")]))
    assert keep_leads(store, WEIGHTS, LATER).written == 1
    changed = _of(store, "3", "market")
    assert (changed.state, changed.found_at, changed.changed_at) == ("gone", SEEN, LATER)


def test_keeping_lets_a_lead_lapse_and_come_back(store: Store) -> None:
    keep_leads(store, WEIGHTS, SEEN)
    before = _of(store, "3", "market")
    store.write(Batch([listing("3", source="market", seller="Bob")]))
    assert keep_leads(store, WEIGHTS, LATER) == Kept(leads=3, new=0, lapsed=1, written=1)
    lapsed = _of(store, "3", "market")
    assert lapsed == before.model_copy(update={"status": "lapsed", "changed_at": LATER})
    assert keep_leads(store, WEIGHTS, LATER).lapsed == 0
    store.write(Batch([listing("3", offers=[MASKED], source="market", seller="Bob")]))
    assert keep_leads(store, WEIGHTS, LATER + timedelta(days=1)).new == 1
    assert (_of(store, "3", "market").status, _of(store, "3", "market").found_at) == ("new", SEEN)


def test_keeping_lets_the_lead_of_a_listing_lapse_that_is_no_more(store: Store, tmp_path: Path) -> None:
    keep_leads(store, WEIGHTS, SEEN)
    with open_store(f"sqlite:///{tmp_path / 'fresh.db'}") as fresh:
        carry_leads(store, fresh)
        assert list(fresh.scan(Lead)) == list(store.scan(Lead))
        assert keep_leads(fresh, WEIGHTS, LATER).lapsed == 4
