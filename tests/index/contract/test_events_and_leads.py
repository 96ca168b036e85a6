"""Events and leads are found, counted, ordered and paged as listings are."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extract.records import Money, Party
from foundation.errors import UsageError
from index.documents import Document, Event, Lead
from index.store import Batch, Query, Store
from tests.index.documents import day, event, lead, reason

EVENTS = [
    event(
        "a",
        title="Man charged over chips",
        verbatim="exported 120 H100 GPUs worth $4.2 million through Malaysia",
        parties=(Party(name="Zhang San", role="accused", status="allegation"),),
        models=("H100",),
        quantity=120,
        unit="card",
        value=Money(amount=Decimal("4200000.50"), currency="USD"),
        value_usd=Decimal("4200000.50"),
        value_kind="exported",
        route=("US", "MY", "CN"),
        route_line="US → MY → CN",
        methods=("relabelling",),
        happened_on=day(-40).date(),
    ),
    event("b", kind="seizure", status="press", verbatim="海關查獲 A100", models=("A100",), reported_at=day(1)),
    event("c", kind="plea", status="plea", reported_at=day(2), state="withdrawn", route=("SG",), route_line="SG"),
]
LEADS = [
    lead(
        "a",
        80,
        title="出 H100",
        models=("H100",),
        h100e=Decimal("97.856"),
        countries=("CN", "HK"),
        seller="老张",
        reasons=(reason("large_stock", 50, others=("x1", "x2")), reason("masked_price", 30)),
    ),
    lead("b", 30, first_seen=day(1), countries=("HK",), reasons=(reason("masked_price", 30),)),
    lead("c", 30, first_seen=day(2), status="lapsed", gpu_count=8),
]


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("", "abc"),
        ("claim:alleged*", "a"),
        ('claim:"alleged: shipment"', "a"),
        ("kind:seizure", "b"),
        ("status:plea", "c"),
        ("standing:(press OR plea)", "bc"),
        ("查获", "b"),
        ("Zhang", "a"),
        ('party:"zhang san"', "a"),
        ("role:accused", "a"),
        ("party:*", "a"),
        ("model:H100 country:MY", "a"),
        ("route:(MY OR SG)", "ac"),
        ('route_line:"US → MY → CN"', "a"),
        ("method:relabelling", "a"),
        ("value_usd:>4.2m", "a"),
        ("value_kind:exported quantity:>=100", "a"),
        ("happened:2026-01", "a"),
        ("reported:>2026-03-02", "bc"),
        ("state:withdrawn", "c"),
        ("-state:withdrawn", "ab"),
        ("H100 malaysia", "a"),
    ],
)
def test_events_are_found(store: Store, text: str, keys: str) -> None:
    store.write(Batch(EVENTS))
    found = store.find(Event, Query(text)).documents
    assert sorted(e.url[-1] for e in found) == list(keys)


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("score:>=30", "abc"),
        ("score:>30", "a"),
        ("status:new", "ab"),
        ("flag:masked_price", "ab"),
        ("reason:large_stock", "a"),
        ("country:HK -country:CN", "b"),
        ("h100e:>97", "a"),
        ("seller:张", "a"),
        ("出", "a"),
        ("gpus:8", "c"),
        ("reasons:*", ""),
    ],
)
def test_leads_are_found(store: Store, text: str, keys: str) -> None:
    store.write(Batch(LEADS))
    if text == "reasons:*":
        with pytest.raises(UsageError, match="no field is called 'reasons'"):
            store.find(Lead, Query(text))
        return
    assert sorted(e.url[-1] for e in store.find(Lead, Query(text)).documents) == list(keys)


@pytest.mark.parametrize("document", [*EVENTS, *LEADS], ids=lambda d: f"{type(d).__name__}-{d.url[-1]}")
def test_events_and_leads_come_back_as_they_were_written(store: Store, document: Document) -> None:
    assert [store.write(Batch([document])), store.write(Batch([document]))] == [1, 0]
    assert store.get(type(document), document.id) == document
    assert list(store.scan(type(document))) == [document]


def test_events_and_leads_are_counted_by_what_stands_in_their_records(store: Store) -> None:
    store.write(Batch([*EVENTS, *LEADS]))
    leads = store.find(Lead, Query(facets=("flag", "country", "status")))
    assert dict(leads.facets) == {
        "flag": (("masked_price", 2), ("large_stock", 1)),
        "country": (("HK", 2), ("CN", 1)),
        "status": (("new", 2), ("lapsed", 1)),
    }
    events = store.find(Event, Query(facets=("claim", "role", "country")))
    assert events.facets["claim"] == (("admitted: plea", 1), ("alleged: shipment", 1), ("reported: seizure", 1))
    assert events.facets["role"] == (("accused", 1),)
    assert {kind: store.counts()[kind] for kind in ("event", "lead")} == {"event": 3, "lead": 3}


def test_events_come_newest_first_and_leads_in_the_order_asked_for(store: Store) -> None:
    store.write(Batch([*EVENTS, *LEADS]))
    assert [e.url[-1] for e in store.find(Event, Query()).documents] == list("cba")
    assert [e.url[-1] for e in store.find(Lead, Query(sort="-first_seen")).documents] == list("cba")
    first = store.find(Lead, Query(sort="-score", limit=1))
    rest = store.find(Lead, Query(sort="-score", limit=5, after=first.next))
    assert [d.score for d in (*first.documents, *rest.documents)] == [80, 30, 30]


def test_events_show_their_own_words_around_a_match(store: Store) -> None:
    store.write(Batch(EVENTS))
    page = store.find(Event, Query("malaysia"))
    assert page.highlights[EVENTS[0].id].endswith("through \x02Malaysia\x03")
    assert store.find(Event, Query("charged")).highlights[EVENTS[0].id] == "Man \x02charged\x03 over chips"
