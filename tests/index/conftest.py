"""Stores for the contract tests: every test under contract/ runs over each of `BACKENDS`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from foundation.clock import Clock
from index.opening import open_store
from index.store import Batch, Store
from tests.index.filled import NOW, filled_documents

BACKENDS = ("sqlite",)
Open = Callable[[], Store]


def _url(backend: str, folder: Path) -> str:
    return {"sqlite": f"sqlite:///{folder / 'store.db'}"}[backend]


@pytest.fixture(params=BACKENDS)
def open_empty(request: pytest.FixtureRequest, tmp_path: Path) -> Open:
    """Opens a store that is empty at first; again and again the same one."""
    url = _url(request.param, tmp_path)
    return lambda: open_store(url, clock=Clock(NOW))


@pytest.fixture
def store(open_empty: Open) -> Iterator[Store]:
    """An empty store."""
    with open_empty() as store:
        yield store


@pytest.fixture(scope="session", params=BACKENDS)
def filled(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store with generated documents, for reading only."""
    with open_store(_url(request.param, tmp_path_factory.mktemp("filled")), clock=Clock(NOW)) as store:
        store.write(Batch(filled_documents()))
        yield store
