"""Fixtures that every room's tests share."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

# pytest-xdist tells its workers that lines are 80 wide; commands under test are to be as wide as without a terminal.
os.environ.pop("COLUMNS", None)


@pytest.fixture(scope="session")
def shared() -> Path:
    """Real pages, news and gold sets beside the checkout; absent, the test is skipped (with CI=true it fails)."""
    path = Path(os.environ.get("CHIPWATCH_SHARED", ROOT.parent / "shared"))
    if not (path / "gold").is_dir():
        message = f"no gold sets and real pages at {path} (set CHIPWATCH_SHARED)"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    return path
