"""The way of the goods: from one country through others to the last, as ISO 3166 codes in order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from extract.components.case_sentences import cased
from extract.components.place_names import Located
from extract.reading import Mark, Reading
from extract.scanning import Pattern
from extract.word_classes import word_classes

_ORDER = ("from", "via", "to")
_REACH = 48
_CAPITALS = re.compile(r"(?<![A-Za-z.])(US|UK|PRC|UAE)(?![A-Za-z])")
_OF_CAPITALS = {"US": "US", "UK": "GB", "PRC": "CN", "UAE": "AE"}
_ARROW = re.compile(r"(?:大陆|境内)?\s?(?:→|-+>|=+>|>|⇒|➔)\s?")
_NO_COUNTRY = frozenset({"EU"})
PLACE_KINDS = ("place", "goods_place", "delivery_place", "origin_place")
"""Kinds of marks that name a place."""


@dataclass(slots=True)
class Route:
    """The way of goods, as far as a span tells it."""

    codes: tuple[str, ...] = ()
    """Countries from the first to the last; one alone is the destination."""
    marks: list[Mark] = field(default_factory=list)
    """What names them."""
    doubt: Mark | None = None
    """A country on the way whose beginning and end are not told."""

    @property
    def is_chain(self) -> bool:
        """Whether arrows tell it."""
        return any(mark.rule == "case.route.chain" for mark in self.marks)


def route_in(reading: Reading, start: int, end: int) -> Route:
    """Countries by the words that lead to them: from X, through Y, to Z; or in a chain of arrows."""
    places = _countries(reading, start, end)
    chain = _chain(reading, places)
    if chain:
        marks = [Mark("route", place.value, place.start, place.end, "case.route.chain", 0.85) for place in chain]
        return Route(tuple(dict.fromkeys(mark.value for mark in marks)), marks)
    legs: dict[str, list[Mark]] = {leg: [] for leg in _ORDER}
    before: tuple[str, Mark] | None = None
    for place in places:
        leg = _leg(reading, start, place)
        if leg is None and before is not None and _goes_on(reading, before[1], place):
            leg = before[0]
        before = (leg, place) if leg is not None else None
        if leg is not None:
            legs[leg].append(Mark("route", place.value, place.start, place.end, f"case.route.{leg}", 0.85))
    marks = [mark for leg in _ORDER for mark in legs[leg]]
    codes = tuple(dict.fromkeys(mark.value for mark in marks))
    if len(codes) > 1 or legs["to"]:
        return Route(codes, marks)
    return Route(doubt=legs["via"][0] if legs["via"] else None)


def _chain(reading: Reading, places: list[Mark]) -> list[Mark]:
    """The longest run of countries joined by arrows."""
    best: list[Mark] = []
    run: list[Mark] = []
    for place in places:
        if run and not _ARROW.fullmatch(reading.text, run[-1].end, place.start):
            run = []
        run.append(place)
        if len(run) > max(1, len(best)):
            best = list(run)
    return best


@cache
def _cue(leg: str) -> Pattern:
    return word_classes("case_routes").pattern(rf"{{{leg}}}\s?(?:{{between}}\s?)?$")


@cache
def _first() -> Pattern:
    """'first shipping the chips to Malaysia', '先寄至泰国': a stop, not the end."""
    return word_classes("case_routes").pattern(r"{first}[^,，。;]{0,30}?{to}\s?(?:{between}\s?)?$")


@cache
def _list_gap() -> Pattern:
    return word_classes("case_routes").pattern(r"\s?,?\s?(?:{and}\s?)?(?:{and}\s?)?(?:{between}\s?)?")


@cache
def _body() -> Pattern:
    return word_classes("case_routes").pattern(r"(?:'s|的|一家|某)?[\s\-]?{body_behind}")


@cache
def _toward() -> tuple[Pattern, Pattern]:
    words = word_classes("case_routes")
    return Pattern(r"向\s?$"), words.pattern(r"[^,，。;]{0,12}?{toward_verb}")


def _countries(reading: Reading, start: int, end: int) -> list[Mark]:
    found = list(_named(reading, start, end))
    found.sort(key=lambda mark: (mark.start, -mark.end))
    kept: list[Mark] = []
    for mark in found:
        if kept and mark.start < kept[-1].end:
            continue
        if kept and kept[-1].value == mark.value and re.fullmatch(r",? ?", reading.text[kept[-1].end : mark.start]):
            kept[-1].end = mark.end
            continue
        kept.append(mark)
    return [mark for mark in kept if not _body().match(reading.text, mark.end)]


def _named(reading: Reading, start: int, end: int) -> Iterator[Mark]:
    for mark in (m for kind in PLACE_KINDS for m in reading.within(kind, start, end)):
        located = mark.value
        code = located.place.country if isinstance(located, Located) and located.sure else None
        if code is not None and code not in _NO_COUNTRY:
            yield Mark("place", code, mark.start, mark.end)
    for match in _CAPITALS.finditer(cased(reading, start, end)):
        yield Mark("place", _OF_CAPITALS[match[1]], start + match.start(), start + match.end())


def _leg(reading: Reading, start: int, place: Mark) -> str | None:
    text = reading.text
    first = max(start, place.start - _REACH)
    toward, verb = _toward()
    if toward.search(text, first, place.start):
        return "to" if verb.match(text, place.end) else None
    window = text[first : place.start]
    if _first().search(window):
        return "via"
    best: tuple[int, str] | None = None
    for leg in _ORDER:
        cue = _cue(leg).search(window)
        if cue is not None and (best is None or cue.start() < best[0]):
            best = (cue.start(), leg)
    return best[1] if best else None


def _goes_on(reading: Reading, before: Mark, place: Mark) -> bool:
    return _list_gap().fullmatch(reading.text, before.end, place.start) is not None
