"""The side of each line of goods, and of the text as a whole."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace

from extract.components.goods import Goods
from extract.components.stances import Stance, Stances
from extract.reading import Mark, Reading
from extract.records import Side
from extract.word_classes import word_classes

_LATER_REACH = 2000
_LATER_STANCES = 20
"""A list of more declarations behind the goods speaks of other goods."""
_SENTENCE_REACH = 400
_UNDECLARED = 0.7
"""Confidence of a side that follows from the trade as a whole."""
_AT_ONCE = 12
"""A weak word declares a side against a heading only this near before the goods."""
_SENTENCE = re.compile(r"[。;；!！?？\n|]|\.(?=\s|$)")
_WORDS = word_classes("sides")
_SITE = _WORDS.screened("{site}")


def side_of(reading: Reading, goods: Goods) -> tuple[Side, Mark]:
    """The side of one line of goods, and what tells it."""
    stance = _stance_at(reading, goods)
    money = [m for m in reading.within("money", *goods.zone) if not m.value.bare]
    let = _told_to_be_let(reading, goods, money, stance)
    if let is not None:
        return Side.RENTAL, let
    if stance is not None and not stance.weak:
        return stance.side, stance.mark
    if _is_bid(money):
        return Side.WANTED, _by("side.bid", money[0])
    if _sounds_like_a_buyer(reading, stance, money):
        return Side.WANTED, _by("side.buyer_words", reading.marks["buyer"][0])
    if stance is None or (stance.side is Side.WANTED and stance.position > goods.end):
        return Side.OFFER, _by("side.goods_in_a_trade", money[0] if money else _named(goods))
    if stance.side is Side.RENTAL and money:
        return Side.OFFER, _by("side.sale_price", money[0])
    return stance.side, stance.mark


def _by(rule: str, mark: Mark) -> Mark:
    """A mark as evidence of a side that no word declares."""
    return replace(mark, rule=rule, confidence=_UNDECLARED)


def _named(goods: Goods) -> Mark:
    named = goods.model or goods.sku
    return named if named is not None else Mark("goods", None, goods.start, goods.end)


def _sounds_like_a_buyer(reading: Reading, stance: Stance | None, money: list[Mark]) -> bool:
    """Nobody says that he sells, and what is said of goods and payment is what a buyer asks and gives."""
    if "buyer_words" not in reading.state:
        said = {reading.text[mark.start : mark.end] for mark in reading.marks.get("buyer", ())}
        reading.state["buyer_words"] = len(said)
    words: int = reading.state["buyer_words"]
    priced = bool(money) or bool(reading.marks.get("masked"))
    least = 1 + priced + (stance is not None and stance.side is Side.OFFER)
    return words >= least


def _told_to_be_let(reading: Reading, goods: Goods, money: list[Mark], stance: Stance | None) -> Mark | None:
    """Rent is named and no sale price, or rental words stand with the goods and nobody says that he sells them."""
    board: Stances = reading.state["stance_board"]
    rates = [m for m in money if m.value.period is not None or _is_rate(board, m)]
    if rates and len(rates) == len(money):
        return _by("side.rate", rates[0])
    said = board.between(*goods.zone)
    words = [s for s in said if s.side is Side.RENTAL]
    sold = [s for s in (stance, *said) if s and s.side is Side.OFFER and not s.weak]
    if all(word.weak for word in words) or (stance in sold):
        return None
    declared = rates or not money or (len(words) > 1 and not sold)
    return words[0].mark if declared else None


def _is_rate(board: Stances, mark: Mark) -> bool:
    """'$1.95 per GPU hour': rental words begin within the amount or right behind it."""
    return any(s.side is Side.RENTAL for s in board.between(mark.start, mark.end + 3))


def _is_bid(money: list[Mark]) -> bool:
    """Every amount but fees is a budget, a ceiling or a target."""
    prices = [m for m in money if m.value.label != "fee"]
    return bool(prices) and all(m.value.label in {"target", "ceiling"} for m in prices)


def side_of_lines(sides: list[Side]) -> Side:
    """The side of a text by its lines: what offers anything is an offer."""
    for side in (Side.OFFER, Side.RENTAL, Side.WANTED):
        if side in sides:
            return side
    return Side.NONE


def side_without_goods(reading: Reading) -> Side:
    """The side of a text that names no goods in scope: room and compute are let by it, else it trades nothing."""
    goods: list[Goods] = reading.state["goods"]
    stances: list[Stance] = reading.state["stances"]
    if any(g.model is not None and not g.model.value.watched for g in goods):
        return Side.NONE
    if not reading.marks.get("gpu_word") and (reading.marks.get("lookalike") or not reading.says(_SITE)):
        return Side.NONE
    rental = [s for s in stances if s.side is Side.RENTAL]
    other = [s for s in stances if s.side is not Side.RENTAL and not s.weak]
    return Side.RENTAL if rental and (len(rental) >= len(other)) else Side.NONE


def _stance_at(reading: Reading, goods: Goods) -> Stance | None:
    """The stance that governs goods: before or behind them in their sentence, else the last heading, else a later one.

    A weak word yields to any strong one unless it stands right before the goods.
    """
    board: Stances = reading.state["stance_board"]
    starts: list[int] = reading.state["goods_starts"]
    start, end = goods.start, goods.end
    first, last = _sentence(reading.text, start, end)
    before = [s for s in board.between(first, end) if s.speaks_of(start)]
    strong = [s for s in before if not s.weak]
    if strong:
        return strong[-1]
    weak = before[-1] if before else None
    for stance in board.between(end, last):
        if not stance.weak and stance.until is None and not _leads_other(stance, starts, last):
            return stance
    if weak and start - weak.end <= _AT_ONCE:
        return weak
    heading = board.last_before(first)
    if heading is not None and not heading.weak:
        return heading
    for stance in board.between(end, end + _LATER_REACH)[:_LATER_STANCES]:
        if not stance.weak and stance.until is None and not _has_own_goods(reading.text, stance, starts):
            return stance
    return weak or heading


def _has_own_goods(text: str, stance: Stance, starts: list[int]) -> bool:
    """Goods stand in the sentence of the word: it speaks of them."""
    first, last = _sentence(text, stance.position, stance.end)
    return bisect_left(starts, first) < bisect_left(starts, last)


def _leads_other(stance: Stance, starts: list[int], last: int) -> bool:
    """The word stands right before other goods: 想换 H200 says nothing of the A800 before it."""
    limit = min(last, stance.end + 16)
    index = bisect_left(starts, stance.position)
    return index < len(starts) and starts[index] < limit


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    first = max(0, start - _SENTENCE_REACH)
    for match in _SENTENCE.finditer(text, first, start):
        first = match.end()
    limit = min(len(text), end + _SENTENCE_REACH)
    following = _SENTENCE.search(text, end, limit)
    return first, following.start() if following else limit
