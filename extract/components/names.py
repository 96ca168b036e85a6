"""Spelling patterns of model names and SKUs, compiled from the catalogue and vocabulary/spelling.yaml."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from extract.catalogue import load_catalogue
from extract.components.spellings import check_spelling
from extract.lexicon import vocabulary_file
from extract.normalise import normalise
from extract.scanning import Pattern
from extract.word_classes import word_classes

_RUN = re.compile(r"[a-z]+|[0-9]+|[^\sa-z0-9_\-/.]+")
_SEPARATOR = r"[ \-_]{0,2}"
BEFORE = r"(?:(?<![a-z0-9])|(?<=[0-9][x*×])|(?<=nvidia)|(?<=hgx)|(?<=tesla)|(?<=geforce))"
AFTER = r"(?!-[0-9]{4})(?=(?:s|es)?(?![a-z0-9])|sxm|pcie|nvl|oam|hgx|gpu|[x*×][0-9]|[0-9]{2,3}gb?(?![a-z0-9]))"
_NOT_A_NUMBER_BEFORE = r"(?<![$¥€£.#+])(?<![0-9],)"
_NOT_A_NUMBER_AFTER = r"(?![.,][0-9])(?! ?{no_name_behind})"
_WORDS = word_classes("names")
_SPELLINGS_KEPT = 4096


@dataclass(frozen=True, slots=True)
class ModelName:
    """What a spelling of a model means."""

    name: str
    """Short catalogue name."""
    watched: bool
    """In scope of the watch."""
    weak: bool
    """Needs trade words beside it."""
    disguised: bool = False
    """Written letter by letter or in numerals."""
    server: str | None = None
    """SKU that the name is part of (DGX H100)."""


@dataclass(frozen=True, slots=True)
class SkuName:
    """What a spelling of a machine means."""

    sku: str
    """As offers carry it."""
    gpus: int | None
    """GPUs in one where the SKU fixes the count."""
    maker: str | None
    """Maker, lower case."""
    models: tuple[str, ...]
    """Models seen in it; DGX holds exactly one."""
    weak: bool
    """Needs its maker beside it."""
    form: str
    """server, rack or workstation."""


def spelled(alias: str) -> str:
    """A pattern for an alias: separators may stand or fall between its runs of letters and digits."""
    runs = _RUN.findall(normalise(alias).replace("+", "plus"))
    return _SEPARATOR.join(re.escape(run).replace("plus", r"(?:\+|plus)?") for run in runs)


def _key(alias: str) -> str:
    return re.sub(r"[\s\-_/.+]", "", normalise(alias))


_PREFIX = re.compile(rf"^(?:{'|'.join(_WORDS['maker_before_name'])})+(?=.)")


@cache
def _alias_keys() -> frozenset[str]:
    return frozenset(_key(alias.text) for alias in load_catalogue().aliases if alias.model is not None)


def _is_prefixed(key: str) -> bool:
    """'NVIDIA L40' adds nothing to 'L40': the maker's name is a GPU word of its own."""
    match = _PREFIX.match(key)
    return match is not None and key[match.end() :] in _alias_keys()


@cache
def model_pattern() -> tuple[Pattern, dict[str, ModelName]]:
    """One pattern over all model spellings, and what the spelling without separators means."""
    names: dict[str, ModelName] = {}
    plain: list[str] = []
    digits: list[str] = []
    parts: list[str] = []
    for alias in load_catalogue().aliases:
        if alias.model is None or alias.kind not in {"model", "part_number"}:
            continue
        key = _key(alias.text)
        if re.search(r"nvl\d", key) or (alias.kind == "model" and _is_prefixed(key)):
            continue
        names.setdefault(key, ModelName(alias.model.name, alias.model.scope == "in", alias.weak))
        target = parts if alias.kind == "part_number" else digits if key[:1].isdigit() else plain
        target.append(spelled(alias.text))
    spelling, catalogue = vocabulary_file("spelling.yaml"), load_catalogue()
    check_spelling(spelling, catalogue)
    for name, aliases in spelling["aliases"].items():
        watched = catalogue.model(name).scope == "in"
        for written in aliases:
            names.setdefault(_key(written), ModelName(name, watched, weak=written[0].isdigit()))
            (digits if written[0].isdigit() else plain).append(spelled(written))
    not_a_number = _WORDS.pattern(_NOT_A_NUMBER_AFTER).source
    pattern = (
        rf"{BEFORE}(?:{_any_of(parts)}(?![a-z0-9])"
        rf"|{_any_of(plain)}{AFTER}"
        rf"|{_NOT_A_NUMBER_BEFORE}{_any_of(digits)}{AFTER}{not_a_number})"
    )
    return Pattern(pattern), names


def _any_of(spellings: Iterable[str]) -> str:
    """Any of the spellings, the longest first; those with a common first character share it, which is much quicker."""
    groups: dict[str, list[str]] = {}
    for spelling in sorted(set(spellings), key=len, reverse=True):
        groups.setdefault(spelling[0], []).append(spelling[1:])
    branches = [f"{first}(?:{'|'.join(rest)})" for first, rest in groups.items()]
    return f"(?:{'|'.join(branches)})"


@cache
def sku_pattern() -> tuple[Pattern, dict[str, SkuName]]:
    """One pattern over all SKU spellings, and what the spelling without separators means."""
    names: dict[str, SkuName] = {}
    spellings: set[str] = set()
    for alias in load_catalogue().aliases:
        if alias.server is None:
            continue
        server = alias.server
        names.setdefault(
            _key(alias.text),
            SkuName(server.sku, server.gpus, server.maker.lower(), server.models_seen, alias.weak, server.form),
        )
        spellings.add(spelled(alias.text))
    shapes = "|".join(vocabulary_file("spelling.yaml")["sku_shapes"])
    return Pattern(rf"(?<![a-z0-9])(?:(?P<known>{_any_of(spellings)})|(?P<shape>{shapes}))(?![a-z0-9])"), names


@lru_cache(maxsize=_SPELLINGS_KEPT)
def key_of(text: str) -> str:
    """The lookup key of a matched spelling."""
    return _key(text)


@cache
def modded_sizes(model: str) -> frozenset[int]:
    """Memory sizes in GB that only a card of the model with other memory chips has."""
    return frozenset(int(size) for size in vocabulary_file("spelling.yaml")["memory_of_mods"].get(model, []))


@cache
def memory_sizes(model: str) -> frozenset[int]:
    """Memory sizes in GB that a model is sold with; empty where none is known."""
    extra = vocabulary_file("spelling.yaml")["memory"].get(model, [])
    known = {int(size) for size in extra}
    for entry in load_catalogue().models:
        if entry.name == model:
            known.update(int(variant.memory_gb) for variant in entry.variants if variant.memory_gb)
    return frozenset(known)
