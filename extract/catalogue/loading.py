"""Reads the catalogue files once and checks that they hold together."""

from __future__ import annotations

from collections import Counter
from functools import cache
from importlib.resources.abc import Traversable

from extract.catalogue.lookup import Catalogue
from extract.catalogue.reading import catalogue_directory, read_records
from extract.catalogue.schema import Board, Entry, Model, Scope, Server, Source, Vendor
from foundation.errors import SourceError


class ModelFile(Entry):
    """A file models-*.yaml."""

    scope: Scope = "in"
    """Scope of all models of the file."""
    models: tuple[Model, ...]
    """Models in the order people read them."""


class ServerFile(Entry):
    """The file servers.yaml."""

    boards: tuple[Board, ...]
    """Ways to hold GPUs."""
    servers: tuple[Server, ...]
    """Servers by maker."""


class VendorFile(Entry):
    """The file vendors.yaml."""

    vendors: tuple[Vendor, ...]
    """Makers of GPUs and of servers."""


class SourceFile(Entry):
    """The file sources.yaml."""

    sources: dict[str, Source]
    """Key → source."""


@cache
def load_catalogue() -> Catalogue:
    """The catalogue that ships with chipwatch, read once. Raises `SourceError` with file, line and key."""
    return read_catalogue(catalogue_directory())


def read_catalogue(directory: Traversable) -> Catalogue:
    """Read the catalogue files of *directory*. Raises `SourceError`."""
    models: list[Model] = []
    files = sorted((file for file in directory.iterdir() if _is_models(file.name)), key=lambda file: file.name)
    for file in files:
        content = read_records(file, ModelFile)
        models += [model.model_copy(update={"scope": content.scope}) for model in content.models]
    holding = read_records(directory / "servers.yaml", ServerFile)
    catalogue = Catalogue(
        models=models,
        servers=holding.servers,
        boards=holding.boards,
        vendors=read_records(directory / "vendors.yaml", VendorFile).vendors,
        sources=read_records(directory / "sources.yaml", SourceFile).sources,
    )
    _check_references(catalogue, str(directory))
    _ = catalogue.by_key  # raises on a spelling with two meanings
    return catalogue


def _is_models(name: str) -> bool:
    return name.startswith("models-") and name.endswith(".yaml")


def _check_references(catalogue: Catalogue, where: str) -> None:
    """Ids are unique; every source, vendor, board and model that is named exists."""
    ids = [model.id for model in catalogue.models] + [server.id for server in catalogue.servers]
    names = [model.name for model in catalogue.models] + [server.sku for server in catalogue.servers]
    variants = [variant for model in catalogue.models for variant in model.variants]
    twice = [
        name
        for group in (ids, names, [variant.id for variant in variants])
        for name, times in Counter(group).items()
        if times > 1
    ]
    if twice:
        raise SourceError(f"{twice[0]!r} stands twice", where=where, way_out="give each its own name and id")
    vendors = {vendor.name for vendor in catalogue.vendors}
    boards = {board.name for board in catalogue.boards}
    models = {model.name for model in catalogue.models}
    named = [
        *(("source", key, variant.id) for variant in variants for key in variant.sources),
        *(("source", key, variant.id) for variant in variants for key in variant.part_numbers.values()),
        *(("source", variant.stated_tpp.source, variant.id) for variant in variants if variant.stated_tpp),
        *(("source", key, server.id) for server in catalogue.servers for key in server.sources),
        *(("source", board.source, board.name) for board in catalogue.boards),
        *(("vendor", model.vendor, model.id) for model in catalogue.models),
        *(("vendor", server.maker, server.id) for server in catalogue.servers),
        *(("board", board, server.id) for server in catalogue.servers for board in server.boards),
        *(("model", model, server.id) for server in catalogue.servers for model in server.models_seen),
    ]
    known = {"source": set(catalogue.sources), "vendor": vendors, "board": boards, "model": models}
    for kind, name, user in named:
        if name not in known[kind]:
            raise SourceError(
                f"{user} names the {kind} {name!r}, which does not exist", where=where, way_out=f"add the {kind}"
            )
