"""Tree → text that parses to the same tree: for saved searches, links and messages."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

from index.fields import Field, searched, word_fields
from index.language.tree import All, Either, Everything, Flag, Node, Not, Present, Range, Term, Words


def spell(node: Node) -> str:
    """Canonical text of a tree."""
    match node:
        case Everything():
            return "*"
        case Words():
            return _name(node.fields) + _words(node.tokens, node.prefix)
        case Term():
            return (
                f"{node.field.path}:{_escaped(node.key)}*" if node.prefix else f"{node.field.path}:{_quoted(node.key)}"
            )
        case Flag():
            return f"{node.field.path}:{str(node.value).lower()}"
        case Present():
            return f"{node.field.path}:*"
        case Range():
            opener, closer = "[" if node.low_included else "{", "]" if node.high_included else "}"
            return f"{node.field.path}:{opener}{_bound(node.low)} TO {_bound(node.high)}{closer}"
        case Not():
            return f"NOT {_grouped(node.part)}"
        case All():
            return " AND ".join(_grouped(part) for part in node.parts)
        case Either():
            return " OR ".join(_grouped(part) for part in node.parts)


def _grouped(node: Node) -> str:
    return f"({spell(node)})" if isinstance(node, All | Either | Not) else spell(node)


def _name(fields: tuple[Field, ...]) -> str:
    kind = fields[0].kind
    if fields == word_fields(kind):
        return ""
    return next(f"{name}:" for name, named in searched(kind).items() if named == fields)


def _words(tokens: tuple[str, ...], prefix: bool) -> str:
    return "-".join(tokens) + "*" if prefix else _quoted(" ".join(tokens))


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _escaped(text: str) -> str:
    return "".join(c if c.isalnum() else f"\\{c}" for c in text)


def _bound(value: Decimal | datetime | None) -> str:
    if value is None:
        return "*"
    if isinstance(value, datetime):
        return f'"{value.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds")}Z"'
    return f'"{value:f}"'
