"""Names of places in a text, those of the trade before those of the world's gazetteer."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from extract.gazetteer import Place, gazetteer, place_of
from extract.reading import Mark, Reading
from extract.word_classes import word_classes

_WORDS = word_classes("place_frames")
_PART_OF_NAME = _WORDS.pattern(r"\s?{part_of_name_behind}")
_KINDS = ("city", "country", "zone")
_JOINT = re.compile(r",? ?")
_DISTRICT = re.compile(r"[\u4e00-\u9fff]{2,4}(?=[\s,，。;；、)）]|$)")
_NO_DISTRICT = _WORDS.pattern("{chinese_no_place}")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_ABBREVIATIONS = {"la", "us", "in", "nj", "tx"}
_SURE_TOWN = 100
"""Thousands of people from which a town's name alone may say where goods are."""


@dataclass(frozen=True, slots=True)
class Located:
    """A place as a text names it."""

    written: str
    """As it stands in the original text."""
    place: Place
    """What the gazetteer knows of it."""
    sure: bool = True
    """The name needs no cue beside it."""


def place_names(reading: Reading) -> list[Mark]:
    """Marks of kind ``place`` with a `Located`, in order; a district, a province or a country beside joins its city."""
    joined: list[Mark] = []
    for mark in _candidates(reading):
        if joined and mark.start < joined[-1].end:
            continue
        if joined and _belongs(reading, joined[-1], mark):
            joined[-1] = _join(reading, joined[-1], mark)
        else:
            joined.append(mark)
    return joined


def _candidates(reading: Reading) -> list[Mark]:
    marks = [
        Mark("place", Located(reading.raw(m.start, m.end), place_of(kind, m.value)), m.start, m.end)
        for kind in _KINDS
        for m in reading.marks.get(kind, ())
    ]
    for start, end, place in gazetteer().find(reading.text):
        word = reading.text[start:end]
        if word in _WORDS["chinese_words"] or not (_HAN.match(word) or reading.raw(start, end)[:1].isupper()):
            continue
        sure = place.thousands >= _SURE_TOWN and word not in _WORDS["english_words"]
        marks.append(Mark("place", Located(reading.raw(start, end), place, sure), start, end, "place.gazetteer"))
    marks.sort(key=lambda mark: (mark.start, -mark.end, mark.rule))
    return [mark for mark in marks if not _is_something_else(reading, mark)]


def _is_something_else(reading: Reading, mark: Mark) -> bool:
    text = reading.text
    if (
        reading.is_taken(mark.start, mark.end)
        or _PART_OF_NAME.match(text, mark.end)
        or text[mark.end : mark.end + 1] == "$"
    ):
        return True
    return text[mark.start : mark.end] in _ABBREVIATIONS and not reading.raw(mark.start, mark.end).isupper()


def _belongs(reading: Reading, first: Mark, second: Mark) -> bool:
    """江苏南京, 上海闵行; "Plano, Texas", "Hsinchu, Taiwan": two names of one place."""
    gap = reading.text[first.end : second.start]
    if not _JOINT.fullmatch(gap):
        return False
    inner, outer = first.value.place, second.value.place
    if inner.city is None and inner.country is not None and "," not in gap:
        # "马来 JB", "Germany Frankfurt"
        return outer.city is not None and outer.country == inner.country
    if _HAN.match(reading.text[second.start]):
        return not gap and (inner.country == outer.country or None in {inner.country, outer.country})
    return inner.city is not None and outer.city is None and (outer.country is not None or outer.free_zone)


def with_district(reading: Reading, mark: Mark) -> Mark:
    """货在武汉光谷: the few characters between a city and the end of the clause are a part of the place."""
    district = _DISTRICT.match(reading.text, mark.end)
    if district is None or _NO_DISTRICT.search(district.group()) or reading.is_taken(*district.span()):
        return mark
    located: Located = mark.value
    written = reading.raw(mark.start, district.end())
    return replace(mark, value=replace(located, written=written), end=district.end())


def _join(reading: Reading, first: Mark, second: Mark) -> Mark:
    before, after = first.value.place, second.value.place
    place = replace(
        before,
        city=before.city or after.city,
        country=after.country or before.country,
        free_zone=before.free_zone or after.free_zone,
    )
    written = reading.raw(first.start, second.end)
    return Mark("place", Located(written, place, first.value.sure or second.value.sure), first.start, second.end)
