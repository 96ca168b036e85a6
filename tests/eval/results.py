"""What a measure says of a set."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Figures = dict[str, float]
Readings = Mapping[str, Mapping[str, Any]]
"""Id of a text → what ``chipwatch extract`` writes of it."""
_LOWER_IS_BETTER = ("false_positives", "invented_numbers")


@dataclass(frozen=True)
class Miss:
    """One text that was read wrongly."""

    id: str
    text: str
    wrong: list[str]
    """One line a mistake."""


@dataclass(frozen=True)
class Scored:
    """Figures over some texts, and the texts that were read wrongly."""

    figures: Figures
    misses: list[Miss] = field(default_factory=list)


@dataclass(frozen=True)
class Measured:
    """A whole set: how large it is, its figures, and the main figure of each of its parts."""

    texts: int
    scored: Scored
    labels: dict[str, tuple[float, int]] = field(default_factory=dict)
    """``lang:zh`` or a tag → main figure over the texts that carry it, and how many they are."""


def lower_is_better(figure: str) -> bool:
    """Whether a figure counts mistakes."""
    return figure.endswith(_LOWER_IS_BETTER)


def is_worse(figure: str, value: float, than: float) -> bool:
    """Whether *value* is the worse of two."""
    return value > than if lower_is_better(figure) else value < than
