"""The files that belong to the repository, whether committed yet or not."""

from __future__ import annotations

import subprocess
from functools import cache
from pathlib import Path

from tests.conftest import ROOT


@cache
def tracked_files() -> tuple[Path, ...]:
    """Paths from the root, sorted. Deleted files are left out."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    return tuple(Path(name) for name in sorted(filter(None, listed.split("\0"))) if (ROOT / name).is_file())
