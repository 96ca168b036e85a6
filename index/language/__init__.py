"""The search language: text → a small typed tree that each store compiles to its own.

How people use it: docs/search.md. Text is parsed once (luqum), every mistake is a `QueryError` with its column.
"""

from index.language.mistakes import QueryError
from index.language.parsing import parse
from index.language.spelling import spell
from index.language.tree import (
    All,
    Either,
    Everything,
    Flag,
    Node,
    Not,
    Present,
    Range,
    Term,
    Words,
)

__all__ = [
    "All",
    "Either",
    "Everything",
    "Flag",
    "Node",
    "Not",
    "Present",
    "QueryError",
    "Range",
    "Term",
    "Words",
    "parse",
    "spell",
]
