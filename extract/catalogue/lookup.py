"""The catalogue as one object: what exists, and which name means what."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from extract.catalogue.schema import Board, Model, Server, Source, Variant, Vendor
from extract.normalise import normalise
from foundation.errors import SourceError

_SEPARATORS = re.compile(r"[\W_]+")


def alias_key(text: str) -> str:
    """What two spellings of one name share: normalised, without blanks, hyphens and points; ``+`` counts."""
    return _SEPARATORS.sub("", normalise(text).replace("+", "plus"))


@dataclass(frozen=True, slots=True)
class Alias:
    """One spelling and what it means."""

    text: str
    """As the catalogue has it."""
    key: str
    """`alias_key` of the text: unique over the catalogue."""
    kind: Literal["model", "variant", "part_number", "server"]
    """What it names."""
    model: Model | None
    """The model, for all kinds but servers."""
    variant: Variant | None
    """The variant, where the spelling tells it."""
    server: Server | None
    """The server."""
    weak: bool
    """True where the spelling needs company: words of the trade beside it."""


class Catalogue:
    """Models, servers, vendors and sources. Made by `load_catalogue`; raises `SourceError` on clashes."""

    def __init__(
        self,
        *,
        models: Iterable[Model],
        servers: Iterable[Server],
        boards: Iterable[Board],
        vendors: Iterable[Vendor],
        sources: Mapping[str, Source],
    ) -> None:
        self.models = tuple(models)
        self.servers = tuple(servers)
        self.boards = tuple(boards)
        self.vendors = tuple(vendors)
        self.sources = dict(sources)
        self._models = {model.name: model for model in self.models}
        self._servers = {server.sku: server for server in self.servers}

    def model(self, name: str) -> Model:
        """The model with this short name. Raises KeyError."""
        return self._models[name]

    def model_of(self, variant: Variant) -> Model:
        """The model that *variant* belongs to. Raises KeyError."""
        return self._products[variant.id]

    def vendor(self, name: str) -> Vendor:
        """The maker with this name. Raises KeyError."""
        return next(vendor for vendor in self.vendors if vendor.name == name)

    def server(self, sku: str) -> Server:
        """The server with this SKU. Raises KeyError."""
        return self._servers[sku]

    def product(self, product_id: str) -> Model | None:
        """The model behind the id of a price tracker, for example ``nvidia-h100-pcie-80``."""
        return self._products.get(product_id)

    @cached_property
    def _products(self) -> dict[str, Model]:
        return {
            key: model
            for model in self.models
            for key in (model.id, *model.product_ids, *(variant.id for variant in model.variants))
        }

    @property
    def watched(self) -> tuple[Model, ...]:
        """Models in scope."""
        return tuple(model for model in self.models if model.scope == "in")

    @cached_property
    def aliases(self) -> tuple[Alias, ...]:
        """Every spelling with what it means, names included; several spellings may share a key, never a meaning."""
        return tuple(_aliases(self.models, self.servers))

    @cached_property
    def by_key(self) -> dict[str, Alias]:
        """`alias_key` → its meaning. Raises `SourceError` where a key has two."""
        index: dict[str, Alias] = {}
        for alias in self.aliases:
            before = index.setdefault(alias.key, alias)
            if _meaning(before) != _meaning(alias):
                raise SourceError(
                    f"the spelling {alias.text!r} means both {_meaning(before)} and {_meaning(alias)}",
                    where="extract/catalogue",
                    way_out="take it from one of them",
                )
        return index

    def find(self, text: str) -> Alias | None:
        """What *text* as a whole names, with or without the maker before it."""
        key = alias_key(text)
        if found := self.by_key.get(key):
            return found
        for prefix in self._prefixes:
            if key.startswith(prefix) and (found := self.by_key.get(key[len(prefix) :])):
                return found
        return None

    @cached_property
    def _prefixes(self) -> tuple[str, ...]:
        """Keys of makers and product lines, together and alone, longest first."""
        keys: set[str] = set()
        for vendor in self.vendors:
            names = [alias_key(name) for name in vendor.names]
            words = [alias_key(word) for word in vendor.family_words]
            keys.update(names, words, (name + word for name in names for word in words))
        return tuple(sorted(keys, key=len, reverse=True))


def _meaning(alias: Alias) -> str:
    if alias.server is not None:
        return f"server {alias.server.sku}"
    name = alias.model.name if alias.model else ""
    return f"variant {alias.variant.id}" if alias.variant else f"model {name}"


def _aliases(models: Iterable[Model], servers: Iterable[Server]) -> Iterator[Alias]:
    for model in models:
        weak = {alias_key(text) for text in model.weak_aliases}
        for text in (*model.aliases, *model.weak_aliases, model.name):
            key = alias_key(text)
            yield Alias(text, key, "model", model, None, None, weak=key in weak)
        for variant in model.variants:
            for text in (f"{model.name} {variant.label}", *variant.aliases):
                yield Alias(text, alias_key(text), "variant", model, variant, None, weak=False)
            for text in variant.part_numbers:
                yield Alias(text, alias_key(text), "part_number", model, variant, None, weak=False)
    for server in servers:
        weak = {alias_key(text) for text in server.weak_aliases}
        for text in (server.sku, *server.aliases, *server.weak_aliases):
            key = alias_key(text)
            yield Alias(text, key, "server", None, None, server, weak=key in weak)
