"""Tax, condition, availability, lead time and places of a line of goods: its own, else those that hold for all."""

from __future__ import annotations

import re
from typing import Any

from extract.components.goods import Goods
from extract.reading import Mark, Reading
from extract.word_classes import word_classes

_WORDS = word_classes("line_facts")
_NOT = _WORDS.pattern(r"{denials}[\s\-]?$")
_ASIDE = _WORDS.pattern("{tax_asides}")
_NEW_IN_NAME = _WORDS.pattern(" ?{new_in_names}")
_REFUND = _WORDS.pattern("{refund_terms}")
_UNBOXING = _WORDS.pattern("{unboxing_proof}")
_USED_TO = _WORDS.pattern(" ?{used_to}")
_TAKEN_DOWN = re.compile(r"了|[,，。]|$")
_MACHINE_ROOM = _WORDS.pattern("{machine_rooms}")
_TRADE_IN = _WORDS.pattern("{trade_ins}")
_ASKED = _WORDS.pattern("{asked_stock}")
_READY_MONEY = _WORDS.pattern(r"{ready_money}\s$")
_PREFERENCE = _WORDS.pattern(" ?{preferences}")
_STOCK_PAPER = _WORDS.pattern(" ?{stock_papers}")
_SPOT_MARKET = _WORDS.pattern(" ?{spot_markets}")
_ARRIVAL_NOTICE = _WORDS.pattern("{arrival_notices}")
_TO_BE_AGREED = _WORDS.pattern("(?:价|价格)?{tax_to_be_agreed}")
_LOOSE_FORWARD = frozenset({"allocation", "incoming", "arriving", "eta"})
_LOOSE_REACH = 120
_GUARDED = frozenset({"condition", "availability", "tax"})
_CONDITIONS = ("pulled", "opened", "used", "new")
"""Of several conditions the first of these was meant: a pulled card is also used."""


def shared_fact(reading: Reading, goods: Goods, kind: str) -> tuple[Any, Mark | None]:
    """Value of a fact for a line of goods and the mark that tells it."""
    own = _usable(reading, kind, goods.zone, goods)
    if own:
        return _choose(reading, kind, own, goods)
    header = _usable(reading, kind, reading.state["header"], goods)
    footer = _usable(reading, kind, reading.state["footer"], goods)
    shared = [*header, *footer]
    return _choose(reading, kind, shared, goods) if shared else (None, None)


def _usable(reading: Reading, kind: str, zone: tuple[int, int], goods: Goods) -> list[Mark]:
    marks = reading.within(kind, *zone)
    if kind not in _GUARDED:
        return marks
    return [
        mark
        for mark in marks
        if not _NOT.search(reading.text, max(0, mark.start - 5), mark.start) and _is_of_goods(reading, mark, goods)
    ]


def _is_of_goods(reading: Reading, mark: Mark, goods: Goods) -> bool:
    if mark.kind == "condition":
        return _is_condition(reading, mark)
    if mark.kind == "availability":
        return _is_availability(reading, mark, goods)
    behind = reading.text[mark.end : mark.end + 14]
    return not _TO_BE_AGREED.match(behind) and not _ASIDE.match(reading.text, mark.start)


def _is_condition(reading: Reading, mark: Mark) -> bool:
    """Not New York, not 拆箱视频, not a listing that was taken down."""
    text = reading.text
    word, behind = text[mark.start : mark.end], text[mark.end : mark.end + 14]
    if _REFUND.match(behind):
        return False
    if word == "下架":
        in_machine_room = _MACHINE_ROOM.search(text, max(0, mark.start - 6), mark.start)
        return not _TAKEN_DOWN.match(behind) or in_machine_room is not None
    said_otherwise: dict[str, re.Pattern[str]] = {
        "new": _NEW_IN_NAME,
        "新": _NEW_IN_NAME,
        "拆箱": _UNBOXING,
        "开箱": _UNBOXING,
        "used": _USED_TO,
        "旧": _TRADE_IN,
        "自用": _TRADE_IN,
    }
    return word not in said_otherwise or not said_otherwise[word].match(behind)


def _is_availability(reading: Reading, mark: Mark, goods: Goods) -> bool:
    """Not stock that is asked for, not ready cash, not a list of stock."""
    text = reading.text
    word, behind = text[mark.start : mark.end], text[mark.end : mark.end + 14]
    if word == "ready" and _READY_MONEY.search(text, max(0, mark.start - 9), mark.start):
        return False
    if word in _LOOSE_FORWARD and goods.start - mark.end > _LOOSE_REACH:
        return False
    said_otherwise = {
        "有货": _ASKED,
        "有现货": _ASKED,
        "stock": _STOCK_PAPER,
        "库存": _STOCK_PAPER,
        "spot": _SPOT_MARKET,
        "到货": _ARRIVAL_NOTICE,
    }
    if word in said_otherwise and said_otherwise[word].match(behind):
        return False
    return not _PREFERENCE.match(behind)


def _choose(reading: Reading, kind: str, marks: list[Mark], goods: Goods) -> tuple[Any, Mark]:
    if kind == "tax":
        nearest = min(marks, key=lambda m: _distance_to_price(reading, goods, m))
        return nearest.value, nearest
    behind = [m for m in marks if m.start >= goods.start] or marks
    if kind == "condition":
        for value in _CONDITIONS:
            found = next((m for m in [*behind, *marks] if m.value == value), None)
            if found is not None:
                return found.value, found
    # 分批到货 in a text that also says 现货: what stands nearer to the goods was meant
    return behind[0].value, behind[0]


def _distance_to_price(reading: Reading, goods: Goods, mark: Mark) -> int:
    money = reading.within("money", *goods.zone)
    if not money:
        return mark.start
    return min(abs(mark.start - money[0].end), abs(money[0].start - mark.end))
