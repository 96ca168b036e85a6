"""The side of each line of goods, and of the text as a whole."""

from __future__ import annotations

import re
from bisect import bisect_left

from extract.components.goods import Goods
from extract.components.stances import Stance, Stances
from extract.reading import Reading
from extract.records import Side

_LATER_REACH = 2000
_SENTENCE_REACH = 400
_SENTENCE = re.compile(r"[。;；!！?？\n|]|\.(?=\s|$)")
_BUDGET = "预算"


def side_of(reading: Reading, goods: Goods) -> Side:
    """The side of one line of goods."""
    stance = _stance_at(reading, goods.start, goods.end)
    money = reading.within("money", *goods.zone)
    sale = [m for m in money if m.value.period is None and not m.value.bare]
    if not sale and any(m.value.period is not None for m in money):
        return Side.RENTAL
    if stance is None:
        bids = money and all(m.value.label in {"target", "ceiling"} for m in money)
        return (
            Side.WANTED if bids and any(_BUDGET in reading.text[m.start - 6 : m.start] for m in money) else Side.OFFER
        )
    if stance.weak:
        if stance.side is Side.RENTAL:
            return Side.OFFER if sale else Side.RENTAL
        if stance.side is Side.WANTED and stance.position > goods.end:
            return Side.OFFER
    return stance.side


def side_of_lines(sides: list[Side]) -> Side:
    """The side of a text by its lines: what offers anything is an offer."""
    for side in (Side.OFFER, Side.RENTAL, Side.WANTED):
        if side in sides:
            return side
    return Side.NONE


def side_without_goods(reading: Reading) -> Side:
    """The side of a text that names no goods in scope: racks and compute are let by it, else it trades nothing."""
    goods: list[Goods] = reading.state["goods"]
    stances: list[Stance] = reading.state["stances"]
    if any(g.model is not None and not g.model.value.watched for g in goods):
        return Side.NONE
    if reading.marks.get("lookalike") and not reading.marks.get("gpu_word"):
        return Side.NONE
    rental = [s for s in stances if s.side is Side.RENTAL]
    other = [s for s in stances if s.side is not Side.RENTAL and not s.weak]
    return Side.RENTAL if rental and (len(rental) >= len(other)) else Side.NONE


def _stance_at(reading: Reading, start: int, end: int) -> Stance | None:
    """The stance that governs goods at a place: in their sentence before them, behind them, else the last heading."""
    board: Stances = reading.state["stance_board"]
    starts: list[int] = reading.state["goods_starts"]
    first, last = _sentence(reading.text, start, end)
    before = board.between(first, end)
    if before:
        return ([s for s in before if not s.weak] or before)[-1]
    for stance in board.between(end, last):
        if not stance.weak and not _leads_other(stance, starts, last):
            return stance
    heading = board.last_before(first)
    if heading is not None:
        return heading
    for stance in board.between(end, end + _LATER_REACH):
        if not stance.weak and not _leads_other(stance, starts, None):
            return stance
    return None


def _leads_other(stance: Stance, starts: list[int], last: int | None) -> bool:
    """The word stands right before other goods: 想换 H200 says nothing of the A800 before it."""
    limit = stance.end + 16 if last is None else min(last, stance.end + 16)
    index = bisect_left(starts, stance.position)
    return index < len(starts) and starts[index] < limit


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    first = max(0, start - _SENTENCE_REACH)
    for match in _SENTENCE.finditer(text, first, start):
        first = match.end()
    limit = min(len(text), end + _SENTENCE_REACH)
    following = _SENTENCE.search(text, end, limit)
    return first, following.start() if following else limit
