"""The text of an element as a reader sees it: lines kept, scripts left out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree
from lxml.html import HtmlElement

# fmt: off
_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "br", "dd", "details", "div", "dl", "dt", "fieldset",
    "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html",
    "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "thead", "tfoot", "tr",
    "ul",
})
# fmt: on
_CELLS = frozenset({"td", "th"})
_HIDDEN = frozenset({"script", "style", "template", "noscript", "head"})
_LINE = "\x00"
"""Cannot stand in a parsed document, so it marks our own line ends."""
_SPACE = re.compile(r"[ \t\r\n\f\xa0]+")


def visible_text(root: HtmlElement) -> str:
    """Lines of *root*'s text, blanks collapsed, empty lines dropped."""
    lines = (_SPACE.sub(" ", line).strip() for line in "".join(_pieces(root)).split(_LINE))
    return "\n".join(line for line in lines if line)


def _pieces(root: HtmlElement) -> Iterator[str]:
    """Text and line ends in order; a walk without recursion, since hostile pages nest without end."""
    walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            yield _edge(tag)
            if tag in _HIDDEN:
                walk.skip_subtree()
            elif element.text:
                yield element.text
        else:
            if event == "end" and tag != "br":
                yield _edge(tag)
            if element is not root and element.tail:
                yield element.tail


def _edge(tag: str) -> str:
    return _LINE if tag in _BLOCKS else " " if tag in _CELLS else ""
