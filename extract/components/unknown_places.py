"""Places that no gazetteer knows, by the frame they stand in: Woodlands collection, 现货在观澜."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.components.place_names import Located
from extract.gazetteer import Place
from extract.reading import Reading
from extract.word_classes import word_classes

_WORDS = word_classes("place_frames")
_NAME = r"[^\W\d_a-z\u3400-\u9fff][^\W\d_\u3400-\u9fff]{2,}"
_ENGLISH = (
    _WORDS.screened(rf"(?i:{{english_before}}):? (?P<name>{_NAME}(?:[ ,]{{1,2}}{_NAME}){{0,2}})"),
    _WORDS.screened(rf"(?<!\w)(?P<name>{_NAME}(?: {_NAME})?) {{english_after}}"),
)
_CHINESE = (
    _WORDS.screened(
        r"{chinese_before}[:：\s]{0,2}(?P<name>[\u4e00-\u9fff]{2,8}?)(?=$|[,，。;；、\s)）(（]|{chinese_after})"
    ),
    _WORDS.screened(r"(?:^|[,，。;；、\s(（—\-|:：】\]])(?P<name>[\u4e00-\u9fff]{2,5}?){chinese_after}"),
    _WORDS.screened(r"(?<![\u4e00-\u9fff])(?P<name>{city_letters})(?={letter_stores})"),
)
_NO_CHINESE_PLACE = _WORDS.pattern("{chinese_no_place}")
_NO_ENGLISH_PLACE = _WORDS.pattern("(?i:{english_no_place})")


def find_unknown_places(reading: Reading) -> None:
    """Marks of kind ``goods_place`` with a `Located` of which nothing but the name is known."""
    for start, end in sorted({*_chinese(reading), *_english(reading)}):
        located = Located(reading.raw(start, end), Place(None, None), sure=False)
        reading.add("goods_place", located, start, end, "place.frame", 0.6)


def _chinese(reading: Reading) -> Iterator[tuple[int, int]]:
    for pattern in _CHINESE:
        for match in reading.find(pattern):
            start, end = match.span("name")
            short = end - start == 1
            if not reading.is_taken(start, end) and (short or not _NO_CHINESE_PLACE.search(match["name"])):
                yield start, end


def _english(reading: Reading) -> Iterator[tuple[int, int]]:
    """Capitals are needed: the frame is matched in the original and found again in the normalised text."""
    if reading.lang.chinese:
        return
    for pattern in _ENGLISH:
        for match in reading.find_as_written(pattern):
            name = match["name"]
            start = reading.text.find(name.lower())
            if start >= 0 and not _NO_ENGLISH_PLACE.search(name) and not _is_goods(reading, start, start + len(name)):
                yield start, start + len(name)


def _is_goods(reading: Reading, start: int, end: int) -> bool:
    return reading.is_taken(start, end) or bool(re.search(r"\d", reading.text[start:end]))
