"""Reading from the indices: pages, facets, whole scans. A partial answer is an error, never a short one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

from elastic_transport import TransportError
from elasticsearch import ApiError, AuthorizationException, Elasticsearch

from foundation.errors import StoreError
from index.asking import FACET_VALUES, Order
from index.elasticsearch.compiling import Dsl
from index.elasticsearch.indices import Targets
from index.elasticsearch.names import Part
from index.elasticsearch.trouble import explanation
from index.fields import Field
from index.paging import Place

PAGE = 500
"""Documents a request of a scan."""
_LONG_PAGE = 5_000
"""The same where only values as they are indexed are read."""
_ASKED = 1_000
"""Documents asked for by id in a request."""
KEEP_ALIVE = "5m"
"""How long the server remembers the view of a scan between two requests."""

Hit = dict[str, Any]


@dataclass(frozen=True)
class Found:
    """One page of hits."""

    hits: list[Hit]
    total: int
    exact: bool
    """As many match; else more."""
    facets: dict[str, tuple[tuple[str, int], ...]]


class Reader:
    """Reads from *targets*."""

    def __init__(self, client: Elasticsearch, targets: Targets, *, where: str, keep_alive: str = KEEP_ALIVE) -> None:
        """*keep_alive*: how long the server remembers the view of a scan between two requests."""
        self._client = client
        self._keep_alive = keep_alive
        self._targets = targets
        self._where = where

    def page(
        self,
        part: Part,
        query: Dsl,
        order: Order,
        *,
        limit: int,
        after: Place | None = None,
        facets: Mapping[str, Field] | None = None,
        most: int | None = None,
    ) -> Found:
        """Hits in order, documents without a sort value last; count and facets of all that match.

        Without facets no more than *most* are counted; facets see every match, and so the count is exact, too.
        """
        counted = facets or {}
        asked: Dsl = {
            "query": _filtered(query),
            "sort": sort_by(order),
            "size": limit,
            "track_total_hits": True if counted or most is None else most,
            "aggs": {name: {"terms": _counted(field)} for name, field in counted.items()},
        }
        if after is not None:
            asked["search_after"] = [after.value, after.id]
        answer = self._checked(self._client.search(index=self._targets.read[part], **asked, **_WHOLE).body)
        counts = answer.get("aggregations", {})
        return Found(
            hits=answer["hits"]["hits"],
            total=answer["hits"]["total"]["value"],
            exact=answer["hits"]["total"]["relation"] == "eq",
            facets={name: self._facet(name, field, counts[name]) for name, field in counted.items()},
        )

    def aggregate(self, part: Part, query: Dsl, aggregations: Mapping[str, Dsl]) -> dict[str, Any]:
        """What the server makes of all that match."""
        answer = self._client.search(
            index=self._targets.read[part],
            query=_filtered(query),
            size=0,
            track_total_hits=False,
            aggs=aggregations,
            **_WHOLE,
        )
        found: dict[str, Any] = self._checked(answer.body)["aggregations"]
        return found

    def see(self, part: Part) -> None:
        """Let searches see what anybody wrote to *part*; without the right to, that takes a second from the write."""
        with suppress(AuthorizationException):
            self._client.indices.refresh(index=self._targets.read[part])

    def count(self, part: Part) -> int:
        """Documents of a part."""
        answer = self._checked(self._client.count(index=self._targets.read[part]).body)
        return int(answer["count"])

    def many(self, part: Part, ids: Iterable[str]) -> Iterator[Hit]:
        """Those of *ids* that exist, as they were last written."""
        wanted = list(dict.fromkeys(ids))
        for start in range(0, len(wanted), _ASKED):
            answer = self._client.mget(index=self._targets.read[part], ids=wanted[start : start + _ASKED])
            for found in answer.body["docs"]:
                if "error" in found:
                    raise explanation(404, found, self._where)
                if found["found"]:
                    yield found

    def some(self, part: Part, count: int) -> list[Hit]:
        """At most *count* hits from all over the index, the same ones as long as it holds the same documents."""
        shuffled = {"function_score": {"query": {"match_all": {}}, "random_score": {"seed": 0, "field": "_seq_no"}}}
        answer = self._client.search(index=self._targets.read[part], query=shuffled, size=count, **_WHOLE)
        hits: list[Hit] = self._checked(answer.body)["hits"]["hits"]
        return hits

    def with_values(self, part: Part, field: str, values: Iterable[str], sort: Sequence[Dsl]) -> Iterator[Hit]:
        """Hits whose *field* has one of *values*, ordered within so many values at once."""
        wanted = list(dict.fromkeys(values))
        for start in range(0, len(wanted), PAGE):
            query = {"terms": {field: wanted[start : start + PAGE]}}
            asked: Dsl = {"query": _filtered(query), "sort": list(sort), "size": PAGE, "track_total_hits": False}
            while True:
                answer = self._client.search(index=self._targets.read[part], **asked, **_WHOLE)
                hits = self._checked(answer.body)["hits"]["hits"]
                yield from hits
                if len(hits) < PAGE:
                    break
                asked["search_after"] = hits[-1]["sort"]

    def scan(
        self,
        part: Part,
        query: Dsl,
        *,
        sort: Sequence[Dsl] = ({"id": "asc"},),
        fields: Sequence[str] | None = None,
        values: Sequence[str] = (),
        shard: int | None = None,
    ) -> Iterator[Hit]:
        """Every hit in the order of *sort*, from one view of the index; only *fields* of its source, or all.

        *values*: instead of its source these fields as they are indexed, which costs the server far less.
        *shard*: only what this one holds.
        """
        size = _LONG_PAGE if values else PAGE
        asked: Dsl = {"query": _filtered(query), "sort": list(sort), "size": size, "track_total_hits": False}
        if values:
            # without their ids, which the server would have to unpack
            asked |= {"source": False, "stored_fields": "_none_", "docvalue_fields": list(values)}
        elif fields is not None:
            asked["source"] = list(fields) or False
        with self._view(part, None if shard is None else f"_shards:{shard}") as view:
            while True:
                answer = self._client.search(pit={"id": view["id"], "keep_alive": self._keep_alive}, **asked).body
                self._checked(answer)
                view["id"] = answer["pit_id"]
                hits = answer["hits"]["hits"]
                yield from hits
                if len(hits) < size:
                    return
                asked["search_after"] = hits[-1]["sort"]

    @contextmanager
    def _view(self, part: Part, preference: str | None) -> Iterator[dict[str, str]]:
        """A view of an index that writes do not touch; its id changes while it is read."""
        opened = self._client.open_point_in_time(
            index=self._targets.read[part], keep_alive=self._keep_alive, preference=preference
        )
        view = {"id": opened["id"]}
        try:
            yield view
        finally:
            with suppress(ApiError, TransportError):  # a courtesy: the server forgets the view by itself
                self._client.close_point_in_time(id=view["id"])

    def _checked(self, answer: dict[str, Any]) -> dict[str, Any]:
        """*answer*, if all of the index has given it."""
        shards = answer["_shards"]
        if answer.get("timed_out") or shards["failed"] or shards["successful"] < shards["total"]:
            raise StoreError(
                "only a part of the index has answered",
                where=self._where,
                way_out="wait for the cluster to heal or ask for less, then run the command again",
            )
        return answer

    def _facet(self, name: str, field: Field, counted: dict[str, Any]) -> tuple[tuple[str, int], ...]:
        if counted["doc_count_error_upper_bound"]:
            raise StoreError(
                f"the values of {name} cannot be counted exactly over so many shards",
                where=self._where,
                way_out="bring the listings into one shard, or ask without this facet",
            )
        key = "key_as_string" if field.type == "boolean" else "key"
        return tuple((str(bucket[key]), bucket["doc_count"]) for bucket in counted["buckets"])


_WHOLE: Dsl = {"allow_partial_search_results": False}


def sort_by(order: Order) -> list[Dsl]:
    """An order in the server's words: times by their microseconds, ties by id, nothing last."""
    field = order.field
    path = f"search.moments.{field.path}" if field.type in ("time", "date") else field.path
    direction = "desc" if order.descending else "asc"
    return [{path: {"order": direction, "missing": "_last"}}, {"id": {"order": "asc"}}]


def _filtered(query: Dsl) -> Dsl:
    return {"bool": {"filter": [query]}}


def _counted(field: Field) -> Dsl:
    return {
        "field": field.path,
        "size": FACET_VALUES,
        "shard_size": 100 * FACET_VALUES,
        "order": [{"_count": "desc"}, {"_key": "asc"}],
    }
