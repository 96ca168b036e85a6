"""The lines that a reader sees on a page, each with the part of the page it stands in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any, Literal

from lxml import etree

Place = Literal["main", "heading", "link", "frame"]
"""main: the text itself; heading: h1; link: text of links and buttons; frame: navigation, header, footer, sidebars and
dialogs of the site."""

MOST_LINES = 20_000
_MOST_PIECES = 300_000
_MOST_MADE_OF = 20
_MOST_CHARACTERS = 20_000
"""Of one line; what follows is cut off."""

_BLOCK_NAMES = """
address article aside blockquote body br button dd del details dialog div dl dt fieldset figcaption figure footer form
h1 h2 h3 h4 h5 h6 header hr html label li main nav ol option p pre s section select strike summary table tbody td tfoot
th thead title tr ul
"""
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_UNSEEN = frozenset(
    {"script", "style", "template", "noscript", "head", "svg", "select", "object", "iframe", "textarea"}
)
_FRAME = frozenset({"nav", "footer", "aside", "dialog"})
_LINKS = frozenset({"a", "button"})
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SPACE = re.compile(r"\s+")
_DOUBLE = re.compile(r" {2,}")


@dataclass(frozen=True)
class VisibleLine:
    """One line of text."""

    text: str
    """Blanks collapsed; never empty."""
    place: Place
    """Where most of it stands."""
    element: Any
    """The element that the line begins in."""
    pieces: tuple[tuple[str, Any], ...] = ()
    """The texts that it is made of, as they stand, each with its element; of a very long line the first ones."""


def visible_lines(root: Any) -> Iterator[VisibleLine]:
    """Lines of *root* in the order of the page, at most `MOST_LINES`, none endlessly long.

    There is no recursion: hostile pages nest without end.
    """
    gathered = _Gathered()
    count = 0
    for text, place, element in islice(_pieces(root), _MOST_PIECES):
        if text is not None:
            gathered.add(text, place, element)
        elif (line := gathered.line()) is not None:
            yield line
            count += 1
            if count >= MOST_LINES:
                return
    if (line := gathered.line()) is not None:
        yield line


class _Gathered:
    """The pieces of the line that is being read."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self._sizes: dict[Place, int] = {}
        self._element: Any = None
        self._made_of: list[tuple[str, Any]] = []

    def add(self, text: str, place: Place, element: Any) -> None:
        if self._element is None and text.strip():
            self._element = element
        if self._length < _MOST_CHARACTERS:
            self._pieces.append(_SPACE.sub(" ", text)[:_MOST_CHARACTERS])
            self._length += len(self._pieces[-1])
            if text.strip() and len(self._made_of) < _MOST_MADE_OF:
                self._made_of.append((self._pieces[-1], element))
        self._sizes[place] = self._sizes.get(place, 0) + len(text.strip())

    def line(self) -> VisibleLine | None:
        text = _DOUBLE.sub(" ", "".join(self._pieces)).strip()
        found = None
        if text:
            place = max(self._sizes, key=self._sizes.__getitem__)
            found = VisibleLine(text, place, self._element, tuple(self._made_of))
        self._pieces, self._length, self._sizes, self._element, self._made_of = [], 0, {}, None, []
        return found


def _pieces(root: Any) -> Iterator[tuple[str | None, Place, Any]]:
    walk = etree.iterwalk(root, events=("start", "end"))
    places: list[Place] = ["main"]
    skipped: Any = None
    for event, element in walk:
        if event == "start":
            if _is_unseen(element):
                walk.skip_subtree()
                skipped = element
                continue
            places.append(_place(element, places[-1]))
            if element.tag in _BLOCKS:
                yield None, places[-1], element
            if element.text:
                yield element.text, places[-1], element
            continue
        if element is skipped:
            skipped = None
        else:
            places.pop()
            if element.tag in _BLOCKS and element.tag != "br":
                yield None, places[-1], element
        if element.tail and element is not root:
            yield element.tail, places[-1], element.getparent()


def _is_unseen(element: Any) -> bool:
    return (
        element.tag in _UNSEEN
        or element.get("hidden") is not None
        or (element.tag == "dialog" and element.get("open") is None)
        or (element.get("style") is not None and _HIDDEN_STYLE.search(element.get("style")) is not None)
    )


def _place(element: Any, outer: Place) -> Place:
    if outer == "frame" or element.tag in _FRAME or element.get("role") in {"navigation", "dialog", "banner"}:
        return "frame"
    if outer == "link" or element.tag in _LINKS:
        return "link"
    return "heading" if outer == "heading" or element.tag == "h1" else "main"
