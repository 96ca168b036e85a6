"""One line of goods: what names it and which part of the text is its own."""

from __future__ import annotations

from dataclasses import dataclass, field

from extract.reading import Mark


@dataclass(slots=True)
class Goods:
    """One line of goods while it is being read."""

    model: Mark | None
    """Model mark."""
    sku: Mark | None
    """Machine mark."""
    start: int
    """First character of its names."""
    end: int
    """End of its names."""
    zone: tuple[int, int] = (0, 0)
    """The text that is its own."""
    line: int = 0
    """Line number of its names."""
    bundle: int = 0
    """Goods of one bundle (H100/H200 8卡) share one zone."""
    same_as: Goods | None = None
    """The line of goods whose price stands here, behind its name said again."""
    more: list[tuple[int, int]] = field(default_factory=list)
    """Further text that is its own: where its price is told later."""
    apart: Mark | None = None
    """The memory, bus, edition or GPUs in a unit that alone set it apart from its sister (…，48G的2.2万)."""

    @property
    def zones(self) -> tuple[tuple[int, int], ...]:
        """All text that is its own."""
        return (self.zone, *self.more)

    def set_apart_by(self, kind: str) -> Mark | None:
        """The mark of a kind that sets it apart, or none."""
        return self.apart if self.apart is not None and self.apart.kind == kind else None
