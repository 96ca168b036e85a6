"""The printed roles, used as they are over TLS: each account can do its work and no more."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from foundation.errors import StoreError
from index.documents import Event, Lead, Listing
from index.elasticsearch.address import Access, read_address
from index.elasticsearch.managing import managed
from index.elasticsearch.migrating import Migration
from index.elasticsearch.roles import api_keys, roles
from index.elasticsearch.store import ElasticsearchStore
from index.elasticsearch.verifying import problems
from index.store import Batch, Query
from tests.index.backends import ElasticsearchBackend
from tests.index.documents import event, lead, listing, sighting
from tests.index.elasticsearch.test_writing import POISON

As = Callable[[str], ElasticsearchStore]
NAME = "roles"


@pytest.fixture(scope="module")
def account(secured: ElasticsearchBackend) -> Iterator[Callable[[str], Access]]:
    """What lets somebody in who has a role's API key and nothing else."""
    names = read_address(secured.url(NAME)).names
    for name, body in roles(names).items():
        secured.client.security.put_role(name=name, **body)  # the server takes each body

    def access(role: str) -> Access:
        body = api_keys(names)[f"{names.prefix}-{role}"]
        key = secured.client.security.create_api_key(**body)["encoded"]
        return Access(api_key=key, ca=secured.access.ca)

    with managed(_url(secured), access("keeper")) as held:
        held.indices.create()
    yield access
    for name in roles(names):
        secured.client.security.delete_role(name=name)


@pytest.fixture
def as_role(secured: ElasticsearchBackend, account: Callable[[str], Access]) -> As:
    return lambda role: ElasticsearchStore.open(read_address(_url(secured)), account(role))


def test_crawler_ingests_and_searches(as_role: As) -> None:
    with as_role("crawler") as store:
        assert store.write(Batch([listing("1", title="H100"), sighting("1"), POISON], {"a.jsonl": 4})) == 2
        assert store.write(Batch([event("1"), lead("1")])) == 2
        assert store.cursor("a.jsonl") == 4
        assert store.search(Query("H100", facets=("site",))).total == 1
        assert store.sightings([listing("1").id])
        assert len(list(store.set_aside())) == 1
        with pytest.raises(StoreError, match=r"the account may not do this(.|\n)*chipwatch index roles"):
            store.reset()


def test_researcher_and_kibana_read_and_write_nothing(as_role: As) -> None:
    with as_role("crawler") as store:
        store.write(Batch([listing("2", title="A100"), event("1"), lead("1")]))
    for role in ("researcher", "kibana"):
        with as_role(role) as store:
            assert store.search(Query("A100")).total == 1
            assert list(store.scan(Listing, "A100"))
            assert store.find(Event, Query("claim:alleged*")).total == store.find(Lead, Query("score:30")).total == 1
            assert store.trends().period == "week"
            with pytest.raises(StoreError, match="the account may not do this"):
                store.write(Batch([listing("3")]))


def test_keeper_makes_verifies_migrates_and_rebuilds(
    as_role: As, secured: ElasticsearchBackend, account: Callable[[str], Access]
) -> None:
    with as_role("keeper") as store:
        store.write(Batch([listing("4")]))
        with store.rebuilding() as fresh:
            fresh.write(Batch([listing("5")]))
        assert store.get(Listing, listing("5").id) == listing("5")
    with managed(_url(secured), account("keeper")) as held:
        assert held.held()
        assert not list(problems(held.client, held.address.names, held.schema, held.address.shown))
        migration = Migration(held.client, held.address, held.schema)
        migration.migrate()
        migration.drop_kept()
    with as_role("researcher") as store:
        assert store.counts()["listing"] == 1


def test_nobody_sees_another_store(secured: ElasticsearchBackend, account: Callable[[str], Access]) -> None:
    other = secured.url("elsewhere").replace(f"{secured.server.user}@", "")
    secured.open("elsewhere").close()
    for role in ("crawler", "researcher", "keeper", "kibana"):
        with pytest.raises(StoreError):
            ElasticsearchStore.open(read_address(f"{other}?mode=ro"), account(role))


def _url(secured: ElasticsearchBackend) -> str:
    """URL of the store without the superuser."""
    return secured.url(NAME).replace(f"{secured.server.user}@", "")
