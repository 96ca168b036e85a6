"""Shares of a whole."""

from __future__ import annotations

import math
from collections.abc import Iterator

from kibana.aggregations import Row
from tools.pictures.figures import figure
from tools.pictures.svg import PALETTE, Box, element, fitted, rectangle, text

_HOLE = 0.55


def donut(rows: list[Row], box: Box) -> Iterator[str]:
    """A ring with a piece for each row, its name and share beside it."""
    shares = [(str(row["slices"]), float(row["measure-1"] or 0)) for row in rows]
    whole = sum(share for _, share in shares) or 1.0
    radius = min(box.h, box.w * 0.5) / 2 - 2
    x, y, turned = box.x + radius + 2, box.y + box.h / 2, 0.0
    for number, (name, share) in enumerate(shares):
        colour = PALETTE[number % len(PALETTE)]
        yield _piece((x, y, radius), turned, turned + share / whole, colour)
        turned += share / whole
        left, top = box.x + radius * 2 + 18, y - len(shares) * 9 + number * 18
        yield rectangle(Box(left, top, 10, 10), colour)
        told = f"{name}  {share / whole:.0%} ({figure(share)})"
        yield text(left + 15, top + 9, fitted(told, box.x + box.w - left - 15))


def _piece(circle: tuple[float, float, float], start: float, end: float, colour: str) -> str:
    """Part of a ring, *start* and *end* as shares of a whole turn; *circle* is its middle and its radius."""
    x, y, radius = circle
    if end - start >= 1:
        width = radius * (1 - _HOLE)
        return element(
            "circle", cx=x, cy=y, r=radius - width / 2, fill="none", stroke=colour, stroke_width=f"{width:.1f}"
        )
    points = [_point(x, y, size, share) for size in (radius, radius * _HOLE) for share in (start, end)]
    (ax, ay), (bx, by), (dx, dy), (cx, cy) = points
    large = int(end - start > 0.5)
    inner = radius * _HOLE
    path = (
        f"M{ax:.1f} {ay:.1f}A{radius:.1f} {radius:.1f} 0 {large} 1 {bx:.1f} {by:.1f}"
        f"L{cx:.1f} {cy:.1f}A{inner:.1f} {inner:.1f} 0 {large} 0 {dx:.1f} {dy:.1f}Z"
    )
    return element("path", d=path, fill=colour, stroke="#ffffff")


def _point(x: float, y: float, radius: float, share: float) -> tuple[float, float]:
    angle = 2 * math.pi * share
    return x + radius * math.sin(angle), y - radius * math.cos(angle)
