"""Pages that somebody saved to a file."""

from __future__ import annotations

import gzip
import io
import zlib
from pathlib import Path

from foundation.errors import UsageError

_GZIP = b"\x1f\x8b"


def read_saved(path: Path, most_bytes: int) -> bytes:
    """Bytes of a saved page, unpacked. Raises `UsageError` where there is none."""
    try:
        body = path.read_bytes()
        if body.startswith(_GZIP):
            with gzip.open(io.BytesIO(body)) as packed:
                body = packed.read(most_bytes + 1)
    except (OSError, EOFError, zlib.error) as error:
        reason = getattr(error, "strerror", None) or error
        raise UsageError(f"cannot be read ({reason})", where=str(path), way_out="give a saved page") from error
    if len(body) > most_bytes:
        raise UsageError("is larger than max_page_bytes", where=str(path), way_out="raise the setting")
    if not body.strip():
        raise UsageError("is empty", where=str(path), way_out="save the page again")
    return body
