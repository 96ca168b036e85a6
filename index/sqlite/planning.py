"""How several conditions together are answered, by what the newest rows tell of them.

The text index goes through the whole list of what is frequent, even where the other conditions leave few places to look
at. A range that most documents meet, beside conditions that few meet together, is quicker tested on the rows of these
few. Where the newest rows mislead, only time is lost.
"""

# ruff: noqa: S608 - names in SQL come from the field registry, values are parameters

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from index.fields import Kind
from index.language import All, Node, Range
from index.sqlite.compiling import Sql, condition, row_test
from index.sqlite.marks import is_marked
from index.sqlite.matching import match_expression
from index.sqlite.numbering import NUMBERED_BY
from index.sqlite.schema import TABLES, WORDS

_SAMPLE = 300
"""Newest rows that are asked which conditions they meet."""
_ENTRIES_A_ROW = 40
"""Entries of a list of the text index that are gone through in the time in which one row is found and tested."""


@dataclass(frozen=True)
class Plan:
    """How a query is best answered."""

    on_rows: frozenset[Node] = frozenset()
    """Ranges among its parts that are tested on rows; never all that the text index answers."""
    rare: bool = False
    """Whether few matches are to be expected."""


def plan_of(connection: sqlite3.Connection, node: Node, kind: Kind) -> Plan:
    """The plan for *node*; only several conditions together have one."""
    if kind not in NUMBERED_BY or not isinstance(node, All):
        return Plan()
    ranges = [part for part in node.parts if _is_of_row(part)]
    others = [part for part in node.parts if part not in ranges and match_expression(part, kind) is not None]
    if len(ranges) + len(others) < 2:
        return Plan()
    tests = [*(condition(part, kind) for part in ranges), *(row_test(part, kind, "w") for part in others)]
    met = _met(connection, kind, tests)
    if not met:
        return Plan()
    return Plan(_on_rows(ranges, len(tests), met), rare=not any(all(row) for row in met))


def _on_rows(ranges: list[Node], tests: int, met: list[tuple[int, ...]]) -> frozenset[Node]:
    """Those of *ranges*, the first of the *tests*, that are frequent beside what the other tests leave."""
    kept = set(range(tests))
    for place in sorted(range(len(ranges)), key=lambda place: -sum(row[place] for row in met)):
        others = kept - {place}
        together = sum(all(row[other] for other in others) for row in met)
        if others and (together + 1) * _ENTRIES_A_ROW < sum(row[place] for row in met):
            kept = others
    return frozenset(part for place, part in enumerate(ranges) if place not in kept)


def _is_of_row(part: Node) -> bool:
    """Whether it is a range that the text index knows and one column of the table tells, too."""
    return isinstance(part, Range) and part.field.top and not part.field.many and is_marked(part.field)


def _met(connection: sqlite3.Connection, kind: Kind, tests: list[Sql]) -> list[tuple[int, ...]]:
    """Which of *tests* each of the newest rows meets; nothing where there are few rows at all."""
    table = TABLES[kind]
    rows = connection.execute(
        f"SELECT {', '.join(test.text for test in tests)}"
        f" FROM (SELECT number FROM {table} ORDER BY number DESC LIMIT ?) AS n"
        f" CROSS JOIN {table} AS d ON d.number = n.number CROSS JOIN {WORDS[kind]} AS w ON w.rowid = n.number",
        (*(value for test in tests for value in test.parameters), _SAMPLE),
    ).fetchall()
    return rows if len(rows) == _SAMPLE else []
