"""When a figure is called unusual: ``parameters.yaml``, typed and checked."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from foundation import parameter_file
from foundation.parameter_file import read_parameters

PARAMETERS_FILE = Path(__file__).with_name("parameters.yaml")


class Part(BaseModel):
    """Base of all parts: immutable, unknown keys refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Number(Part):
    """A parameter."""

    value: Annotated[float, Field(gt=0)]
    reason: Annotated[str, Field(min_length=20)]
    """Why it has this value."""


class Count(Number):
    """A parameter that counts."""

    value: Annotated[int, Field(ge=1)]


class Share(Number):
    """A parameter between 0 and 1."""

    value: Annotated[float, Field(gt=0, lt=1)]


class Parameters(Part):
    """The whole file."""

    past_runs: Count
    """Runs that make the past of a source."""
    least_past_runs: Count
    """With fewer, nothing is compared."""
    spreads: Number
    """How many spreads around the median are usual."""
    chance: Share
    """Probability at and below which a share is unusual."""
    least_change: Share
    """Least change of a share that is told."""
    yield_chance: Share
    """Probability at and below which a count of items is unusual."""
    yield_loss: Share
    """Least share of the usual items that must be missing."""
    yield_growth: Number
    """How many times the usual items are too many."""
    repeated_share: Share
    """Share of items that say the same from which a site is taken to lie."""
    gone_share: Share
    """Share of items said to be gone from which it is told."""
    chance_beside: Share
    """As `chance`, for further fields of a source on which one has vanished."""
    late_periods: Number
    """Age of the last good run in periods of the source, for a warning."""
    stale_periods: Number
    """The same, for alarm."""
    spool_waits_hours: Number
    """Age of the oldest run that is not ingested, for a warning."""
    spool_stuck_hours: Number
    """The same, for alarm."""
    disk_low_bytes: Count
    """Free bytes under which a warning is given."""
    disk_full_bytes: Count
    """Free bytes under which alarm is given."""


def schema_text() -> str:
    """The content of ``parameters.schema.json``, by which an editor checks the file."""
    return parameter_file.schema_text(Parameters)


@cache
def load_parameters(path: Path = PARAMETERS_FILE) -> Parameters:
    """Read and check a file of parameters. Raises `SettingsError` that names the file and the key."""
    return read_parameters(Parameters, path, what="the parameters", schema="health/parameters.schema.json")
