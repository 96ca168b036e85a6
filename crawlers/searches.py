"""What sources search for: models of the catalogue times words of the trade (``searches.yaml``)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Self

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError, model_validator

from extract.catalogue import Model, load_catalogue
from foundation.errors import SourceError

FILE = Path(__file__).with_name("searches.yaml")


class Part(BaseModel):
    """Base of the parts of the vocabulary: immutable, unknown keys refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Models(Part):
    """A group of models, by name or by what they are."""

    names: tuple[str, ...] = ()
    """Short names of the catalogue."""
    vendors: tuple[str, ...] = ()
    """Models of these makers; with none of the three, only `names`."""
    markets: tuple[str, ...] = ()
    """Made for these markets."""
    families: tuple[str, ...] = ()
    """Of these families."""
    without: tuple[str, ...] = ()
    """Short names that are taken out again."""

    def chosen(self, models: tuple[Model, ...]) -> Iterator[str]:
        """Short names of the group, in the order of the file, then of the catalogue."""
        yield from self.names
        if not (self.vendors or self.markets or self.families):
            return
        for model in models:
            fits = (
                model.scope == "in"
                and (not self.vendors or model.vendor in self.vendors)
                and (not self.markets or model.market in self.markets)
                and (not self.families or model.family in self.families)
            )
            if fits and model.name not in {*self.names, *self.without}:
                yield model.name


class SearchSet(Part):
    """What a source names under ``searches``."""

    language: str
    """Language whose words it takes."""
    models: tuple[str, ...]
    """Groups of models."""
    words: tuple[str, ...] = ()
    """Groups of words."""
    bare: bool = True
    """The model alone is searched too."""


class Searches(Part):
    """The whole vocabulary."""

    models: Mapping[str, Models]
    """Group → models."""
    words: Mapping[str, Mapping[str, tuple[str, ...]]]
    """Language → group → words."""
    sets: Mapping[str, SearchSet]
    """Name → set."""
    spelled: Mapping[str, Mapping[str, str]] = {}
    """Language → short name → what is searched for instead."""

    @model_validator(mode="after")
    def _hangs_together(self) -> Self:
        for name, one in self.sets.items():
            unknown = [group for group in one.models if group not in self.models]
            unknown += [group for group in one.words if group not in self.words.get(one.language, {})]
            if unknown:
                raise ValueError(f"sets.{name}: there is no group {', '.join(unknown)}")
            if not (one.bare or one.words):
                raise ValueError(f"sets.{name}: without bare and words it searches for nothing")
        known = {model.name for model in load_catalogue().models}
        named = {name for group in self.models.values() for name in (*group.names, *group.without)}
        named |= {name for spelled in self.spelled.values() for name in spelled}
        if missing := sorted(named - known):
            raise ValueError(f"the catalogue has no model {', '.join(missing)}")
        return self

    def queries(self, name: str) -> tuple[str, ...]:
        """What the set *name* searches for, each once, models in order. Raises `KeyError`."""
        one, catalogue = self.sets[name], load_catalogue().models
        spelled = self.spelled.get(one.language, {})
        models = [model for group in one.models for model in self.models[group].chosen(catalogue)]
        words = [word for group in one.words for word in self.words[one.language][group]]
        found: dict[str, None] = {}
        for model in models:
            shown = spelled.get(model, model)
            if one.bare:
                found[shown] = None
            found.update((f"{shown} {word}", None) for word in words)
        return tuple(found)


def read_searches(file: Path = FILE) -> Searches:
    """The vocabulary in *file*. Raises `SourceError` that names the mistake."""
    try:
        return Searches.model_validate(yaml.safe_load(file.read_text(encoding="utf-8")))
    except OSError as error:
        raise SourceError(f"cannot be read ({error.strerror})", where=str(file)) from error
    except yaml.YAMLError as error:
        raise SourceError(f"is not YAML: {error}", where=str(file)) from error
    except ValidationError as error:
        # A misspelt key comes with a missing one; the misspelling is what to look at.
        first = min(error.errors(include_url=False), key=lambda one: one["type"] != "extra_forbidden")
        path = ".".join(str(part) for part in first["loc"])
        problem = first["msg"].removeprefix("Value error, ")
        raise SourceError(problem, where=f"{file}: {path}" if path else str(file)) from error


@cache
def _shipped() -> Searches:
    return read_searches()


@cache
def search_sets() -> frozenset[str]:
    """Names of the sets that ship; quick, as it asks no catalogue."""
    data = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return frozenset(data["sets"])


@lru_cache(maxsize=256)
def queries_of(queries: tuple[str, ...], searches: tuple[str, ...]) -> tuple[str, ...]:
    """What a source with *queries* of its own and the sets *searches* asks for, each once."""
    of_sets = [query for name in searches for query in _shipped().queries(name)]
    return tuple(dict.fromkeys([*queries, *of_sets]))
