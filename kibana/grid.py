"""Places panels on Kibana's grid of 48 columns: from left to right, on a new line where there is no room."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

COLUMNS = 48


def places(sizes: Iterable[tuple[int, int]]) -> Iterator[dict[str, int]]:
    """x, y, w and h for each (width, height), none over another."""
    x = y = tallest = 0
    for width, height in sizes:
        if x + width > COLUMNS:
            x, y, tallest = 0, y + tallest, 0
        yield {"x": x, "y": y, "w": width, "h": height}
        x, tallest = x + width, max(tallest, height)
