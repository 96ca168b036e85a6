"""One text being read: its normalised form, and the marks that components leave on it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from extract.normalise import align
from extract.records import Evidence, Hints, Undetermined
from extract.scanning import scanner
from extract.screening import Entry, Questions, Screened, screen

_ALSO_MAINLAND = "昇乾著後"
_ISLANDS = re.compile(
    r"台北|台中|台南|高雄|新竹|桃园|新北|旺角|观塘|九龙|葵|荃湾|火炭|沙田|元朗|屯门|湾|香港|港|nt\$|hk\$"
)
_HAN = re.compile(r"[\u3400-\u9fff]")
_LATIN = re.compile(r"[a-z]")
_SCRIPT_REACH = 4000
"""Characters that the scripts of a text are told by."""
FULLWIDTH_COMMA = "，"
_CIRCLED = "①-⑳⑴-⒇⒈-⒛❶-❿➀-➓⓵-⓾"
_POINT = scanner(rf"(?:(?<=[\s,，。;；:：、|])|^)[{_CIRCLED}](?![{_CIRCLED}])", re.MULTILINE)
_LEAST_POINTS = 2
_CUT = ";"


@dataclass(slots=True)
class Mark:
    """A span of the normalised text with a meaning."""

    kind: str
    """What sort of thing: side, model, number, place …"""
    value: Any
    """Its reading, by kind."""
    start: int
    """First character in the normalised text."""
    end: int
    """One past the last."""
    rule: str = ""
    """Rule id."""
    confidence: float = 0.9
    """Between 0 and 1."""


@dataclass(slots=True)
class Line:
    """One line of the normalised text, without its line break."""

    start: int
    """First character."""
    end: int
    """One past the last."""


@dataclass(slots=True)
class Lang:
    """What scripts a text is written in."""

    code: str
    """zh, zh-Hant, en or mixed."""
    chinese: bool
    """More than a sprinkle of Han characters."""


class Reading:
    """The text, its marks by kind in order of place, and what was seen and not read."""

    def __init__(self, original: str, hints: Hints, kind: str, lang: str | None = None) -> None:
        self.original = original
        self.hints = hints
        self.kind = kind
        self.aligned = align(original)
        self.text = self._with_cuts(self._with_wide_commas())
        self.stated_lang = lang
        self.marks: dict[str, list[Mark]] = defaultdict(list)
        self.undetermined: list[Undetermined] = []
        self.taken = bytearray(len(self.text))
        self.state: dict[str, Any] = {}
        self._said: dict[Screened, re.Match[str] | None] = {}
        self._starts: dict[str, tuple[list[Mark], list[int]]] = {}
        self.excluded = screen().excluded(self.text, original)
        """Bits of the screened patterns that the text cannot match."""
        self.lines = list(self._lines())
        self._line_starts = [line.start for line in self.lines]
        self.lang = self._language()

    def _with_wide_commas(self) -> str:
        """Keep ， apart from the comma inside numbers: 10，200万 is not 10,200万."""
        text = self.aligned.text
        if FULLWIDTH_COMMA not in self.original:
            return text
        characters = list(text)
        index = text.find(",")
        while index >= 0:
            if self.aligned.slice(index, index + 1) == FULLWIDTH_COMMA:
                characters[index] = FULLWIDTH_COMMA
            index = text.find(",", index + 1)
        return "".join(characters)

    def _with_cuts(self, text: str) -> str:
        """Circled numbers that enumerate become cuts: '②4090 5张' is not 24090."""
        points = {match.start() for match in _POINT.finditer(self.original)}
        if len(points) < _LEAST_POINTS:
            return text
        characters = list(text)
        for index, character in enumerate(text):
            if character.isdigit() and self.aligned.span(index, index + 1)[0] in points:
                characters[index] = _CUT
        return "".join(characters)

    def _lines(self) -> Iterator[Line]:
        start = 0
        for piece in self.text.split("\n"):
            end = start + len(piece)
            yield Line(start, end)
            start = end + 1

    def _language(self) -> Lang:
        beginning = self.text[:_SCRIPT_REACH]
        han, latin = len(_HAN.findall(beginning)), len(_LATIN.findall(beginning))
        if not han:
            return Lang("en", chinese=False)
        if han * 6 < latin:
            return Lang("mixed", chinese=False)
        if self.stated_lang == "zh-Hant":
            return Lang("zh-Hant", chinese=True)
        traditional = self.original[:_SCRIPT_REACH] != beginning and self._has_traditional()
        return Lang("zh-Hant" if traditional else "zh", chinese=True)

    def _has_traditional(self) -> bool:
        """Two different traditional characters; one, where a place of Hong Kong or Taiwan is named."""
        different = {
            written
            for written, character in self.aligned.changed(_SCRIPT_REACH // 2)
            if "\u4e00" <= character <= "\u9fff" and written not in _ALSO_MAINLAND
        }
        return len(different) > 1 or (bool(different) and _ISLANDS.search(self.text) is not None)

    def add(  # noqa: PLR0917 - the five parts of a mark are always the same
        self, kind: str, value: Any, start: int, end: int, rule: str = "", confidence: float = 0.9
    ) -> Mark:
        """Leave a mark."""
        mark = Mark(kind, value, start, end, rule, confidence)
        self.marks[kind].append(mark)
        return mark

    def take(self, start: int, end: int) -> None:
        """Claim characters: no number inside them is read again."""
        self.taken[start:end] = b"\x01" * (end - start)

    def is_taken(self, start: int, end: int) -> bool:
        """Whether any character of the span is claimed."""
        return self.taken.find(1, start, end) >= 0

    def within(self, kind: str, start: int, end: int) -> list[Mark]:
        """Marks of a kind that lie inside the span, in order. Costs what it finds, however long the text."""
        marks = self.marks.get(kind)
        if not marks:
            return []
        if len(marks) == 1:
            [mark] = marks
            return [mark] if start <= mark.start < end and mark.end <= end else []
        known = self._starts.get(kind)
        if known is None or known[0] is not marks or len(known[1]) != len(marks):
            starts = self._sorted_starts(kind, marks)
        else:
            starts = known[1]
        first = bisect_left(starts, start)
        return [mark for mark in marks[first : bisect_left(starts, end, first)] if mark.end <= end]

    def next_from(self, kind: str, position: int) -> Mark | None:
        """The first mark of a kind that begins at a position or behind it."""
        marks = self.marks.get(kind)
        if not marks:
            return None
        first = bisect_left(self._sorted_starts(kind, marks), position)
        return marks[first] if first < len(marks) else None

    def _sorted_starts(self, kind: str, marks: list[Mark]) -> list[int]:
        """Put marks in order of place, unless they were since the last one was added, and tell where each begins."""
        known = self._starts.get(kind)
        if known is not None and known[0] is marks and len(known[1]) == len(marks):
            return known[1]
        found = [mark.start for mark in marks]
        starts = sorted(found)
        if starts != found:
            marks.sort(key=lambda mark: mark.start)
        self._starts[kind] = (marks, starts)
        return starts

    def find(self, pattern: Screened, *span: int) -> Iterable[re.Match[str]]:
        """Matches of a pattern in the text, or in a part of it; it is not tried where the text cannot match it."""
        return () if self.excluded & pattern.bit else pattern.finditer(self.text, *span)

    def find_as_written(self, pattern: Screened, *span: int) -> Iterable[re.Match[str]]:
        """The same in the original text, or in a part of it."""
        return () if self.excluded & pattern.bit else pattern.finditer(self.original, *span)

    def remaining(self, questions: Questions[Entry]) -> Sequence[Entry]:
        """Those of some questions that are to be asked of the text: the others cannot find anything in it."""
        return questions.remaining(self.excluded)

    def says(self, pattern: Screened) -> re.Match[str] | None:
        """Where the text first matches a pattern. It is searched once, however many amounts ask."""
        if self.excluded & pattern.bit:
            return None
        if pattern not in self._said:
            self._said[pattern] = pattern.search(self.text)
        return self._said[pattern]

    def line_number(self, position: int) -> int:
        """Number of the line that holds a position, from 0."""
        return bisect_right(self._line_starts, position, 1) - 1 if len(self.lines) > 1 else 0

    def line_of(self, position: int) -> Line:
        """The line that holds a position."""
        lines = self.lines
        return lines[bisect_right(self._line_starts, position, 1) - 1] if len(lines) > 1 else lines[0]

    def near(self, position: int, reach: int = 400) -> tuple[int, int]:
        """The part of a position's line within reach: a line of a megabyte is no line."""
        line = self.line_of(position)
        return max(line.start, position - reach), min(line.end, position + reach)

    def raw(self, start: int, end: int) -> str:
        """The original text behind a span."""
        return self.aligned.slice(start, end)

    def evidence(self, field_name: str, mark: Mark) -> Evidence:
        """Evidence for a field from a mark, in original offsets."""
        start, end = self.aligned.span(mark.start, mark.end)
        return Evidence(
            field=field_name,
            start=start,
            end=end,
            text=self.original[start:end],
            rule=mark.rule or mark.kind,
            confidence=mark.confidence,
        )

    def undetermined_at(self, field_name: str, start: int, end: int, reason: str) -> Undetermined:
        """A value that is there but was not read."""
        first, last = self.aligned.span(start, end)
        return Undetermined(field=field_name, raw=self.original[first:last], reason=reason, start=first, end=last)
