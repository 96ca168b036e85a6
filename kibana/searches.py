"""Saved searches: documents as rows in Discover and on dashboards."""

from __future__ import annotations

from kibana.conditions import kql
from kibana.definitions import Search, searches
from kibana.mapped_fields import index_of
from kibana.saved_objects import Reference, SavedObject, to_json

TYPE_MIGRATION_VERSION = "7.9.3"
INDEX_REFERENCE = "kibanaSavedObjectMeta.searchSourceJSON.index"


def saved_searches() -> tuple[SavedObject, ...]:
    """Every search of searches.yaml."""
    return tuple(_saved(name, search) for name, search in searches().items())


def search_id(name: str) -> str:
    """Id of the saved object. Raises `KeyError` for a search that searches.yaml has not."""
    if name not in searches():
        raise KeyError(name)
    return f"chipwatch-{name}"


def _saved(name: str, search: Search) -> SavedObject:
    direction = "desc" if search.sort.startswith("-") else "asc"
    source = {"query": kql(search.kind, search.where), "filter": [], "indexRefName": INDEX_REFERENCE}
    return SavedObject(
        id=search_id(name),
        type="search",
        attributes={
            "title": search.title,
            "description": search.description,
            "columns": list(search.columns),
            "sort": [[search.sort.removeprefix("-"), direction]],
            "kibanaSavedObjectMeta": {"searchSourceJSON": to_json(source)},
        },
        references=(Reference(name=INDEX_REFERENCE, type="index-pattern", id=index_of(search.kind)),),
        type_migration_version=TYPE_MIGRATION_VERSION,
    )
