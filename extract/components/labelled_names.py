"""Names behind a label: 'Seller: …', 联系人 …, 贴吧id：…, and in the fields of a profile."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.components.contact_places import Span
from extract.components.firms import is_in_other_role, is_maker, is_platform
from extract.components.person_names import (
    CALLED,
    FULL,
    LATIN,
    is_contact,
    is_goods,
    is_named_nobody,
    is_person,
    is_trade_word,
)
from extract.reading import Reading
from extract.word_classes import word_classes

_WORDS = word_classes("sellers", original=True)
_VALUE = r"(?P<name>[^\n,，。;；|/()（）【】\[\]<>]{1,60})"
_SELLER = _WORDS.pattern(
    rf"(?:(?i:{{seller_label}})(?:\s?[:：=]|[是为為](?=\S))|(?i:{{seller_by}})\s?:?)[ \t]*{_VALUE}"
    rf"|(?i:{{seller_label}})[ \t](?P<handle>(?=[^\W\d_]{{1,24}}[0-9_])[\w.\-]{{4,24}})"
    r"|(?:(?i:{seller_label})|{owner_word})\s?[:：]?\s?[「『“‘\"《](?P<quoted>[^「」『』“”‘’\"《》\n]{2,20})[」』”’\"》]"
    rf"|^[ \t]*(?i:{{seller_line}})[ \t]*:?\n\s{{0,4}}(?P<below>[^\n,，。;；|()（）]{{2,48}})$",
    re.MULTILINE,
)
_PERSON = _WORDS.pattern(
    r"(?:(?i:{person_label})\s?[:：=是为為]?\s{0,2}(?:[\u4e00-\u9fff]{1,6}{office_end}\s)?|{owner_word}\s?[:：=]?\s?)"
    rf"(?P<name>{CALLED}|{LATIN}|{FULL}(?![\u4e00-\u9fff]))"
)
_ANY_PERSON = _WORDS.pattern(rf"(?i:{{person_label}})\s?[:：=]\s{{0,3}}{_VALUE}")
_FORUM = _WORDS.pattern(
    r"(?:(?:{network}\s?{network_name}?|(?<![\u4e00-\u9fff]){network_name})\s?[:：]\s?|{network}{network_name}\s)(?P<name>[^\s,，。;；|/()（）]{2,24})"
    r"|(?<![\w/])/?u/(?P<user>[A-Za-z0-9_\-]{3,20})"
)
_NETWORKED = _WORDS.pattern(r"{network}|昵称|暱稱|用户")
_FEEDBACK = _WORDS.pattern(
    r"(?<![\w.\-])(?P<name>[A-Za-z0-9][\w.\-]{2,30}) ?\([0-9][0-9,.]{0,8}k?\)\s{0,3}"
    r"(?:[0-9]{2,3}(?:\.[0-9])?% ?)?{feedback}"
)
_PROFILE = _WORDS.pattern(
    r"^[ \t]*(?P<name>[\w.\-·]{2,20}(?: [\w.\-]{1,14}){0,2})[ \t]*\n[ \t]*{profile}", re.MULTILINE
)
_QUOTED = re.compile(r"['\"][^'\"\n]{10,200}['\"], ?[0-9]+(?:\.[0-9]+)?, ?['\"](?P<name>[^'\"\n]{2,60})['\"]")
_VALUE_END = _WORDS.pattern(r"\s*{value_end}(?![a-z])|\s{2,}|(?<=[\u4e00-\u9fff])\s(?=\S)|[:：@+]|\s\d|(?<=\w{3})\.\s")
_OFFICE = _WORDS.pattern(r"[\u4e00-\u9fff]{1,6}{office_end}")
_LATIN_OR_HAN = re.compile(r"[A-Za-z\u00c0-\u1eff\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]")


def quoted_record(reading: Reading) -> Span | None:
    """('title', 9451.61, 'shop', …): the quoted field behind the price."""
    match = _QUOTED.search(reading.original)
    return match.span("name") if match else None


def labelled_seller(reading: Reading) -> Span | None:
    """'Seller: rackking (1,204)', 店铺：港芯数码, 'Sold by …', 'Seller details' with the name below."""
    return _first(reading, _SELLER)


def forum_name(reading: Reading) -> Span | None:
    """贴吧id：夜航船, u/rackking, 'rackking (1204) 99.8% positive', a name over 'Joined in 2019'."""
    for match in _FORUM.finditer(reading.original):
        group = "user" if match["user"] else "name"
        networked = match["user"] or _NETWORKED.search(match.group()[: match.start(group) - match.start()])
        if networked and _is_name(reading, *match.span(group)):
            return match.span(group)
    return _first(reading, _FEEDBACK) or _first(reading, _PROFILE)


def labelled_person(reading: Reading) -> Span | None:
    """联系人 老秦, 货主Sam在手, 'Contact person: Li Wei'."""
    for match in _PERSON.finditer(reading.original):
        if is_person(reading, *match.span("name")):
            return match.span("name")
    return _first(reading, _ANY_PERSON)


def _first(reading: Reading, pattern: re.Pattern[str]) -> Span | None:
    return next((span for span in _values(reading, pattern) if _is_name(reading, *span)), None)


def _values(reading: Reading, pattern: re.Pattern[str]) -> Iterator[Span]:
    """What stands behind the labels, cut where something else begins."""
    text = reading.original
    for match in pattern.finditer(text):
        start, end = match.span(match.lastgroup or "name")
        while start < end and text[start] in " \t'\"“‘@":
            start += 1
        cut = _VALUE_END.search(text, start + 1, end)
        end = cut.start() if cut else end
        yield start, start + len(text[start:end].rstrip(" \t'\"”’.-"))


def _is_name(reading: Reading, start: int, end: int) -> bool:
    name = reading.original[start:end]
    return (
        _LATIN_OR_HAN.search(name) is not None
        and not is_named_nobody(name)
        and not is_trade_word(name)
        and not is_maker(name)
        and not is_platform(name)
        and not _OFFICE.fullmatch(name)
        and not is_contact(reading, start, end)
        and not is_goods(reading, start, end)
        and not is_in_other_role(reading.original, start)
    )
