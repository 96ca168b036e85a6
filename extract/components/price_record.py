"""What an offer says of money, while it is put together."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from extract.components.contents import Shape
from extract.components.goods import Goods
from extract.reading import Mark
from extract.records import Money, Side, Undetermined


@dataclass(slots=True)
class Prices:
    """What an offer says of money."""

    fields: list[tuple[str, Any, Mark | None]] = field(default_factory=list)
    """Field, value, mark."""
    alternatives: list[Money] = field(default_factory=list)
    """Second prices of the same goods."""
    undetermined: list[Undetermined] = field(default_factory=list)
    """Money seen and not read."""

    def put(self, name: str, value: Any, mark: Mark | None) -> None:
        """Set a field."""
        if value is not None:
            self.fields.append((name, value, mark))


@dataclass(slots=True)
class Deal:
    """What is known of the line of goods before its price is read."""

    goods: Goods
    """The goods."""
    shape: Shape
    """Form and contents."""
    side: Side
    """Side of the line."""
    quantity: int | None
    """Units."""
