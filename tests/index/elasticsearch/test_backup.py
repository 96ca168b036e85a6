"""What docs/elasticsearch.md says of backups, done on a real server."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

import pytest

from index.elasticsearch.address import Access, read_address
from index.elasticsearch.managing import managed
from index.elasticsearch.store import ElasticsearchStore
from index.elasticsearch.verifying import problems
from index.store import Batch
from tests.elasticsearch.flavours import FLAVOURS
from tests.elasticsearch.node import Node
from tests.elasticsearch.shared import remember, session_folder
from tests.index.backends import needed
from tests.index.generated import generated_documents

DOCUMENTS = list(generated_documents(20))
CURSORS = {"2026.ndjson": 77}


@pytest.fixture
def folder() -> Path:
    """A folder for a node, under the session's."""
    made = session_folder() / f"keeping-{uuid4().hex[:8]}"
    made.mkdir()
    made.chmod(0o755)
    return made


def test_snapshot_brings_back_indices_aliases_and_positions(folder: Path) -> None:
    with needed():
        node = Node(FLAVOURS["9.1"], folder / "node", settings={"path.repo": str(folder / "node" / "data")})
    with node:
        remember(node)
        with managed(node.url, Access()) as held, _filled(node.url):
            client = held.client
            place = {"location": str(folder / "node" / "data" / "backup")}
            client.snapshot.create_repository(name="backup", repository={"type": "fs", "settings": place})
            client.snapshot.create(
                repository="backup",
                snapshot="one",
                indices="chipwatch-*",
                include_global_state=False,
                wait_for_completion=True,
            )
            client.indices.delete(index=list(client.indices.get_alias(index="chipwatch-*").body))
            client.indices.delete_index_template(name="chipwatch-*")
            client.snapshot.restore(
                repository="backup",
                snapshot="one",
                indices="chipwatch-*",
                include_global_state=False,
                wait_for_completion=True,
            )
            held.indices.create()
            assert list(problems(client, held.address.names, held.schema, "here")) == []
        _check(node.url)


def _filled(url: str) -> ElasticsearchStore:
    store = ElasticsearchStore.open(read_address(url), Access())
    store.write(Batch(DOCUMENTS, CURSORS))
    return store


def _check(url: str) -> None:
    """Everything is there and can be written."""
    with ElasticsearchStore.open(read_address(url), Access()) as store:
        assert store.cursors() == CURSORS
        assert sum(store.counts().values()) == len({(type(document), document.id) for document in DOCUMENTS})
        assert store.write(Batch(DOCUMENTS)) == 0
