from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from extract.records import Fact
from foundation.errors import StoreError
from index.documents import Article, Document, Event, Listing
from index.fields import FIELDS, MODELS, Kind
from index.sqlite.migrations import Step
from index.sqlite.schema import VERSION, Schema
from index.sqlite.store import SqliteStore
from index.store import Batch, Query
from tests.index.documents import DAY_0, article
from tests.index.filled import filled_documents

OLD = Schema(tuple(f for f in FIELDS if (f.kind, f.path) != ("listing", "place")), version=VERSION)
NEW = Schema(version=VERSION + 1)


def _with_place(kind: Kind, row: dict[str, Any]) -> dict[str, Any]:
    return {**row, "place": "上海"} if kind == "listing" else row


STEPS: Mapping[int, Step] = {VERSION: _with_place}


@pytest.fixture
def old_store(tmp_path: Path) -> Path:
    """A store as an older version made it, without the column ``place``."""
    path = tmp_path / "store.db"
    connection = sqlite3.connect(path)
    for statement in OLD.statements():
        if "VIEW live_offers" not in statement:
            connection.execute(statement)
    connection.close()
    with SqliteStore(tmp_path / "today.db") as today:
        today.write(Batch(filled_documents(), {"a.jsonl": 12}))
    connection = sqlite3.connect(path)
    connection.execute("ATTACH ? AS today", (str(tmp_path / "today.db"),))
    for table in ("listings", "sightings", "articles", "events", "leads", "runs", "cursors", "offers", "supply"):
        names = ", ".join(row[1] for row in connection.execute(f"PRAGMA main.table_info({table})"))
        connection.execute(f"INSERT INTO main.{table} ({names}) SELECT {names} FROM today.{table}")
    connection.execute(f"PRAGMA user_version = {VERSION}")
    connection.execute("PRAGMA application_id = 0x43485057")
    connection.commit()
    connection.close()
    return path


def test_an_older_store_is_migrated_with_all_it_holds(old_store: Path) -> None:
    documents = filled_documents()
    with SqliteStore(old_store, schema=NEW, steps=STEPS) as store:
        for kind in MODELS.values():
            wanted = {d.id: d for d in documents if isinstance(d, kind)}
            if kind is Listing:
                wanted = {key: d.model_copy(update={"place": "上海"}) for key, d in wanted.items()}
            assert {d.id: d for d in store.scan(kind)} == wanted
        assert store.cursor("a.jsonl") == 12
        assert store.search(Query("place:上海")).total == store.counts()["listing"]
        assert store.search(Query("form:server")).total > 0
        assert store.trends().points
    with SqliteStore(old_store, schema=NEW, steps=STEPS) as store:
        assert store.counts()["listing"] == 300
    connection = sqlite3.connect(old_store)
    names = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
    assert not [name for name in names if name.startswith("old_")]
    assert {"live_offers", "listings_first_seen", "supply_day"} <= names
    connection.close()


def test_a_migration_that_fails_leaves_the_store_as_it_was(old_store: Path) -> None:
    def stop(kind: Kind, row: dict[str, Any]) -> dict[str, Any]:
        if kind == "run":
            raise RuntimeError("stop")
        return row

    with pytest.raises(RuntimeError, match="stop"):
        SqliteStore(old_store, schema=NEW, steps={VERSION: stop})
    with SqliteStore(old_store, schema=NEW, steps=STEPS) as store:
        assert store.counts()["listing"] == 300


def test_a_migration_without_a_way_says_so(old_store: Path) -> None:
    with pytest.raises(
        StoreError, match=rf"no way leads from schema {VERSION} to {VERSION + 1}(.|\n)*chipwatch reextract"
    ):
        SqliteStore(old_store, schema=NEW, steps={})


def test_an_older_store_opened_for_reading_is_not_migrated(old_store: Path) -> None:
    with pytest.raises(StoreError, match="opened for reading only"):
        SqliteStore(old_store, schema=NEW, steps=STEPS, read_only=True)


def test_a_newer_store_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    with SqliteStore(path) as store:
        store._connection.execute("PRAGMA user_version = 7")
    before = path.read_bytes()
    with pytest.raises(StoreError, match=rf"newer chipwatch \(schema 7, this one knows {VERSION}\)(.|\n)*way out"):
        SqliteStore(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize("version", range(1, VERSION))
def test_a_store_of_a_former_version_opens_with_today_s_tables(tmp_path: Path, version: int) -> None:
    path = tmp_path / "store.db"
    connection = sqlite3.connect(path)
    connection.executescript((Path(__file__).parent / "versions" / f"{version}.sql").read_text(encoding="utf-8"))
    connection.execute(f"PRAGMA user_version = {version}")
    connection.execute("PRAGMA application_id = 0x43485057")
    connection.commit()
    connection.close()
    documents = filled_documents()
    with SqliteStore(path) as store:
        store.write(Batch(documents, {}))
        assert store.counts()["listing"] == 300
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA user_version").fetchone() == (VERSION,)
    connection.close()


def test_the_tables_change_only_with_their_version() -> None:
    """The tables of a released version are kept in versions/; a change counts the version up and adds a step."""
    kept = Path(__file__).parent / "versions" / f"{VERSION}.sql"
    assert ";\n\n".join(Schema().statements()) + ";\n" == kept.read_text(encoding="utf-8")


def test_an_article_of_a_store_without_stories_is_a_story_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    old = article("1", title="H100 seized", published_at=DAY_0)
    _copied(path, [old, article("2", facts=(Fact(model="H100"),))], 3)
    with SqliteStore(path) as store:
        found = {one.item_key: one for one in store.scan(Article)}
        assert store.find(Article, Query("is_first:true relevant:true")).total == 1
    assert found["1"] == old.model_copy(update={"story_id": old.id, "first_published_at": DAY_0})
    assert (found["2"].relevant, found["2"].first_published_at) == (True, found["2"].first_seen)


def test_a_store_of_schema_three_learns_what_its_offers_and_articles_say(tmp_path: Path) -> None:
    """Equivalents, the price of one GPU, cities, countries and events, as ingest would read them today."""
    path, documents = tmp_path / "store.db", filled_documents()
    _copied(path, documents, 3)
    wanted = {d.id: d for d in documents if isinstance(d, Listing)}
    with SqliteStore(path) as store:
        assert {d.id: d for d in store.scan(Listing)} == wanted
        assert store.search(Query("h100e:>1000 country:CN")).total > 0
        assert {d.id: d for d in store.scan(Event)} == {d.id: d for d in documents if isinstance(d, Event)}
        assert store.find(Event, Query("claim:alleged*")).total > 0


def _copied(path: Path, documents: list[Document], version: int) -> None:
    """A store as schema *version* would hold *documents*, its derived tables left empty."""
    today = path.with_name("today.db")
    with SqliteStore(today) as store:
        store.write(Batch(documents))
    connection = sqlite3.connect(path)
    connection.executescript((Path(__file__).parent / "versions" / f"{version}.sql").read_text(encoding="utf-8"))
    connection.execute("ATTACH ? AS today", (str(today),))
    for table in ("listings", "sightings", "articles", "runs"):
        names = ", ".join(row[1] for row in connection.execute(f"PRAGMA main.table_info({table})"))
        connection.execute(f"INSERT INTO main.{table} ({names}) SELECT {names} FROM today.{table}")
    connection.execute(f"PRAGMA user_version = {version}")
    connection.execute("PRAGMA application_id = 0x43485057")
    connection.commit()
    connection.close()
