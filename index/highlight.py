"""The piece of a document's text around what a query matched; the same for every store."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extract.normalise import align, token_places
from index.documents import Document
from index.language import All, Either, Node, Words

START, END = "\x02", "\x03"
"""Marks around a match."""
_BEFORE = 30
_LENGTH = 120
"""Characters of a piece."""
_MOST_MATCHES = 50


def highlight(node: Node, document: Document) -> str | None:
    """A piece of title or text with its matches marked; none where no words of the query stand there.

    Of an event, its own words come first.
    """
    wanted = list(_positive(node))
    for name in ("verbatim", "title", "text"):
        value = getattr(document, name, None)
        here = [words for words in wanted if any(field.path == name for field in words.fields)]
        if value and here and (spans := _spans(value, here)):
            return _piece(value, spans)
    return None


def _positive(node: Node) -> Iterator[Words]:
    if isinstance(node, Words):
        yield node
    elif isinstance(node, All | Either):
        for part in node.parts:
            yield from _positive(part)


def _spans(value: str, wanted: Sequence[Words]) -> list[tuple[int, int]]:
    """Where the tokens stand in *value* as written, overlapping matches joined."""
    aligned = align(value)
    wanted = [words for words in wanted if all(token in aligned.text for token in words.tokens)]
    if not wanted:
        return []
    places = token_places(aligned)
    held = [token for token, _ in places]
    starts = [start for _, start in places]
    found = []
    for words in wanted:
        for first in _matches(held, words):
            last = first + len(words.tokens) - 1
            found.append(aligned.span(starts[first], starts[last] + len(held[last])))
    joined: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _matches(held: Sequence[str], words: Words) -> Iterator[int]:
    *before, last = words.tokens
    count = 0
    for first in range(len(held) - len(words.tokens) + 1):
        end = held[first + len(before)]
        if (end.startswith(last) if words.prefix else end == last) and held[first : first + len(before)] == before:
            yield first
            count += 1
            if count == _MOST_MATCHES:
                return


def _piece(value: str, spans: Sequence[tuple[int, int]]) -> str:
    value = value.replace(START, " ").replace(END, " ")
    first = max(0, spans[0][0] - _BEFORE)
    last = min(len(value), max(first + _LENGTH, spans[0][1]))
    parts = ["…"] if first else []
    position = first
    for start, end in spans:
        if end > last:
            break
        parts += [value[position:start], START, value[start:end], END]
        position = end
    parts.append(value[position:last])
    if last < len(value):
        parts.append("…")
    return " ".join("".join(parts).split())
