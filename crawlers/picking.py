"""Reading values out of HTML and JSON by the picks of a source."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, TypeAlias

import jmespath  # type: ignore[import-untyped]
from lxml.etree import XPath
from lxml.html import HtmlElement
from parsel.csstranslator import HTMLTranslator

from crawlers.document import Document
from crawlers.source import Pick
from crawlers.visible_text import visible_text

_TRANSLATOR = HTMLTranslator()

Node: TypeAlias = HtmlElement | dict[str, Any] | list[Any] | str | int | float | bool | None
"""An element or document of HTML, or a value of JSON (numbers with a fraction are kept as text)."""


def parse_json(text: str) -> Node:
    """JSON as a node; of JSON Lines (one value a line) the list of them. Raises `ValueError`."""
    try:
        value: Node = _loads(text)
    except json.JSONDecodeError as error:
        if error.msg != "Extra data" or error.colno > 1:
            raise
        value = [_loads(line) for line in text.splitlines() if line.strip()]
    return value


def _loads(text: str) -> Any:
    try:
        return json.loads(text, parse_float=str)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error


@lru_cache(maxsize=1024)
def _compiled(css: str) -> XPath:
    return XPath(_TRANSLATOR.css_to_xpath(css), smart_strings=False)


def find(element: HtmlElement, css: str) -> list[Any]:
    """Elements within *element*, itself included, that *css* selects; texts where it ends in a pseudo-element."""
    found: list[Any] = _compiled(css)(element)
    return found


def nodes(root: Node, picks: Sequence[Pick]) -> list[Node]:
    """The elements or objects that the first fruitful pick finds."""
    for pick in picks:
        if pick.css and isinstance(root, HtmlElement):
            found: list[Node] = find(root, pick.css)
        elif pick.json_path and not isinstance(root, HtmlElement):
            value = jmespath.search(pick.json_path, root)
            found = value if isinstance(value, list) else [] if value is None else [value]
        else:
            continue
        if found:
            return found
    return []


def values(root: Node, picks: Sequence[Pick], *, links: bool = False) -> list[str]:
    """Every value of the first pick that gives one; never empty strings.

    With *links*, an element picked without ``attr`` gives what it points to instead of its text.
    """
    for pick in picks:
        found = [text for text in _read(root, pick, links=links) if text]
        if found:
            return found
    return []


def value(root: Node, picks: Sequence[Pick], *, links: bool = False) -> str | None:
    """The value of the first pick that gives one; with ``every`` all its values, one a line. *links* as above."""
    for pick in picks:
        found = (text for text in _read(root, pick, links=links) if text)
        if pick.every:
            if joined := "\n".join(found):
                return joined
        elif (first := next(found, None)) is not None:
            return first
    return None


def _read(root: Node, pick: Pick, *, links: bool) -> Iterator[str]:
    for raw in _raw(root, pick, links=links):
        text = visible_text(Document(raw, "").tree) if pick.html else raw
        if pick.regex is None:
            yield text.strip()
        elif match := re.search(pick.regex, text):
            yield (match[1] if match.re.groups else match[0] or "").strip()


def _raw(root: Node, pick: Pick, *, links: bool) -> Iterator[str]:
    if not isinstance(root, HtmlElement):
        if pick.json_path:
            yield from _json_texts(jmespath.search(pick.json_path, root))
        elif not pick.css:
            yield from _json_texts(root)
        return
    if pick.css is None:
        if pick.json_path is None:
            yield visible_text(root)
        return
    for found in find(root, pick.css):
        if isinstance(found, str):
            yield found
        elif pick.json_path:
            yield from _embedded(found, pick.json_path)
        elif pick.attr:
            yield found.get(pick.attr, "")
        elif links:
            yield found.get("href") or found.get("src") or found.get("content") or ""
        else:
            yield visible_text(found)


def _embedded(element: HtmlElement, path: str) -> Iterator[str]:
    """Values out of JSON that stands in a script element; broken JSON has none."""
    try:
        data = parse_json("".join(element.itertext()))
    except ValueError:
        return
    yield from _json_texts(jmespath.search(path, data))


def _json_texts(found: Any) -> Iterator[str]:
    if found is None or found is False:
        return
    if found is True:
        yield "true"
    elif isinstance(found, list):
        for one in found:
            yield from _json_texts(one)
    elif isinstance(found, dict):
        yield json.dumps(found, ensure_ascii=False)
    else:
        yield str(found)
