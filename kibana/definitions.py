"""What the YAML files of dashboards and saved searches may say; anything else is refused."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Annotated, Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field

from index.fields import Kind

Scalar = str | int | bool


class _Definition(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Condition(_Definition):
    """A condition that is more than a value."""

    least: int | None = None
    """The field is at least this."""
    exists: bool | None = None
    """The field has a value, or has none."""
    one_has: dict[str, Scalar | tuple[Scalar, ...]] | None = None
    """The field is a nested record, and one of its records has all these values."""


Where = dict[str, Scalar | tuple[Scalar, ...] | Condition]
"""Path of a field → its value, one of several values, or a condition. All must hold."""


class Measure(_Definition):
    """A number that a panel shows."""

    of: Literal["count", "sum", "median", "max", "unique_count"]
    """count counts documents and takes no field."""
    field: str | None = None
    """Path in the field registry."""
    label: str
    """For people."""
    where: Where = {}
    """Only these documents."""


class Terms(_Definition):
    """The most frequent values of a field."""

    field: str
    """Path in the field registry."""
    label: str
    size: int = 10
    """How many values."""


class OverTime(_Definition):
    """Periods of time."""

    every: Literal["1d", "1w", "1M"]
    """Length of a period; weeks begin on Monday."""
    field: str | None = None
    """A date; unset, the data view's time field."""


class Bands(_Definition):
    """Bands of a number, lowest first; empty ones are shown too."""

    field: str
    """Path in the field registry."""
    label: str
    bands: tuple[int, ...] = Field(min_length=2)
    """Where each begins, rising; the last has no end."""

    @property
    def named(self) -> tuple[tuple[str, int, int | None], ...]:
        """Label, lowest number and first number beyond, none where there is no end."""
        ends: tuple[int | None, ...] = (*self.bands[1:], None)
        return tuple(
            (f"{low} and more" if end is None else f"{low}–{end - 1}", low, end)
            for low, end in zip(self.bands, ends, strict=True)
        )


class _Panel(_Definition):
    title: str
    width: int = Field(ge=1, le=48)
    """Columns of 48."""
    height: int = Field(ge=1)
    """Rows of 20 pixels."""


class _LensPanel(_Panel):
    kind: Kind
    """Documents that it counts."""
    where: Where = {}
    """Only these documents."""


class MetricPanel(_LensPanel):
    """One number."""

    type: Literal["metric"]
    measure: Measure


class XYPanel(_LensPanel):
    """Bars or lines."""

    type: Literal["bar", "line"]
    across: OverTime | Terms | Bands
    """Horizontal axis."""
    measures: tuple[Measure, ...] = Field(min_length=1)
    split: Terms | None = None
    """A series for each value."""


class PiePanel(_LensPanel):
    """Shares of a whole."""

    type: Literal["pie"]
    slices: Terms
    measure: Measure


class TablePanel(_LensPanel):
    """Rows and columns."""

    type: Literal["table"]
    rows: tuple[Terms, ...] = Field(min_length=1)
    """Each within the one before it."""
    measures: tuple[Measure, ...] = Field(min_length=1)


class SearchPanel(_Panel):
    """A saved search."""

    type: Literal["search"]
    search: str
    """Its name in searches.yaml."""


LensPanel = MetricPanel | XYPanel | PiePanel | TablePanel
Panel = Annotated[LensPanel | SearchPanel, Field(discriminator="type")]


class Control(_Definition):
    """A list of values above a dashboard."""

    kind: Kind
    field: str
    title: str


class Dashboard(_Definition):
    """One dashboard."""

    name: str
    """Id without ``chipwatch-``."""
    title: str
    description: str
    time_from: str
    """For example ``now-90d``; to now."""
    controls: tuple[Control, ...] = ()
    panels: tuple[Panel, ...] = Field(min_length=1)


class Search(_Definition):
    """One saved search."""

    kind: Kind
    title: str
    description: str
    where: Where = {}
    columns: tuple[str, ...] = Field(min_length=1)
    """Paths in the field registry."""
    sort: str
    """Path, ``-`` before it for descending."""


@cache
def dashboards() -> tuple[Dashboard, ...]:
    """dashboard_files/*.yaml by name. Raises `ValidationError` where a file says what is not known."""
    files = [
        file for file in resources.files("kibana").joinpath("dashboard_files").iterdir() if file.name.endswith(".yaml")
    ]
    return tuple(
        Dashboard(name=file.name.removesuffix(".yaml"), **yaml.safe_load(file.read_text("utf-8")))
        for file in sorted(files, key=lambda file: file.name)
    )


@cache
def searches() -> dict[str, Search]:
    """searches.yaml by name. Raises `ValidationError` where it says what is not known."""
    found: dict[str, Any] = yaml.safe_load(resources.files("kibana").joinpath("searches.yaml").read_text("utf-8"))
    return {name: Search(**definition) for name, definition in found.items()}
