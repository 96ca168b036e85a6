"""Where goods are, are handed over, come from: a place beside a cue, or a place that stands alone."""

from __future__ import annotations

import re

from extract.components.place_names import place_names, with_district
from extract.components.unknown_places import find_unknown_places
from extract.reading import Mark, Reading
from extract.word_classes import word_classes

_WORDS = word_classes("place_frames")
_GLUE_BEFORE = _WORDS.pattern(
    r"(?:\s?{weekday}\.?(?:\s?[\-–/&]\s?{weekday})?)?(?:\s?[0-9:.\-–]{1,11}\s?{hour})?"
    r"[\s:：=在于为是到至地/(（\[\]】,\-]{0,4}{glue}?\s?(?:[0-9][0-9,]{0,5}\+? ?(?:pcs|units|cards|sets|nos) )?"
)
_DISTRICT = _WORDS.pattern(r"[,，]?\s?{english_districts}")
_GLUE_AFTER = _WORDS.pattern(r"[\s/|·]?(?:[\u4e00-\u9fff]{0,4}?{district_ends}?)?\s?{manner}?\s?")
_HAN_GAP = re.compile(r"[\u4e00-\u9fff ]{0,6}")
_NO_PLACE = _WORDS.pattern(r"{no_place_before}\s?(?:the )?$")
_ALONE_ZH = (re.compile(r"(?:^|[\s,，。;；|)）、])$"), re.compile(r"(?:\s|[,，。;；|\t]|$|\.$)"))
_ALONE_EN = (re.compile(r"(?:^|[,，。;；|\t)）、·]\s?|\s[-–—/]\s)$"), re.compile(r"\s?(?:[,，。;；|\t·]|$|\. |\.$)"))
_WHERE_THE_SELLER_IS = _WORDS.pattern(r"{seller_place}[\s:：]?$")
_REACH = 26
_WEAK = 0.6
"""Confidence of a place that only stands alone or is the seller's own."""
_KINDS = ("delivery", "origin", "goods")


def find_places(reading: Reading) -> None:
    """Marks of kinds ``goods_place``, ``delivery_place``, ``origin_place`` and plain ``place``; each a `Located`."""
    names = [(with_district(reading, mark), *_kind(reading, mark)) for mark in place_names(reading)]
    located = any(kind == "goods_place" and mark.value.place.city for mark, kind, _ in names)
    sure_lines = {reading.line_number(m.start) for m, kind, sure in names if kind == "goods_place" and sure > _WEAK}
    for mark, kind, confidence in names:
        # "bonded storage, Rotterdam": a zone without a name says less than the town beside it; 人在成都，货在广州
        outdone = located and _is_bare_zone(mark)
        outdone = outdone or (confidence <= _WEAK and reading.line_number(mark.start) in sure_lines)
        told = "place" if outdone and kind == "goods_place" else kind
        reading.add(told, mark.value, mark.start, mark.end, f"place.{told}", confidence)
    if not any(reading.marks.get(kind) for kind in ("goods_place", "delivery_place")):
        find_unknown_places(reading)


def _is_bare_zone(mark: Mark) -> bool:
    place = mark.value.place
    return place.free_zone and not place.city and not place.country


def _kind(reading: Reading, mark: Mark) -> tuple[str, float]:
    text = reading.text
    line = reading.line_of(mark.start)
    first, last = max(line.start, mark.start - _REACH), min(line.end, mark.end + _REACH)
    if _NO_PLACE.search(text, first, mark.start):
        return "place", 0.5
    for kind in _KINDS:
        if _cue_before(reading, mark, first, kind):
            handed_over = kind == "goods" and _cue_behind(reading, mark, last, "delivery")
            seller = kind == "goods" and _WHERE_THE_SELLER_IS.search(text, first, mark.start) is not None
            return ("delivery_place" if handed_over else f"{kind}_place"), _WEAK if seller else 0.9
    for kind in _KINDS:
        if _cue_behind(reading, mark, last, kind):
            return f"{kind}_place", 0.9
    if mark.value.place.free_zone:
        return "goods_place", 0.8
    before, behind = _ALONE_ZH if reading.lang.chinese else _ALONE_EN
    if mark.value.sure and before.search(text, first, mark.start) and behind.match(text[mark.end : last]):
        return "goods_place", _WEAK
    return "place", 0.5


def _cue_before(reading: Reading, mark: Mark, first: int, kind: str) -> bool:
    """A cue such as 现货在 or EXW right before the place."""
    cues = reading.within(f"{kind}_before", first, mark.start)
    return any(_GLUE_BEFORE.fullmatch(reading.text, cue.end, mark.start) for cue in cues)


def _cue_behind(reading: Reading, mark: Mark, last: int, kind: str) -> bool:
    """A cue such as 仓 or "warehouse" right behind the place, a district between them."""
    for cue in reading.within(f"{kind}_after", mark.end, last):
        gap = reading.text[mark.end : cue.start]
        if _GLUE_AFTER.fullmatch(gap) or _HAN_GAP.fullmatch(gap):
            return True
        district = _DISTRICT.match(gap)
        if district and not gap[district.end() :].strip():
            return True
    return False
