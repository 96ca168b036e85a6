"""Names of shops and small firms without a legal form."""

from __future__ import annotations

import re

from extract.components.contact_places import Span, contact_places
from extract.components.firms import is_in_other_role, is_maker, is_platform
from extract.components.person_names import CALLED, holds_function_word, is_goods, is_person, is_trade_word, touches
from extract.lexicon import words_of
from extract.normalise import normalise
from extract.reading import Reading
from extract.screening import Screened
from extract.word_classes import word_classes

_WORDS = word_classes("sellers", original=True)
_STEM = r"[\u4e00-\u9fffA-Za-z0-9_·]"
_TAG = r"(?:[(（]{name_tag}[)）])"
_BEHIND = r"(?:[(（][\u4e00-\u9fff]{1,8}[)）])?(?=[^\u4e00-\u9fffA-Za-z0-9]|$|{firm_acts})"
_SHOP = _WORDS.screened(rf"(?<!{_STEM})(?P<name>{_STEM}{{2,18}}?{_TAG}?{{shop_end}}){_BEHIND}")
_WEAK_SHOP = _WORDS.pattern(
    rf"(?P<name>{_STEM}{{2,14}}(?:{{shop_end}}|{{shop_end_weak}})(?:[(（][\u4e00-\u9fff]{{1,8}}[)）])?)$"
)
_ENGLISH_SHOP = _WORDS.pattern(r"(?P<name>[A-Z][\w&.'’\- ]{2,36}\s{trade_end})$", re.IGNORECASE)
_END = _WORDS.pattern(r"(?:{shop_end}|{shop_end_weak})(?:[(（][^()（）]{1,8}[)）])?$")
_TAGGED = _WORDS.screened(
    rf"(?:^|[\n,，。;；|｜!！]|{{firm_lead_zh}}[:：]?)\s?(?P<name>[\u4e00-\u9fffA-Za-z][\u4e00-\u9fffA-Za-z0-9·]{{1,11}}{_TAG})"
    r"(?=\s?(?:$|[\n,，。;；|｜:：!！@]|{firm_acts}|{detail_label}))"
)
_HEAD = _WORDS.screened(
    rf"^[ \t]{{0,8}}(?P<name>{_STEM}{{2,10}}?(?:{{shop_end}}|{{shop_end_weak}}){_TAG}?)\s?"
    r"(?:[|｜:：·—]|-\s|\s?{firm_acts}|\s(?=[A-Z0-9]))",
    re.MULTILINE,
)
_FOOT = _WORDS.screened(
    rf"^[ \t]{{0,8}}(?P<name>{_STEM}{{2,12}}?(?:{{shop_end}}|{{shop_end_weak}}){_TAG}?)(?:\s?{{own_people}}部?)?\s*$",
    re.MULTILINE,
)
_LEAD = _WORDS.pattern(r"{firm_lead_zh}[:：]?\s?")
_ANY_END = _WORDS.screened("{shop_end}|{shop_end_weak}")
_HEADING = Screened(
    r"^[ \t]{0,8}[\[【「(（<《](?P<name>[^\[\]【】「」()（）<>《》\n]{3,40})[\]】」)）>》]", re.MULTILINE
)
_LAST_SEGMENT = re.compile(r"(?:^|[\s,，。;；:：|!！])(?P<name>[^\s,，。;；:：|!！]{3,28})[\s,，:：]{0,3}$")
_ALONE = frozenset("\n【[（( ，,。:：|—-；;・·•\t　》」】")
_TRADE_KINDS = ("side", "condition", "availability", "price_label", "none")
_HEADED_PERSON = re.compile(rf"[\u4e00-\u9fff]{{0,6}}?(?P<person>{CALLED})")
_TRADE = re.compile(r"[货貨票价價钱税稅邮郵收售卖賣买買付款聊议測测验驗租期元含质修退换急拿看报報约求]")
_MOST = 20
"""Lines looked at."""
_HEADINGS = 3
"""Brackets looked into: shops name themselves at the top."""
_SEGMENT_REACH = 32
_SHORTEST = 3


def headed_shop(reading: Reading) -> Span | None:
    """'【极光数码】…', '[Seoul surplus desk] …', 【华强北老段】: what stands in brackets before the goods."""
    text = reading.original
    for match, _ in zip(reading.find_as_written(_HEADING), range(_HEADINGS), strict=False):
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
    for match in reading.find_as_written(_SHOP) if _may_name_shop(reading) else ():
        start, end = match.span("name")
        stands_alone = start == 0 or text[start - 1] in _ALONE
        while cut := _LEAD.match(text, start, end):
            start = cut.end()
        if stands_alone and _is_shop(reading, start, end):
            return start, end
    return None


def tagged_name(reading: Reading) -> Span | None:
    """'青穹云（示例）': a short name by itself, with a tag that nothing but a name bears."""
    return _first_name(reading, _TAGGED)


def line_shop(reading: Reading) -> Span | None:
    """'云舟算力 | H100 …', a last line '云舟算力 商务部': endings as common as 算力 at the edge of a line."""
    return (_first_name(reading, _HEAD) or _first_name(reading, _FOOT)) if _may_name_shop(reading) else None


def _first_name(reading: Reading, pattern: Screened) -> Span | None:
    text = reading.original
    for match, _ in zip(reading.find_as_written(pattern), range(_MOST), strict=False):
        start, end = match.span("name")
        while cut := _LEAD.match(text, start, end):
            start = cut.end()
        if _is_shop(reading, start, end) and not _TRADE.search(_stem(text[start:end])):
            return start, end
    return None


def signed_shop(reading: Reading) -> Span | None:
    """Endings as common as 电脑 and 网络 name a shop where the text closes, or right before a contact."""
    if not _may_name_shop(reading):
        return None
    text = reading.original
    for stop in (len(text), *(start for start, _ in contact_places(reading))):
        segment = _LAST_SEGMENT.search(text, max(0, stop - _SEGMENT_REACH), stop)
        if segment is None:
            continue
        shop = _WEAK_SHOP.fullmatch(text, segment.start("name"), segment.start("name") + len(segment["name"].rstrip()))
        if shop and _is_shop(reading, *shop.span("name")):
            return shop.span("name")
    return None


def _may_name_shop(reading: Reading) -> bool:
    """Whether the text holds a word that Chinese names of shops end with."""
    if "may_name_shop" not in reading.state:
        reading.state["may_name_shop"] = any(reading.find_as_written(_ANY_END))
    told: bool = reading.state["may_name_shop"]
    return told


def _is_shop(reading: Reading, start: int, end: int) -> bool:
    name = reading.original[start:end]
    stem = _stem(name)
    words = name.casefold().split()
    return (
        len(name) >= _SHORTEST
        and stem not in _WORDS["generic_zh"]
        and any(word not in _WORDS["generic"] for word in words)
        and not holds_function_word(name)
        and not is_trade_word(stem)
        and normalise(stem) not in words_of("gpu_word")
        and not is_maker(name)
        and not is_platform(name)
        and not is_goods(reading, start, end)
        and not _is_of_trade(reading, start)
        and not (name[-1] in "云雲" and any(touches(reading, kind, end - 1, end) for kind in ("goods_place", "place")))
        and not is_in_other_role(reading.original, start)
    )


def _stem(name: str) -> str:
    """东江 of 东江拍卖: the name without the ending that tells what the firm does."""
    ending = _END.search(name)
    return name[: ending.start()] if ending else name


def _is_of_trade(reading: Reading, start: int) -> bool:
    """'出售二手电脑', '高价回收显卡' are what somebody does, no names."""
    return any(touches(reading, kind, start, start + 2) for kind in _TRADE_KINDS)
