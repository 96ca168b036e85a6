"""The indices of a store behind their aliases: what is there, making them, switching from one set to another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from elasticsearch import BadRequestError, Elasticsearch

from foundation.errors import StoreError
from index.elasticsearch.names import PARTS, IndexName, Names, Part
from index.elasticsearch.schema import Schema

TEMPLATE_PRIORITY = 200
"""Above the server's own templates."""


@dataclass(frozen=True)
class Targets:
    """Where a store reads and writes: an alias or an index for each part."""

    read: Mapping[Part, str]
    write: Mapping[Part, str]
    aliased: bool
    """They are aliases: a write to one that is gone must not make an index of its name."""


@dataclass
class Layout:
    """The indices of a store as they are."""

    read: dict[Part, list[IndexName]] = field(default_factory=dict)
    """Behind each read alias."""
    write: dict[Part, list[IndexName]] = field(default_factory=dict)
    """Behind each write alias."""
    idle: list[IndexName] = field(default_factory=list)
    """Behind no alias: kept by a migration, or left by one that was killed."""

    @property
    def empty(self) -> bool:
        """There is no store."""
        return not (self.read or self.write)

    @property
    def missing(self) -> tuple[Part, ...]:
        """Parts without an index behind both aliases."""
        return tuple(part for part in PARTS if not (self.read.get(part) and self.write.get(part)))

    @property
    def versions(self) -> frozenset[int]:
        """Versions of the mappings in use."""
        return frozenset(name.version for names in self.read.values() for name in names)

    def generation(self, part: Part) -> int:
        """The highest generation of a part; 0 where there is none."""
        every = [*self.read.get(part, ()), *self.write.get(part, ()), *self.idle]
        return max((name.generation for name in every if name.part == part), default=0)


class Indices:
    """Makes and switches the indices of one store. Errors are the client's."""

    def __init__(self, client: Elasticsearch, names: Names, schema: Schema) -> None:
        self._client = client
        self._names = names
        self._schema = schema

    @property
    def aliases(self) -> Targets:
        """The aliases of the store."""
        return Targets(
            {part: self._names.read(part) for part in PARTS}, {part: self._names.write(part) for part in PARTS}, True
        )

    def layout(self) -> Layout:
        """What is there."""
        held: dict[str, Any] = self._client.indices.get_alias(index=self._names.everything).body
        layout = Layout()
        for index in sorted(held):
            name = self._names.parse(index)
            if name is None:
                continue
            aliases = held[index]["aliases"]
            if self._names.read(name.part) in aliases:
                layout.read.setdefault(name.part, []).append(name)
            if self._names.write(name.part) in aliases:
                layout.write.setdefault(name.part, []).append(name)
            if not aliases:
                layout.idle.append(name)
        return layout

    def put_templates(self) -> None:
        """Component and index templates: whoever makes an index of the store gives it these mappings."""
        meta = {"version": self._schema.version, "application": "chipwatch"}
        cluster, indices = self._client.cluster, self._client.indices
        cluster.put_component_template(
            name=self._names.settings_template, template={"settings": self._schema.settings()}, meta=meta
        )
        for part in PARTS:
            cluster.put_component_template(
                name=self._names.mapping_template(part),
                template={"mappings": self._schema.mapping(part), "settings": self._schema.part_settings(part)},
                meta=meta,
            )
            indices.put_index_template(
                name=self._names.template(part),
                index_patterns=[self._names.pattern(part)],
                composed_of=[self._names.settings_template, self._names.mapping_template(part)],
                priority=TEMPLATE_PRIORITY,
                meta=meta,
            )

    def template_versions(self) -> dict[Part, int | None]:
        """Version of each part's index template; none where there is no such template."""
        held = self._client.indices.get_index_template(name=f"{self._names.prefix}-*").body["index_templates"]
        versions = {one["name"]: one["index_template"].get("_meta", {}).get("version") for one in held}
        return {part: versions.get(self._names.template(part)) for part in PARTS}

    def create(self) -> None:
        """Templates, and an index behind both aliases for every part that has none. Running it again does nothing."""
        layout = self.layout()
        self.put_templates()
        made: list[IndexName] = []
        for part in layout.missing:
            if layout.read.get(part) or layout.write.get(part):
                raise StoreError(
                    f"only one alias of {self._names.read(part)} is there",
                    where=self._names.prefix,
                    way_out="see `chipwatch index status`, then put the alias back or run `chipwatch index migrate`",
                )
            made.append(IndexName(part, self._schema.version, layout.generation(part) + 1))
            self._make(made[-1], {self._names.read(part): {}, self._names.write(part): {"is_write_index": True}})
        self._await(made)

    def fresh(self, parts: Sequence[Part] = PARTS) -> dict[Part, IndexName]:
        """New empty indices behind no alias."""
        layout = self.layout()
        if set(self.template_versions().values()) != {self._schema.version}:
            self.put_templates()
        made = {part: IndexName(part, self._schema.version, layout.generation(part) + 1) for part in parts}
        for name in made.values():
            self._make(name, {})
        self._await(made.values())
        return made

    def switch(self, fresh: Mapping[Part, IndexName], *, drop_old: bool) -> None:
        """Both aliases of every part from what is behind them to *fresh*, in one step that everybody sees at once."""
        layout = self.layout()
        actions: list[dict[str, Any]] = []
        for part, name in fresh.items():
            read, write = self._names.read(part), self._names.write(part)
            for alias, held in ((read, layout.read), (write, layout.write)):
                old = [other for other in held.get(part, ()) if other != name]
                if not drop_old:
                    actions += [{"remove": {"index": self._names.index(other), "alias": alias}} for other in old]
            if drop_old:
                gone = {*layout.read.get(part, ()), *layout.write.get(part, ())} - {name}
                actions += [{"remove_index": {"index": self._names.index(other)}} for other in sorted(gone)]
            index = self._names.index(name)
            actions += [
                {"add": {"index": index, "alias": read}},
                {"add": {"index": index, "alias": write, "is_write_index": True}},
            ]
        self._client.indices.update_aliases(actions=actions)

    def drop(self, names: Iterable[IndexName]) -> None:
        """Remove indices, named one by one."""
        for name in names:
            self._client.indices.delete(index=self._names.index(name), ignore_unavailable=True)

    def held_by(self, names: Mapping[Part, IndexName]) -> Targets:
        """Indices by their own names, past the aliases."""
        indices = {part: self._names.index(name) for part, name in names.items()}
        return Targets(indices, indices, False)

    def _make(self, name: IndexName, aliases: Mapping[str, Mapping[str, Any]]) -> None:
        """An index whose shards may still be starting."""
        try:
            self._client.indices.create(
                index=self._names.index(name),
                aliases=aliases,
                settings=self._schema.size_settings(name.part),
                wait_for_active_shards=0,
            )
        except BadRequestError as error:
            if "resource_already_exists_exception" not in str(error):
                raise

    def _await(self, names: Iterable[IndexName]) -> None:
        """Until indices can be read and written."""
        indices = [self._names.index(name) for name in names]
        if indices:
            self._client.cluster.health(index=indices, wait_for_status="yellow", timeout="60s")
