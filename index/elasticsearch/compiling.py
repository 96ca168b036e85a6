"""A query tree as Elasticsearch's query DSL, all of it filters: nothing is scored.

Only queries of the core are used, and none that is cut short: a beginning of a word finds every word that begins so.
"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from index.elasticsearch.sources import LARGEST, LONGEST_KEY, pieces, term
from index.fields import Field
from index.language import All, Either, Everything, Flag, Node, Not, Present, Range, Term, Words
from index.newness import microseconds

Dsl = dict[str, Any]

NOTHING: Dsl = {"match_none": {}}
_EVERY_EXPANSION = 2**31 - 1


def condition(node: Node) -> Dsl:
    """*node* as a query."""
    match node:
        case Everything():
            return {"match_all": {}}
        case Not():
            return {"bool": {"must_not": [condition(node.part)]}}
        case All():
            wanted = [condition(part) for part in node.parts if not isinstance(part, Not)]
            refused = [condition(part.part) for part in node.parts if isinstance(part, Not)]
            return {"bool": {"filter": wanted, "must_not": refused}}
        case Either():
            return {"bool": {"should": [condition(part) for part in node.parts], "minimum_should_match": 1}}
        case Words():
            found = [_words(field, node) for field in node.fields]
            return found[0] if len(found) == 1 else {"bool": {"should": found, "minimum_should_match": 1}}
        case Term():
            return _keyword(node)
        case Range():
            return _range(node)
        case Flag():
            return {"term": {node.field.path: node.value}}
        case Present():
            return {"term": {"search.present": node.field.path}}


def _words(field: Field, node: Words) -> Dsl:
    path = f"search.words.{field.path}"
    held = pieces(list(node.tokens))
    if len(held) == 1:
        return {"prefix" if node.prefix else "term": {path: {"value": held[0]}}}
    asked: Dsl = {"query": " ".join(held), "analyzer": "whitespace"}
    if node.prefix:
        return {"match_phrase_prefix": {path: {**asked, "max_expansions": _EVERY_EXPANSION}}}
    return {"match_phrase": {path: asked}}


def _keyword(node: Term) -> Dsl:
    if len(node.key) > LONGEST_KEY:
        return NOTHING
    path, value = (node.field.path, node.key) if node.field.exact else ("search.terms", term(node.field.path, node.key))
    return {"prefix" if node.prefix else "term": {path: {"value": value}}}


def _range(node: Range) -> Dsl:
    bounds: Dsl = {}
    if node.low is not None:
        bounds["gte" if node.low_included else "gt"] = _comparable(node.low)
    if node.high is not None:
        bounds["lte" if node.high_included else "lt"] = _comparable(node.high)
    if node.field.type in ("time", "date"):
        return {"range": {f"search.moments.{node.field.path}": bounds}} if bounds else condition(Present(node.field))
    if node.field.type == "integer":
        return _of_integers(node.field, bounds)
    return {"range": {node.field.path: bounds}}


def _of_integers(field: Field, bounds: Dsl) -> Dsl:
    """A range of integers; the server refuses bounds that no integer of an index reaches."""
    kept: Dsl = {}
    for name, bound in bounds.items():
        beyond = abs(bound) >= LARGEST
        if beyond and (bound > 0) == name.startswith("g"):
            return NOTHING
        if not beyond:
            kept[name] = bound
    return {"range": {field.path: kept}} if kept else condition(Present(field))


def _comparable(value: Decimal | datetime) -> Any:
    return microseconds(value) if isinstance(value, datetime) else float(value)
