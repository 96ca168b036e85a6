"""A query tree in the language of the text index (FTS5).

FTS5 finds what several conditions have in common by moving each of them in turn to the place that the others have
reached, phrases and alternatives too, which cost most. Conditions are therefore nested: the dear ones are only asked
about documents on which the cheap ones agree.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from index.fields import Kind
from index.language import All, Either, Everything, Flag, Node, Not, Present, Range, Term, Words
from index.sqlite.marks import is_marked, signs_between
from index.sqlite.rows import EVERY, NOTHING, flag, mark, term
from index.sqlite.schema import TERMS, WORDS

EVERY_EXPRESSION = f"{{{TERMS}}} : {EVERY}"
"""Matches every document."""


@dataclass(frozen=True)
class Tokens:
    """Tokens of which every match has at least one."""

    tokens: tuple[str, ...]
    exact: bool
    """Whether every document with one of them is a match."""


_UNTOLD = Tokens((), exact=False)
_IN_PHRASE = 5
"""What a token of a phrase costs: its places in each document are read."""
_BEGINNING = 100
"""What the beginning of a word costs: all that begin so."""


def match_expression(node: Node, kind: Kind) -> str | None:
    """The whole of *node* in FTS5's own language; none where the text index cannot answer it."""
    if kind not in WORDS:
        return None
    match node:
        case Everything():
            return EVERY_EXPRESSION
        case Not():
            refused = match_expression(node.part, kind)
            return None if refused is None else f"({EVERY_EXPRESSION} NOT {refused})"
        case Words():
            columns = " ".join(field.column for field in node.fields)
            return f"{{{columns}}} : {_phrase(' '.join(node.tokens), node.prefix)}"
        case Term() if not node.field.exact:
            return _term(term(node.field, node.key), node.prefix)
        case Flag() | Range() | Present():
            known = tokens_of(node)
            return _any_of(known) if known.exact else None
        case Either():
            parts = [match_expression(part, kind) for part in node.parts]
            return None if None in parts else _joined("OR", [part for part in parts if part])
        case All():
            answered = all(match_expression(part, kind) is not None for part in node.parts)
            return superset_expression(node, kind) if answered else None
    return None


def superset_expression(node: Node, kind: Kind) -> str | None:
    """What every match of *node*, and perhaps more, matches in the text index; none where it tells nothing."""
    if isinstance(node, All):
        return _all_of(node.parts, kind)
    expression = match_expression(node, kind)
    if expression is not None or kind not in WORDS:
        return expression
    match node:
        case Range():
            known = tokens_of(node)
            return _any_of(known) if known.tokens else None
        case Either():
            parts = [superset_expression(part, kind) for part in node.parts]
            return None if None in parts else _joined("OR", [part for part in parts if part])
    return None


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


def tokens_of(node: Flag | Range | Present) -> Tokens:
    """What the text index has of a number, a time or a flag."""
    if isinstance(node, Flag):
        return Tokens((flag(node.field),), exact=True) if node.value else _UNTOLD
    if not is_marked(node.field):
        return _UNTOLD
    cover = signs_between(node if isinstance(node, Range) else Range(node.field))
    return Tokens(tuple(mark(node.field, sign) for sign in cover.signs) or (NOTHING,), cover.exact)


def _all_of(parts: Sequence[Node], kind: Kind) -> str | None:
    """What all of *parts* have in common, as far as the text index tells."""
    wanted = [(_cost(part), superset_expression(part, kind)) for part in parts if not isinstance(part, Not)]
    unwanted = [match_expression(part.part, kind) for part in parts if isinstance(part, Not)]
    refused = [expression for expression in unwanted if expression is not None]
    found: str | None = None
    for _, alike in groupby(sorted((cost, asked) for cost, asked in wanted if asked is not None), itemgetter(0)):
        together = _joined("AND", [expression for _, expression in alike])
        # NOT keeps FTS5 from making one list of both
        found = f"(({found} NOT {_term(NOTHING)}) AND {together})" if found else together
    if not refused:
        return found
    return f"({found or EVERY_EXPRESSION} NOT {_joined('OR', refused)})"


def _cost(node: Node) -> int:
    """How much FTS5 has to do to find the next match of *node*, roughly: 1 for a token."""
    match node:
        case Words():
            phrase = _IN_PHRASE * len(node.tokens) if len(node.tokens) > 1 else 1
            return phrase + (_BEGINNING if node.prefix else 0)
        case Term():
            return _BEGINNING if node.prefix else 1
        case Range() | Present() | Flag():
            return max(1, len(tokens_of(node).tokens))
        case All() | Either():
            return sum(_cost(part) for part in node.parts)
        case Not():
            return 1 + _cost(node.part)
    return 1


def _any_of(known: Tokens) -> str:
    return _joined("OR", [_term(token) for token in known.tokens])


def _term(token: str, prefix: bool = False) -> str:
    """A token of the column `TERMS`. A whole one stands in no other column, and not to look where spares a third."""
    if prefix or token in (EVERY, NOTHING):
        return f"{{{TERMS}}} : {_phrase(token, prefix)}"
    return _phrase(token, prefix)


def _phrase(text: str, prefix: bool) -> str:
    quoted = '"' + text.replace('"', '""') + '"'
    return f"{quoted} *" if prefix else quoted


def _joined(word: str, parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else "(" + f" {word} ".join(parts) + ")"
