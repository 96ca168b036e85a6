"""One line of goods: what names it and which part of the text is its own."""

from __future__ import annotations

from dataclasses import dataclass

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
    memory: Mark | None = None
    """Set where the memory alone sets it apart from its sister (…，48G的2.2万)."""
    anchored_bus: Mark | None = None
    """Set where the bus alone sets it apart."""
