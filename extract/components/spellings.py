"""Holds spelling.yaml to the catalogue: every model it names exists, and no spelling means another model there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from extract.catalogue.lookup import Catalogue, alias_key
from foundation.errors import SourceError

_BY_MODEL = ("aliases", "sxm", "memory", "memory_of_mods")
_LISTS = ("disguised", "modules", "cards", "oam")
_WHERE = "extract/vocabulary/spelling.yaml"


def check_spelling(spelling: Mapping[str, Any], catalogue: Catalogue) -> None:
    """Raises `SourceError` for a model that the catalogue lacks, and for an alias that it reads otherwise or knows."""
    known = {model.name for model in catalogue.models}
    for section, name in _models_named(spelling):
        if name not in known:
            raise SourceError(
                f"{section} names the model {name!r}, which the catalogue lacks",
                where=_WHERE,
                way_out="add it to extract/catalogue or mend the name",
            )
    meant: dict[str, str] = {}
    for name, written in spelling["aliases"].items():
        for alias in written:
            known_as = catalogue.by_key.get(alias_key(alias))
            if known_as is not None:
                other = known_as.model.name if known_as.model else "a server"
                reason = "has it already" if other == name else f"reads it as {other}"
                raise SourceError(
                    f"the alias {alias!r} of {name}: the catalogue {reason}", where=_WHERE, way_out="take it from here"
                )
            before = meant.setdefault(alias_key(alias), name)
            if before != name:
                raise SourceError(
                    f"the alias {alias!r} means both {before} and {name}", where=_WHERE, way_out="keep one of them"
                )


def _models_named(spelling: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for section in _BY_MODEL:
        yield from ((section, name) for name in spelling[section])
    for section in _LISTS:
        yield from ((section, name) for name in spelling[section])
    for names in spelling["linked"].values():
        yield from (("linked", name) for name in names)
