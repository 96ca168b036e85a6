"""Everything from one store into another, whatever they are, and the proof that nothing was lost.

A copy that was killed is run again: what has landed is compared and left alone. The proof reads both stores whole,
side by side in order of id.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from foundation.errors import StoreError
from index.documents import Document
from index.fields import MODELS, Kind
from index.store import Batch, Store

CHUNK = 500
"""Documents written at once."""
_NAMED = 3
"""Differences that an error names."""


@dataclass
class Copied:
    """What a copy did."""

    documents: dict[Kind, int] = field(default_factory=dict)
    """Documents that both stores hold, by kind; all of them are equal."""
    written: int = 0
    """Documents that were new in the second store, or differed."""
    cursors: int = 0
    """Segments of the spool whose positions both know."""


def copy_store(source: Store, target: Store, on_progress: Callable[[int], None] = lambda documents: None) -> Copied:
    """Copy all documents, then the positions in the spool, then prove equality.

    Raises `StoreError` that names the first differences where *target* holds more than *source*, or one of the two
    is written meanwhile.
    """
    copied = Copied()
    for model in MODELS.values():
        documents = source.scan(model)
        while chunk := list(islice(documents, CHUNK)):
            copied.written += target.write(Batch(chunk))
            on_progress(len(chunk))
    target.write(Batch(cursors=source.cursors()))
    for kind, model in MODELS.items():
        copied.documents[kind] = _compared(kind, source.scan(model), target.scan(model))
        on_progress(copied.documents[kind])
    copied.cursors = _same_cursors(source, target)
    return copied


def _compared(kind: Kind, ours: Iterator[Document], theirs: Iterator[Document]) -> int:
    """Number of documents, if both have the same ones in the same state."""
    count = 0
    problems: list[str] = []
    one, other = next(ours, None), next(theirs, None)
    while (one or other) and len(problems) < _NAMED:
        if other is None or (one is not None and one.id < other.id):
            problems.append(f"{one.id if one else ''} is missing")
            one = next(ours, None)
        elif one is None or other.id < one.id:
            problems.append(f"{other.id} is only in the second store")
            other = next(theirs, None)
        else:
            if one != other:
                problems.append(f"{one.id} differs")
            count += 1
            one, other = next(ours, None), next(theirs, None)
    if problems:
        raise StoreError(
            f"the stores are not equal: {'; '.join(problems)}",
            where=f"{kind}s",
            way_out="let nobody write to either and run the copy again; a copy wants an empty second store",
        )
    return count


def _same_cursors(source: Store, target: Store) -> int:
    ours, theirs = source.cursors(), target.cursors()
    if ours != theirs:
        raise StoreError(
            "the stores have read the spool to different positions",
            where="cursors",
            way_out="let nobody write to either and run the copy again",
        )
    return len(ours)
