from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from extract.records import Side
from index.store import Batch, CrawlDay, Store, TrendPoint
from tests.index.documents import day, listing, offer, run, sighting


def _priced(amount: int | str, **values: Any) -> dict[str, Any]:
    return {"price": Decimal(amount), "currency": "USD", "price_basis": "each", "price_unit": "card", **values}


def test_trends_count_each_listing_once_a_period_at_its_largest(store: Store) -> None:
    store.write(
        Batch(
            [
                listing("1"),
                sighting("1", 0, offers=(offer(gpu_count=8),)),
                sighting("1", 1, offers=(offer(gpu_count=16),)),
                sighting("1", 2, offers=(offer(gpu_count=4),)),
                sighting("1", 7, offers=(offer(gpu_count=4),)),
            ]
        )
    )
    assert [(p.start, p.model, p.listings, p.gpus) for p in store.trends().points] == [
        (date(2026, 3, 2), "H100", 1, 16),
        (date(2026, 3, 9), "H100", 1, 4),
    ]
    assert [p.gpus for p in store.trends(period="day").points] == [8, 16, 4, 4]
    assert [(p.start, p.gpus) for p in store.trends(period="month").points] == [(date(2026, 3, 1), 16)]


def test_trends_take_only_live_offers(store: Store) -> None:
    store.write(
        Batch(
            [
                *(listing(key) for key in "12345"),
                sighting("1", offers=(offer(gpu_count=1), offer("A100", side=Side.WANTED, gpu_count=9))),
                sighting("2", side=Side.WANTED, offers=(offer(gpu_count=2, side=Side.WANTED),)),
                sighting("3", state="gone"),
                sighting("4", state="blocked"),
                sighting("5", side=Side.RENTAL, offers=(offer(gpu_count=5, side=Side.RENTAL),)),
            ]
        )
    )
    assert [(p.model, p.listings, p.gpus) for p in store.trends().points] == [("H100", 1, 1)]


def test_trends_say_how_many_h100_the_stated_gpus_stand_for(store: Store) -> None:
    nodes = offer("H100", variant="SXM5 80GB", form="server", unit="server", gpu_count=16)
    store.write(
        Batch(
            [
                listing("1"),
                sighting("1", 0, offers=(nodes, offer("A100", gpu_count=10), offer("A100X", gpu_count=9))),
                sighting("1", 1, offers=(nodes.model_copy(update={"gpu_count": 8}),)),
                listing("2"),
                sighting("2", 0, offers=(nodes, offer("H100"))),
            ]
        )
    )
    assert {p.model: p.h100e for p in store.trends().points} == {"H100": 32, "A100": Decimal("3.153"), "A100X": 0}


def test_trends_leave_out_offers_without_a_model_and_barebones(store: Store) -> None:
    offers = (offer(None, gpu_count=3), offer("H200", form="barebone", gpu_count=0), offer("B200"))
    store.write(Batch([listing("1"), sighting("1", offers=offers)]))
    points = store.trends().points
    assert [(p.model, p.listings, p.counted_listings, p.gpus) for p in points] == [("B200", 1, 0, 0)]


def test_trends_give_the_median_price_of_one_gpu_in_usd(store: Store) -> None:
    server: dict[str, Any] = {
        "price": Decimal(240_000),
        "currency": "USD",
        "price_basis": "each",
        "price_unit": "server",
    }
    store.write(
        Batch(
            [
                *(listing(key) for key in "123456"),
                sighting("1", offers=(offer(**_priced(20_000)),)),
                sighting("2", offers=(offer(**_priced(25_000)),)),
                sighting("3", offers=(offer(form="server", gpus_per_unit=8, **server),)),
                sighting("4", offers=(offer(form="server", **server),)),
                sighting("5", offers=(offer(**_priced(9, price_basis="lot")),)),
                sighting("6", offers=(offer(**_priced(9, currency=None)),)),
            ]
        )
    )
    (point,) = store.trends().points
    assert point == TrendPoint(date(2026, 3, 2), "H100", 6, 0, 0, Decimal("25000.00"), 3)


def test_trends_convert_at_the_rate_of_the_day(store: Store) -> None:
    store.write(Batch([listing("1"), sighting("1", offers=(offer(**_priced(78_000, currency="HKD")),))]))
    (point,) = store.trends().points
    assert point.price_usd_median is not None
    assert 9_000 < point.price_usd_median < 11_000


def test_trends_take_only_listings_that_match(store: Store) -> None:
    store.write(
        Batch([listing("1", place="深圳"), listing("2"), *(sighting(k, offers=(offer(gpu_count=8),)) for k in "12")])
    )
    assert [p.listings for p in store.trends("place:深圳").points] == [1]
    assert [p.listings for p in store.trends("").points] == [2]
    assert store.trends("place:北京").points == ()


def test_trends_show_the_gaps_of_the_crawl(store: Store) -> None:
    store.write(Batch([run(0, "a"), run(1, "b"), run(1.5, "a"), run(21, "a"), run(9, "c", outcome="failed")]))
    assert store.trends().coverage == (
        CrawlDay(date(2026, 3, 2), ("a", "b"), 3),
        CrawlDay(date(2026, 3, 9), (), 0),
        CrawlDay(date(2026, 3, 16), (), 0),
        CrawlDay(date(2026, 3, 23), ("a",), 1),
    )
    assert [d.runs for d in store.trends(period="month").coverage] == [4]
    assert len(store.trends(period="day").coverage) == 22


def test_trends_follow_a_sighting_that_is_written_anew(store: Store) -> None:
    store.write(Batch([listing("1"), sighting("1", offers=(offer(gpu_count=8),))]))
    store.write(Batch([sighting("1", offers=(offer("A100", gpu_count=3),))]))
    assert [(p.model, p.gpus) for p in store.trends().points] == [("A100", 3)]


def test_trends_go_by_utc_days_and_mondays(store: Store) -> None:
    sunday_night = day(6).replace(hour=23, minute=59)
    store.write(Batch([listing("1"), sighting("1", observed_at=sunday_night, offers=(offer(),))]))
    assert [p.start for p in store.trends().points] == [date(2026, 3, 2)]
    assert [p.start for p in store.trends(period="day").points] == [date(2026, 3, 8)]


def test_trends_of_an_empty_store_are_empty(store: Store) -> None:
    assert (store.trends().points, store.trends().coverage) == ((), ())
