"""Who signs: '— Kitsune Parts', 'Regards, NAME', a person alone in the last clause; and who speaks in a copied chat."""

from __future__ import annotations

import re
from collections import Counter

from extract.components.contact_places import Span
from extract.components.firms import is_maker
from extract.components.person_names import (
    CALLED,
    FULL,
    HAN,
    LATIN,
    holds_function_word,
    is_goods,
    is_person,
    is_trade_word,
)
from extract.reading import Reading
from extract.word_classes import word_classes

_WORDS = word_classes("sellers", original=True)
_NAME = rf"(?:{CALLED}|{LATIN}(?: [A-Z][A-Za-z]+){{0,2}}|{FULL}|{HAN}{{2,6}}|[A-Za-z][A-Za-z0-9_]{{3,20}})"
_DASHED = re.compile(rf"(?:^|[\s.。!！)）,，])(?:[—–―~～]{{1,2}}|--|(?<=[.!] )-|by:)\s{{0,3}}(?P<name>{_NAME})\s*$")
_SIGNED = _WORDS.pattern(
    rf"{{sign_off}}[,，!！.。~/| ]{{0,3}}\n*\s?(?P<name>{CALLED}|{LATIN}|{FULL})[ \t]*(?=$|\n|[,，|·(（—-])"
)
_LAST_CLAUSE = re.compile(rf"[\n,，。;；|!！\s]\s*(?P<name>{CALLED})\s*$")
_SPEAKER = re.compile(
    r"^[ \t]*(?:\[[^\]\n]{4,22}\]\s?)?(?P<name>[A-Za-z\u4e00-\u9fff][\w. ·]{0,15}?)"
    r"(?:\s?[:：]\s?(?=\S)|\s{1,3}(?:\d{4}[-/年])?(?:\d{1,2}[-/月]\d{1,2}日?\s)?\d{1,2}:\d{2}(?::\d{2})?\s{0,2}[:：\n])",
    re.MULTILINE,
)
_TAIL = 120
_TURNS = 3
"""Lines with a speaker that make a chat, one of them speaking twice."""


def signature(reading: Reading) -> Span | None:
    """The name under the text, before the contacts that close it."""
    text = reading.original
    end = len(text.rstrip())
    for stop in (end, _first_contact(reading, end)):
        for pattern in (_DASHED, _SIGNED, _LAST_CLAUSE):
            for match in pattern.finditer(text, max(0, stop - _TAIL), stop):
                if _is_signature(reading, *match.span("name")):
                    return match.span("name")
    return None


def speaker(reading: Reading) -> Span | None:
    """In a copied chat whoever names the goods offers them; of one line, a person called by name before a colon."""
    goods = reading.state.get("goods_starts") or [0]
    first = reading.aligned.span(goods[0], goods[0] + 1)[0]
    turns = [match for match in _SPEAKER.finditer(reading.original) if not _is_label(match["name"])]
    counted = Counter(match["name"] for match in turns)
    is_chat = len(turns) >= _TURNS and counted.most_common(1)[0][1] > 1
    before = [match for match in turns if match.start() <= first]
    if not before:
        return None
    start, end = before[-1].span("name")
    if is_chat or re.fullmatch(CALLED, reading.original[start:end]):
        return (start, end) if is_person(reading, start, end) else None
    return None


def _is_label(name: str) -> bool:
    return is_trade_word(name) or is_maker(name)


def _is_signature(reading: Reading, start: int, end: int) -> bool:
    name = reading.original[start:end]
    return is_person(reading, start, end) and not holds_function_word(name) and not is_goods(reading, start, end)


def _first_contact(reading: Reading, end: int) -> int:
    """Where the contacts begin that stand at the end of the text."""
    for kind in ("contact_label", "contact"):
        for mark in reading.marks.get(kind, ()):
            first = reading.aligned.span(mark.start, mark.start + 1)[0]
            if first > end - _TAIL:
                return len(reading.original[:first].rstrip())
    return end
