"""Tax, condition, availability, lead time and places of a line of goods: its own, else those that hold for all."""

from __future__ import annotations

import re
from typing import Any

from extract.components.goods import Goods
from extract.reading import Mark, Reading

_NOT = re.compile(r"(?:不|非|没|无|not|no|non|isn't|别|勿|不是|不要|不收|谢绝|除|if|any)[\s\-]?$")
_ASIDE = re.compile(r"(?:不含税价私聊|开票私聊)")
_ORDER = {
    "condition": ("pulled", "opened", "used", "new"),
    "tax": ("excl", "incl"),
    "availability": ("spot", "forward"),
}


def shared_fact(reading: Reading, goods: Goods, kind: str) -> tuple[Any, Mark | None]:
    """Value of a fact for a line of goods and the mark that tells it."""
    own = _usable(reading, kind, goods.zone, goods)
    if own:
        return _choose(reading, kind, own, goods)
    header = _usable(reading, kind, reading.state["header"], goods)
    footer = _usable(reading, kind, reading.state["footer"], goods)
    shared = [*header, *footer]
    if not shared:
        return None, None
    return _choose(reading, kind, shared, goods)


def _usable(reading: Reading, kind: str, zone: tuple[int, int], goods: Goods) -> list[Mark]:
    marks = []
    for mark in reading.within(kind, *zone):
        if kind in {"condition", "availability", "tax"}:
            if _NOT.search(reading.text, max(0, mark.start - 4), mark.start):
                continue
            if not _means_the_goods(reading, kind, mark, goods):
                continue
        marks.append(mark)
    return marks


def _means_the_goods(reading: Reading, kind: str, mark: Mark, goods: Goods) -> bool:
    text = reading.text
    word = text[mark.start : mark.end]
    behind = text[mark.end : mark.end + 14]
    if kind == "condition":
        if word in {"new", "新"} and re.match(
            r" ?(?:york|delhi|territories|batch|customer|arrival|price|stock arriv|taipei)", behind
        ):
            return False
        if re.match(r"(?:除外|不退|后不|概不|非质量)", behind):
            return False
        if word in {"拆箱", "开箱"} and re.match(r"(?:视频|验|验货|检|测)", behind):
            return False
        if word == "used" and re.match(r" ?(?:in|for|by|to|as)\b", behind):
            return False
        if (
            word == "下架"
            and re.match(r"(?:了|，|。|,|$)", behind)
            and not re.search(r"机房|idc|数据中心", text[max(0, mark.start - 6) : mark.start])
        ):
            return False
        return not (word in {"旧", "自用"} and re.match(r"(?:换新|换|款)", behind))
    if kind == "availability":
        if word in {"有货", "有现货"} and re.match(
            r"(?:的|带|报|联系|请|来|私|滴|发|没|吗|么|可以|速|老板|甩|价)", behind
        ):
            return False
        if word == "ready" and re.search(
            r"(?:paypal|cash|payment|funds?|lc|money|buyer|budget|escrow|crypto|usdt|tt)\s$",
            text[max(0, mark.start - 9) : mark.start],
        ):
            return False
        if re.match(r" ?(?:优先|preferred|only please|或期货)", behind):
            return False
        if word in {"stock", "库存"} and re.match(r" ?(?:code|不足|photo|image|表|清单|列表|list|管理)", behind):
            return False
        if word in {"allocation", "incoming", "arriving", "eta"} and goods.start - mark.end > 120:
            return False
        if word in {"spot"} and re.match(r" ?(?:instances?|price|market|list|rate)", behind):
            return False
        return word not in {"到货"} or not re.match(r"(?:再|后再|通知|后)", behind)
    if kind == "tax":
        return not re.match(r"(?:价|价格)?(?:另议|私聊|另询|私)", behind) and not _ASIDE.match(text, max(0, mark.start))
    return True


def _choose(reading: Reading, kind: str, marks: list[Mark], goods: Goods) -> tuple[Any, Mark | None]:
    if kind == "tax":
        nearest = min(marks, key=lambda m: _distance_to_price(reading, goods, m))
        return nearest.value, nearest
    if kind in _ORDER:
        behind = [m for m in marks if m.start >= goods.start] or marks
        for value in _ORDER[kind] if kind == "condition" else ():
            found = next((m for m in behind if m.value == value), None) or next(
                (m for m in marks if m.value == value), None
            )
            if found is not None:
                return found.value, found
        first = behind[0]
        for value in _ORDER[kind]:
            found = next((m for m in behind if m.value == value), None)
            if found is not None and kind == "availability":
                # 分批到货 in a text that also says 现货: what stands nearer to the goods was meant
                return first.value, first
        return first.value, first
    behind = [m for m in marks if m.start >= goods.start]
    chosen = (behind or marks)[0]
    return chosen.value, chosen


def _distance_to_price(reading: Reading, goods: Goods, mark: Mark) -> int:
    money = reading.within("money", *goods.zone)
    if not money:
        return mark.start
    return min(min(abs(mark.start - m.end), abs(m.start - mark.end)) for m in money[:1])
