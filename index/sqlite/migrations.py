"""From an empty or older file to today's tables, in one transaction.

A step turns the rows of one version into rows of the next; what can be worked out of a document that was read is added
by the functions under `ADDED`. Whatever the steps, migration is always the same act: read
the columns that stand there, put them through the steps, make today's tables, write the documents anew. Everything
that is derived (text index, offers, supply) comes out as today's code makes it.
"""

# ruff: noqa: S608 - names in SQL come from the field registry, values are parameters

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from foundation.errors import StoreError
from index.documents import Document
from index.fields import MODELS, Kind
from index.sqlite.rows import Rows
from index.sqlite.schema import APPLICATION_ID, TABLES, Schema
from index.sqlite.writing import Writer
from index.store import OutdatedStoreError
from index.upgrading import with_goods_events_and_stories

Step = Callable[[Kind, dict[str, Any]], dict[str, Any]]
"""Kind and columns of a row of version N → columns of version N + 1."""


def _as_it_is(_: Kind, row: dict[str, Any]) -> dict[str, Any]:
    """A version that adds columns, empty until the next ``chipwatch reextract``, or numbers and marks anew."""
    return row


STEPS: Mapping[int, Step] = {1: _as_it_is, 2: _as_it_is, 3: _as_it_is}
"""Version that a step starts from → the step."""
ADDED: Mapping[int, Callable[[Document], Iterable[Document]]] = {3: with_goods_events_and_stories}
"""Version → what a document of that version becomes in the next one, and what comes to stand beside it."""


def prepare(
    connection: sqlite3.Connection, path: Path, schema: Schema, steps: Mapping[int, Step], *, read_only: bool
) -> None:
    """Bring the file to *schema*, or raise `StoreError` where it is another program's or a newer chipwatch's."""
    version = _checked_version(connection, path, schema)
    if version == schema.version:
        return
    if read_only:
        raise OutdatedStoreError(
            f"the store has schema {version or 'none'} and is opened for reading only",
            where=str(path),
            way_out="open it once for writing, then it is migrated",
        )
    connection.execute("BEGIN IMMEDIATE")
    try:
        version = _checked_version(connection, path, schema)  # another process may have been quicker
        if version == 0:
            _create(connection, schema)
        elif version < schema.version:
            _migrate(connection, path, version, schema, steps)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _checked_version(connection: sqlite3.Connection, path: Path, schema: Schema) -> int:
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    application: int = connection.execute("PRAGMA application_id").fetchone()[0]
    empty = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0
    if application != APPLICATION_ID and not empty:
        raise StoreError(
            "this is another program's database", where=str(path), way_out="choose another file with --store"
        )
    if version > schema.version:
        raise StoreError(
            f"the store was written by a newer chipwatch (schema {version}, this one knows {schema.version})",
            where=str(path),
            way_out="use that newer chipwatch, or another file with --store",
        )
    return version


def _create(connection: sqlite3.Connection, schema: Schema) -> None:
    for statement in schema.statements():
        connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {schema.version}")


def _migrate(
    connection: sqlite3.Connection, path: Path, version: int, schema: Schema, steps: Mapping[int, Step]
) -> None:
    for number in range(version, schema.version):
        if number not in steps:
            raise StoreError(
                f"no way leads from schema {number} to {number + 1}",
                where=str(path),
                way_out="move the file away and run `chipwatch reextract`",
            )
    there = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    for table in [*TABLES.values(), "cursors"]:
        if table in there:
            connection.execute(f"ALTER TABLE {table} RENAME TO old_{table}")
    _drop_rest(connection)
    _create(connection, schema)
    writer = Writer(connection, schema)
    rows = Rows(schema)
    for kind, table in TABLES.items():
        if table not in there:
            continue
        names = [column.name for column in schema.columns[kind]]
        old = connection.execute(f"SELECT * FROM old_{table} ORDER BY number")
        held = [description[0] for description in old.description]
        for row in old:
            values = dict(zip(held, row, strict=True))
            for number in range(version, schema.version):
                values = steps[number](kind, values)
            stored = [values.get(name) for name in names]
            documents: list[Document] = [rows.to_document(MODELS[kind], (None, *stored))]
            for number in range(version, schema.version):
                if number in ADDED:
                    documents = [later for document in documents for later in ADDED[number](document)]
            writer.put(documents)
        connection.execute(f"DROP TABLE old_{table}")
    connection.execute("INSERT INTO cursors SELECT segment, offset FROM old_cursors")
    connection.execute("DROP TABLE old_cursors")


def _drop_rest(connection: sqlite3.Connection) -> None:
    """Everything derived. A text index takes its shadow tables with it."""
    objects = connection.execute("SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'").fetchall()
    for wanted in ("view", "index", "table"):
        for kind, name, sql in objects:
            derived = kind != "table" or sql.startswith("CREATE VIRTUAL") or name in ("offers", "supply")
            if kind == wanted and derived and sql:
                connection.execute(f'DROP {kind} IF EXISTS "{name}"')
