"""Sentences of articles: their clauses, the models they name, and the facts drawn from them so far."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from typing import Literal

from extract.reading import Mark, Reading
from extract.scanning import Pattern
from extract.word_classes import word_classes

_WORDS = word_classes("facts")
_CONTEXT = _WORDS.pattern("{chip_context}")
_CRIMES, _CRIME_GOODS = _WORDS.pattern("{crimes}"), _WORDS.pattern("{crime_goods}")
_OTHER_THINGS = _WORDS.pattern("{other_things}")
_VEHICLES = _WORDS.pattern("{vehicles}")
_OTHER_MAKERS = _WORDS.pattern("{other_makers}")
_MAKER = _WORDS.pattern("{chip_makers}")
_CONSUMER = _WORDS.pattern("{consumer_goods}|{pc_parts}")
_CONSUMER_TITLE = _WORDS.pattern("{consumer_goods}|{pc_parts}|{accessories}")
_COMPARED = _WORDS.pattern(r"{comparing}\s?(?:{compared_words}\s?){0,3}$")
_COMPARED_REACH = 16
_NOT_THIS = _WORDS.pattern(r"{not_this}\s?(?:nvidia\s|nvidia's\s|英伟达\s?)?$")
_DENIAL_REACH = 24
_BULLET = re.compile(r"[ >]*(?:[-*•·|▪◾●○◆►▶‣]|[0-9]{1,2}[.)、])")
_QUOTE = "[\"'\u201d\u2019)]?"
_END = re.compile(
    rf"(?:[。!；;\n]|\?(?![a-z0-9_]{{1,20}}=))+|(?<![0-9])\.(?={_QUOTE}(?:\s|\[|\^|$))|(?<=[0-9])\.(?={_QUOTE}(?:\s|$))|→"
)
_ABBREVIATED = _WORDS.pattern("{abbreviations}$")
_HAN = Pattern(r"[\u4e00-\u9fff]+")
_CLAUSE_END = Pattern(r"，|,(?![0-9])|：|:(?![0-9])")
_LONGEST = 600
"""Longer runs without a full stop are no sentences: they are cut, so that reading stays linear."""
MOST_NUMBERS = 40
"""A sentence with more amounts or counts is a table or noise: its facts would be guesses, and reading it is slow."""
_CONTEXT_REACH = 200
_CONTEXT_BEHIND = 60
_SUBJECT_REACH = 90
"""How far back the maker is named whom a sentence speaks of."""
_LONGEST_TITLE = 90

Approx = Literal["about", "gt", "lt"]
Basis = Literal["each", "total"]


@dataclass(slots=True)
class Item:
    """A fact while it is put together."""

    model: str | None
    """Name, or none for chips without a model."""
    model_mark: Mark | None
    """What names it."""
    form: str | None
    """card, server, rack; none where a chip is meant or nothing is said."""
    sentence: tuple[int, int]
    """Where it stands."""
    quantity: Mark | None = None
    """The count."""
    low: int | None = None
    """Its value."""
    high: int | None = None
    """Its upper end."""
    price: Mark | None = None
    """The money."""
    counter: str | None = None
    """Class of the counter that stands with the count."""
    basis: Basis | None = None
    """What it pays for."""
    approx: Approx | None = None
    """How exact."""

    @property
    def start(self) -> int:
        """Where its number stands."""
        mark = self.quantity or self.price
        return mark.start if mark else self.sentence[0]

    @property
    def end(self) -> int:
        """One past its number and its name."""
        return max(mark.end for mark in (self.quantity, self.price, self.model_mark) if mark is not None)


@dataclass(slots=True)
class Sentence:
    """One sentence and what stands before it."""

    reading: Reading
    """The whole text."""
    start: int
    """First character."""
    end: int
    """One past the last."""
    models: list[Mark]
    """Models named in it, in order."""
    last_model: Mark | None
    """The last model named before it."""
    before: list[Item]
    """The facts of the sentence that gave the last ones."""
    about_consumer_goods: bool
    """The title or the sentence before is about a laptop, a case, a power supply …"""
    spots: dict[Pattern, list[tuple[int, int]]] = field(default_factory=dict)
    """Where a pattern was found in it: a sentence is searched once for each."""

    @property
    def text(self) -> str:
        """The normalised sentence."""
        return self.reading.text[self.start : self.end]

    @property
    def chinese(self) -> bool:
        """Written in Chinese."""
        return self.says(_HAN)

    def found(self, pattern: Pattern) -> list[tuple[int, int]]:
        """Every place of a pattern in the sentence, in order."""
        if pattern not in self.spots:
            self.spots[pattern] = [m.span() for m in pattern.finditer(self.reading.text, self.start, self.end)]
        return self.spots[pattern]

    def says(self, pattern: Pattern, start: int | None = None, end: int | None = None) -> bool:
        """Whether the sentence, or a part of it, holds a word of a pattern."""
        found = self.found(pattern)
        index = 0 if start is None else bisect_left(found, (start, 0))
        return index < len(found) and (end is None or found[index][1] <= end)

    def clause_says(self, pattern: Pattern, position: int) -> bool:
        """Whether the part between commas that holds a position does."""
        return self.says(pattern, *self.clause_span(position))

    def clause_span(self, position: int) -> tuple[int, int]:
        """The part between commas that holds a position of the text."""
        commas = self.found(_CLAUSE_END)
        index = bisect_left(commas, (position, 0))
        first = commas[index - 1][1] if index else self.start
        return first, commas[index][0] if index < len(commas) else self.end

    @property
    def is_bullet(self) -> bool:
        """A line of a list."""
        line = self.reading.line_of(self.start)
        return _BULLET.match(self.reading.text, line.start, line.end) is not None

    @property
    def topics(self) -> list[Mark]:
        """Its models without those that others are only measured by (较同期 H20 低), unless no other is left."""
        text, first = self.reading.text, self.start
        own = [m for m in self.models if not _COMPARED.search(text, max(first, m.start - _COMPARED_REACH), m.start)]
        return own or self.models

    @property
    def names_one_model(self) -> bool:
        """All its models are the same."""
        return len({m.value if m.kind == "family" else m.value.name for m in self.models}) == 1

    def left_of(self, mark: Mark, reach: int) -> str:
        """What stands before a mark, within the sentence."""
        return self.reading.text[max(self.start, mark.start - reach) : mark.start]

    def right_of(self, mark: Mark, reach: int) -> str:
        """What stands behind a mark, within the sentence."""
        return self.reading.text[mark.end : min(self.end, mark.end + reach)]

    def speaks_of_chips(self) -> bool:
        """The sentence, what stands beside it or a fact before it speaks of AI chips, not of any server or card."""
        if self.before or self.says(_CONTEXT) or (self.says(_CRIMES) and self.says(_CRIME_GOODS)):
            return True
        text = self.reading.text
        if _CONTEXT.search(text, max(0, self.start - _CONTEXT_REACH), self.start):
            return True
        last = text.find("\n", self.end, self.end + _CONTEXT_BEHIND)
        return _CONTEXT.search(text, self.end, last if last >= 0 else self.end + _CONTEXT_BEHIND) is not None

    def speaks_of_other_chips(self) -> bool:
        """Chips without a model are Nvidia's; those of a car, a phone or another maker are not."""
        text = self.reading.text
        if _VEHICLES.search(text, max(0, self.start - _CONTEXT_REACH), self.end + _CONTEXT_REACH):
            return True
        if self.says(_MAKER):
            return False
        before = max(0, self.start - _SUBJECT_REACH)
        told_before = _OTHER_MAKERS.search(text, before, self.start) and not _MAKER.search(text, before, self.start)
        return bool(told_before) or self.says(_OTHER_THINGS)

    def names_consumer_goods(self) -> bool:
        """It speaks of laptops, desktops, cases, power supplies and the like."""
        return self.says(_CONSUMER)


def sentences_of(reading: Reading) -> list[Sentence]:
    """Every sentence in order. `before` is for the caller to fill."""
    found: list[Sentence] = []
    last_model: Mark | None = None
    titled = _title_names_consumer_goods(reading)
    previous = False
    for start, end in sentence_spans(reading.text):
        sentence = Sentence(reading, start, end, models_in(reading, start, end), last_model, [], titled or previous)
        found.append(sentence)
        previous = _names_machines(sentence)
        if sentence.models:
            last_model = sentence.topics[-1]
    return found


_MACHINES_OF_CONSUMERS = _WORDS.pattern("{consumer_goods}")


def _names_machines(sentence: Sentence) -> bool:
    return sentence.says(_MACHINES_OF_CONSUMERS)


def _title_names_consumer_goods(reading: Reading) -> bool:
    """A short first line is a title: it says what the text is about."""
    first = reading.lines[0]
    title = reading.text[first.start : first.end]
    if len(reading.lines) == 1 or len(title) > _LONGEST_TITLE or "。" in title:
        return False
    return _CONSUMER_TITLE.search(title) is not None


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Start and end of every sentence."""
    spans: list[tuple[int, int]] = []
    start = 0
    for match in _END.finditer(text):
        if match.group() == "." and _ABBREVIATED.search(text, max(0, match.start() - 8), match.start()):
            continue
        spans.extend(_pieces(start, match.start()))
        start = match.end()
    spans.extend(_pieces(start, len(text)))
    return spans


def _pieces(start: int, end: int) -> list[tuple[int, int]]:
    return [(at, min(at + _LONGEST, end)) for at in range(start, end, _LONGEST)]


def models_in(reading: Reading, start: int, end: int) -> list[Mark]:
    """Models and families named in a span, but those that the text denies; a family word beside a model is its own."""
    named = reading.within("model", start, end)
    families = [
        family for family in reading.within("family", start, end) if not any(_touch(family, model) for model in named)
    ]
    return sorted((m for m in (*named, *families) if not _is_denied(reading.text, m)), key=lambda mark: mark.start)


def _is_denied(text: str, model: Mark) -> bool:
    """'不是 A100', 'not H200s', 'no H100 was among them': goods that the text says are others."""
    return _NOT_THIS.search(text, max(0, model.start - _DENIAL_REACH), model.start) is not None


def _touch(first: Mark, second: Mark) -> bool:
    return first.start <= second.end + 2 and second.start <= first.end + 2
