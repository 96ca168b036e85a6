"""Whether the indices of a store are what this chipwatch reads and writes."""

from __future__ import annotations

from foundation.errors import StoreError
from index.elasticsearch.address import Address
from index.elasticsearch.indices import Indices, Targets
from index.elasticsearch.schema import SINCE, Schema
from index.store import OutdatedStoreError


def ready(indices: Indices, address: Address, schema: Schema) -> Targets:
    """The aliases to work with, made where there is nothing and writing is allowed. Raises `StoreError`."""
    layout = indices.layout()
    if layout.empty and address.mode == "rw":
        indices.create()
        layout = indices.layout()
    if layout.empty:
        raise StoreError(
            "there is no store of this name on the server",
            where=address.shown,
            way_out="make it with `chipwatch index create`, or leave ?mode=ro out of its URL",
        )
    newest, oldest = max(layout.versions, default=0), min(layout.versions, default=schema.version)
    missing = [part for part in layout.missing if SINCE.get(part, 0) <= oldest]
    if missing:
        raise StoreError(
            f"the store lacks its indices of {', '.join(part.replace('_', ' ') for part in missing)}",
            where=address.shown,
            way_out="see `chipwatch index status`; `chipwatch index create` makes what is missing",
        )
    if newest > schema.version:
        raise StoreError(
            f"the store was written by a newer chipwatch (mapping {newest}, this one knows {schema.version})",
            where=address.shown,
            way_out="use that newer chipwatch",
        )
    if oldest < schema.version:
        raise OutdatedStoreError(
            f"the store has mapping {oldest} and this chipwatch writes mapping {schema.version}",
            where=address.shown,
            way_out="bring it up to date with `chipwatch index migrate`; readers and writers go on meanwhile",
        )
    return indices.aliases
