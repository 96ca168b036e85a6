"""Text → tree. luqum reads the Lucene grammar; what the stores cannot both keep is refused here, with its place."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from threading import Lock
from typing import Any

import luqum.thread
from luqum import tree as lucene
from luqum.exceptions import ParseError

from index.fields import Field, Kind, searched, word_fields
from index.language.balance import check_balance
from index.language.leaves import Leaves, Typed
from index.language.mistakes import QueryError, nearest
from index.language.tree import All, Either, Everything, Node, Not

MAX_LENGTH = 5_000
"""Characters of a query."""
MAX_DEPTH = 40
"""Levels of brackets and negations."""
MAX_LEAVES = 250
"""Conditions of a query."""

_TYPED = str.maketrans(
    {"（": "(", "）": ")", "“": '"', "”": '"', "＂": '"', "＞": ">", "＜": "<", "＝": "=", "＊": "*"}
)
_WIDE_COLON = re.compile(r'(?<![^\s()\[\]{}"+-])([A-Za-z_.]+)：')
_WORD = re.compile(r"\w+|.", re.DOTALL)
_POSITION = re.compile(r"at (?:position (\d+)|the end)!?$")
_LOCK = Lock()

ContactHash = Callable[[str], tuple[str, ...]]
"""Hashes under which a contact that a person typed may be stored."""


def parse(text: str, kind: Kind, *, now: datetime, contact_hash: ContactHash | None = None) -> Node:
    """The tree of a query over documents of *kind*; *now* (UTC) is what ``now-30d`` counts from.

    Raises `QueryError`, and nothing else, for a mistake.
    """
    if len(text) > MAX_LENGTH:
        raise QueryError(
            f"the query has {len(text)} characters", query=text, start=MAX_LENGTH, way_out=f"use at most {MAX_LENGTH}"
        )
    if not text.strip():
        return Everything()
    typed = _WIDE_COLON.sub(lambda m: f"{m[1]}:" if m[1] in searched(kind) else m[0], text.translate(_TYPED))
    check_balance(typed)
    return _Reader(text, typed, kind, Leaves(text, now, contact_hash)).node(_lucene_tree(text, typed), None, 0)


def _lucene_tree(text: str, typed: str) -> Any:
    try:
        with _LOCK:  # luqum's parser keeps state of its own
            return luqum.thread.parse(typed)
    except ParseError as error:
        found = _POSITION.search(str(error))
        if found is None or found[1] is None:
            raise QueryError(
                "something is missing at the end",
                query=text,
                start=len(text),
                way_out="add what it should be, or take off the last word",
            ) from error
        start = int(found[1])
        word = _WORD.match(text, start)
        end = word.end() if word else start + 1
        raise QueryError(
            f"{text[start:end]!r} is not understood here",
            query=text,
            start=start,
            end=end,
            way_out='put the text between "…" to search for it as it stands; see docs/search.md',
        ) from error


class _Reader:
    def __init__(self, text: str, typed: str, kind: Kind, leaves: Leaves) -> None:
        self._text = text
        self._typed = typed
        self._kind = kind
        self._leaves = leaves
        self._count = 0

    def node(self, item: Any, fields: tuple[Field, ...] | None, depth: int) -> Node:
        """Tree of *item*, its words looked for in *fields* (none: the fields of bare words)."""
        if depth > MAX_DEPTH:
            raise self._mistake(item, f"more than {MAX_DEPTH} levels", "take some brackets away")
        match item:
            case lucene.Group() | lucene.FieldGroup() | lucene.Plus():
                return self.node(item.children[0], fields, depth + 1)
            case lucene.Prohibit() if fields and fields[0].type in ("integer", "decimal", "number"):
                return self._leaf(self._typed_value(item.children[0], minus=True), item, fields)
            case lucene.Not() | lucene.Prohibit():
                part = self.node(item.children[0], fields, depth + 1)
                return part.part if isinstance(part, Not) else Not(part)
            case lucene.OrOperation():
                return Either(self._parts(Either, item, fields, depth))
            case lucene.BaseOperation():
                return All(self._parts(All, item, fields, depth))
            case lucene.SearchField():
                return self._search_field(item, fields, depth)
            case lucene.Range():
                return self._range(item, fields)
            case lucene.From() | lucene.To():
                return self._comparison(item, fields)
            case lucene.Word() | lucene.Phrase():
                return self._leaf(self._typed_value(item), item, fields)
        raise self._mistake(item, _REFUSED.get(type(item).__name__, "this is not part of the search language"), _SEE)

    def _parts(
        self, joined: type[All] | type[Either], item: Any, fields: tuple[Field, ...] | None, depth: int
    ) -> tuple[Node, ...]:
        parts: list[Node] = []
        for child in item.children:
            part = self.node(child, fields, depth + 1)
            parts.extend(part.parts if isinstance(part, joined) else (part,))
        return tuple(parts)

    def _search_field(self, item: Any, outer: tuple[Field, ...] | None, depth: int) -> Node:
        start = self._start(item)
        name = self._typed[start : start + len(item.name)]
        if outer is not None:
            raise QueryError(
                f"a field inside the field {outer[0].names[0]}",
                query=self._text,
                start=start,
                end=start + len(name),
                way_out='name one field at a time, or put the text between "…"',
            )
        fields = searched(self._kind).get(name.lower())
        if fields is None:
            raise QueryError(
                f"no field is called {name!r}",
                query=self._text,
                start=start,
                end=start + len(name),
                way_out=f'{nearest(name, searched(self._kind))} To search for the text itself put it between "…".',
            )
        return self.node(item.children[0], fields, depth + 1)

    def _leaf(self, typed: Typed, item: Any, fields: tuple[Field, ...] | None) -> Node:
        self._counted(item)
        if fields is not None:
            return self._leaves.value(typed, fields)
        if typed.star and not typed.text:
            return Everything()
        known = word_fields(self._kind)
        if not known:
            names = ", ".join(sorted(searched(self._kind)))
            raise self._mistake(item, "there is no text to search here", f"use field:value with one of {names}")
        return self._leaves.words(typed, known)

    def _range(self, item: Any, fields: tuple[Field, ...] | None) -> Node:
        self._counted(item)
        low, high = item.children
        return self._leaves.range(
            self._field_of_range(item, fields),
            None if _open(low) else self._typed_value(low),
            None if _open(high) else self._typed_value(high),
            low_included=item.include_low,
            high_included=item.include_high,
        )

    def _comparison(self, item: Any, fields: tuple[Field, ...] | None) -> Node:
        self._counted(item)
        value = self._typed_value(item.children[0])
        above = isinstance(item, lucene.From)
        return self._leaves.range(
            self._field_of_range(item, fields),
            value if above else None,
            None if above else value,
            low_included=item.include,
            high_included=item.include,
        )

    def _field_of_range(self, item: Any, fields: tuple[Field, ...] | None) -> tuple[Field, ...]:
        if fields is None:
            raise self._mistake(
                item, "a range needs a field before it", "for example gpu_count:[100 TO *] or price:<30000"
            )
        return fields

    def _typed_value(self, item: Any, *, minus: bool = False) -> Typed:
        if isinstance(item, lucene.Prohibit):
            return self._typed_value(item.children[0], minus=True)
        if not isinstance(item, lucene.Word | lucene.Phrase):
            raise self._mistake(item, "a value is expected here", _SEE)
        quoted = isinstance(item, lucene.Phrase)
        start = item.pos
        raw = self._text[start : start + len(item.value)]
        return self._leaves.typed(raw[1:-1] if quoted else raw, start + quoted, quoted=quoted, minus=minus)

    def _counted(self, item: Any) -> None:
        self._count += 1
        if self._count > MAX_LEAVES:
            raise self._mistake(item, f"more than {MAX_LEAVES} conditions", "ask in several queries")

    def _start(self, item: Any) -> int:
        """First character of *item*: luqum counts the space before some of them in."""
        if isinstance(item, lucene.SearchField):
            colon = self._typed.rfind(":", 0, self._start(item.children[0]))
            return self._typed.rfind(item.name, 0, colon)
        start: int = item.pos
        while start < len(self._typed) and self._typed[start].isspace():
            start += 1
        return start

    def _mistake(self, item: Any, problem: str, way_out: str) -> QueryError:
        start = self._start(item)
        return QueryError(problem, query=self._text, start=start, end=item.pos + item.size, way_out=way_out)


_SEE = 'put the text between "…" to search for it as it stands; see docs/search.md'
_REFUSED = {
    "Fuzzy": "~ (nearly the same word) is not part of the search language",
    "Proximity": "~ (words near each other) is not part of the search language",
    "Boost": "^ (weight) is not part of the search language",
    "Regex": "/…/ (pattern) is not part of the search language",
}


def _open(item: Any) -> bool:
    return isinstance(item, lucene.Word) and item.value == "*"
