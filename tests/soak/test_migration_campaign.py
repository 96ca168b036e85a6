"""Migrations under a writer of 200 documents a second, killed at ten points and run again."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.elasticsearch.flavours import FLAVOURS
from tests.elasticsearch.node import Node
from tests.elasticsearch.shared import own_folder, remember
from tests.index.backends import needed
from tests.index.elasticsearch.metered import RATE
from tests.index.elasticsearch.migration_campaign import check_kills_of_migration

pytestmark = pytest.mark.slow
KILLS = 10
HELD = 5_000
"""Listings in the store at the start."""


@pytest.fixture(params=["8.19", "9.1"])
def server(request: pytest.FixtureRequest) -> Iterator[str]:
    """URL of a server without the reindex module, as a migration does not need it; its Java runs as servers' do.

    The servers that start quickly collect their garbage only when the heap is full of it. Elasticsearch takes garbage
    for memory in use, and refuses reads for want of memory although a fifth of the heap would do.
    """
    with needed():
        node = Node(FLAVOURS[request.param], own_folder() / "node", java_options="")
    with node:
        remember(node)
        yield node.url


def test_migration_campaign(server: str, capsys: pytest.CaptureFixture[str]) -> None:
    report = check_kills_of_migration(f"{server}/campaign", held=HELD, kills=KILLS)
    with capsys.disabled():
        print("", *report.lines(), sep="\n")
    assert len(report.kills) == KILLS + 1
    assert not report.refused
    assert report.rate > 0.95 * RATE
