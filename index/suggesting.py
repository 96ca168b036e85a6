"""What values a field has: those that begin as a person has typed, and those that are nearly what was typed.

Both go through searches with facets, so every store gives the same answer: a value is suggested where
``field:beginning*`` finds it, with the number of documents that hold it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches

from extract.normalise import tokens
from foundation.errors import UsageError
from index.asking import FACET_VALUES
from index.fields import MODELS, Field, Kind, facet_fields
from index.language import All, Either, Node, Not, Present, Term, Words, parse, spell
from index.language.mistakes import nearest
from index.store import COUNTED, Query, Store

_NEAR = 0.6
"""How alike two values are at least, from 0 to 1 (`difflib`)."""
_MEANT = 3
"""Values offered for one that is not there."""


@dataclass(frozen=True)
class Value:
    """A value of a field."""

    value: str
    documents: int
    """How many hold it."""


@dataclass(frozen=True)
class Values:
    """Values of a field that begin alike."""

    values: tuple[Value, ...]
    """By falling number of documents, then value."""
    counted_over: int | None
    """Only the newest documents that match were counted, so many; none: all that match."""


@dataclass(frozen=True)
class Meant:
    """A value that a query asks for and no document has, and what may have been meant."""

    asked: str
    """``field:value`` as the search language has it."""
    instead: tuple[str, ...]
    """The same with values that documents have, the nearest first."""


def suggest(
    store: Store,
    name: str,
    beginning: str = "",
    *,
    kind: Kind = "listing",
    limit: int = 20,
    count_to: int | None = COUNTED,
) -> Values:
    """Values of the field called *name* that begin so, at most *limit* of the 100 most frequent.

    Keywords begin so from their first character; texts such as sellers and places from any of their words. Capital
    letters, spaces and script make no difference. *count_to* is that of `Query`. Raises `UsageError` for a field whose
    values are not counted.
    """
    known = facet_fields(kind)
    if name not in known:
        raise UsageError(
            f"values of {name!r} are not counted", where="the field", way_out=nearest(name, known, fallback=20)
        )
    field = known[name]
    query = Query(spell(_beginning(field, beginning)), limit=1, facets=(name,), count_to=count_to)
    page = store.find(MODELS[kind], query)
    found = [Value(value, count) for value, count in page.facets[name] if _begins(field, value, beginning)]
    return Values(tuple(found[:limit]), page.facets_over)


def did_you_mean(store: Store, text: str, kind: Kind = "listing", *, now: datetime) -> tuple[Meant, ...]:
    """For each ``field:value`` of a query that found nothing: values that documents have and that look alike.

    *now* (UTC) is what times of the query count from. Raises `UsageError` for a mistake in the query.
    """
    meant: list[Meant] = []
    for leaf in dict.fromkeys(_leaves(parse(text, kind, now=now))):
        field, key = _asked(leaf)
        if field is None or not key or field not in facet_fields(kind).values():
            continue
        held = {
            _compared(field, one.value): one.value
            for beginning in ("", key[:1])
            for one in suggest(store, field.path, beginning, kind=kind, limit=FACET_VALUES).values
        }
        if key not in held and (close := get_close_matches(key, held, n=_MEANT, cutoff=_NEAR)):
            meant.append(Meant(f"{_short(field)}:{_joined(key)}", tuple(_spelled(field, held[one]) for one in close)))
    return tuple(meant)


def _beginning(field: Field, text: str) -> Node:
    if field.type == "text":
        found = tuple(tokens(text))
        return Words((field,), found, prefix=True) if found else Present(field)
    key = field.key(text)
    return Term(field, key, prefix=True) if key else Present(field)


def _begins(field: Field, value: str, beginning: str) -> bool:
    if field.type != "text":
        return field.key(value).startswith(field.key(beginning))
    *whole, last = tokens(beginning) or [""]
    held = tokens(value)
    places = range(len(held) - len(whole))
    return any(held[at : at + len(whole)] == whole and held[at + len(whole)].startswith(last) for at in places)


def _leaves(node: Node) -> Iterator[Node]:
    match node:
        case All() | Either():
            for part in node.parts:
                yield from _leaves(part)
        case Not():
            return
        case _:
            yield node


def _asked(leaf: Node) -> tuple[Field | None, str]:
    """Field and value, as they are compared, of a leaf that asks for one value."""
    match leaf:
        case Term() if not leaf.prefix:
            return leaf.field, leaf.key
        case Words(fields=(field,)) if not leaf.prefix:
            return field, " ".join(leaf.tokens)
    return None, ""


def _compared(field: Field, value: str) -> str:
    return " ".join(tokens(value)) if field.type == "text" else field.key(value)


def _joined(key: str) -> str:
    """Tokens as people write them: no space between Chinese characters."""
    shown = ""
    for token in key.split():
        apart = shown and (shown[-1].isascii() or token.isascii())
        shown += f" {token}" if apart else token
    return shown


def _short(field: Field) -> str:
    """The shortest name that asks for the field."""
    return min(field.names, key=len)


def _spelled(field: Field, value: str) -> str:
    shown = value if value.isalnum() else '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return f"{_short(field)}:{shown}"
