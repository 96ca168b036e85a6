"""Bulk requests: sized by bytes, a busy server waited for, a held index waited for, every item's answer looked at."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any, NamedTuple

from elasticsearch import Elasticsearch
from elasticsearch.helpers import streaming_bulk

from index.documents import Document
from index.elasticsearch.indices import Targets
from index.elasticsearch.names import Part
from index.elasticsearch.serialising import Json
from index.elasticsearch.sources import Source, Sources
from index.elasticsearch.trouble import explanation
from index.fields import Kind
from index.newness import newness

CHUNK = 500
"""Documents sent at once."""
CHUNK_BYTES = 5_000_000
"""Bytes of a bulk request; larger ones wait longer without being quicker."""

_RETRIES = 5
_BACKOFF_S = 0.5
_LONGEST_BACKOFF_S = 15.0
_BUSY = (429, 503)
_CONFLICT = 409
_HELD = "FORBIDDEN/8"
"""A migration holds the index for the moment of its switch."""
_HELD_WAIT_S = 60.0
_LOOK_AGAIN_S = 0.1
_JSON = Json()
_LOOKED_AT = ("items.*._id", "items.*.status", "items.*.error")
"""What is asked for of an answer, a third of it."""

Action = tuple[dict[str, Any], bytes]
"""What a bulk request says of one document, and the document as JSON."""


class Outcome(NamedTuple):
    """What became of one document."""

    id: str
    status: int
    problem: Any
    """The server's error; none where it landed."""

    @property
    def older(self) -> bool:
        """The state that is stored was not to be written over: the document was passed over."""
        return self.status == _CONFLICT


class Sender:
    """Sends to *targets*."""

    def __init__(self, client: Elasticsearch, targets: Targets, sources: Sources, *, where: str) -> None:
        self._client = client
        self._targets = targets
        self._sources = sources
        self._where = where

    def documents(self, kind: Kind, documents: Iterable[Document]) -> int:
        """Write documents under the newness of their states; how many. Raises `StoreError` for one that is refused."""
        count = 0
        remaining = iter(documents)
        while chunk := list(islice(remaining, CHUNK)):
            for outcome in self.outcomes(kind, {document.id: self.action(document) for document in chunk}):
                if outcome.problem is not None and not outcome.older:
                    raise explanation(outcome.status, outcome.problem, self._where)
            count += len(chunk)
        return count

    def plain(self, part: Part, sources: Mapping[str, Source]) -> None:
        """Write sources by id as they are. Raises `StoreError` for a refusal."""
        actions = {key: ({"index": {"_id": key}}, _JSON.json_dumps(source)) for key, source in sources.items()}
        for outcome in self.outcomes(part, actions):
            if outcome.problem is not None:
                raise explanation(outcome.status, outcome.problem, self._where)

    def action(self, document: Document, *, only_newer: bool = False) -> Action:
        """The action that writes a document over every state that is not newer.

        *only_newer*: over older states only. A state of the same newness is passed over, too.
        """
        header = {
            "_id": document.id,
            "version": newness(document),
            "version_type": "external" if only_newer else "external_gte",
        }
        return {"index": header}, self._sources.to_json(document)

    def outcomes(self, part: Part, actions: Mapping[str, Action]) -> Iterator[Outcome]:
        """What became of each document, in any order."""
        held: dict[str, Action] = {}
        for item in self._bulk(part, actions):
            problem = item.get("error")
            if _HELD in str(problem):
                held[item["_id"]] = actions[item["_id"]]
            else:
                yield Outcome(item["_id"], item["status"], problem)
        if held:
            self._wait(part)
            yield from self.outcomes(part, held)

    def _bulk(self, part: Part, actions: Mapping[str, Action]) -> Iterator[dict[str, Any]]:
        answers = streaming_bulk(
            self._client,
            actions,
            expand_action_callback=lambda key: actions[str(key)],
            index=self._targets.write[part],
            chunk_size=CHUNK,
            max_chunk_bytes=CHUNK_BYTES,
            raise_on_error=False,
            max_retries=_RETRIES,
            initial_backoff=_BACKOFF_S,
            max_backoff=_LONGEST_BACKOFF_S,
            retry_on_status=_BUSY,
            require_alias=self._targets.aliased,
            filter_path=_LOOKED_AT,
        )
        for _, answer in answers:
            yield answer["index"]

    def _wait(self, part: Part) -> None:
        """Until the migration that holds the index lets go of it; raises `StoreError` after a minute."""
        deadline = time.monotonic() + _HELD_WAIT_S
        while True:
            answer = self._client.indices.get_settings(index=self._targets.write[part], name="index.blocks.write")
            if not any(found["settings"] for found in answer.body.values()):
                return
            if time.monotonic() > deadline:
                raise explanation(403, _HELD, self._where)
            time.sleep(_LOOK_AGAIN_S)
