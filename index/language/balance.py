"""Quotes and brackets that do not pair up, told before parsing, while their place is still known."""

from __future__ import annotations

from collections.abc import Iterator

from index.language.mistakes import QueryError

_CLOSERS = {"(": ")", "[": "]}", "{": "]}"}
_BEFORE_QUOTE = ' \t\n\r():[]{}<>=+-~^"'


def check_balance(text: str) -> None:
    """Raise `QueryError` at the first quote or bracket without its partner."""
    open_brackets: list[tuple[str, int]] = []
    for position, character in _unquoted(text):
        if character in _CLOSERS:
            open_brackets.append((character, position))
        elif character in ")]}":
            if not open_brackets:
                raise _mistake(text, position, f"nothing opens this {character}")
            opener, _ = open_brackets.pop()
            if character not in _CLOSERS[opener]:
                raise _mistake(
                    text, position, f"{opener} is closed by {' or '.join(_CLOSERS[opener])}, not {character}"
                )
    if open_brackets:
        opener, position = open_brackets[-1]
        raise _mistake(text, position, f"this {opener} is never closed")


def _unquoted(text: str) -> Iterator[tuple[int, str]]:
    """Characters outside quotes and escapes with their positions."""
    position, quote = 0, None
    while position < len(text):
        character = text[position]
        if character == "\\":
            position += 2
            continue
        if character == '"':
            if quote is not None:
                quote = None
            elif position and text[position - 1] not in _BEFORE_QUOTE and not text[position - 1].isspace():
                raise _mistake(text, position, "a quotation mark stands inside a word", 'put a space before it, or \\"')
            else:
                quote = position
        elif quote is None:
            yield position, character
        position += 1
    if quote is not None:
        raise _mistake(text, quote, "this quotation mark is never closed", 'add the closing ", or leave it out')


def _mistake(text: str, position: int, problem: str, way_out: str | None = None) -> QueryError:
    return QueryError(
        problem, query=text, start=position, way_out=way_out or 'add its partner, or put the text between "…"'
    )
