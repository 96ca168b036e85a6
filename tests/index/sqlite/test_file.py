from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from extract.normalise import tokens
from index.documents import Listing
from index.sqlite.schema import VERSION
from index.sqlite.store import SqliteStore
from index.store import Batch
from tests.index.documents import day, listing, offer, sighting
from tests.index.filled import filled_documents


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """The file as any other program sees it: plain SQLite, none of our functions."""
    path: Path = tmp_path_factory.mktemp("file") / "store.db"
    with SqliteStore(path) as store:
        store.write(Batch(filled_documents()))
        store.write(Batch([listing("x", title="出 H100 現貨", first_seen=day(99), offers=(offer(quantity=8),))]))
        store.write(Batch([sighting("x")]))
    with closing(sqlite3.connect(path)) as connection:
        yield connection


def test_file_reads_as_plain_tables(file: sqlite3.Connection) -> None:
    row = file.execute(
        "SELECT l.title, l.source, l.first_seen, o.model, o.quantity FROM listings l"
        " JOIN offers o ON o.listing = l.number ORDER BY l.first_seen DESC LIMIT 1"
    ).fetchone()
    assert row == ("出 H100 現貨", "a", "2026-06-09T08:00:00", "H100", 8)
    assert file.execute("SELECT date(first_seen, '+1 day') FROM listings WHERE item_key = 'x'").fetchone() == (
        "2026-06-10",
    )


def test_file_has_views_for_people(file: sqlite3.Connection) -> None:
    for view in ("live_offers", "sighting_history"):
        cursor = file.execute(f"SELECT * FROM {view} LIMIT 3")
        assert len(cursor.fetchall()) == 3
        assert {"title", "site"} <= {column[0] for column in cursor.description}


def test_file_names_what_its_rows_refer_to(file: sqlite3.Connection) -> None:
    keys = {
        table: {(row[2], row[3], row[4]) for row in file.execute(f"PRAGMA foreign_key_list({table})")}
        for table in ("offers", "sightings", "supply")
    }
    assert keys["offers"] == {("listings", "listing", "number")}
    assert keys["sightings"] == {("listings", "listing_id", "id")}
    assert ("sightings", "sighting", "number") in keys["supply"]
    assert file.execute("PRAGMA foreign_key_check").fetchall() == []


def test_file_holds_the_tokens_of_the_one_normalisation(file: sqlite3.Connection) -> None:
    number, title = file.execute("SELECT number, title FROM listings WHERE item_key = 'x'").fetchone()
    (words,) = file.execute("SELECT title FROM listing_words WHERE rowid = ?", (number,)).fetchone()
    assert words.split(" ") == tokens(title) == ["出", "h100", "现", "货"]
    found = file.execute("SELECT rowid FROM listing_words WHERE listing_words MATCH 'title : \"现 货\"'").fetchall()
    assert (number,) in found


def test_file_is_in_write_ahead_mode_and_knows_its_maker(file: sqlite3.Connection) -> None:
    assert file.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert file.execute("PRAGMA application_id").fetchone() == (0x43485057,)
    assert file.execute("PRAGMA user_version").fetchone() == (VERSION,)


def test_newest_first_walks_an_index(file: sqlite3.Connection) -> None:
    plan = " ".join(
        str(row[3])
        for row in file.execute(
            "EXPLAIN QUERY PLAN SELECT d.id FROM listings AS d WHERE d.first_seen IS NOT NULL"
            " ORDER BY d.first_seen DESC, d.id LIMIT 20"
        )
    )
    assert "listings_first_seen" in plan
    assert "TEMP B-TREE" not in plan


def test_history_of_many_listings_walks_an_index(file: sqlite3.Connection) -> None:
    plan = " ".join(
        str(row[3])
        for row in file.execute(
            "EXPLAIN QUERY PLAN SELECT id FROM sightings WHERE listing_id IN (?, ?)"
            " ORDER BY listing_id, observed_at, id",
            ("a", "b"),
        )
    )
    assert "sightings_listing" in plan
    assert "TEMP B-TREE" not in plan


def test_a_replaced_listing_leaves_nothing_behind(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    with SqliteStore(path) as store:
        store.write(Batch([listing("1", title="H100", offers=(offer(), offer("A100")))]))
        store.write(Batch([listing("1", title="A100")]))
        assert store.get(Listing, listing("1").id) is not None
    with closing(sqlite3.connect(path)) as file:
        assert file.execute("SELECT count(*) FROM offers").fetchone() == (0,)
        assert file.execute("SELECT count(*) FROM listing_words").fetchone() == (1,)
        file.execute("INSERT INTO listing_words (listing_words) VALUES ('integrity-check')")
