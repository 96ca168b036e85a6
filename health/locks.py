"""Who holds a lock file, without touching the lock: asking for it could make the next command fail."""

from __future__ import annotations

import os
from pathlib import Path

_TABLE = Path("/proc/locks")


def holder(file: Path) -> int | None:
    """Process that holds an flock on *file*; None where nobody does, or where the system does not tell."""
    try:
        inode = str(file.stat().st_ino)
        table = _TABLE.read_text(encoding="ascii")
    except OSError:
        return None
    for line in table.splitlines():
        words = line.split()
        # The device stands before the inode, but an overlay shows another one than the file has.
        if len(words) >= 6 and words[1] == "FLOCK" and words[5].rpartition(":")[2] == inode:
            return int(words[4])
    return None


def can_tell() -> bool:
    """Whether this system (Linux) tells who holds a lock."""
    return os.access(_TABLE, os.R_OK)
