"""The store that a URL names."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qsl

from foundation.clock import Clock
from foundation.errors import UsageError
from index.elasticsearch.address import SCHEMES, Access, read_address
from index.language.parsing import ContactHash
from index.sqlite.store import SqliteStore
from index.store import Store

_FORMS = (
    "sqlite:///leads.db for a file here, sqlite:////data/leads.db for one elsewhere, "
    "https://user@host:9200 for Elasticsearch, …?mode=ro only to read"
)


def open_store(
    url: str, *, access: Access | None = None, clock: Clock | None = None, contact_hash: ContactHash | None = None
) -> Store:
    """Open the store at *url*; an SQLite file or the indices on an Elasticsearch server are made where there are none.

    *access* opens an Elasticsearch server; *clock* is what ``now-30d`` in a query counts from; *contact_hash* turns a
    contact typed in a query into the hashes under which it may be kept. Raises `UsageError` for a URL without meaning,
    `StoreError` for a store that cannot be opened.
    """
    scheme, separator, rest = url.partition(":")
    scheme = scheme.lower()
    if separator and scheme in SCHEMES and rest.startswith("//"):
        from index.elasticsearch.store import ElasticsearchStore  # noqa: PLC0415 - the client is slow to import

        return ElasticsearchStore.open(read_address(url), access or Access(), clock=clock, contact_hash=contact_hash)
    path, _, options = rest.removeprefix("///").partition("?")
    if scheme != "sqlite" or not rest.startswith("///") or not path:
        raise UsageError(f"{_without_secret(url)!r} names no store", where="--store", way_out=f"use {_FORMS}")
    asked = dict(parse_qsl(options, keep_blank_values=True))
    mode = asked.pop("mode", "rw")
    if asked or mode not in ("rw", "ro"):
        raise UsageError(
            f"{options!r} is no option of a SQLite store", where="--store", way_out="use ?mode=ro, or leave it out"
        )
    return SqliteStore(Path(path).expanduser(), clock=clock, contact_hash=contact_hash, read_only=mode == "ro")


def _without_secret(url: str) -> str:
    """*url* without what stands before an ``@``: it may be a password."""
    before, at, after = url.rpartition("@")
    return f"{before.partition('://')[0]}://…@{after}" if at else url
