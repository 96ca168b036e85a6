"""Names of shops and small firms without a legal form."""

from __future__ import annotations

import re

from extract.components.contact_places import Span, contact_places
from extract.components.firms import is_in_other_role, is_maker, is_platform
from extract.components.person_names import CALLED, holds_function_word, is_goods, is_person, is_trade_word, touches
from extract.reading import Reading
from extract.word_classes import word_classes

_WORDS = word_classes("sellers", original=True)
_STEM = r"[\u4e00-\u9fffA-Za-z0-9_·]"
_BEHIND = r"(?:[(（][\u4e00-\u9fff]{1,8}[)）])?(?=[^\u4e00-\u9fffA-Za-z0-9]|$|{firm_acts})"
_SHOP = _WORDS.pattern(rf"(?<!{_STEM})(?P<name>{_STEM}{{2,18}}?{{shop_end}}){_BEHIND}")
_WEAK_SHOP = _WORDS.pattern(
    rf"(?P<name>{_STEM}{{2,14}}(?:{{shop_end}}|{{shop_end_weak}})(?:[(（][\u4e00-\u9fff]{{1,8}}[)）])?)$"
)
_ENGLISH_SHOP = _WORDS.pattern(r"(?P<name>[A-Z][\w&.'’\- ]{2,36}\s{trade_end})$", re.IGNORECASE)
_END = _WORDS.pattern(r"(?:{shop_end}|{shop_end_weak})(?:[(（][^()（）]{1,8}[)）])?$")
_LEAD = _WORDS.pattern(r"{firm_lead_zh}[:：]?\s?")
_HEADING = re.compile(
    r"^[ \t]{0,8}[\[【「(（<《](?P<name>[^\[\]【】「」()（）<>《》\n]{3,40})[\]】」)）>》]", re.MULTILINE
)
_LAST_SEGMENT = re.compile(r"(?:^|[\s,，。;；:：|!！])(?P<name>[^\s,，。;；:：|!！]{3,28})[\s,，:：]{0,3}$")
_ALONE = frozenset("\n【[（( ，,。:：|—-；;・·•\t　》」】")
_TRADE_KINDS = ("side", "condition", "availability", "price_label", "none")
_HEADED_PERSON = re.compile(rf"[\u4e00-\u9fff]{{0,6}}?(?P<person>{CALLED})")
_HEADINGS = 3
"""Brackets looked into: shops name themselves at the top."""
_SEGMENT_REACH = 32


def headed_shop(reading: Reading) -> Span | None:
    """'【极光数码】…', '[Seoul surplus desk] …', 【华强北老段】: what stands in brackets before the goods."""
    text = reading.original
    for match, _ in zip(_HEADING.finditer(text), range(_HEADINGS), strict=False):
        start, end = match.span("name")
        shop = _WEAK_SHOP.fullmatch(text, start, end) or _ENGLISH_SHOP.fullmatch(text, start, end)
        if shop and _is_shop(reading, start, end):
            return start, end
        person = _HEADED_PERSON.fullmatch(text, start, end)
        if person and is_person(reading, *person.span("person")):
            return start, end
    return None


def named_shop(reading: Reading) -> Span | None:
    """A shop name at the start or the end of a text, a line or a clause, not inside a sentence."""
    text = reading.original
    for match in _SHOP.finditer(text):
        start, end = match.span("name")
        stands_alone = start == 0 or text[start - 1] in _ALONE
        while cut := _LEAD.match(text, start, end):
            start = cut.end()
        if stands_alone and _is_shop(reading, start, end):
            return start, end
    return None


def signed_shop(reading: Reading) -> Span | None:
    """Endings as common as 电脑 and 网络 name a shop where the text closes, or right before a contact."""
    text = reading.original
    for stop in (len(text), *(start for start, _ in contact_places(reading))):
        segment = _LAST_SEGMENT.search(text, max(0, stop - _SEGMENT_REACH), stop)
        if segment is None:
            continue
        shop = _WEAK_SHOP.fullmatch(text, segment.start("name"), segment.start("name") + len(segment["name"].rstrip()))
        if shop and _is_shop(reading, *shop.span("name")):
            return shop.span("name")
    return None


def _is_shop(reading: Reading, start: int, end: int) -> bool:
    name = reading.original[start:end]
    ending = _END.search(name)
    stem = name[: ending.start()] if ending else name
    words = name.casefold().split()
    return (
        len(name) >= 4
        and stem not in _WORDS["generic_zh"]
        and any(word not in _WORDS["generic"] for word in words)
        and not holds_function_word(name)
        and not is_trade_word(stem)
        and not is_maker(name)
        and not is_platform(name)
        and not is_goods(reading, start, end)
        and not _is_of_trade(reading, start)
        and not is_in_other_role(reading.original, start)
    )


def _is_of_trade(reading: Reading, start: int) -> bool:
    """'出售二手电脑', '高价回收显卡' are what somebody does, no names."""
    return any(touches(reading, kind, start, start + 2) for kind in _TRADE_KINDS)
