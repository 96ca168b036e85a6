"""A query tree as an SQL condition over one kind's table, aliased ``d``.

A condition on words or keywords is either a list of rows from the text index, asked in one MATCH where it can answer
the whole (``gather``: quick for few matches), or a look at the words of the row at hand (``probe``: quick while walking
rows of which many match).
"""

# ruff: noqa: S608 - names in SQL come from the field registry, values are parameters

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, Literal

from index.fields import Field, Kind
from index.language import All, Either, Everything, Flag, Node, Not, Present, Range, Term, Words
from index.sqlite.matching import match_expression, tokens_of
from index.sqlite.rows import stored_time, term
from index.sqlite.schema import TERMS, WORDS

Access = Literal["gather", "probe"]


@dataclass(frozen=True)
class Sql:
    """A condition with its parameters."""

    text: str
    parameters: tuple[Any, ...] = ()


def condition(node: Node, kind: Kind, access: Access = "gather") -> Sql:
    """*node* as an SQL condition."""
    match node:
        case Everything():
            return Sql("1")
        case Not():
            inner = condition(node.part, kind, access)
            return Sql(f"NOT {inner.text}", inner.parameters)
        case Range():
            return _on_field(node.field, kind, *_bounds(node))
        case Flag():
            return _on_field(node.field, kind, "{} = ?", (int(node.value),))
        case Present():
            return _on_field(node.field, kind, "{} IS NOT NULL", ())
    answered = _answered(node, kind, access)
    if answered is not None:
        return answered
    match node:
        case All():
            return _grouped("AND", All, node.parts, kind, access)
        case Either():
            return _grouped("OR", Either, node.parts, kind, access)
        case Term():
            return _on_field(node.field, kind, *_keyword(node))
        case Words():
            raise AssertionError(f"{kind} has no text")


def row_test(node: Node, kind: Kind, words: str) -> Sql:
    """*node*, which the text index can answer alone, as a test of its row aliased *words*."""
    match node:
        case Everything():
            return Sql("1")
        case Words():
            tests = [_holds(f"{words}.{field.column}", " ".join(node.tokens), node.prefix) for field in node.fields]
            return _joined("OR", tests)
        case Term():
            return _holds(f"{words}.{TERMS}", term(node.field, node.key), node.prefix)
        case Flag() | Range() | Present():
            return _joined("OR", [_holds(f"{words}.{TERMS}", token) for token in tokens_of(node).tokens])
        case Not():
            refused = row_test(node.part, kind, words)
            return Sql(f"NOT {refused.text}", refused.parameters)
        case All() | Either():
            word = "AND" if isinstance(node, All) else "OR"
            return _joined(word, [row_test(part, kind, words) for part in node.parts])


def _holds(column: str, text: str, prefix: bool = False) -> Sql:
    """Whether tokens between spaces hold those of *text* in a row."""
    if prefix:
        return Sql(f"instr(' ' || {column}, ?)", (f" {text}",))
    return Sql(f"instr(' ' || {column} || ' ', ?)", (f" {text} ",))


def _answered(node: Node, kind: Kind, access: Access) -> Sql | None:
    """The whole of *node* by the text index; none where the row itself has to be asked, or is asked at less cost."""
    expression = match_expression(node, kind)
    if expression is None:
        return None
    table = WORDS[kind]
    if access == "gather":
        return Sql(f"d.number IN (SELECT rowid FROM {table} WHERE {table} MATCH ?)", (expression,))
    if not _is_of_words(node):
        return None
    test = row_test(node, kind, "w")
    return Sql(f"EXISTS (SELECT 1 FROM {table} AS w WHERE w.rowid = d.number AND {test.text})", test.parameters)


def _is_of_words(node: Node) -> bool:
    match node:
        case All() | Either():
            return all(_is_of_words(part) for part in node.parts)
        case Not():
            return _is_of_words(node.part)
    return isinstance(node, Words | Term)


def _grouped(word: str, joined: type[All] | type[Either], parts: tuple[Node, ...], kind: Kind, access: Access) -> Sql:
    """Parts that the text index answers go to it together, the others follow."""
    indexed = [part for part in parts if _answered(part, kind, access) is not None]
    others = [part for part in parts if part not in indexed]
    together: list[Node] = [joined(tuple(indexed))] if len(indexed) > 1 else list(indexed)
    return _joined(word, [condition(part, kind, access) for part in [*together, *others]])


def _joined(word: str, parts: list[Sql]) -> Sql:
    return Sql("(" + f" {word} ".join(p.text for p in parts) + ")", tuple(v for p in parts for v in p.parameters))


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
