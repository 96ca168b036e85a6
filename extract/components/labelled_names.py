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
    touches,
)
from extract.reading import Reading
from extract.screening import Screened
from extract.word_classes import word_classes

_WORDS = word_classes("sellers", original=True)
_VALUE = r"(?P<name>[^\n,，。;；|/()（）【】\[\]<>]{1,60})"
_SELLER = _WORDS.screened(
    rf"(?:(?i:{{seller_label}})(?:\s?[:：=]|[是为為](?=\S))|(?i:{{seller_by}})\s?:?)[ \t]*{_VALUE}"
    rf"|(?i:{{seller_label}})[ \t](?P<handle>(?=[^\W\d_]{{1,24}}[0-9_])[\w.\-]{{4,24}})"
    r"|(?:(?i:{seller_label})|{owner_word})\s?[:：]?\s?[「『“‘\"《](?P<quoted>[^「」『』“”‘’\"《》\n]{2,20})[」』”’\"》]"
    rf"|(?:^|[\s,，。;；|｜]){{firm_label}}[ \t](?P<firm>[\u4e00-\u9fffA-Za-z0-9·]{{2,12}})(?=\s|$|[,，。;；|｜])"
    rf"|^[ \t]*(?i:{{seller_line}})[ \t]*:?\n\s{{0,4}}(?P<below>[^\n,，。;；|()（）]{{2,48}})$",
    re.MULTILINE,
)
_SELLER_WORD = _WORDS.screened("(?i:{seller_label}|{seller_by}|{seller_line})|{owner_word}|{firm_label}")
_PERSON = _WORDS.screened(
    r"(?:(?i:{person_label})\s?[:：=是为為]?\s{0,2}(?:[\u4e00-\u9fff]{1,6}{office_end}\s)?|{owner_word}\s?[:：=]?\s?)"
    rf"(?P<name>{CALLED}|{LATIN}|{FULL}(?![\u4e00-\u9fff]))"
)
_ANY_PERSON = _WORDS.screened(rf"(?i:{{person_label}})\s?[:：=]\s{{0,3}}{_VALUE}")
_FORUM = _WORDS.screened(
    r"(?:^|[,，。;；])[ \t]*(?:ID|Id|id)\s?[:：]\s?(?P<id>[A-Za-z\u4e00-\u9fff][\w.\-·]{1,19})[ \t]*$|"
    r"(?:(?:{network}\s?{network_name}?|(?<![\u4e00-\u9fff]){network_name})\s?[:：]\s?|{network}{network_name}\s)(?P<name>[^\s,，。;；|/()（）]{2,24})"
    r"|(?<![\w/])/?u/(?P<user>[A-Za-z0-9_\-]{3,20})",
    re.MULTILINE,
)
_NETWORKED = _WORDS.pattern(r"{network}|昵称|暱稱|用户")
_FEEDBACK = _WORDS.screened(
    r"(?<![\w.\-])(?P<name>[A-Za-z0-9][\w.\-]{2,30}) ?\([0-9][0-9,.]{0,8}k?\)\s{0,3}"
    r"(?:[0-9]{2,3}(?:\.[0-9])?% ?)?{feedback}"
    r"|(?:^|[ \t]{2,}|[|·] ?)(?P<tallied>[a-z0-9]+[_.\-][a-z0-9_.\-]{2,26}) ?\([0-9][0-9,]{0,8}\)[ \t]*$",
    re.MULTILINE,
)
_PROFILE = _WORDS.screened(
    r"^[ \t]*@?(?P<name>[\w.\-·]{2,20}(?: [A-Za-z0-9_.\-]{1,14}){0,2})(?:[ \t]*\n[ \t]*|[ \t]{1,3}[·•|]?[ \t]?)"
    r"(?:{profile}|\d{1,3}\s?(?:{ago}))",
    re.MULTILINE,
)
_QUOTED = Screened(r"['\"][^'\"\n]{10,200}['\"], ?[0-9]+(?:\.[0-9]+)?, ?['\"](?P<name>[^'\"\n]{2,60})['\"]")
_VALUE_END = _WORDS.pattern(r"\s*{value_end}(?![a-z])|\s{2,}|(?<=[\u4e00-\u9fff])\s(?=\S)|[:：@+]|\s\d|(?<=\w{3})\.\s")
_TURN = re.compile(r"(?:\d[楼樓层層lLfF#]|\d:\d\d)[\s.:：\])）】]*$")
_TURN_REACH = 8
"""'3楼 楼主：…': behind the number of a floor a label is the speaker, and what follows is said."""
_OFFICE = _WORDS.pattern(r"[\u4e00-\u9fff]{1,6}{office_end}")
_LATIN_OR_HAN = re.compile(r"[A-Za-z\u00c0-\u1eff\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]")


def quoted_record(reading: Reading) -> Span | None:
    """('title', 9451.61, 'shop', …): the quoted field behind the price."""
    return next((match.span("name") for match in reading.find_as_written(_QUOTED)), None)


def labelled_seller(reading: Reading) -> Span | None:
    """'Seller: rackking (1,204)', 店铺：港芯数码, 'Sold by …', 'Seller details' with the name below."""
    return _first(reading, _SELLER) if any(reading.find_as_written(_SELLER_WORD)) else None


def forum_name(reading: Reading) -> Span | None:
    """贴吧id：夜航船, u/rackking, 'rackking (1204) 99.8% positive', a name over 'Joined in 2019'."""
    for match in reading.find_as_written(_FORUM):
        group = match.lastgroup or "name"
        networked = group != "name" or _NETWORKED.search(match.group()[: match.start(group) - match.start()])
        if networked and _is_name(reading, *match.span(group)):
            return match.span(group)
    return _first(reading, _FEEDBACK) or _first(reading, _PROFILE)


def labelled_person(reading: Reading) -> Span | None:
    """联系人 老秦, 货主Sam在手, 'Contact person: Li Wei'."""
    for match in reading.find_as_written(_PERSON):
        if is_person(reading, *match.span("name")):
            return match.span("name")
    return _first(reading, _ANY_PERSON)


def _first(reading: Reading, pattern: Screened) -> Span | None:
    return next((span for span in _values(reading, pattern) if _is_name(reading, *span)), None)


def _is_handle(reading: Reading, start: int) -> bool:
    """'@gpu_lin 发布于': the sign says that it is a name, though it may be a contact as well."""
    return reading.original[start - 1 : start] == "@"


def _values(reading: Reading, pattern: Screened) -> Iterator[Span]:
    """What stands behind the labels, cut where something else begins."""
    text = reading.original
    for match in reading.find_as_written(pattern):
        if _TURN.search(text, max(0, match.start() - _TURN_REACH), match.start()):
            continue
        start, end = match.span(match.lastgroup or "name")
        if match.lastgroup == "firm" and not is_person(reading, start, end):
            continue
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
        and (_is_handle(reading, start) or not is_contact(reading, start, end))
        and not touches(reading, "money", start, end)
        and not is_goods(reading, start, end)
        and not is_in_other_role(reading.original, start)
    )
