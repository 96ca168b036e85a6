"""A query tree as an SQL condition over one kind's table, aliased ``d``.

What the text index can answer whole is asked in one MATCH. A condition on the text index is either a list of rows
(``gather``: quick for few matches) or a test of the row at hand (``probe``: quick while walking an index whose rows
mostly match).
"""

# ruff: noqa: S608 - names in SQL come from the field registry, values are parameters

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, Literal

from index.fields import Field, Kind
from index.language import All, Either, Everything, Flag, Node, Not, Present, Range, Term, Words
from index.sqlite.rows import stored_time, term
from index.sqlite.schema import TERMS, WORDS

Access = Literal["gather", "probe"]


@dataclass(frozen=True)
class Sql:
    """A condition with its parameters."""

    text: str
    parameters: tuple[Any, ...] = ()


def match_expression(node: Node, kind: Kind) -> str | None:
    """The whole of *node* in FTS5's own language; none where the text index cannot answer it."""
    if kind not in WORDS:
        return None
    match node:
        case Words():
            columns = " ".join(field.column for field in node.fields)
            return f"{{{columns}}} : {_phrase(' '.join(node.tokens), node.prefix)}"
        case Term() if not node.field.exact:
            return f"{{{TERMS}}} : {_phrase(term(node.field, node.key), node.prefix)}"
        case Either():
            parts = [match_expression(part, kind) for part in node.parts]
            return None if None in parts else _joined("OR", [part for part in parts if part])
        case All():
            wanted = [match_expression(part, kind) for part in node.parts if not isinstance(part, Not)]
            refused = [match_expression(part.part, kind) for part in node.parts if isinstance(part, Not)]
            if not wanted or None in wanted or None in refused:
                return None
            found = _joined("AND", [part for part in wanted if part])
            without = _joined("OR", [part for part in refused if part])
            return f"({found} NOT {without})" if refused else found
    return None


def condition(node: Node, kind: Kind, access: Access = "gather") -> Sql:
    """*node* as an SQL condition."""
    expression = match_expression(node, kind)
    if expression is not None:
        return _matching(expression, kind, access)
    match node:
        case Everything():
            return Sql("1")
        case Not():
            inner = condition(node.part, kind, access)
            return Sql(f"NOT {inner.text}", inner.parameters)
        case All():
            return _grouped("AND", All, node.parts, kind, access)
        case Either():
            return _grouped("OR", Either, node.parts, kind, access)
        case Term():
            return _on_field(node.field, kind, *_keyword(node))
        case Range():
            return _on_field(node.field, kind, *_bounds(node))
        case Flag():
            return _on_field(node.field, kind, "{} = ?", (int(node.value),))
        case Present():
            return _on_field(node.field, kind, "{} IS NOT NULL", ())
        case Words():
            raise AssertionError(f"{kind} has no text")


def has_prefix(node: Node) -> bool:
    """Whether a word or keyword of *node* need only begin so."""
    match node:
        case Words() | Term():
            return node.prefix
        case Not():
            return has_prefix(node.part)
        case All() | Either():
            return any(has_prefix(part) for part in node.parts)
    return False


def _phrase(text: str, prefix: bool) -> str:
    quoted = '"' + text.replace('"', '""') + '"'
    return f"{quoted} *" if prefix else quoted


def _joined(word: str, parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else "(" + f" {word} ".join(parts) + ")"


def _matching(expression: str, kind: Kind, access: Access) -> Sql:
    table = WORDS[kind]
    if access == "probe":
        return Sql(f"EXISTS (SELECT 1 FROM {table} WHERE {table} MATCH ? AND rowid = d.number)", (expression,))
    return Sql(f"d.number IN (SELECT rowid FROM {table} WHERE {table} MATCH ?)", (expression,))


def _grouped(word: str, joined: type[All] | type[Either], parts: tuple[Node, ...], kind: Kind, access: Access) -> Sql:
    """Parts that the text index answers go to it together, the others follow."""
    indexed = [part for part in parts if match_expression(part, kind) is not None]
    others = [part for part in parts if match_expression(part, kind) is None]
    together: list[Node] = [joined(tuple(indexed))] if len(indexed) > 1 else list(indexed)
    conditions = [condition(part, kind, access) for part in [*together, *others]]
    return Sql(
        "(" + f" {word} ".join(c.text for c in conditions) + ")", tuple(p for c in conditions for p in c.parameters)
    )


def _on_field(field: Field, kind: Kind, test: str, parameters: tuple[Any, ...]) -> Sql:
    """*test* (``{}`` is the value) on the field, wherever it is kept."""
    if field.top and not field.many:
        return Sql(f"({test.replace('{}', f'd.{field.column}')})", parameters)
    if field.top:
        inner = f"SELECT 1 FROM json_each(d.{field.column}) AS j WHERE {test.replace('{}', 'j.value')}"
    elif field.table:
        inner = (
            f"SELECT 1 FROM {field.table} AS o WHERE o.listing = d.number AND {test.replace('{}', f'o.{field.name}')}"
        )
    else:
        record, _, name = field.path.partition(".")
        value = f"json_extract(j.value, '$.{name}')"
        inner = f"SELECT 1 FROM json_each(d.{record}) AS j WHERE {test.replace('{}', value)}"
    return Sql(f"EXISTS ({inner})", parameters)


def _keyword(node: Term) -> tuple[str, tuple[Any, ...]]:
    value = "{}" if node.field.exact else "keyword_key({})"
    if not node.prefix:
        return f"{value} = ?", (node.key,)
    return f"{value} >= ? AND {value} < ?", (node.key, node.key + "\U0010ffff")


def _bounds(node: Range) -> tuple[str, tuple[Any, ...]]:
    value = "{} || 'T00:00:00'" if node.field.type == "date" else "{}"
    tests, parameters = [f"{value} IS NOT NULL"], []
    if node.low is not None:
        tests.append(f"{value} {'>=' if node.low_included else '>'} ?")
        parameters.append(_comparable(node.low))
    if node.high is not None:
        tests.append(f"{value} {'<=' if node.high_included else '<'} ?")
        parameters.append(_comparable(node.high))
    return " AND ".join(tests), tuple(parameters)


def _comparable(value: Decimal | datetime) -> Any:
    return stored_time(value) if isinstance(value, datetime) else float(value)
