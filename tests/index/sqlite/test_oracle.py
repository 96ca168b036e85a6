from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings

from foundation.clock import Clock
from index.opening import open_store
from index.store import Batch, Store
from tests.index.contract.test_oracle import DOCUMENTS, agree, agree_or_refuse
from tests.index.filled import NOW
from tests.index.queries import anything, queries


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    path = tmp_path_factory.mktemp("oracle") / "store.db"
    with open_store(f"sqlite:///{path}", clock=Clock(NOW)) as store:
        store.write(Batch(DOCUMENTS))
        yield store


@settings(deadline=None, max_examples=250, suppress_health_check=[HealthCheck.too_slow])
@given(queries)
def test_search_of_many_queries_finds_what_a_plain_filter_finds(filled: Store, text: str) -> None:
    agree(filled, text)


@settings(deadline=None, max_examples=150)
@given(anything)
def test_search_of_much_text_agrees_with_the_filter_or_is_refused(filled: Store, text: str) -> None:
    agree_or_refuse(filled, text)
