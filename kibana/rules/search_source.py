"""Rule 7 for what a saved object searches: a query, a list of filters, and for saved searches a data view."""

from __future__ import annotations

from typing import Any

from kibana.rules.values import Broken, json_string, mapping, parse

_INDEX = "kibanaSavedObjectMeta.searchSourceJSON.index"


def search_source(attributes: dict[str, Any], references: dict[str, str], *, index: bool) -> Broken:
    """``kibanaSavedObjectMeta.searchSourceJSON``; with *index* it names a data view among *references*."""
    meta = attributes.get("kibanaSavedObjectMeta")
    if not isinstance(meta, dict) or set(meta) != {"searchSourceJSON"}:
        yield 7, "kibanaSavedObjectMeta is not an object that holds searchSourceJSON alone"
        return
    yield from json_string(meta, "searchSourceJSON", dict, rule=7)
    source = parse(meta["searchSourceJSON"])
    if not isinstance(source, dict):
        return
    if set(source) != ({"query", "filter", "indexRefName"} if index else {"query", "filter"}):
        yield 7, f"searchSourceJSON holds {', '.join(sorted(source)) or 'nothing'}"
    if not is_query(source.get("query")):
        yield 7, "the query of searchSourceJSON is not exactly query and language"
    if not isinstance(source.get("filter"), list):
        yield 7, "the filter of searchSourceJSON is not a list"
    if index and (source.get("indexRefName") != _INDEX or _INDEX not in references):
        yield 7, f"searchSourceJSON does not name its data view as {_INDEX}"


def is_query(value: Any) -> bool:
    """Whether *value* is a query as Kibana stores it."""
    query = mapping(value)
    return (
        set(query) == {"query", "language"}
        and isinstance(query["query"], str)
        and query["language"] in ("kuery", "lucene")
    )


def searched_index(references: dict[str, str]) -> str | None:
    """Id of the data view of a saved search."""
    return references.get(_INDEX)
