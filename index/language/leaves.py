"""One condition of a query: what was typed, read by the type of its field."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from extract.catalogue import load_catalogue
from extract.normalise import tokens
from index.fields import Field
from index.language.mistakes import QueryError
from index.language.tree import Either, Flag, Node, Present, Range, Term, Words
from index.language.values import FLAG_FORMS, NUMBER_FORMS, TIME_FORMS, Span, read_flag, read_number, read_time

_NUMBERS = ("integer", "decimal", "number")
_TIMES = ("time", "date")


@dataclass(frozen=True)
class Typed:
    """A value as typed, escapes resolved."""

    text: str
    start: int
    """Where it stands in the query."""
    end: int
    star: bool
    """``*`` stood at its end, outside quotes."""


class Leaves:
    """Builds the leaves of one query."""

    def __init__(self, query: str, now: datetime, contact_hash: Callable[[str], tuple[str, ...]] | None = None) -> None:
        self._query = query
        self._now = now
        self._contact_hash = contact_hash

    def typed(self, raw: str, start: int, *, quoted: bool, minus: bool) -> Typed:
        """Resolve escapes and find the ``*`` at the end; a wildcard anywhere else is refused."""
        text: list[str] = ["-"] if minus else []
        position, star = 0, False
        while position < len(raw):
            character = raw[position]
            if character == "\\" and position + 1 < len(raw):
                position += 1
                text.append(raw[position])
            elif quoted or character not in "*＊?":
                text.append(character)
            elif character != "?" and position == len(raw) - 1:
                star = True
            else:
                raise QueryError(
                    f"{character} can only stand at the end of a word" if character != "?" else "? is no wildcard",
                    query=self._query,
                    start=start + position,
                    way_out=f'write the beginning of the word and *, or "{raw}" for the text as it stands',
                )
            position += 1
        return Typed("".join(text), start, start + len(raw), star)

    def words(self, typed: Typed, fields: tuple[Field, ...]) -> Words:
        """Tokens that must follow each other in one of *fields*."""
        found = tuple(tokens(typed.text))
        if not found:
            raise self._mistake(typed, "there is no letter, digit or character to search for", "add a word")
        return Words(fields, found, typed.star)

    def value(self, typed: Typed, fields: tuple[Field, ...]) -> Node:
        """A value of the fields that share a name."""
        if typed.star and not typed.text:
            return _either([Present(field) for field in fields])
        if all(field.type == "text" for field in fields):
            return self.words(typed, fields)
        return _either([leaf for field in fields for leaf in self._one(typed, field)])

    def range(
        self,
        fields: tuple[Field, ...],
        low: Typed | None,
        high: Typed | None,
        *,
        low_included: bool,
        high_included: bool,
    ) -> Node:
        """Values between two bounds, either of which may be open."""
        given = low or high
        if given is None:
            return _either([Present(field) for field in fields])
        for field in fields:
            if field.type not in (*_NUMBERS, *_TIMES):
                raise self._mistake(
                    given, f"{field.names[0]} is neither a number nor a time", f"write {field.names[0]}:value"
                )
        return _either(
            [
                self._between(
                    field,
                    self._span(low, field) if low else None,
                    self._span(high, field) if high else None,
                    low_included,
                    high_included,
                )
                for field in fields
            ]
        )

    def _one(self, typed: Typed, field: Field) -> list[Node]:
        if field.type in (*_NUMBERS, *_TIMES):
            span = self._span(typed, field)
            return [self._between(field, span, span, True, True)]
        if field.type == "boolean":
            flag = None if typed.star else read_flag(typed.text)
            if flag is None:
                raise self._mistake(typed, f"{field.names[0]} is {FLAG_FORMS}", f"use {FLAG_FORMS}")
            return [Flag(field, flag)]
        name = _short_name(typed.text) if field.catalogue and not typed.star else typed.text
        key = field.key(name)
        if not key:
            raise self._mistake(typed, "the value is empty", f"write {field.names[0]}:value, or {field.names[0]}:*")
        terms: list[Node] = [Term(field, key, typed.star)]
        if field.hashed and self._contact_hash and not typed.star:
            terms += [Term(field, hashed) for hashed in self._contact_hash(typed.text) if hashed != key]
        return terms

    def _span(self, typed: Typed, field: Field) -> Span:
        numeric = field.type in _NUMBERS
        span = None if typed.star else read_number(typed.text) if numeric else read_time(typed.text, self._now)
        if span is None:
            forms = NUMBER_FORMS if numeric else TIME_FORMS
            raise self._mistake(typed, f"{field.names[0]} takes {'a number' if numeric else 'a time'}", f"use {forms}")
        return span

    def _between(self, field: Field, low: Span | None, high: Span | None, low_in: bool, high_in: bool) -> Range:
        """Bounds in points: a day as upper end includes the whole day, above a day starts at the next."""
        low_point = None if low is None else low.start if low_in else low.end
        high_point = None if high is None else high.end if high_in else high.start
        return Range(
            field,
            low_point,
            high_point,
            low_included=low is None or low_in or not low.instant,
            high_included=high is None or (high_in and high.instant),
        )

    def _mistake(self, typed: Typed, problem: str, way_out: str) -> QueryError:
        return QueryError(problem, query=self._query, start=typed.start, end=typed.end, way_out=way_out)


def _short_name(text: str) -> str:
    """The catalogue's short name of a model that *text* spells in any way, else *text* itself."""
    found = load_catalogue().find(text)
    return found.model.name if found and found.model and found.kind == "model" else text


def _either(nodes: list[Node]) -> Node:
    return nodes[0] if len(nodes) == 1 else Either(tuple(nodes))
