"""Who signs: '— Kitsune Parts', 'Regards, NAME', a person alone in the last clause."""

from __future__ import annotations

from extract.components.contact_places import Span
from extract.components.person_names import (
    CALLED,
    FULL,
    HAN,
    LATIN,
    holds_function_word,
    is_goods,
    is_person,
)
from extract.reading import Reading
from extract.screening import Screened
from extract.word_classes import word_classes

_WORDS = word_classes("sellers", original=True)
_NAME = rf"(?:{CALLED}|{LATIN}(?: [A-Z][A-Za-z]+){{0,2}}|{FULL}|{HAN}{{2,6}}|[A-Za-z][A-Za-z0-9_]{{3,20}})"
_DASHED = Screened(
    rf"(?:(?:^|[\s.。!！)）,，])(?:[—–―~～]{{1,2}})|(?<![-])--|(?<=[\u4e00-\u9fff])[—–―]{{1,2}}"
    rf"|(?<=[.!] )-|by:)\s{{0,3}}(?P<name>{_NAME})\s*$"
)
_SIGNED = _WORDS.screened(
    rf"{{sign_off}}[,，!！.。~/| ]{{0,3}}\n*\s?(?P<name>{CALLED}|{LATIN}|{FULL}|{HAN}{{2,4}})"
    r"[ \t]*(?=$|\n|[,，|·(（—-])"
)
_LAST_CLAUSE = Screened(rf"(?<=[\n,，。;；|!！\s])(?P<name>{CALLED})\s*$")
_TAIL = 120


def signature(reading: Reading) -> Span | None:
    """The name under the text, before the contacts that close it."""
    text = reading.original
    end = len(text.rstrip())
    for stop in (end, _first_contact(reading, end)):
        for pattern in (_DASHED, _SIGNED, _LAST_CLAUSE):
            for match in reading.find_as_written(pattern, max(0, stop - _TAIL), stop):
                if _is_signature(reading, *match.span("name")):
                    return match.span("name")
    return None


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
