"""The little of SVG that the pictures need."""

from __future__ import annotations

from dataclasses import dataclass
from unicodedata import east_asian_width
from xml.sax.saxutils import escape, quoteattr

INK, FAINT, LINE, PAPER, GROUND = "#343741", "#69707d", "#d3dae6", "#ffffff", "#f5f7fa"
PALETTE = ("#54b399", "#6092c0", "#d36086", "#9170b8", "#ca8eae", "#d6bf57", "#b9a888", "#da8b45", "#aa6556", "#e7664c")
"""Colours that people with colour blindness tell apart."""
FONT = "Inter, 'Noto Sans', 'Noto Sans CJK SC', 'WenQuanYi Micro Hei', sans-serif"


@dataclass(frozen=True)
class Box:
    """A rectangle, in pixels."""

    x: float
    y: float
    w: float
    h: float

    def inset(self, left: float = 0, top: float = 0, right: float = 0, bottom: float = 0) -> Box:
        """The rectangle within these margins."""
        return Box(self.x + left, self.y + top, self.w - left - right, self.h - top - bottom)


def element(tag: str, content: str = "", /, **attributes: float | str) -> str:
    """One element; an underscore in a name is a hyphen, numbers are rounded to a tenth."""
    shown = "".join(
        f" {name.replace('_', '-')}={quoteattr(value if isinstance(value, str) else f'{value:.1f}'.removesuffix('.0'))}"
        for name, value in attributes.items()
    )
    return f"<{tag}{shown}>{content}</{tag}>" if content else f"<{tag}{shown}/>"


def text(
    x: float, y: float, content: str, *, size: int = 11, fill: str = INK, anchor: str = "start", bold: bool = False
) -> str:
    """A line of text, its baseline at *y*."""
    style: dict[str, float | str] = {"font_size": float(size), "fill": fill}
    if anchor != "start":
        style["text_anchor"] = anchor
    if bold:
        style["font_weight"] = "bold"
    return element("text", escape(content), x=x, y=y, **style)


def rectangle(box: Box, fill: str, **attributes: float | str) -> str:
    """A filled rectangle."""
    return element("rect", x=box.x, y=box.y, width=max(box.w, 0), height=max(box.h, 0), fill=fill, **attributes)


def line(x1: float, y1: float, x2: float, y2: float) -> str:
    """A thin line."""
    return element("line", x1=x1, y1=y1, x2=x2, y2=y2, stroke=LINE)


def width_of(content: str, size: int = 11) -> float:
    """About how wide a line of text is."""
    return sum(1.0 if east_asian_width(c) in "WF" else 0.58 for c in content) * size


def fitted(content: str, width: float, size: int = 11) -> str:
    """*content*, cut off with … where it is wider than *width*."""
    if width_of(content, size) <= width:
        return content
    while content and width_of(content + "…", size) > width:
        content = content[:-1]
    return content + "…"
