"""A store that an older chipwatch made: its mapping has neither events nor leads, its listings lack fields."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from foundation.errors import StoreError
from index.documents import Article, Document, Event, Lead, Listing
from index.elasticsearch.address import Access, read_address
from index.elasticsearch.indices import Indices
from index.elasticsearch.managing import Managed, managed
from index.elasticsearch.migrating import Migration
from index.elasticsearch.schema import SINCE, Schema
from index.elasticsearch.sources import Sources
from index.elasticsearch.store import ElasticsearchStore
from index.elasticsearch.verifying import problems
from index.fields import FIELDS, kind_of
from index.newness import newness
from index.opening import open_store
from index.store import Batch, Query
from tests.index.backends import ElasticsearchBackend
from tests.index.documents import lead
from tests.index.filled import filled_documents
from tests.index.generated import generated_article, generated_documents

ADDED = {
    "listing": ("h100e", "price_usd_gpu", "cities", "countries"),
    "article": ("publisher", "quality", "relevant", "story", "is_first", "first_pub", "copies", "other_headlines"),
}
"""Kind → how the fields begin that mapping 1 did not have."""
FORMER = Schema(
    tuple(f for f in FIELDS if f.kind not in SINCE and not f.path.startswith(ADDED.get(f.kind, ()))), version=1
)
FILLED: list[Document] = [*generated_documents(30), *(generated_article(number) for number in range(10))]


@pytest.fixture
def url(server: ElasticsearchBackend) -> Iterator[str]:
    """A store of mapping 1 that holds `FILLED`."""
    name = f"former-{uuid4().hex[:8]}"
    url = server.url(name)
    with managed(url, Access()) as held:
        Indices(held.client, held.address.names, FORMER).create()
        for part in SINCE:
            held.client.indices.delete(index=f"{held.address.names.read(part)}-v1-000001")
            held.client.indices.delete_index_template(name=held.address.names.template(part))
            held.client.cluster.delete_component_template(name=held.address.names.mapping_template(part))
        _fill(held)
    yield url
    server.remove(f"{server.prefix(name)}-*")


def _fill(held: Managed) -> None:
    sources = Sources(Schema())
    for document in FILLED:
        kind = kind_of(type(document))
        source = sources.to_source(document)
        source = {name: value for name, value in source.items() if not name.startswith(ADDED.get(kind, ()))}
        searched = {name: value for name, value in sources.to_search(document).items() if name != "supply"}
        held.client.index(
            index=held.address.names.write(kind),
            id=document.id,
            version=newness(document),
            version_type="external_gte",
            document={**source, "search": searched},
            refresh=document is FILLED[-1],
        )
    held.client.indices.refresh(index=held.address.names.everything)


def _alone(article: Article) -> Article:
    """An article as the only one of its story."""
    first = article.published_at or article.first_seen
    told = bool(article.facts or article.events)
    return article.model_copy(update={"story_id": article.id, "first_published_at": first, "relevant": told})


def _open(url: str) -> ElasticsearchStore:
    return ElasticsearchStore.open(read_address(url), Access())


def test_former_mapping_asks_for_a_migration_and_not_for_what_it_never_had(url: str) -> None:
    with pytest.raises(StoreError, match=r"mapping 1 and this chipwatch writes mapping \d(.|\n)*index migrate"):
        _open(url)


def test_former_mapping_is_migrated_with_what_its_offers_and_articles_say(url: str) -> None:
    with managed(url, Access()) as held:
        migration = Migration(held.client, held.address, Schema())
        assert migration.needed()
        migration.migrate()
        assert not migration.needed()
        assert list(problems(held.client, held.address.names, Schema(), "here")) == []
    events = [d for d in filled_documents() if isinstance(d, Event)]
    with _open(url) as store:
        assert {d.id: d for d in store.scan(Listing)} == {d.id: d for d in FILLED if isinstance(d, Listing)}
        assert {d.id: d for d in store.scan(Article)} == {d.id: _alone(d) for d in FILLED if isinstance(d, Article)}
        told = list(store.scan(Event))
        assert len(told) > 3
        assert {d.id for d in told} <= {d.id for d in events}
        assert store.find(Event, Query("claim:alleged*")).total > 0
        assert store.search(Query("h100e:>100 country:CN")).total > 0
        assert store.write(Batch([lead("a")])) == 1
        assert store.find(Lead, Query("score:30")).total == 1


def test_former_mapping_is_migrated_with_the_supply_of_its_sightings(url: str, tmp_path: Path) -> None:
    with managed(url, Access()) as held:
        Migration(held.client, held.address, Schema()).migrate()
    with _open(url) as store, open_store(f"sqlite:///{tmp_path}/store.db") as reference:
        reference.write(Batch(FILLED))
        assert store.trends().points == reference.trends().points
        assert store.trends(sample=1_000).points == reference.trends().points


def test_former_mapping_whose_migration_was_killed_is_migrated_again(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    class Killed(BaseException):
        pass

    def kill(*_: object) -> None:
        raise Killed

    with managed(url, Access()) as held:
        with monkeypatch.context() as patch:
            patch.setattr(Migration, "_hold", kill)
            with pytest.raises(Killed):
                Migration(held.client, held.address, Schema()).migrate()
        Migration(held.client, held.address, Schema()).migrate()
    with _open(url) as store:
        assert store.counts()["listing"] == 30
        assert store.counts()["event"] > 3
