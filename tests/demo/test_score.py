from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from demo.market import Market
from demo.score import CORE, OFFER_FIELDS, score
from demo.truth import Row, origins, truth

ROWS = list(truth(Market(), origins(9000)))
LISTINGS = [row for row in ROWS if row["kind"] == "listing"]


def exported(row: Row) -> dict[str, Any]:
    """The row as a faultless index would export it, from another port."""
    told = [] if row.get("side", "none") == "none" else [row, *row["more_offers"]]
    offers = [
        {**{name: offer.get(name) for name in OFFER_FIELDS}, "goods_location": offer.get("place")} for offer in told
    ]
    return {
        "id": f"{row['site']}/{row['item_key']}",
        "urls": [row["urls"][-1].replace(":90", ":91")],
        "site": row["site"],
        "title": row["title"],
        "seller": row.get("seller"),
        "state": "live",
        "offers": offers,
        "contacts": row.get("contacts", []),
    }


def perfect() -> list[dict[str, Any]]:
    return [exported(row) for row in ROWS]


def first(**wanted: Any) -> int:
    return next(n for n, row in enumerate(ROWS) if all(row.get(name) == value for name, value in wanted.items()))


def test_score_of_a_faultless_index_is_full() -> None:
    result = score(ROWS, perfect())
    assert result.mistakes == []
    assert result.total.rows.share == result.total.listings.share == result.total.whole.share == 1
    assert result.total.rows.total == len(ROWS)
    assert set(CORE) <= result.total.fields.keys()
    assert all(tally.share == 1 for tally in result.total.fields.values())


def test_score_of_an_empty_index_misses_everything() -> None:
    result = score(ROWS, [])
    assert result.total.rows.share == 0
    assert result.total.listings.share is None
    assert {mistake.field for mistake in result.mistakes} == {"item"}


def test_score_counts_a_missing_item_in_its_site_only() -> None:
    listings = perfect()
    del listings[first(site="demo-hk")]
    result = score(ROWS, listings)
    assert result.sites["demo-hk"].rows.right == result.sites["demo-hk"].rows.total - 1
    assert result.sites["demo-forum"].rows.share == 1


def test_score_counts_an_item_listed_twice_against_precision() -> None:
    listings = perfect()
    listings.append({**listings[0], "id": "again"})
    result = score(ROWS, listings)
    assert result.total.rows.share == 1
    assert result.total.listings.total - result.total.listings.right == 1


@pytest.mark.parametrize(("state", "wrong"), [("live", 1), ("gone", 0)])
def test_score_counts_a_live_offer_that_is_not_in_the_truth(state: str, wrong: int) -> None:
    stray = {
        "id": "x",
        "urls": ["http://h/item/999999/"],
        "site": "demo-hk",
        "state": state,
        "offers": [{"side": "offer"}],
    }
    result = score(ROWS, [*perfect(), stray])
    assert result.total.listings.total - result.total.listings.right == wrong


def test_score_does_not_mind_chatter_without_offers() -> None:
    chatter = {
        "id": "x",
        "urls": ["http://h/thread-1-1.html#pid7"],
        "site": "demo-forum",
        "state": "live",
        "offers": [],
    }
    assert score(ROWS, [*perfect(), chatter]).total.listings.share == 1


def test_score_counts_a_lookalike_read_as_an_offer() -> None:
    listings, number = perfect(), first(side="none")
    listings[number]["offers"] = [{"side": "offer", "model": "H200", "form": "card"}]
    result = score(ROWS, listings)
    assert result.sites[ROWS[number]["site"]].false_supply == 1
    assert [(one.field, one.read) for one in result.mistakes] == [("side", "offer")]


def test_score_does_not_ask_for_what_stands_only_in_a_picture() -> None:
    listings, number = perfect(), first(picture_only=True)
    for name in ("quantity", "unit", "gpu_count", "price", "currency", "price_basis"):
        listings[number]["offers"][0][name] = None
    assert score(ROWS, listings).mistakes == []


def test_score_counts_an_invented_number() -> None:
    number = next(n for n, row in enumerate(ROWS) if row.get("masked_price"))
    listings = perfect()
    listings[number]["offers"][0].update(price=340_000, currency="CNY")
    assert {one.field for one in score(ROWS, listings).mistakes} == {"price", "currency"}


def test_score_counts_a_gone_item_that_is_live() -> None:
    listings = perfect()
    listings[0]["state"] = "gone"
    assert [one.field for one in score(ROWS, listings).mistakes] == ["state"]


def test_score_pairs_lines_in_any_order() -> None:
    listings = perfect()
    for listing in listings:
        listing["offers"].reverse()
    assert score(ROWS, listings).mistakes == []


def test_score_takes_decimals_as_text_and_hashed_contacts() -> None:
    listings = perfect()
    for listing in listings:
        for offer in listing["offers"]:
            offer["price"] = None if offer["price"] is None else f"{offer['price']}.00"
        listing["contacts"] = [{"kind": one["kind"], "value": None, "hash": "ab"} for one in listing["contacts"]]
    result = score(ROWS, listings)
    assert result.mistakes == []


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(LISTINGS) - 1), st.sampled_from(CORE))
def test_score_notices_any_wrong_core_field(number: int, name: str) -> None:
    row = LISTINGS[number]
    listing = exported(row)
    if not listing["offers"] or row["picture_only"] or (name == "side" and row["side"] == "none"):
        return
    listing["offers"][0][name] = 7 if isinstance(row[name], str) or row[name] is None else row[name] * 2 + 1
    result = score([row], [listing])
    assert name in {one.field for one in result.mistakes}
    assert result.total.whole.right == 0
