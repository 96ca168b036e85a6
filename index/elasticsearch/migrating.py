"""From indices of one mapping to indices of another while everybody reads and writes.

0. A part that the old mapping did not know yet gets an empty index.
1. New indices are made behind no alias; each notes in its ``_meta`` which index it follows.
2. Every document is copied from one view of the old index, read and written as today's code does.
3. What was written meanwhile is copied too, by its sequence numbers, until little is left or no less than before.
4. The old indices are held: writers wait. The rest is copied, positions in the spool too.
5. Counts are compared, and a sample of documents.
6. Both aliases of every part are switched in one step. The old indices stay, held, until they are dropped.

A document keeps the `newness` of its state as version, so copying twice changes nothing. Killed at any moment, the
migration is run again and goes on with the indices that it finds. No server needs the reindex module for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from typing import Any

from elasticsearch import Elasticsearch

from foundation.errors import StoreError
from index.documents import Document
from index.elasticsearch.address import Address
from index.elasticsearch.indices import Indices, Layout
from index.elasticsearch.names import KINDS, PARTS, IndexName, Part
from index.elasticsearch.reading import Hit, Reader
from index.elasticsearch.schema import SINCE, Schema
from index.elasticsearch.sending import CHUNK, Sender
from index.elasticsearch.sources import Sources
from index.fields import MODELS, Kind, kind_of
from index.upgrading import with_goods_events_and_stories

ADDED: Mapping[int, Callable[[Document], Iterable[Document]]] = {1: with_goods_events_and_stories}
"""Mapping → what a document of that mapping becomes in the next one, and what comes to stand beside it."""
FOLLOWS = "follows"
"""Key in ``_meta``: name of the index that an index takes the place of."""
SEEN = "seen"
"""Key in ``_meta``: what was copied of that index, so that a run after a kill goes on from there."""
ABANDONED = "abandoned"
"""Key in ``_meta``: a rollback has left the index, no migration goes on with it."""

_LITTLE = 500
_ROUNDS = 50
_SHRINKING = 0.8
"""A round that copies more than this part of the one before gains nothing on those who write."""
_SAMPLE = 200
_NEVER = "-1"
_AS_HELD = ({"_shard_doc": "asc"},)
"""The order in which documents lie: any other one makes the server look at all of them for each page."""
_KEEP_ALIVE = "2m"
"""A view that a killed run leaves open keeps files of the old index: not for long."""

Seen = dict[Kind, dict[int, int]]
"""Kind → shard → a sequence number up to which everything was copied; nothing where none was."""
Progress = Callable[[int], None]


class Migration:
    """Moves one store to *schema*. Errors are the client's, or `StoreError`."""

    def __init__(
        self,
        client: Elasticsearch,
        address: Address,
        schema: Schema,
        on_progress: Progress = lambda documents: None,
    ) -> None:
        self._client = client
        self._names = address.names
        self._where = address.shown
        self._schema = schema
        self._indices = Indices(client, address.names, schema)
        self._sources = Sources(schema)
        self._on_progress = on_progress

    def needed(self) -> bool:
        """Whether any index in use has another mapping than today's."""
        return self._layout().versions != {self._schema.version}

    def migrate(self) -> dict[Part, IndexName]:
        """Do it; the indices that are in use afterwards."""
        if self._layout().missing:
            self._indices.create()
        old = self._in_use(self._layout())
        new = self._followers(old)
        seen = self._seen(old, new)
        self._catch_up(lambda: sum(self._copy_and_note(kind, old, new, seen) for kind in KINDS))
        self._hold(old)
        try:
            for kind in KINDS:
                self._copy(kind, old, new, seen)
            self._copy_plain("cursor", old, new)
            self._copy_plain("set_aside", old, new)
            self._show(new)
            self._verify(old, new)
            self._indices.switch(new, drop_old=False)
        except BaseException:
            self._release(old)
            raise
        return new

    def roll_back(self) -> dict[Part, IndexName]:
        """Back to the indices that those in use have followed; what was written since is read from the spool again.

        Raises `StoreError` where they are not there.
        """
        new = self._in_use(self._layout())
        old = {part: self._before(name) for part, name in new.items()}
        self._release(old)
        self._indices.switch(old, drop_old=False)
        for name in new.values():
            self._note(name, {ABANDONED: True})
        return old

    def kept(self) -> list[IndexName]:
        """Indices behind no alias."""
        return self._layout().idle

    def drop_kept(self) -> list[IndexName]:
        """Remove the indices behind no alias; which ones."""
        kept = self.kept()
        self._indices.drop(kept)
        return kept

    @staticmethod
    def _catch_up(copy: Callable[[], int]) -> None:
        """Copy until a round has little to copy, or hardly less than the one before: that is what comes in its time."""
        before = float("inf")
        for _ in range(_ROUNDS):
            copied = copy()
            if copied <= _LITTLE or copied > _SHRINKING * before:
                return
            before = copied

    def _layout(self) -> Layout:
        layout = self._indices.layout()
        oldest = min(layout.versions, default=self._schema.version)
        if any(SINCE.get(part, 0) <= oldest for part in layout.missing):
            raise StoreError(
                "there is no whole store to migrate",
                where=self._where,
                way_out="see `chipwatch index status`; `chipwatch index create` makes what is missing",
            )
        return layout

    def _in_use(self, layout: Layout) -> dict[Part, IndexName]:
        for part in PARTS:
            if len(layout.read[part]) != 1 or layout.read[part] != layout.write[part]:
                raise StoreError(
                    f"{self._names.read(part)} reads and writes different indices",
                    where=self._where,
                    way_out="put its aliases onto one index; `chipwatch index status` shows them",
                )
        return {part: layout.read[part][0] for part in PARTS}

    def _followers(self, old: Mapping[Part, IndexName]) -> dict[Part, IndexName]:
        """Indices of an earlier run that was killed, else new ones."""
        layout = self._layout()
        started = {
            name.part: name
            for name in layout.idle
            if name.version == self._schema.version
            and self._meta(name).get(FOLLOWS) == self._names.index(old[name.part])
            and not self._meta(name).get(ABANDONED)
        }
        made = self._indices.fresh([part for part in PARTS if part not in started])
        for part, name in made.items():
            self._note(name, {FOLLOWS: self._names.index(old[part])})
        self._refresh_every(_NEVER, made.values())
        return {**started, **made}

    def _show(self, names: Mapping[Part, IndexName]) -> None:
        """Let searches see what was copied, from now on as soon as in any other index."""
        self._refresh_every(self._schema.settings()["index"]["refresh_interval"], names.values())
        self._client.indices.refresh(index=[self._names.index(name) for name in names.values()])

    def _refresh_every(self, interval: str, names: Iterable[IndexName]) -> None:
        indices = [self._names.index(name) for name in names]
        if indices:
            self._client.indices.put_settings(index=indices, settings={"index.refresh_interval": interval})

    def _before(self, name: IndexName) -> IndexName:
        index = self._meta(name).get(FOLLOWS)
        before = self._names.parse(index) if index else None
        if before is None or before not in self._layout().idle:
            raise StoreError(
                f"the index before {self._names.index(name)} is not there any more",
                where=self._where,
                way_out="migrate forward instead, or rebuild the store with `chipwatch reextract`",
            )
        return before

    def _meta(self, name: IndexName) -> dict[str, Any]:
        index = self._names.index(name)
        found: dict[str, Any] = self._client.indices.get_mapping(index=index).body[index]["mappings"].get("_meta", {})
        return found

    def _note(self, name: IndexName, values: Mapping[str, Any]) -> None:
        self._client.indices.put_mapping(index=self._names.index(name), meta={**self._meta(name), **values})

    def _seen(self, old: Mapping[Part, IndexName], new: Mapping[Part, IndexName]) -> Seen:
        """What earlier runs have noted to be copied, of these very indices and not of others that had their names."""
        noted = {kind: self._meta(new[kind]).get(SEEN, {}) for kind in KINDS}
        return {
            kind: {int(shard): int(number) for shard, number in noted[kind]["shards"].items()}
            if noted[kind].get("uuid") == self._uuid(old[kind])
            else {}
            for kind in KINDS
        }

    def _copy_and_note(
        self, kind: Kind, old: Mapping[Part, IndexName], new: Mapping[Part, IndexName], seen: Seen
    ) -> int:
        before = seen[kind]
        count = self._copy(kind, old, new, seen)
        if seen[kind] != before:
            shards = {str(shard): number for shard, number in seen[kind].items()}
            self._note(new[kind], {SEEN: {"uuid": self._uuid(old[kind]), "shards": shards}})
        return count

    def _uuid(self, name: IndexName) -> str:
        index = self._names.index(name)
        found = self._client.indices.get_settings(index=index, name="index.uuid").body[index]
        return str(found["settings"]["index"]["uuid"])

    def _copy(self, kind: Kind, old: Mapping[Part, IndexName], new: Mapping[Part, IndexName], seen: Seen) -> int:
        """Copy what came after the sequence numbers that were *seen*, and see the newest ones; how many documents."""
        source = self._names.index(old[kind])
        after, seen[kind] = seen[kind], self._newest(source)
        self._client.indices.refresh(index=source)
        model = MODELS[kind]
        hits = self._since(self._reader(old), kind, after)
        sender, count = self._sender(new), 0
        with ThreadPoolExecutor(1) as beside:  # while a chunk is written the next one is read
            sent: Future[None] | None = None
            while chunk := list(islice(self._counted(hits), CHUNK)):
                documents = [later for hit in chunk for later in self._today(old[kind], model, hit["_source"])]
                if sent is not None:
                    sent.result()
                sent = beside.submit(self._send, sender, documents)
                count += len(chunk)
            if sent is not None:
                sent.result()
        return count

    @staticmethod
    def _send(sender: Sender, documents: Iterable[Document]) -> None:
        of_kind: dict[Kind, list[Document]] = {}
        for document in documents:
            of_kind.setdefault(kind_of(type(document)), []).append(document)
        for kind, some in of_kind.items():
            sender.documents(kind, some)

    @staticmethod
    def _since(reader: Reader, kind: Kind, after: Mapping[int, int]) -> Iterator[Hit]:
        """Everything where nothing was seen, else what each shard has got since: each counts for itself."""
        if not after:
            yield from reader.scan(kind, {"match_all": {}}, sort=_AS_HELD)
        for shard, number in after.items():
            yield from reader.scan(kind, {"range": {"_seq_no": {"gt": number}}}, sort=_AS_HELD, shard=shard)

    def _copy_plain(self, part: Part, old: Mapping[Part, IndexName], new: Mapping[Part, IndexName]) -> None:
        self._client.indices.refresh(index=self._names.index(old[part]))
        hits = self._reader(old).scan(part, {"match_all": {}}, sort=_AS_HELD)
        self._sender(new).plain(part, {hit["_id"]: hit["_source"] for hit in hits})

    def _counted(self, hits: Iterator[Hit]) -> Iterator[Hit]:
        for hit in hits:
            yield hit
            self._on_progress(1)

    def _newest(self, index: str) -> dict[int, int]:
        """Of each shard the sequence number up to which every write has landed on all of its copies."""
        shards = self._client.indices.stats(index=index, level="shards").body["indices"][index]["shards"]
        return {
            int(shard): int(copy["seq_no"]["global_checkpoint"])
            for shard, copies in shards.items()
            for copy in copies
            if copy["routing"]["primary"]
        }

    def _hold(self, names: Mapping[Part, IndexName]) -> None:
        """Refuse writes, and wait for those that are under way."""
        for name in names.values():
            self._client.indices.add_block(index=self._names.index(name), block="write")

    def _release(self, names: Mapping[Part, IndexName]) -> None:
        indices = [self._names.index(name) for name in names.values()]
        self._client.indices.put_settings(index=indices, settings={"index.blocks.write": None})

    def _verify(self, old: Mapping[Part, IndexName], new: Mapping[Part, IndexName]) -> None:
        before, after = self._reader(old), self._reader(new)
        for part in PARTS:
            counts = before.count(part), after.count(part)
            made = part in SINCE and min(name.version for name in old.values()) < SINCE[part]
            if counts[0] > counts[1] or (counts[0] < counts[1] and not made):
                self._differ(part, f"{counts[0]:,} documents became {counts[1]:,}")
        for kind in KINDS:
            sample = {hit["_id"]: hit["_source"] for hit in before.some(kind, _SAMPLE)}
            copies = {hit["_id"]: hit["_source"] for hit in after.many(kind, sample)}
            model = MODELS[kind]
            for key, source in sample.items():
                wanted = self._today(old[kind], model, source)
                if key not in copies or self._sources.to_document(model, copies[key]) not in wanted:
                    self._differ(kind, f"{key} came out different")

    def _today(self, held: IndexName, model: type[Document], source: Mapping[str, Any]) -> list[Document]:
        """What a document of an index becomes in the new mapping, and what comes to stand beside it."""
        documents = [self._sources.to_document(model, source)]
        for version in range(held.version, self._schema.version):
            if version in ADDED:
                documents = [later for document in documents for later in ADDED[version](document)]
        return documents

    def _differ(self, part: Part, problem: str) -> None:
        raise StoreError(
            f"the new index is not equal to the old one: {problem}",
            where=self._names.read(part),
            way_out="nothing was switched; run `chipwatch index migrate` again",
        )

    def _reader(self, names: Mapping[Part, IndexName]) -> Reader:
        return Reader(self._client, self._indices.held_by(names), where=self._where, keep_alive=_KEEP_ALIVE)

    def _sender(self, names: Mapping[Part, IndexName]) -> Sender:
        return Sender(self._client, self._indices.held_by(names), self._sources, where=self._where)
