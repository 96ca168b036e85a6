"""Migrations under a writer of 200 documents a second, killed at ten points and run again."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import uuid4

import pytest

from tests.index.backends import ElasticsearchBackend, running
from tests.index.elasticsearch.metered import RATE
from tests.index.elasticsearch.migration_campaign import check_kills_of_migration

pytestmark = pytest.mark.slow
KILLS = 10
HELD = 5_000
"""Listings in the store at the start."""


@pytest.fixture(params=["8.19", "9.1"])
def server(request: pytest.FixtureRequest) -> Iterator[ElasticsearchBackend]:
    """Without the reindex module, as a migration does not need it."""
    backend = ElasticsearchBackend(running(request.param))
    yield backend
    backend.close()


def test_migration_campaign(server: ElasticsearchBackend, capsys: pytest.CaptureFixture[str]) -> None:
    report = check_kills_of_migration(server.url(f"campaign-{uuid4().hex[:8]}"), held=HELD, kills=KILLS)
    with capsys.disabled():
        print("", *report.lines(), sep="\n")
    assert len(report.kills) == KILLS + 1
    assert not report.refused
    assert report.rate > 0.95 * RATE
