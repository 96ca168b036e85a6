"""The matches of a query in the order of their numbers, which for listings is the order of time.

What the text index answers is walked there, lazily and by number; the other conditions are tested row by row. So the
newest matches are found without looking at the older ones. Only for the beginning of a word the text index has to
gather all that begin so before the walk: where many do, looking at the words of the newest rows is quicker.
"""

# ruff: noqa: S608 - names in SQL come from the field registry, values are parameters

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Any

from index.fields import Kind
from index.language import All, Everything, Node, Range
from index.sqlite.compiling import condition, row_test
from index.sqlite.marks import is_marked
from index.sqlite.matching import EVERY_EXPRESSION, has_prefix, match_expression, superset_expression
from index.sqlite.numbering import NOT_BEFORE, NUMBERED_BY, ROOM, first_of
from index.sqlite.schema import INDEXED, TABLES, WORDS


@dataclass(frozen=True)
class Source:
    """Matches, as they stand after ``FROM``: conditions can be added."""

    text: str
    parameters: tuple[Any, ...]
    number: str
    """Name of a match's number in *text*."""

    def where(self, test: str, *parameters: Any) -> Source:
        """The matches that pass a further *test*."""
        return replace(self, text=f"{self.text} AND {test}", parameters=(*self.parameters, *parameters))

    def between(self, low: int | None, high: int | None) -> Source:
        """The matches whose number lies between two bounds, both included."""
        above = self if low is None else self.where(f"{self.number} >= ?", low)
        return above if high is None else above.where(f"{above.number} <= ?", high)


@dataclass(frozen=True)
class Stream:
    """A query taken apart."""

    kind: Kind
    words: Node | None
    """What the text index answers alone."""
    expression: str | None
    """That and what else narrows the search there, in the text index's own language."""
    rest: Node
    """What is tested on rows."""
    low: int | None = None
    """Smallest number a match can have, as far as the query tells."""
    high: int | None = None
    """Largest number a match can have."""

    def matches(self, *, whole: bool = False, walked: bool = False) -> Source:
        """All matches; their rows are ``d`` where *whole*, and they go by number where *walked*."""
        table = f"{TABLES[self.kind]} AS d"
        rest = condition(self.rest, self.kind)
        if self.expression is None:
            source = Source(f"{table}{' NOT INDEXED' if walked else ''} WHERE {rest.text}", rest.parameters, "d.number")
            return source.between(self.low, self.high)
        words = WORDS[self.kind]
        number = f"{words}.rowid"
        joined = f" CROSS JOIN {table} ON d.number = {number}" if whole or self.rest != Everything() else ""
        source = Source(f"{words}{joined} WHERE {words} MATCH ?", (self.expression,), number)
        return source.between(self.low, self.high).where(rest.text, *rest.parameters)

    def by_rows(self) -> Source:
        """All matches, rows found by an index of the table and each asked of the text index."""
        rest = condition(self.rest, self.kind)
        source = Source(f"{TABLES[self.kind]} AS d WHERE {rest.text}", rest.parameters, "d.number")
        if self.words is not None:
            asked = condition(self.words, self.kind, "probe")
            source = source.where(asked.text, *asked.parameters)
        return source.between(self.low, self.high)

    @cached_property
    def begun(self) -> tuple[Node, ...]:
        """Conditions on beginnings of words, among those that the text index answers alone."""
        return tuple(part for part in _parts(self.words or Everything()) if has_prefix(part))

    def looked_at(self, most: int) -> tuple[Source, Source]:
        """The newest *most* rows that match all but `begun`, and the matches among them, found by their words."""
        table = WORDS[self.kind]
        others = [part for part in _parts(self.words or Everything()) if part not in self.begun]
        expression = superset_expression(_all([*others, *_parts(self.rest)]), self.kind) or EVERY_EXPRESSION
        rows = replace(self, expression=expression).matches()
        newest = f"FROM {rows.text} ORDER BY {rows.number} DESC LIMIT {most:d}) AS newest WHERE"
        test = row_test(_all(self.begun), self.kind, table)
        return (
            Source(f"(SELECT {rows.number} AS number {newest} 1", rows.parameters, "newest.number"),
            Source(
                f"(SELECT {rows.number} AS number, {test.text} AS found {newest} newest.found",
                (*test.parameters, *rows.parameters),
                "newest.number",
            ),
        )

    def among(self, rows: Source) -> Source:
        """All matches as they stand in the text index, those kept that *rows*, of `narrowing`, has."""
        others = [part for part in _parts(self.rest) if not _is_narrow(part)]
        found = replace(self, rest=_all(others)).matches()
        # without the + the text index would be asked anew for every one of the rows
        return found.where(f"+{found.number} IN (SELECT {rows.number} FROM {rows.text})", *rows.parameters)

    def narrowing(self) -> Source | None:
        """Rows that an index of the table finds and the text index does not; all matches are among them."""
        ranges = [part for part in _parts(self.rest) if _is_narrow(part)]
        if not ranges:
            return None
        test = condition(_all(ranges), self.kind)
        return Source(f"{TABLES[self.kind]} AS d WHERE {test.text}", test.parameters, "d.number")


def stream_of(node: Node, kind: Kind, *, timely: bool = False, on_rows: frozenset[Node] = frozenset()) -> Stream:
    """*node* taken apart; *timely* says that no row of the kind is `index.sqlite.numbering.untimely`.

    Parts *on_rows* are not asked of the text index.
    """
    low: int | None = None
    high: int | None = None
    words: list[Node] = []
    rest: list[Node] = []
    tested: list[Node] = []
    for part in _parts(node):
        exact = False
        if isinstance(part, Range) and part.field.path == NUMBERED_BY.get(kind):
            from_number, to_number, exact = _numbers(part)
            low = max((bound for bound in (low, from_number) if bound is not None), default=None)
            high = min((bound for bound in (high, to_number) if bound is not None), default=None)
        elif timely and isinstance(part, Range) and part.field.path in NOT_BEFORE[kind]:
            high = min((bound for bound in (high, _numbers(part)[1]) if bound is not None), default=None)
        if part in on_rows:
            tested.append(part)
        elif match_expression(part, kind) is not None:
            words.append(part)
        elif not exact:
            rest.append(part)
    expression = superset_expression(_all([*words, *rest]), kind)
    return Stream(kind, _all(words) if words else None, expression, _all([*rest, *tested]), low, high)


def _parts(node: Node) -> tuple[Node, ...]:
    return node.parts if isinstance(node, All) else (node,)


def _all(parts: Sequence[Node]) -> Node:
    return All(tuple(parts)) if len(parts) > 1 else parts[0] if parts else Everything()


def _is_narrow(part: Node) -> bool:
    if not isinstance(part, Range):
        return False
    return part.field.column in INDEXED[part.field.kind] and not is_marked(part.field)


def _numbers(part: Range) -> tuple[int | None, int | None, bool]:
    """Numbers between which all matches lie, and whether all rows between them match."""
    low = first_of(part.low) if isinstance(part.low, datetime) else None
    exact = low is None or (part.low_included and _whole(part.low))
    if not isinstance(part.high, datetime):
        return low, None, exact
    before = _whole(part.high) and not part.high_included
    return low, first_of(part.high) + (-1 if before else ROOM - 1), exact and before


def _whole(moment: object) -> bool:
    return isinstance(moment, datetime) and moment.microsecond == 0
