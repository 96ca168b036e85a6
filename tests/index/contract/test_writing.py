from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extract.records import Contact, Evidence, Money, Offer, Undetermined
from foundation.errors import StoreError
from foundation.ids import natural_id
from index.documents import Article, Document, Listing, Run, Sighting
from index.fields import MODELS, field_at
from index.language import Either, Term
from index.store import Batch, Query, Store
from tests.index.documents import article, day, event, lead, listing, offer, run, sighting
from tests.index.generated import generated_documents

Open = Callable[[], Store]


def test_write_returns_how_many_documents_are_new_or_differ(store: Store) -> None:
    first = listing("1", title="H100")
    assert store.write(Batch([first, listing("2")])) == 2
    assert store.write(Batch([first, listing("2"), listing("3")])) == 1
    assert store.write(Batch([listing("1", title="H200")])) == 1


def test_write_of_the_same_batch_again_changes_nothing(store: Store) -> None:
    documents = list(generated_documents(20))
    assert store.write(Batch(documents, {"a.jsonl": 7})) == len(documents)
    before = store.counts()
    assert store.write(Batch(documents, {"a.jsonl": 7})) == 0
    assert store.counts() == before
    assert store.cursor("a.jsonl") == 7


def test_write_replaces_a_document_whole(store: Store) -> None:
    store.write(Batch([listing("1", title="H100", seller="老张", offers=(offer(),))]))
    store.write(Batch([listing("1", title="A100")]))
    found = store.get(Listing, listing("1").id)
    assert found == listing("1", title="A100")
    assert store.search(Query("seller:老张")).total == 0
    assert store.search(Query("H100")).total == 0
    assert store.search(Query("form:card")).total == 0
    assert store.search(Query("A100")).total == 1


def test_write_keeps_the_last_of_two_versions_in_one_batch(store: Store) -> None:
    store.write(Batch([listing("1", title="H100"), listing("1", title="A100")]))
    assert store.get(Listing, listing("1").id) == listing("1", title="A100")
    assert store.counts()["listing"] == 1
    assert [store.search(Query(text)).total for text in ("H100", "A100")] == [0, 1]


def test_write_of_an_older_version_after_a_newer_one_is_a_replacement_too(store: Store) -> None:
    older, newer = listing("1", title="H100"), listing("1", title="A100")
    assert [store.write(Batch([d])) for d in (older, newer, older)] == [1, 1, 1]
    assert store.get(Listing, older.id) == older


def test_write_that_fails_in_its_midst_leaves_all_as_it_was(store: Store) -> None:
    store.write(Batch([listing("1", title="H100")], {"a.jsonl": 5}))
    too_large = listing("3", gpu_count=10**30)
    with pytest.raises(StoreError, match="gpu_count"):
        store.write(Batch([listing("1", title="A100"), listing("2"), too_large], {"a.jsonl": 9}))
    assert store.cursor("a.jsonl") == 5
    assert store.counts()["listing"] == 1
    assert store.get(Listing, listing("1").id) == listing("1", title="H100")
    assert store.search(Query("A100")).total == 0
    assert store.write(Batch([listing("2")])) == 1


def test_write_of_cursors_alone_moves_them(store: Store) -> None:
    assert store.cursor("a.jsonl") == 0
    assert store.write(Batch(cursors={"a.jsonl": 3, "b.jsonl": 4})) == 0
    assert (store.cursor("a.jsonl"), store.cursor("b.jsonl"), store.cursor("c.jsonl")) == (3, 4, 0)


def test_write_is_there_for_the_next_who_opens_the_store(open_empty: Open) -> None:
    with open_empty() as store:
        store.write(Batch([listing("1")], {"a.jsonl": 3}))
    with open_empty() as store:
        assert store.get(Listing, listing("1").id) == listing("1")
        assert store.cursor("a.jsonl") == 3


def test_close_can_be_called_twice(open_empty: Open) -> None:
    store = open_empty()
    store.close()
    store.close()


def test_get_of_an_unknown_id_is_none(store: Store) -> None:
    store.write(Batch([listing("1")]))
    assert store.get(Listing, "nothing") is None
    assert store.get(Article, listing("1").id) is None


def test_get_many_gives_those_that_exist(store: Store) -> None:
    listings = [listing(str(number)) for number in range(1_200)]
    store.write(Batch(listings))
    found = store.get_many(Listing, [d.id for d in listings] + ["nothing"])
    assert found == {d.id: d for d in listings}
    assert store.get_many(Listing, []) == {}


@pytest.mark.parametrize(
    "document",
    [
        listing("1", title="出 H100\x00\n\u200b模組 🎉", text="𠮷" * 3, price=Decimal("0.10"), currency="CNY"),
        listing("1", price=Decimal("1E+5"), price_usd=Decimal("12345678901234567890.123456789")),
        listing("1", first_seen=day(0.123456789), posted_at=day(-3000)),
        listing("1", offers=(offer(price=Decimal("3.10"), alt_prices=(Money(amount=Decimal(5), currency="HKD"),)),)),
        listing("1", contacts=(Contact(kind="phone", hash="ab", mask="1*"),), urls=()),
        listing("1", undetermined=(Undetermined(field="price", raw="34X万", reason="masked", start=0, end=4),)),
        listing(
            "1", offers=(Offer(evidence=(Evidence(field="m", start=0, end=1, text="H", rule="r", confidence=1),)),)
        ),
        sighting("1", 3, offers=(offer(quantity=10**25),), reason="captcha", state="blocked"),
        article("1", text="海关查获", models=("H100", "RTX 4090 D"), published_at=day(1)),
        run(1, counts={"pages": 3}, problems=("too few items",), duration_s=1.5, finished_at=day(1.1)),
    ],
)
def test_documents_come_back_as_they_went_in(store: Store, document: Document) -> None:
    store.write(Batch([document]))
    assert store.get(type(document), document.id) == document
    assert store.write(Batch([document])) == 0


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=30)
@given(title=st.text(max_size=40), price=st.decimals(allow_nan=False, allow_infinity=False), at=st.datetimes())
def test_any_text_amount_and_time_come_back(store: Store, title: str, price: Decimal, at: object) -> None:
    document = listing("1", title=title, text=title, seller=title, price=price, posted_at=f"{at}+00:00")
    store.write(Batch([document]))
    assert store.get(Listing, document.id) == document


def test_a_half_character_is_kept_as_a_replacement_sign(store: Store) -> None:
    store.write(Batch([listing("1", title="出 \ud83d H100")]))
    found = store.get(Listing, listing("1").id)
    assert found is not None
    assert found.title == "出 ? H100"
    assert store.search(Query("H100")).total == 1


def test_sightings_come_by_listing_oldest_first(store: Store) -> None:
    rows = [sighting("1", 2), sighting("1", 0), sighting("2", 1), sighting("1", 1)]
    store.write(Batch(rows))
    found = store.sightings([listing("1").id, listing("2").id, listing("3").id])
    assert found == {listing("1").id: (rows[1], rows[3], rows[0]), listing("2").id: (rows[2],)}


def test_sightings_at_one_time_are_ordered_by_id(store: Store) -> None:
    rows = [sighting("1", number, observed_at=day(0)) for number in range(9)]
    store.write(Batch(rows))
    assert store.sightings([listing("1").id])[listing("1").id] == tuple(sorted(rows, key=lambda s: s.id))


def test_counts_are_by_kind(store: Store) -> None:
    assert store.counts() == dict.fromkeys(MODELS, 0)
    store.write(Batch([listing("1"), sighting("1"), sighting("1", 1), article("1"), event("1"), lead("1"), run(0)]))
    assert store.counts() == {**dict.fromkeys(MODELS, 1), "sighting": 2}


def test_reset_removes_documents_and_cursors(store: Store) -> None:
    store.write(Batch([listing("1", title="H100", offers=(offer(),)), sighting("1"), run(0)], {"a.jsonl": 3}))
    store.reset()
    assert set(store.counts().values()) == {0}
    assert store.cursor("a.jsonl") == 0
    assert store.search(Query("H100")).total == 0
    assert store.trends().points == ()
    assert store.write(Batch([listing("1", title="H100")])) == 1
    assert store.search(Query("H100")).total == 1


def test_runs_are_newest_first(store: Store) -> None:
    rows = [run(1), run(3, "b"), run(2), run(3, "a")]
    store.write(Batch(rows))
    assert store.runs() == (rows[3], rows[1], rows[2], rows[0])
    assert store.runs(source="a") == (rows[3], rows[2], rows[0])
    assert store.runs(limit=1) == (rows[3],)
    assert store.runs(source="c") == ()
    assert store.get(Run, rows[0].id) == rows[0]


def test_rebuilding_shows_the_old_content_until_it_is_done(open_empty: Open) -> None:
    with open_empty() as store, open_empty() as reader:
        store.write(Batch([listing("1", title="H100")], {"a.jsonl": 3}))
        with store.rebuilding() as fresh:
            assert (fresh.counts()["listing"], fresh.cursor("a.jsonl")) == (0, 0)
            fresh.write(Batch([listing("2", title="A100"), sighting("2")], {"a.jsonl": 1}))
            assert fresh.get(Listing, listing("2").id) == listing("2", title="A100")
            assert fresh.sightings([listing("2").id])
            assert fresh.search(Query("A100")).total == 1
            assert [d.title for d in fresh.scan(Listing)] == ["A100"]
            assert [d.title for d in reader.search(Query()).documents] == ["H100"]
            assert reader.cursor("a.jsonl") == 3
        assert [d.title for d in reader.search(Query()).documents] == ["A100"]
        assert [d.title for d in store.search(Query()).documents] == ["A100"]
        assert store.cursor("a.jsonl") == 1


def test_rebuilding_that_fails_leaves_the_old_content(store: Store) -> None:
    store.write(Batch([listing("1")], {"a.jsonl": 3}))

    def rebuild_in_vain() -> None:
        with store.rebuilding() as fresh:
            fresh.write(Batch([listing("2")]))
            raise RuntimeError("stop")

    with pytest.raises(RuntimeError, match="stop"):
        rebuild_in_vain()
    assert store.get(Listing, listing("1").id) == listing("1")
    assert store.counts()["listing"] == 1
    assert store.cursor("a.jsonl") == 3


def test_rebuilding_undoes_a_batch_that_fails_and_goes_on(store: Store) -> None:
    with store.rebuilding() as fresh:
        fresh.write(Batch([listing("1")]))
        with pytest.raises(StoreError):
            fresh.write(Batch([listing("2"), listing("3", sightings=10**30)]))
        fresh.write(Batch([listing("4")]))
    assert {d.item_key for d in store.scan(Listing)} == {"1", "4"}


def test_scan_goes_by_id_and_filters(store: Store) -> None:
    store.write(Batch([listing(str(n), title="H100" if n % 2 else "A100") for n in range(50)]))
    everything = list(store.scan(Listing))
    assert [d.id for d in everything] == sorted(d.id for d in everything)
    assert len(everything) == 50
    assert {d.title for d in store.scan(Listing, "H100")} == {"H100"}
    some = [Term(field_at("listing", "id"), natural_id("listing", "a", str(n))) for n in (3, 7, 99)]
    assert {d.item_key for d in store.scan(Listing, Either(tuple(some)))} == {"3", "7"}


def test_scan_sees_one_state_while_others_write(open_empty: Open) -> None:
    with open_empty() as store, open_empty() as writer:
        store.write(Batch([listing(str(n)) for n in range(20)]))
        scan = store.scan(Listing)
        first = next(scan)
        writer.write(Batch([listing(str(n), title="new") for n in range(40)]))
        store.write(Batch([listing("99")]))
        assert {d.title for d in [first, *scan]} == {None}
        assert sum(1 for _ in store.scan(Listing)) == 41


def test_scan_of_sightings_and_runs_takes_keywords_and_ranges(store: Store) -> None:
    store.write(Batch([sighting("1", 0), sighting("1", 1, state="gone"), sighting("2", 2, gpu_count=8)]))
    store.write(Batch([run(0, "Forum-A"), run(1, "b", outcome="failed")]))
    assert {s.state for s in store.scan(Sighting, "state:gone")} == {"gone"}
    assert [s.gpu_count for s in store.scan(Sighting, "gpus:>=8 OR run:nothing")] == [8]
    assert len(list(store.scan(Sighting, f"listing:{listing('1').id}"))) == 2
    assert len(list(store.scan(Sighting, "observed:>=2026-03-03 NOT state:g*"))) == 1
    assert [r.source for r in store.scan(Run, "site:forum-a")] == ["Forum-A"]
    assert [r.outcome for r in store.scan(Run, "outcome:f* started:>2026-03-02")] == ["failed"]


def test_a_listing_that_was_first_seen_at_another_time_moves(store: Store) -> None:
    store.write(Batch([listing(str(n), title=f"H100 {n}", first_seen=day(n), offers=(offer(),)) for n in range(4)]))
    assert store.write(Batch([listing("3", title="H100 3", first_seen=day(0.5), offers=(offer(),))])) == 1
    assert [d.item_key for d in store.search(Query("H100")).documents] == ["2", "1", "3", "0"]
    assert [d.item_key for d in store.search(Query("first_seen:>=2026-03-04")).documents] == ["2"]
    assert store.search(Query("form:card")).total == store.counts()["listing"] == 4


def test_write_of_sound_documents_sets_none_aside(store: Store) -> None:
    store.write(Batch([listing("1"), sighting("1")]))
    assert list(store.set_aside()) == []
