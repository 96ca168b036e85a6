"""The market of day 1 and of a later day, served once for all tests of the room."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from demo.market import Market
from demo.serving import Served, serving


@pytest.fixture(scope="session")
def day_one() -> Iterator[Served]:
    """The default market."""
    with serving(Market()) as served:
        yield served


@pytest.fixture(scope="session")
def day_nine() -> Iterator[Served]:
    """The same market after a week: sold notes, removed pages, sellers back under new names."""
    with serving(Market(day=9)) as served:
        yield served
