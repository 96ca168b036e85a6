"""Persons named beside a contact: 找阿坤, '小马哥 加v: …', 'Danny WhatsApp +60 …', '00-000 0123 (Farid)'."""

from __future__ import annotations

import re

from extract.components.contact_places import Span, contact_places
from extract.components.person_names import (
    CALLED,
    FULL,
    HAN,
    LATIN,
    holds_function_word,
    is_person,
    is_trade_word,
)
from extract.reading import Reading
from extract.word_classes import word_classes

_WORDS = word_classes("sellers", original=True)
_GLUE = r"[^\w\n.。！？!?；;]{0,4}"
_SEPARATOR = r"(?:^|[\s,，。.;；、!！?？|(（\-–—/【】\[\]:：~～·\"“”])"
_AFTER = r"(?={after_name}|[^\u4e00-\u9fffA-Za-z]|$)"
_LEAD = r"(?:{lead_zh}\s?[:：]?\s?(?:{own_people}的?)?|{lead_en}[\s:]{1,2})"
_CALLED_FOR = _WORDS.screened(rf"{_LEAD}(?P<name>{CALLED}){_AFTER}")
_ASKED_FOR_ALONE = _WORDS.screened(rf"(?<![\w@]){{lead_en}} (?P<name>{LATIN})(?=\s*(?:$|[\n,.;!)]|or |for |to ))")
_GREETING = _WORDS.screened(
    rf"(?:Hi|Hello|Hey|Hiya|Yo|Morning|Good day)(?: [a-z]+){{0,2}}[,!. ]{{1,2}}(?P<name>{LATIN}) (?:here|from)\b"
    rf"|(?:^|\n|[.!] )(?P<writes>{LATIN}|[A-Za-z][A-Za-z0-9_\-]{{3,20}}) (?:{{firm_acts_en}})(?=[ :.,])"
)
_ASKED_FOR = _WORDS.screened(rf"{_LEAD}(?P<name>{LATIN}|{FULL}|{HAN}{{2,4}}?){_AFTER}")
_FIRM_OF_PERSON = _WORDS.screened(
    rf"{{lead_zh}}\s?[:：]?\s?(?P<name>{HAN}{{2}}(?=的)|[\u4e00-\u9fffA-Za-z0-9]{{3,14}}?(?<!的))的?(?:{CALLED})(?:{{after_name}}|[^\u4e00-\u9fffA-Za-z]|$)"
    rf"|{{intro_en}} {LATIN},?(?: [a-z]+){{0,4}}? {{of_firm}} (?P<firm>[A-Z][\w&'’\-]*(?: [A-Z][\w&'’\-]*){{1,4}})"
)
_OWN_PEOPLE = _WORDS.pattern("{own_people}")
_NOTHING_OR_LABEL = (
    rf"(?:[（(][^()（）\n]{{1,12}}[)）])?{_GLUE}(?:(?:{{detail_label}}|{{department}}|or|and|on|via|at){_GLUE}){{0,3}}"
)
_BEFORE = _WORDS.screened(rf"{_SEPARATOR}{{own_people}}?(?P<name>{CALLED}|{LATIN}|{FULL}){_NOTHING_OR_LABEL}$")
_BRACKETED = re.compile(rf"\s?[(（]\s?(?P<name>{CALLED}|{LATIN}|{FULL})\s?[)）]")
_BEHIND = re.compile(rf"[\s,，\-–—/|·]{{1,3}}(?P<name>{CALLED}|{LATIN})(?=\s*(?:$|[\n,，。.;；!！|]))")
_BACK, _NEAR = 44, 30


def firm_of_person(reading: Reading) -> Span | None:
    """找云栈示例小温, 'this is Coco from Yutian Fictional': the firm before its person."""
    for match in reading.find_as_written(_FIRM_OF_PERSON):
        group = "firm" if match["firm"] else "name"
        name = match[group]
        if not _OWN_PEOPLE.match(name) and not holds_function_word(name) and not is_trade_word(name):
            return match.span(group)
    return None


def asked_for(reading: Reading) -> Span | None:
    """找阿坤 and 'DM Chris' anywhere; 联系张伟 with his contact near."""
    for pattern in (_CALLED_FOR, _ASKED_FOR_ALONE, _GREETING):
        for match in reading.find_as_written(pattern):
            group = match.lastgroup or "name"
            if is_person(reading, *match.span(group)):
                return match.span(group)
    for start, end in contact_places(reading):
        for match in reading.find_as_written(
            _ASKED_FOR, max(0, start - _BACK), min(len(reading.original), end + _NEAR)
        ):
            if is_person(reading, *match.span("name")):
                return match.span("name")
    return None


def before_contact(reading: Reading) -> Span | None:
    """'小马哥 加v: …', 'Danny WhatsApp +60 …', 陈小姐（销售）138…."""
    for start, _ in contact_places(reading):
        match = _BEFORE.search(reading.original, max(0, start - _BACK), start)
        if match and is_person(reading, *match.span("name")):
            return match.span("name")
    return None


def behind_contact(reading: Reading) -> Span | None:
    """'00-000 0123 (Farid)', 'WhatsApp +852 … Fai'."""
    for _, end in contact_places(reading):
        match = _BRACKETED.match(reading.original, end) or _BEHIND.match(reading.original, end)
        if match and is_person(reading, *match.span("name")):
            return match.span("name")
    return None
