"""Rule 11 on a real Elasticsearch that holds the demo market in chipwatch's own indices."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from elasticsearch import Elasticsearch

from demo.market import Market
from extract.pipeline import Extractor
from extract.rates import Rates
from index.copying import copy_store
from index.documents import Article
from index.elasticsearch.address import read_address
from index.elasticsearch.names import PREFIX
from index.elasticsearch.store import ElasticsearchStore
from index.events import events_of
from index.opening import open_store
from index.store import Batch
from kibana.aggregations import request_of, rows_of
from kibana.data_views import computed_fields
from kibana.definitions import Dashboard, LensPanel, SearchPanel, dashboards
from kibana.field_caps import needs, unmet
from kibana.mapped_fields import index_of, kinds_by_index
from tests.conftest import ROOT
from tests.index.backends import ElasticsearchBackend, running
from tests.kibana.broken import GOOD

DAY = 1
NOW = Market(seed=1, listings=60, day=DAY).now
REPORT = (
    "A Houston man was sentenced on Tuesday for smuggling. Prosecutors said he exported 120 Nvidia H100 GPUs worth "
    "$4.2 million from the United States to China through Malaysia."
)
"""The demo's own reports name no route."""
PAINLESS = "full"
"""The flavour that computes fields when it is asked, as every Elasticsearch does that Elastic ships."""


class OwnIndices(ElasticsearchBackend):
    """The store whose indices Kibana's data views name."""

    def prefix(self, name: str) -> str:
        """The prefix that a store has whose URL names none."""
        return PREFIX


@pytest.fixture
def server() -> Iterator[OwnIndices]:
    """A server without chipwatch's own indices."""
    backend = OwnIndices(running(PAINLESS))
    backend.remove(f"{PREFIX}-*")
    yield backend
    backend.remove(f"{PREFIX}-*")
    backend.client.close()


@pytest.mark.timeout(600)
def test_every_field_and_every_aggregation_on_a_real_node(server: OwnIndices, tmp_path: Path) -> None:
    address = read_address(server.url(PREFIX))
    with open_store(_demo(tmp_path)) as demo, ElasticsearchStore.open(address, server.access) as store:
        copied = copy_store(demo, store)
    assert min(copied.documents.values()) > 0, copied
    assert list(_unmet(server.client)) == []
    assert list(_without_data(server.client)) == []


def test_fields_of_another_mapping_are_told(server: OwnIndices) -> None:
    listing = index_of("listing")
    for view in kinds_by_index():
        properties = {"gpu_count": {"type": "keyword"}, "seller": {"type": "text"}} if view == listing else {}
        server.client.indices.create(index=f"{view}-v1-000001", mappings={"properties": properties}, aliases={view: {}})
    told = set(_unmet(server.client))
    assert f"{listing}: sum of gpu_count, which is keyword" in told
    assert f"{listing}: terms of seller, which is text" in told
    assert len(list(_without_data(server.client))) > 10


def _demo(directory: Path) -> str:
    """URL of a store that holds the demo market and one report of a route."""
    arguments = ("demo", "run", "--port", "0", "--day", str(DAY), "--listings", "60")
    subprocess.run(
        [sys.executable, "-m", "cli", "--home", str(directory / "home"), *arguments],
        cwd=ROOT,
        check=True,
        capture_output=True,
        timeout=240,
    )
    url = f"sqlite:///{directory / 'home' / 'chipwatch.db'}"
    with open_store(url) as store:
        report = next(store.scan(Article))
        read = Extractor().read(REPORT, kind="article")
        told = {"id": "report", "text": REPORT, "published_at": NOW, "events": read.events, "models": ("H100",)}
        report = report.model_copy(update=told)
        store.write(Batch(documents=[report, *events_of(report, Rates())]))
    return url


def _unmet(client: Elasticsearch) -> Iterator[str]:
    for view, kind in kinds_by_index().items():
        computed = computed_fields(kind)
        caps = client.field_caps(index=view, fields="*", runtime_mappings=computed or None)
        for need in needs(GOOD):
            if need.view == view and (told := unmet(need, caps.body)):
                yield told


def _without_data(client: Elasticsearch) -> Iterator[str]:
    for dashboard, panel in _charts():
        name = f"{dashboard.name}: {panel.title}"
        body: dict[str, Any] = request_of(panel, time_from=dashboard.time_from, now=NOW.astimezone(UTC))
        try:
            rows = rows_of(panel, client.search(index=index_of(panel.kind), **body).body)
        except Exception as error:
            yield f"{name}: {type(error).__name__}"
            continue
        numbers = [value for row in rows for key, value in row.items() if key.startswith("measure-")]
        if not any(value is not None for value in numbers):
            yield f"{name}: no rows"


def _charts() -> Iterator[tuple[Dashboard, LensPanel]]:
    for dashboard in dashboards():
        for panel in dashboard.panels:
            if not isinstance(panel, SearchPanel):
                yield dashboard, panel


def test_request_goes_back_from_the_moment_it_is_given() -> None:
    (dashboard, panel), *_ = _charts()
    body = request_of(panel, time_from=dashboard.time_from, now=datetime(2026, 3, 2, 8, tzinfo=UTC))
    assert body["query"]["bool"]["filter"][0] == {
        "range": {"started_at": {"gte": "2026-03-02T08:00:00Z||-30d", "lte": "2026-03-02T08:00:00Z"}}
    }
