"""What an exported file is: written beside it as ``FILE.meta.json``."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict

from leads.export.privacy import ContactsMode

What = Literal["listings", "leads", "claims"]
To = Literal["csv", "jsonl"]


class Manifest(BaseModel):
    """The facts that a reader of an export needs to trust it and to make it again."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    what: What
    """Kind of the records."""
    to: To
    """Form of the file."""
    query: str
    """Search language; empty: everything."""
    min_score: int | None
    """Least score of the leads; none for listings."""
    exported_at: datetime
    """UTC."""
    count: int
    """Records in the file."""
    contacts: ContactsMode
    """hashed: keyed hashes and masks only, also where a text repeats a detail; raw: as written."""
    columns: tuple[str, ...] | None
    """Of a CSV file."""
    extractors: tuple[str, ...]
    """Versions of the extractor that read the records, sorted."""
    weights_version: int | None
    """Version of the weights that scored leads."""
    chipwatch: str
    """Version of the program."""
    sha256: str
    """SHA-256 of the file, hexadecimal."""
