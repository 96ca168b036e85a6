from __future__ import annotations

import sqlite3
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from index.language import Node, Range, parse
from index.sqlite.planning import plan_of
from index.sqlite.store import SqliteStore
from index.store import Batch, Query
from tests.index.documents import DAY_0, listing
from tests.index.filled import NOW

LISTINGS = 900


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Listings of which two in three are in 深圳, two are sealed and none of the newest, all cost more than 1,000."""
    path = tmp_path_factory.mktemp("planned") / "store.db"
    with SqliteStore(path) as store:
        store.write(
            Batch(
                [
                    listing(
                        str(number),
                        title="sealed box" if number % 450 == 7 else "opened box",
                        place="深圳" if number % 3 else "香港",
                        price_usd=Decimal(1_000 + number),
                        gpu_count=1 + number % 10,
                        first_seen=DAY_0 + timedelta(minutes=number),
                        last_seen=DAY_0 + timedelta(minutes=number),
                        last_checked=DAY_0 + timedelta(minutes=number),
                    )
                    for number in range(LISTINGS)
                ]
            )
        )
    return path


def asked(text: str) -> Node:
    return parse(text, "listing", now=NOW)


@pytest.mark.parametrize(
    ("text", "on_rows", "rare"),
    [
        ("sealed price_usd:>=1000", ["price_usd"], True),
        ("sealed price_usd:>=1000 gpu_count:>0", ["price_usd", "gpu_count"], True),
        ("box price_usd:>=1000", [], False),
        ("box gpu_count:3", [], False),
        ("opened sealed", [], True),
        ("price_usd:>=1000 gpu_count:>0", [], False),
        ("price_usd:>=1000", [], False),
        ("sealed OR price_usd:>=1000", [], False),
    ],
)
def test_plan_tests_frequent_ranges_on_rows_and_knows_what_is_rare(
    shelf: Path, text: str, on_rows: list[str], rare: bool
) -> None:
    with sqlite3.connect(shelf) as connection:
        plan = plan_of(connection, asked(text), "listing")
    assert sorted(part.field.path for part in plan.on_rows if isinstance(part, Range)) == sorted(on_rows)
    assert plan.rare == rare


def test_plan_of_a_small_store_is_none(tmp_path: Path) -> None:
    with SqliteStore(tmp_path / "store.db") as store:
        store.write(Batch([listing("1", title="sealed", price_usd=Decimal(5_000))]))
    with sqlite3.connect(tmp_path / "store.db") as connection:
        plan = plan_of(connection, asked("sealed price_usd:>1k"), "listing")
    assert (plan.on_rows, plan.rare) == (frozenset(), False)


@pytest.mark.parametrize("count_to", [None, 1, 100])
@pytest.mark.parametrize(
    ("text", "total"),
    [
        ("sealed price_usd:>=1000", 2),
        ("sealed price_usd:>1100", 1),
        ("opened sealed", 0),
        ("place:香港 price_usd:<1300 -sealed", 100),
        ("price_usd:<1100 place:深圳", 66),
    ],
)
def test_planned_search_finds_what_every_search_finds(shelf: Path, text: str, total: int, count_to: int | None) -> None:
    with SqliteStore(shelf, read_only=True) as store:
        page = store.search(Query(text, facets=("place",), count_to=count_to, limit=50))
        wanted = sorted(store.scan(type(page.documents[0]), text), key=lambda d: d.first_seen) if total else []
    assert page.total == (total if count_to is None else page.total)
    assert page.total_is_exact == (count_to is None or total <= count_to)
    assert page.documents == tuple(reversed(wanted))[:50]
    assert len(wanted) == total
