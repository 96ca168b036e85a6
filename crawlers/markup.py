"""schema.org items that a page carries in its markup: JSON-LD, microdata and RDFa, in one shape.

Each syntax is read by itself, and each JSON-LD script too: damage in one takes nothing from the others.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

import lxml.html
from extruct.rdfa import RDFaExtractor
from extruct.w3cmicrodata import MicrodataExtractor
from extruct.xmldom import XmlDomHTMLParser

from crawlers.document import Document
from crawlers.tolerant_json import loads_tolerantly

log = logging.getLogger(__name__)

Syntax = Literal["json-ld", "microdata", "rdfa"]

_MOST_LEVELS = 16
_MOST_SCOPES = 3_000
"""extruct reads microdata in time that grows with the square of this, and with the cube of the levels."""
_MOST_RDFA_CHARACTERS = 1_000_000
_RDFA = re.compile(r"""\stypeof\s*=\s*["'][^"']*(?:Product|Offer|Article)\b""")


@dataclass(frozen=True)
class MarkupItem:
    """One item of schema.org, whatever the syntax it was written in."""

    syntax: Syntax
    """Where it was found."""
    types: frozenset[str]
    """Local names of its types, for example ``Product``."""
    properties: dict[str, list[str | MarkupItem]] = field(default_factory=dict)
    """Values by local name, in the order of the page."""

    def text(self, *names: str) -> str | None:
        """The first text of the first of *names* that has one; of a nested item its name or id."""
        return next((text for name in names for text in self.texts(name)), None)

    def texts(self, name: str) -> Iterator[str]:
        """All texts of a property."""
        for value in self.properties.get(name, ()):
            text = value if isinstance(value, str) else value.text("name", "@value", "value", "url", "@id")
            if text and text.strip():
                yield text.strip()

    def items(self, *names: str) -> Iterator[MarkupItem]:
        """All nested items of these properties."""
        for name in names:
            yield from (value for value in self.properties.get(name, ()) if isinstance(value, MarkupItem))


@dataclass(frozen=True)
class Markup:
    """What a page's markup says."""

    items: tuple[MarkupItem, ...]
    """JSON-LD before microdata before RDFa, each in the order of the page; graphs are unfolded."""
    problems: tuple[str, ...] = ()
    """What could not be read, for people."""

    def of_type(self, types: frozenset[str]) -> Iterator[MarkupItem]:
        """Items of one of *types*: at the top, or as the main thing of a page or an offer."""
        for item in self.items:
            yield from _main(item, types, _MOST_LEVELS)


def read_markup(document: Document) -> Markup:
    """All items of *document*. Never raises."""
    items: list[MarkupItem] = []
    problems: list[str] = []
    for read in (_json_ld, _microdata, _rdfa):
        try:
            items.extend(read(document, problems))
        except Exception as error:  # the libraries stumble over hostile pages in ways of their own
            problems.append(f"{read.__name__.strip('_')}: {type(error).__name__}: {error}"[:300])
    for problem in problems:
        log.debug("%s: %s", document.address, problem)
    return Markup(tuple(items), tuple(problems))


def _main(item: MarkupItem, types: frozenset[str], levels: int) -> Iterator[MarkupItem]:
    if item.types & types:
        yield item
    elif levels:
        for inner in item.items("mainEntity", "mainEntityOfPage", "itemOffered", "about"):
            yield from _main(inner, types, levels - 1)


def _json_ld(document: Document, problems: list[str]) -> Iterator[MarkupItem]:
    values: list[Any] = []
    for script in document.tree.iter("script"):
        if (script.get("type") or "").partition(";")[0].strip().lower() == "application/ld+json":
            try:
                values.append(loads_tolerantly(script.text or ""))
            except ValueError as error:
                problems.append(f"json-ld: {error}: {(script.text or '').strip()[:80]!r}")
    known = {str(found["@id"]): found for found in _objects(values, _MOST_LEVELS) if "@id" in found and len(found) > 1}
    for value in _unfolded(values, _MOST_LEVELS):
        yield _from_json(value, known, _MOST_LEVELS)


def _objects(value: Any, levels: int) -> Iterator[dict[str, Any]]:
    if levels and isinstance(value, dict):
        yield value
    if levels and isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _objects(inner, levels - 1)


def _unfolded(value: Any, levels: int) -> Iterator[dict[str, Any]]:
    if levels and isinstance(value, list):
        for inner in value:
            yield from _unfolded(inner, levels - 1)
    elif levels and isinstance(value, dict):
        if "@graph" in value:
            yield from _unfolded(value["@graph"], levels - 1)
        if value.keys() - {"@graph", "@context", "@id"}:
            yield value


def _from_json(value: dict[str, Any], known: dict[str, dict[str, Any]], levels: int) -> MarkupItem:
    if value.keys() <= {"@id", "@type"} and str(value.get("@id")) in known:
        value = known[str(value["@id"])]
    properties: dict[str, list[str | MarkupItem]] = {}
    for name, inner in value.items():
        for one in inner if isinstance(inner, list) else [inner]:
            if isinstance(one, dict):
                if levels:
                    properties.setdefault(_local(name), []).append(_from_json(one, known, levels - 1))
            elif one is not None and not isinstance(one, list):
                text = str(one).lower() if isinstance(one, bool) else str(one)
                properties.setdefault(_local(name), []).append(text)
    return MarkupItem("json-ld", _types(value.get("@type")), properties)


def _microdata(document: Document, problems: list[str]) -> Iterator[MarkupItem]:
    if document.is_oversized or document.text.count("itemscope") > _MOST_SCOPES:
        problems.append("microdata: the page is too large, not read")
        return
    if document.tree.xpath(f"boolean(//*[@itemscope][count(ancestor::*[@itemscope]) > {_MOST_LEVELS}])"):
        problems.append(f"microdata: nested more than {_MOST_LEVELS} deep, not read")
        return
    for item in MicrodataExtractor().extract_items(document.tree, document.base):
        yield _from_microdata(item, _MOST_LEVELS)


def _from_microdata(item: dict[str, Any], levels: int) -> MarkupItem:
    properties: dict[str, list[str | MarkupItem]] = {}
    for name, inner in item.get("properties", {}).items():
        for one in inner if isinstance(inner, list) else [inner]:
            if isinstance(one, dict) and "properties" in one:
                if levels:
                    properties.setdefault(_local(name), []).append(_from_microdata(one, levels - 1))
            elif one:
                text = one.get("value") if isinstance(one, dict) else one
                properties.setdefault(_local(name), []).append(str(text or ""))
    return MarkupItem("microdata", _types(item.get("type")), properties)


def _rdfa(document: Document, _problems: list[str]) -> Iterator[MarkupItem]:
    if len(document.text) > _MOST_RDFA_CHARACTERS or not _RDFA.search(document.text):
        return
    tree = lxml.html.fromstring(document.text.encode(), parser=XmlDomHTMLParser(encoding="utf-8"))
    found = RDFaExtractor().extract_items(tree, base_url=document.base)
    known = {item["@id"]: item for item in found if "@id" in item}
    pointed_at = {
        value.get("@id")
        for item in found
        for values in item.values()
        if isinstance(values, list)
        for value in values
        if isinstance(value, dict)
    }
    for item in found:
        if "@type" in item and item.get("@id") not in pointed_at:
            yield _from_rdfa(item, known, _MOST_LEVELS)


def _from_rdfa(item: dict[str, Any], known: dict[str, dict[str, Any]], levels: int) -> MarkupItem:
    properties: dict[str, list[str | MarkupItem]] = {}
    for name, values in item.items():
        if name.startswith("@"):
            continue
        for value in values:
            target = known.get(value.get("@id", ""))
            if target is not None and levels:
                properties.setdefault(_local(name), []).append(_from_rdfa(target, known, levels - 1))
            elif text := value.get("@value") or value.get("@id"):
                properties.setdefault(_local(name), []).append(str(text))
    return MarkupItem("rdfa", _types(item.get("@type")), properties)


def _types(value: Any) -> frozenset[str]:
    values: Iterable[Any] = value if isinstance(value, list) else [value]
    return frozenset(_local(one) for one in values if isinstance(one, str))


def _local(name: str) -> str:
    return name if name.startswith("@") else re.split(r"[/#:]", name.rstrip("/#: "))[-1]
