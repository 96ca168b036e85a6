"""The operator's key under which contact details are hashed."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from foundation.errors import SettingsError

KEY_BYTES = 32


def contact_key(path: Path) -> bytes:
    """Read the key, or make it on first use (32 random bytes, mode 0600; two processes agree on one).

    Raises `SettingsError` where the file exists and is not such a key: hashes made with another key would
    match nothing in the index.
    """
    try:
        return _read(path)
    except FileNotFoundError:
        _make(path)
        return _read(path)


def _read(path: Path) -> bytes:
    try:
        key = bytes.fromhex(path.read_text(encoding="ascii").strip())
    except (ValueError, PermissionError) as error:
        raise SettingsError(
            "the key of the contact hashes cannot be read",
            where=str(path),
            way_out="restore it from a backup; without it old hashes cannot be matched",
        ) from error
    if len(key) != KEY_BYTES:
        raise SettingsError(
            f"the key of the contact hashes has {len(key)} bytes instead of {KEY_BYTES}",
            where=str(path),
            way_out="restore it from a backup; without it old hashes cannot be matched",
        )
    return key


def _make(path: Path) -> None:
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    draft.touch(mode=0o600)
    draft.write_text(secrets.token_hex(KEY_BYTES) + "\n", encoding="ascii")
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
