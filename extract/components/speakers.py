"""Who speaks in a copied chat: the one that names the goods offers them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter

from extract.components.contact_places import Span
from extract.components.firms import is_maker
from extract.components.person_names import CALLED, is_contact, is_person, is_trade_word
from extract.reading import Reading
from extract.word_classes import word_classes

_WORDS = word_classes("sellers", original=True)
_TIME = r"(?:\d{2,4}[-/年.])?(?:\d{1,2}[-/月.]\d{1,2}日?,?\s)?\d{1,2}:\d{2}(?::\d{2})?"
_STAMPED = re.compile(
    rf"^[ \t]*(?:[\[(（【]{_TIME}[\])）】]|{_TIME})\s{{0,2}}[-–]?\s?(?P<before>[^\n:：\[\]]{{1,20}})\s?[:：]"
    rf"|^[ \t]*(?P<behind>[^\n:：\[\]]{{1,20}})\s{{1,3}}{_TIME}\s{{0,2}}[:：\n]",
    re.MULTILINE,
)
_FLOOR = re.compile(
    r"^[ \t]*(?:#|No\.?\s?)?\d{1,3}(?:[楼樓层層lLfF#]|(?=[.:：]\s))[:：.]?[ \t]{0,2}"
    r"(?P<name>[^\n:：\[\]]{1,20}?)[ \t]?[:：]",
    re.MULTILINE,
)
_PLAIN = re.compile(r"^[ \t]*(?P<name>[A-Za-z\u4e00-\u9fff][\w. ·]{0,15}?)\s?[:：]\s?(?=\S)", re.MULTILINE)
_QUESTION = _WORDS.pattern(r"[^\n]{0,60}{question}")
_STAMPED_TURNS, _PLAIN_TURNS = 2, 3
"""Lines with a speaker that make a chat; where no times stand, one has to speak twice."""
_MOST = 50
"""Goods looked at."""


def speaker(reading: Reading) -> Span | None:
    """The speaker of the goods in a chat; of one line, a person called by name before a colon."""
    text = reading.original
    if ":" not in text and "：" not in text:
        return None
    turns = [match.span(match.lastgroup or "before") for match in _STAMPED.finditer(text)]
    if len(turns) >= _STAMPED_TURNS:
        return _of_goods(reading, turns)
    floors = [match.span("name") for match in _FLOOR.finditer(text) if not _is_label(match["name"])]
    if len(floors) >= _STAMPED_TURNS:
        return _of_goods(reading, [span for span in floors if text[slice(*span)] not in _WORDS["owner_word"]])
    turns = [match.span("name") for match in _PLAIN.finditer(text) if not _is_label(match["name"])]
    spoken = Counter(text[start:end] for start, end in turns)
    is_chat = len(turns) >= _PLAIN_TURNS and spoken.most_common(1)[0][1] > 1
    found = _of_goods(reading, turns)
    if found is None or not is_person(reading, *found):
        return None
    return found if is_chat or re.fullmatch(CALLED, text[slice(*found)]) else None


def _of_goods(reading: Reading, turns: list[Span]) -> Span | None:
    """Who first names goods and asks nothing."""
    marks = (*reading.marks.get("model", ()), *reading.marks.get("sku", ()))
    for mark in sorted(marks, key=lambda mark: mark.start)[:_MOST]:
        spoken = bisect_right(turns, reading.aligned.span(mark.start, mark.end))
        turn = turns[spoken - 1] if spoken else None
        if turn and not _QUESTION.match(reading.original, turn[1]) and not is_contact(reading, *turn):
            return turn
    return None


def _is_label(name: str) -> bool:
    return is_trade_word(name) or is_maker(name)
