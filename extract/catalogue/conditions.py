"""Conditions on figures, in three values: met, not met, or not known for want of a figure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Self

from pydantic import Field, model_validator

from extract.catalogue.figures import FigureName, Figures, missing
from extract.catalogue.schema import Entry


class Bounds(Entry):
    """``at_least`` is reached when equal, ``below`` is not: the edges are where the regulations put them."""

    at_least: Decimal | None = Field(None, ge=0)
    """Lower bound, included."""
    below: Decimal | None = Field(None, gt=0)
    """Upper bound, excluded."""

    @model_validator(mode="after")
    def _bounded(self) -> Self:
        if self.at_least is None and self.below is None:
            message = "needs at_least, below or both"
            raise ValueError(message)
        return self

    def hold(self, value: Decimal | None) -> bool | None:
        """Whether *value* lies inside; None where there is no value."""
        if value is None:
            return None
        return (self.at_least is None or value >= self.at_least) and (self.below is None or value < self.below)


class Condition(Entry):
    """Everything that is named must hold."""

    tpp: Bounds | None = None
    """Total processing performance."""
    density: Bounds | None = None
    """Performance density."""
    io_gb_s: Bounds | None = None
    """Aggregate bidirectional I/O."""
    memory_gb_s: Bounds | None = None
    """DRAM bandwidth."""
    datacenter: bool | None = None
    """Designed or marketed for datacentres, or not."""

    def holds(self, figures: Figures) -> bool | None:
        """True, False, or None where a missing figure decides."""
        parts = [bounds.hold(getattr(figures, name)) for name, bounds in self._bounds()]
        if self.datacenter is not None:
            parts.append(figures.datacenter is self.datacenter)
        return every(parts)

    def lacks(self, figures: Figures) -> list[str]:
        """Names of the missing figures that leave the condition open; none where it is decided."""
        if self.holds(figures) is not None:
            return []
        return [missing(name) for name, _ in self._bounds() if getattr(figures, name) is None]

    def _bounds(self) -> Iterator[tuple[FigureName, Bounds]]:
        names: tuple[FigureName, ...] = ("tpp", "density", "io_gb_s", "memory_gb_s")
        for name in names:
            if (bounds := getattr(self, name)) is not None:
                yield name, bounds


def every(parts: Iterable[bool | None]) -> bool | None:
    """Conjunction in three values."""
    values = list(parts)
    if False in values:
        return False
    return None if None in values else True


def some(parts: Iterable[bool | None]) -> bool | None:
    """Disjunction in three values."""
    values = list(parts)
    if True in values:
        return True
    return None if None in values else False
