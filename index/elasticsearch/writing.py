"""Documents into the indices: what is unchanged left alone, an older state passed over, a poison document set aside.

A batch is no transaction here. What holds instead: every document of a batch is written under its own id and the
`newness` of its state, then the cursors. A write that is killed leaves documents and no cursors; the batch comes again
and changes nothing that landed.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from typing import Any

from elasticsearch import Elasticsearch
from pydantic_core import to_json

from foundation.clock import Clock
from foundation.errors import StoreError
from foundation.ids import natural_id
from index.documents import Document
from index.elasticsearch.indices import Targets
from index.elasticsearch.names import Part
from index.elasticsearch.reading import Reader
from index.elasticsearch.schema import Schema
from index.elasticsearch.sending import Action, Outcome, Sender
from index.elasticsearch.sources import Sources
from index.elasticsearch.trouble import explanation, reason
from index.elasticsearch.verifying import differences
from index.fields import Kind, kind_of
from index.newness import newness
from index.store import SetAside

MAX_ID_BYTES = 512
"""Bytes of an id."""

_PIECE = 256
"""Documents made ready at once; smaller requests cost the server more than the waiting for larger ones."""

_LOG = logging.getLogger(__name__)


class Writer:
    """Writes to *targets*."""

    def __init__(
        self, client: Elasticsearch, targets: Targets, schema: Schema, *, where: str, clock: Clock | None = None
    ) -> None:
        self._client = client
        self._targets = targets
        self._schema = schema
        self._sources = Sources(schema)
        self._reader = Reader(client, targets, where=where)
        self._sender = Sender(client, targets, self._sources, where=where)
        self._where = where
        self._clock = clock or Clock()
        self.unseen: set[Part] = set()
        """Parts with writes that a search does not see yet."""
        self._replayed = False
        """Most of the last batch was stored already: of the next one it is looked up first what is."""

    def put(self, documents: Sequence[Document]) -> int:
        """Write *documents*; how many were new or differ. Raises `StoreError`, for a whole batch before any of it.

        Where an answer got lost on its way and was asked for again, fewer may be counted than have landed.
        """
        written = 0
        refused: list[SetAside] = []
        look_first = self._replayed
        every = self._newest(documents)
        for kind, newest in every.items():
            fresh = self._looked_up(kind, newest) if look_first else newest
            for key, problem in self._landed(kind, fresh, look=not look_first):
                if problem is None:
                    written += 1
                else:
                    body = to_json(fresh[key]).decode("utf-8", "replace")
                    refused.append(SetAside(kind, key, reason(problem), self._clock.now(), body))
        if refused:
            self._set_aside(refused)
        self._replayed = 2 * (written + len(refused)) < sum(map(len, every.values()))
        return written

    def put_cursors(self, cursors: Mapping[str, int]) -> None:
        """Remember how far segments were read. Asked for by its id a position is seen at once."""
        sources = {cursor_id(segment): {"segment": segment, "offset": at} for segment, at in cursors.items()}
        if sources:
            self._sender.plain("cursor", sources)

    def refresh(self, parts: Iterable[Part]) -> None:
        """Let searches see what was written to *parts*."""
        due = sorted(self.unseen & set(parts))
        if due:
            self._client.indices.refresh(index=[self._targets.write[part] for part in due])
            self.unseen.difference_update(due)

    def _newest(self, documents: Iterable[Document]) -> dict[Kind, dict[str, Document]]:
        """The last state of each document by kind and id. Raises `StoreError` for what no store can hold."""
        newest: dict[Kind, dict[str, Document]] = {}
        for document in documents:
            of_kind = newest.setdefault(kind_of(type(document)), {})
            if len(document.id.encode("utf-8", "replace")) > MAX_ID_BYTES:
                raise StoreError(
                    f"the id {document.id[:40]!r}… is longer than {MAX_ID_BYTES} bytes",
                    where=self._where,
                    way_out="shorten the name of the source",
                )
            self._sources.check(document)
            known = of_kind.get(document.id)
            if known is None or newness(document) >= newness(known):
                of_kind[document.id] = document
        return newest

    def _looked_up(self, kind: Kind, documents: Mapping[str, Document]) -> dict[str, Document]:
        """Those that are new, or differ from an older state that is stored."""
        with ThreadPoolExecutor(1) as beside:
            stored = beside.submit(lambda: list(self._reader.many(kind, documents)))
            sources = {key: self._sources.to_source(document) for key, document in documents.items()}
        changed = dict(documents)
        for found in stored.result():
            key = found["_id"]
            if found["_source"] == sources[key] or found["_version"] > newness(documents[key]):
                del changed[key]
        return changed

    def _landed(self, kind: Kind, documents: Mapping[str, Document], *, look: bool) -> Iterator[tuple[str, Any]]:
        """Ids that landed, and ids that were refused with the server's reason.

        *look*: nobody has looked yet what is stored. That is done only for documents of which the server has a state
        that is as new; new documents and newer states need no look.
        """
        if not documents:
            return
        self.unseen.add(kind)
        passed_over: list[str] = []
        for outcome in self._outcomes(kind, documents, only_newer=look):
            if outcome.older:
                passed_over.append(outcome.id)
            elif outcome.problem is None or _of_the_document(outcome.status, outcome.problem):
                yield outcome.id, outcome.problem
            else:
                raise explanation(outcome.status, outcome.problem, self._where)
        if look and passed_over:
            differing = self._looked_up(kind, {key: documents[key] for key in passed_over})
            yield from self._landed(kind, differing, look=False)

    def _outcomes(self, kind: Kind, documents: Mapping[str, Document], *, only_newer: bool) -> Iterator[Outcome]:
        """What became of each document; while the server takes some, the next ones are made ready.

        One request after the other: of two at once the server makes twice as many segments, and merges them.
        """
        left = iter(documents.values())
        with ThreadPoolExecutor(1) as beside:
            sent: list[Future[list[Outcome]]] = []
            while piece := list(islice(left, _PIECE)):
                actions = {document.id: self._sender.action(document, only_newer=only_newer) for document in piece}
                sent.append(beside.submit(self._send, kind, actions))
        for one in sent:
            yield from one.result()

    def _send(self, kind: Kind, actions: Mapping[str, Action]) -> list[Outcome]:
        return list(self._sender.outcomes(kind, actions))

    def _set_aside(self, refused: Sequence[SetAside]) -> None:
        """Keep refused documents. Raises `StoreError` where it is the index that is wrong, not they."""
        for kind in {one.kind for one in refused}:
            self._check_mapping(kind)
        for one in refused:
            _LOG.warning("set aside, the server refuses it: %s %s: %s", one.kind, one.id, one.reason)
        self.unseen.add("set_aside")
        self._sender.plain(
            "set_aside",
            {
                natural_id("set aside", one.kind, one.id): {
                    "id": one.id,
                    "kind": one.kind,
                    "at": one.at.isoformat(),
                    "reason": one.reason,
                    "document": one.document,
                }
                for one in refused
            },
        )

    def _check_mapping(self, kind: Kind) -> None:
        held: dict[str, Any] = self._client.indices.get_mapping(index=self._targets.write[kind]).body
        for index, found in held.items():
            for difference in differences(self._schema.mapping(kind), found["mappings"]):
                raise StoreError(
                    f"the mapping of the index is not the one that this chipwatch makes ({difference})",
                    where=index,
                    way_out="make the indices anew with `chipwatch index migrate --again`; nothing is lost",
                )


def cursor_id(segment: str) -> str:
    """Id of the position in a segment."""
    return natural_id("cursor", segment)


def _of_the_document(status: int, problem: Any) -> bool:
    """The server refuses this document for what is in it, and would take others."""
    return status == 400 and "strict_dynamic_mapping_exception" not in str(problem)
