from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import permutations
from typing import get_args

import pytest

from extract.rates import Rates
from extract.records import CaseEvent, Money, Party
from index.claims import STANDINGS, claim
from index.documents import Article, Event
from index.events import event_ids, events_of, fold_events
from tests.index.documents import article, capture, day

CHARGE = CaseEvent(kind="charge", status="allegation", verbatim="was charged")
SEIZURE = CaseEvent(kind="seizure", status="press", verbatim="120 H100 were seized", quantity=120)
PLEA = CaseEvent(kind="plea", status="plea", verbatim="pleaded guilty")


def _captured(number: int, *events: CaseEvent) -> Article:
    """The article as the capture of a day shows it."""
    at = day(number)
    return article("a", events=events, first_seen=at, last_seen=at, evidence=capture(at, capture_id=str(number)))


def _folded(captures: Sequence[Article]) -> dict[str, Event]:
    known: dict[str, Event] = {}
    before: Article | None = None
    for seen in captures:
        newest = seen if before is None or before.last_seen <= seen.last_seen else before
        first = min(seen.first_seen, before.first_seen) if before else seen.first_seen
        now = newest.model_copy(update={"first_seen": first})
        known |= {event.id: event for event in fold_events(known, events_of(seen, Rates()), before, now)}
        before = now
    return known


def test_events_have_the_standing_before_what_is_claimed() -> None:
    assert claim("shipment", "allegation") == "alleged: shipment"
    assert set(STANDINGS) == set(get_args(CaseEvent.model_fields["status"].annotation))
    with pytest.raises(KeyError):
        claim("shipment", "fact")


def test_events_carry_what_their_article_and_their_clause_say() -> None:
    told = CaseEvent(
        kind="shipment",
        status="allegation",
        parties=(Party(name="Zhang San", role="accused", status="allegation"),),
        value=Money(amount=Decimal(720), currency="CNY"),
        value_kind="exported",
        route=("US", "MY", "CN"),
        on=day(-30).date(),
        verbatim="shipped",
    )
    (event,) = events_of(article("a", title="Charged", events=(told,), published_at=day(-1)), Rates())
    assert (event.claim, event.parties, event.route_line) == ("alleged: shipment", told.parties, "US → MY → CN")
    assert (event.title, event.reported_at, event.happened_on) == ("Charged", day(-1), day(-30).date())
    assert event.value_usd is not None
    assert 90 < event.value_usd < 115


def test_events_without_a_day_of_publication_are_reported_when_they_were_seen() -> None:
    (event,) = events_of(_captured(3, CHARGE), Rates())
    assert (event.published_at, event.reported_at) == (None, day(3))


def test_events_of_the_same_words_have_ids_of_their_own() -> None:
    ids = event_ids("a", [SEIZURE, SEIZURE, CHARGE])
    assert len(set(ids)) == 3
    assert event_ids("a", [CHARGE, SEIZURE, SEIZURE]) == [ids[2], ids[0], ids[1]]
    assert event_ids("b", [CHARGE]) != [ids[2]]


def test_events_that_are_told_again_keep_the_day_they_were_first_told() -> None:
    (event,) = _folded([_captured(0, CHARGE), _captured(5, CHARGE)]).values()
    assert (event.state, event.first_seen, event.last_seen) == ("told", day(0), day(5))
    assert event.evidence.capture_id == "5"


def test_events_that_the_newest_capture_does_not_tell_are_withdrawn_and_kept() -> None:
    found = {e.kind: e for e in _folded([_captured(0, CHARGE, SEIZURE), _captured(4, CHARGE)]).values()}
    assert (found["charge"].state, found["seizure"].state) == ("told", "withdrawn")
    assert (found["seizure"].last_seen, found["seizure"].last_checked) == (day(0), day(4))
    again = _folded([_captured(0, CHARGE, SEIZURE), _captured(4, CHARGE), _captured(6, SEIZURE)])
    assert {e.kind: e.state for e in again.values()} == {"charge": "withdrawn", "seizure": "told"}


def test_events_come_out_the_same_in_whatever_order_captures_are_read() -> None:
    captures = [_captured(0, CHARGE, SEIZURE), _captured(2, SEIZURE), _captured(4, CHARGE, PLEA)]
    wanted = _folded(captures)
    assert {e.kind: e.state for e in wanted.values()} == {"charge": "told", "seizure": "withdrawn", "plea": "told"}
    for order in permutations(captures):
        found = _folded(order)
        assert {k: (e.state, e.first_seen, e.last_seen) for k, e in found.items()} == {
            k: (e.state, e.first_seen, e.last_seen) for k, e in wanted.items()
        }


def test_events_that_did_not_change_are_not_written() -> None:
    seen = _captured(0, CHARGE)
    known = {event.id: event for event in events_of(seen, Rates())}
    assert fold_events(known, events_of(seen, Rates()), seen, seen) == []
