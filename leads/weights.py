"""Points and parameters of the flags: ``weights.yaml``, typed and checked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache, cached_property
from pathlib import Path
from typing import Annotated, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from extract.normalise import normalise
from foundation import parameter_file
from foundation.parameter_file import read_parameters

WEIGHTS_FILE = Path(__file__).with_name("weights.yaml")


def _is_normal(term: str) -> str:
    if normalise(term) != term:
        raise ValueError(f"write {term!r} as it is compared: {normalise(term)!r}")
    return term


def _compiles(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as error:
        raise ValueError(f"{pattern!r} is no regular expression: {error}") from error
    return pattern


Term = Annotated[str, Field(min_length=1), AfterValidator(_is_normal)]
Pattern = Annotated[str, Field(min_length=1), AfterValidator(_compiles)]
Points = Annotated[int, Field(ge=0, le=100)]


class Part(BaseModel):
    """Base of all parts of the file: immutable, unknown keys refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Source(Part):
    """Who names a flag."""

    title: str
    """Document, with its date."""
    where: str
    """Address or place."""


class Flag(Part):
    """What every flag has."""

    label: str
    """A few words for a table."""
    sources: tuple[str, ...] = Field(min_length=1)
    """Ids in `sources`."""


class PointsFlag(Flag):
    """A flag that fires or does not."""

    points: Points


class ControlFlag(PointsFlag):
    """A model under control on its date."""

    lesser_points: Points
    """Where a licence exception may serve, or the answer depends on a variant that the offer leaves open."""
    destination: str = Field(pattern="^[A-Z]{2}$")
    """ISO 3166 country that the goods are taken to be for."""


class Step(Part):
    """Points from a count upwards."""

    at_least: int = Field(ge=1)
    points: Points


class StockFlag(Flag):
    """Stock by steps."""

    steps: tuple[Step, ...] = Field(min_length=1)
    """By rising count; the highest that is reached gives the points."""
    vague_points: Points
    """Where the text says hundreds or thousands and no number."""
    vague_terms: tuple[Term, ...]

    @model_validator(mode="after")
    def _rising(self) -> Self:
        if [step.at_least for step in self.steps] != sorted({step.at_least for step in self.steps}):
            raise ValueError("steps must stand by rising at_least, each once")
        return self


class TermsFlag(PointsFlag):
    """Words in the text."""

    terms: tuple[Term, ...] = ()
    """Literal, as normalised."""
    patterns: tuple[Pattern, ...] = ()
    """Regular expressions over the normalised text."""
    unless: tuple[Pattern, ...] = ()
    """A hit inside a match of these does not count."""


class PlaceFlag(TermsFlag):
    """Words, or a place of delivery."""

    places: tuple[Term, ...]


class CitiesFlag(TermsFlag):
    """Words, or several places of goods and delivery."""

    at_least: int = Field(ge=2)
    """Distinct places."""
    places: dict[str, tuple[Term, ...]]
    """Place → its names."""

    @cached_property
    def cities(self) -> dict[str, str]:
        """Name → the place that it names."""
        return {name: place for place, names in self.places.items() for name in names}


class ComputeFlag(TermsFlag):
    """Compute for sale by the P."""

    goods_terms: tuple[Term, ...]
    """One of them must stand in the text: it speaks of goods."""
    unless_goods: tuple[Term, ...]
    """None of them may: it speaks of rent, demand or tenders."""


class GroupFlag(PointsFlag):
    """Something shared by several sellers."""

    at_least: int = Field(ge=2)
    """Distinct seller names."""
    at_most: int = Field(ge=2)
    """With more it is taken for boilerplate of a site, or a switchboard."""


class TextGroupFlag(GroupFlag):
    """A text shared by several sellers."""

    min_tokens: int = Field(ge=1)
    """Shorter sentences are alike by chance."""
    contact_words: tuple[Term, ...]
    """What follows them is left out of the comparison."""


class MarketFlag(PointsFlag):
    """A price far from the median of its model, form and currency."""

    ratio: Decimal = Field(gt=0)
    """To the median."""
    min_listings: int = Field(ge=3)
    """With fewer priced listings there is no market to compare with."""


class Flags(Part):
    """Every flag, by name."""

    controlled_model: ControlFlag
    large_stock: StockFlag
    hong_kong_delivery: PlaceFlag
    several_cities: CitiesFlag
    masked_price: PointsFlag
    no_invoice: TermsFlag
    invoice_mismatch: TermsFlag
    compute_not_model: ComputeFlag
    proof_offered: TermsFlag
    plug_and_play: TermsFlag
    relabelled: TermsFlag
    grey_import: TermsFlag
    same_text: TextGroupFlag
    same_contact: GroupFlag
    price_under_market: MarketFlag
    price_over_market: MarketFlag

    def items(self) -> Iterator[tuple[str, Flag]]:
        """Names and flags, as declared."""
        for name in type(self).model_fields:
            yield name, getattr(self, name)

    def wording(self) -> Iterator[tuple[str, TermsFlag]]:
        """The flags that ask for words and for nothing else."""
        for name, flag in self.items():
            if type(flag) is TermsFlag:
                yield name, flag


class Weights(Part):
    """The whole file."""

    version: int = Field(ge=1)
    """Raised with every change of points or terms."""
    cap: int = Field(ge=1, le=100)
    """Highest score."""
    sources: dict[str, Source]
    flags: Flags

    @model_validator(mode="after")
    def _sourced(self) -> Self:
        cited = {source for _, flag in self.flags.items() for source in flag.sources}
        if unknown := sorted(cited - self.sources.keys()):
            raise ValueError(f"flags cite sources that are not listed: {', '.join(unknown)}")
        if unused := sorted(self.sources.keys() - cited):
            raise ValueError(f"sources that no flag cites: {', '.join(unused)}")
        return self


def schema_text() -> str:
    """The content of ``weights.schema.json``, by which an editor checks the file."""
    return parameter_file.schema_text(Weights)


def load_weights(path: Path = WEIGHTS_FILE) -> Weights:
    """Read and check a file of weights. Raises `SettingsError` that names the file and the key."""
    return _load(path.resolve())


@cache
def _load(path: Path) -> Weights:
    return read_parameters(Weights, path, what="the weights", schema="leads/weights.schema.json")
