"""Which documents a query tree matches, said in plain Python over the documents themselves."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from extract.normalise import tokens
from index.documents import Document
from index.language import All, Either, Everything, Flag, Node, Not, Present, Range, Term, Words


def matches(node: Node, document: Document) -> bool:
    """Whether *document* matches."""
    match node:
        case Everything():
            return True
        case Not():
            return not matches(node.part, document)
        case All():
            return all(matches(part, document) for part in node.parts)
        case Either():
            return any(matches(part, document) for part in node.parts)
        case Words():
            return any(_holds(node, tokens(value)) for field in node.fields for value in field.values(document))
        case Term():
            keys = [node.field.key(str(value)) for value in node.field.values(document)]
            return any(key.startswith(node.key) if node.prefix else key == node.key for key in keys)
        case Range():
            return any(_within(node, _comparable(value)) for value in node.field.values(document))
        case Flag():
            return node.value in node.field.values(document)
        case Present():
            return bool(node.field.values(document))


def _holds(node: Words, held: list[str]) -> bool:
    wanted = list(node.tokens)
    for start in range(len(held) - len(wanted) + 1):
        piece = held[start : start + len(wanted)]
        if piece == wanted or (node.prefix and piece[:-1] == wanted[:-1] and piece[-1].startswith(wanted[-1])):
            return True
    return False


def _comparable(value: Any) -> Any:
    if isinstance(value, datetime):
        return value
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day, tzinfo=UTC)
    return float(value)


def _within(node: Range, value: Any) -> bool:
    low = float(node.low) if isinstance(node.low, Decimal) else node.low
    high = float(node.high) if isinstance(node.high, Decimal) else node.high
    above = low is None or value > low or (node.low_included and value == low)
    return above and (high is None or value < high or (node.high_included and value == high))
