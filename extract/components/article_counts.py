"""Numbers of prose that count goods, though the listing grammar took them for money: 5 万块, 1.2 万卡."""

from __future__ import annotations

import re
from bisect import bisect_left

from extract.components.counts import Count
from extract.components.money import Amount
from extract.components.numbers import Number
from extract.reading import Mark, Reading
from extract.word_classes import word_classes

_WORDS = word_classes("article_numbers")
_GOODS_BEFORE = _WORDS.pattern(r"[a-z0-9芯片卡器组)] ?{before_count}{0,2} ?$")
_GOODS_FLOW = _WORDS.pattern(
    r"(?:芯片|[显板]卡|加速[卡器]|gpu)[^,，。;；0-9]{0,12}{flowing}了? ?{before_count}{0,2} ?$"
)
_BATCH_BEFORE = _WORDS.pattern(r"{batches}[^0-9,，。;；:：]{0,6}$")
_ARRIVING = _WORDS.pattern("{arriving}")
_COUNTER = re.compile(" ?[张颗片枚台](?!元)")
_CLAUSE = re.compile("[,，。;；\n]")
_COUNTING = _WORDS.pattern("{counting}")
_PRICING = _WORDS.pattern("{pricing}")
_LEAST_CARDS = 10
_BOARDS_REACH = 120
_CARDS = _WORDS.pattern(r" ?{cards_counted}")


def count_goods(reading: Reading) -> None:
    """'价值 10 亿美元约 10 万张 A800': the currency before a number is that of another amount where it counts cards."""
    money: list[Mark] = []
    for mark in reading.marks.get("money", ()):
        amount: Amount = mark.value
        counter = _COUNTER.match(reading.text, mark.end) if amount.scaled and not amount.each else None
        if counter is None or reading.text[mark.end - 1] not in "万亿" or amount.low != amount.low.to_integral_value():
            money.append(mark)
            continue
        most = int(amount.high) if amount.high is not None else None
        reading.add("count", Count(int(amount.low), most, "card"), mark.start, counter.end(), "count.goods")
    if len(money) < len(reading.marks.get("money", ())):
        reading.marks["money"] = money
        reading.marks["count"].sort(key=lambda mark: mark.start)


def count_boards(reading: Reading) -> None:
    """'其中三星 5 万块': boards, where the text counts its chips by the same word."""
    counters = [mark.start for mark in reading.marks.get("count", ()) if reading.text[mark.end - 1] == "块"]
    money: list[Mark] = []
    for mark in reading.marks.get("money", ()):
        amount: Amount = mark.value
        before = counters[: bisect_left(counters, mark.start)][-1:]
        near = bool(before) and mark.start - before[-1] < _BOARDS_REACH
        is_boards = reading.text[mark.end - 1] == "块" and not amount.each
        if is_boards and ((near and amount.scaled) or _counts_boards(reading, mark, like_others=near)):
            most = int(amount.high) if amount.high is not None else None
            reading.add("count", Count(int(amount.low), most, "card"), mark.start, mark.end, "count.boards")
        else:
            money.append(mark)
    if len(money) < len(reading.marks.get("money", ())):
        reading.marks["money"] = money
        reading.marks["count"].sort(key=lambda mark: mark.start)


def _counts_boards(reading: Reading, mark: Mark, *, like_others: bool) -> bool:
    """'清点出 GPU 2,317 块，其中 H100 1,040 块', '首批 5000 块已到港': goods are counted, and no price is spoken of."""
    line = reading.line_of(mark.start)
    start, end = max(line.start, mark.start - _BOARDS_REACH), min(line.end, mark.end + _BOARDS_REACH)
    clause = max((m.end() for m in _CLAUSE.finditer(reading.text, start, mark.start)), default=start)
    behind = _CLAUSE.search(reading.text, mark.end, end)
    clause_end = behind.start() if behind else end
    if _PRICING.search(reading.text, clause, clause_end):
        return False
    if _BATCH_BEFORE.search(reading.text, clause, mark.start):
        return like_others or reading.marks.get("model") is not None
    if like_others and _ARRIVING.search(reading.text, mark.end, clause_end):
        return True
    if _GOODS_FLOW.search(reading.text, clause, mark.start):
        return True
    if not _GOODS_BEFORE.search(reading.text, start, mark.start):
        return False
    return like_others or _COUNTING.search(reading.text, start, mark.start) is not None


def count_cards(reading: Reading) -> None:
    """'1.2 万卡的 B200': cards without the counter that listings have for them."""
    left: list[Mark] = []
    for mark in reading.marks.get("number", ()):
        number: Number = mark.value
        is_large = number.low >= _LEAST_CARDS and mark.end - mark.start > 1
        cards = _CARDS.match(reading.text, mark.end) if is_large else None
        if (
            cards is None
            or number.low != number.low.to_integral_value()
            or reading.within("gpus", mark.start, cards.end())
        ):
            left.append(mark)
        else:
            reading.add("count", Count(int(number.low), None, "card"), mark.start, cards.end(), "count.cards")
    reading.marks["number"] = left
    reading.marks["count"].sort(key=lambda mark: mark.start)
