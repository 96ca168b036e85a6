"""What tests of crawls share."""

from __future__ import annotations

import os

import pytest

from crawlers import browser
from foundation.settings import load_settings


@pytest.fixture(scope="session")
def chromium() -> None:
    """Skips where pages cannot be rendered; with CI=true fails."""
    if reason := browser.why_no_browser(load_settings()):
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
