"""Deterministic ids: the same natural key gives the same id on every machine, in every run."""

from __future__ import annotations

import hashlib
import uuid

_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "https://chipwatch.invalid/ids/1")


def natural_id(kind: str, *key: str) -> str:
    """uuid5 over a record's kind and natural key, for example ``natural_id("listing", source, item_key)``."""
    return str(uuid.uuid5(_NAMESPACE, "\x1f".join((kind, *key))))


def sha256_hex(data: bytes) -> str:
    """Lower-case hexadecimal SHA-256 of *data*."""
    return hashlib.sha256(data).hexdigest()
