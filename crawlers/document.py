"""An HTML page, parsed once and shared by everything that reads it."""

from __future__ import annotations

import re
from functools import cached_property
from itertools import islice
from urllib.parse import urljoin

import lxml.html
from lxml.etree import ParserError
from lxml.html import HtmlElement
from w3lib.html import strip_html5_whitespace

from crawlers.visible_lines import VisibleLine, visible_lines

MAX_CHARACTERS = 10_000_000
"""What follows is not read: a page of this length is no page, and time and memory must end."""

MAX_ELEMENTS = 60_000
"""A page with more is read by the quick ways only. The largest of our real pages has 18,000."""

_NUL_AND_CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")
# libxml2 stops at 2,048 levels. Without the elements that hostile and broken pages nest, the text is still there.
_NESTING = re.compile(
    r"</?(?!(?:html|head|title|meta|link|base|script|style|body|h[1-6]|p|br|hr|img|a)\b)[a-z][^<>]*>", re.IGNORECASE
)
# libxml2 compares every attribute of an element with all before it. No real tag names so many; one long value is real.
_MOST_OF_A_TAG = 8_192
_LONG_TAG = re.compile(rf"(<[a-z][\w:-]*)[\s/][^<>]{{{_MOST_OF_A_TAG},}}", re.IGNORECASE)
_QUOTED = re.compile(r""""[^"]*"|'[^']*'""")
_MOST_HEADINGS = 50
_EMPTY = "<html><head></head><body></body></html>"


class Document:
    """A parsed page. Whatever the text, there is a tree; a page that is none has an empty one."""

    def __init__(self, text: str, address: str) -> None:
        self.text = _NUL_AND_CONTROLS.sub("", text[:MAX_CHARACTERS])
        """The page's source."""
        self.address = address
        """Where the page was found."""
        self.tree = _parse(self.text)
        """Root element; shared, so nobody changes it."""

    @cached_property
    def is_oversized(self) -> bool:
        """The page has more elements than the slower parsers are let loose on."""
        return next(islice(self.tree.iter(), MAX_ELEMENTS, None), None) is not None

    @cached_property
    def headings(self) -> list[str]:
        """Texts of the first h1 elements, blanks collapsed, none empty."""
        texts = (" ".join("".join(head.itertext()).split()) for head in islice(self.tree.iter("h1"), _MOST_HEADINGS))
        return [text for text in texts if text]

    @cached_property
    def base(self) -> str:
        """What relative addresses on the page are relative to."""
        href = next((str(value) for value in self.tree.xpath("//head/base/@href")), "")
        return self.join(href, self.address) or self.address

    @cached_property
    def metas(self) -> dict[str, list[str]]:
        """Values of ``<meta>`` by lower-case property or name, in the order of the page."""
        found: dict[str, list[str]] = {}
        for meta in self.tree.iter("meta"):
            content = (meta.get("content") or "").strip()
            for name in {meta.get("property"), meta.get("name"), meta.get("itemprop")} - {None}:
                if content and name:
                    found.setdefault(name.strip().lower(), []).append(content)
        return found

    def meta(self, *names: str) -> str | None:
        """First value of the first of *names* (lower case) that the page has."""
        return next((self.metas[name][0] for name in names if name in self.metas), None)

    def link(self, relation: str) -> str | None:
        """Absolute address of the page's ``<link rel=…>``."""
        for link in self.tree.iter("link"):
            if relation in (link.get("rel") or "").lower().split() and (link.get("href") or "").strip():
                return self.join(link.get("href") or "")
        return None

    @cached_property
    def lang(self) -> str | None:
        """Language that the page declares, for example ``zh-CN``."""
        declared = self.tree.get("lang") or self.meta("content-language", "og:locale") or ""
        match = re.match(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*", declared.strip())
        return match[0].replace("_", "-") if match else None

    @cached_property
    def lines(self) -> list[VisibleLine]:
        """What a reader sees, line by line."""
        return list(visible_lines(self.tree))

    def join(self, href: str, base: str | None = None) -> str | None:
        """Absolute web address of *href*; None where it is none."""
        try:
            address = urljoin(self.base if base is None else base, strip_html5_whitespace(href))
        except ValueError:
            return None
        return address if address.startswith(("http://", "https://")) else None


def _without_floods(tag: re.Match[str]) -> str:
    return tag[1] if len(_QUOTED.sub("", tag[0])) > _MOST_OF_A_TAG else tag[0]


def _parse(text: str) -> HtmlElement:
    text = _LONG_TAG.sub(_without_floods, text)
    data = text.encode("utf-8", "replace")
    parser = lxml.html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        tree: HtmlElement = lxml.html.document_fromstring(data, parser=parser)
        if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
            tree = lxml.html.document_fromstring(_NESTING.sub("\n", text).encode("utf-8", "replace"), parser=parser)
    except (ParserError, AssertionError):
        tree = lxml.html.document_fromstring(_EMPTY)
    return tree
