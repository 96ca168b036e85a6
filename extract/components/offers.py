"""Assembles offers: every line of goods with the values of its own text, then of header and footer."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from extract.components.contents import Shape, shape_of
from extract.components.facts_of_line import shared_fact
from extract.components.forms import unit_of
from extract.components.goods import Goods
from extract.components.prices import Prices, prices_of
from extract.components.quantities import least_order, quantity_of
from extract.components.sides import AWARD, no_trade_reason, stance_at
from extract.components.variants import memory_of, variant_of
from extract.reading import Mark, Reading
from extract.records import Evidence, Offer, Side, Undetermined

_RENTAL_ONLY = {"gpu", "card", "server", "rack", "module", "board"}


@dataclass(slots=True)
class Draft:
    """An offer while it is put together."""

    values: dict[str, Any] = field(default_factory=dict)
    """Field → value."""
    evidence: list[Evidence] = field(default_factory=list)
    """Why."""
    undetermined: list[Undetermined] = field(default_factory=list)
    """What was not read."""

    def put(self, reading: Reading, name: str, value: Any, mark: Mark | None) -> None:
        """Set a field and keep its evidence."""
        if value is None:
            return
        self.values[name] = value
        if mark is not None:
            self.evidence.append(reading.evidence(name, mark))


def read_offers(reading: Reading) -> tuple[Side, tuple[Offer, ...]]:
    """Side of the text and its offers."""
    goods: list[Goods] = reading.state["goods"]
    reason = no_trade_reason(reading)
    if reading.hints.sold:
        reason = "the page says it is sold"
    if not goods and reason == AWARD:
        reason = None
    if reason is None and goods and _is_sold_notice(reading, goods):
        reason = "the goods are sold"
    if reason is not None:
        reading.undetermined.append(reading.undetermined_at("side", 0, min(len(reading.text), 40), reason))
        return Side.NONE, ()
    watched = [g for g in goods if g.model is None or g.model.value.watched]
    live = [g for g in watched if not _is_sold_line(reading, g)]
    if not live:
        return _side_without_goods(reading), ()
    if not _is_trade(reading, live):
        return Side.NONE, ()
    sides = [_side_of(reading, g) for g in live]
    offers = tuple(_offer(reading, g, side) for g, side in zip(live, sides, strict=True))
    offers = tuple(o for o in offers if o.model or o.server)
    if not offers:
        return _side_without_goods(reading), ()
    return _text_side([o.side for o in offers]), offers


def _text_side(sides: list[Side]) -> Side:
    for side in (Side.OFFER, Side.RENTAL, Side.WANTED):
        if side in sides:
            return side
    return Side.NONE


def _side_without_goods(reading: Reading) -> Side:
    goods: list[Goods] = reading.state["goods"]
    stances = reading.state["stances"]
    if any(g.model is not None and not g.model.value.watched for g in goods):
        return Side.NONE
    if reading.marks.get("lookalike") and not reading.marks.get("gpu_word"):
        return Side.NONE
    rental = [s for s in stances if s.side is Side.RENTAL]
    other = [s for s in stances if s.side is not Side.RENTAL and not s.weak]
    return Side.RENTAL if rental and (len(rental) >= len(other)) else Side.NONE


def _is_sold_notice(reading: Reading, goods: list[Goods]) -> bool:
    """【已出】 or "sold" at the head of the text, or in the only line of goods."""
    sold = [
        m
        for m in reading.marks.get("none", ())
        if m.value == "sold" and not reading.is_taken(m.start, m.end) and not _is_history(reading, m)
    ]
    first = goods[0].start
    return any(
        m.start < first
        and reading.line_of(m.start).start == reading.line_of(first).start
        and m.start - reading.line_of(m.start).start < 12
        for m in sold
    )


def _is_history(reading: Reading, mark: Mark) -> bool:
    """'41 sold', '已售 12', 'not sold': no notice."""
    text = reading.text
    around = text[max(0, mark.start - 5) : mark.start].strip()
    behind = text[mark.end : mark.end + 5].strip()
    return (
        (
            bool(around)
            and (
                (around[-1].isdigit() and not _names_goods(reading, mark))
                or around.endswith(("not", "never", "be", "are", "未", "没", "刚", "不"))
            )
        )
        or (
            bool(behind) and (behind[0].isdigit() or behind.startswith(("as", "in", "per", "by", "with", "separately")))
        )
        or (re.match(r"[:：] ?[0-9,]+(?! ?[x×*0-9])", behind) is not None and not around.endswith("all"))
    )


def _names_goods(reading: Reading, mark: Mark) -> bool:
    """The digits before the word belong to a model: 5090缺货."""
    return any(mark.start - m.end <= 3 for m in reading.within("model", max(0, mark.start - 20), mark.start))


def _is_sold_line(reading: Reading, goods: Goods) -> bool:
    line = reading.line_of(goods.start)
    start, end = max(goods.zone[0], line.start), min(goods.zone[1], line.end)
    return any(
        m.value == "sold" and not _is_history(reading, m) and not reading.is_taken(m.start, m.end)
        for m in reading.within("none", start, end)
    )


def _is_trade(reading: Reading, goods: list[Goods]) -> bool:
    """A price, a count, a side word, a contact, a stock or condition word: else it is a mention or a data sheet."""
    if reading.hints.price or reading.state["stances"]:
        return True
    if any(m.value.role == "units" and m.value.counter != "times" for m in reading.marks.get("count", ())):
        return True
    priced = reading.marks.get("money")
    return bool(
        priced
        or reading.marks.get("masked")
        or reading.marks.get("contact")
        or reading.marks.get("condition")
        or reading.marks.get("availability")
        or reading.marks.get("count")
        or any(m.value == "none" for m in reading.marks.get("price_label", ()))
    )


def _side_of(reading: Reading, goods: Goods) -> Side:
    stance = stance_at(reading, goods.start, goods.end)
    money = reading.within("money", *goods.zone)
    sale = [m for m in money if m.value.period is None and not m.value.bare]
    let = [m for m in money if m.value.period is not None]
    if let and not sale:
        return Side.RENTAL
    if stance is None:
        bids = [m for m in money if m.value.label in {"target", "ceiling"}]
        return (
            Side.WANTED
            if bids
            and len(bids) == len(money)
            and any(reading.text[b.start - 6 : b.start].find("预算") >= 0 for b in bids)
            else Side.OFFER
        )
    if stance.weak:
        if stance.side is Side.RENTAL:
            return Side.OFFER if sale else Side.RENTAL
        if stance.side is Side.WANTED and stance.position > goods.end:
            return Side.OFFER
    return stance.side


def _offer(reading: Reading, goods: Goods, side: Side) -> Offer:
    draft = Draft()
    draft.values["side"] = side
    shape = shape_of(reading, goods)
    model = goods.model
    if model is not None:
        draft.put(reading, "model", model.value.name, model)
    elif goods.sku is not None and shape.form != "barebone" and len(goods.sku.value.models) == 1:
        draft.put(reading, "model", goods.sku.value.models[0], goods.sku)
    variant, marks = variant_of(reading, goods)
    if variant and shape.form != "barebone":
        draft.values["variant"] = variant
        draft.evidence.extend(reading.evidence("variant", mark) for mark in marks)
    if goods.sku is not None and goods.sku.value.form != "rack":
        draft.put(reading, "server", goods.sku.value.sku, goods.sku)
    draft.put(reading, "form", shape.form, shape.marks[0] if shape.marks else goods.model or goods.sku)
    _quantity(reading, goods, shape, draft)
    if shape.gpus is not None:
        draft.put(reading, "gpus_per_unit", shape.gpus, shape.gpus_mark)
        if shape.gpus_source and shape.form not in {"card", "module", "barebone"}:
            draft.values["gpus_source"] = shape.gpus_source
        if draft.values.get("quantity") is not None:
            draft.values["gpu_count"] = draft.values["quantity"] * shape.gpus
    _prices(reading, draft, prices_of(reading, goods, shape, side, draft.values.get("quantity")))
    _facts(reading, goods, side, draft)
    memory = memory_of(reading, goods) if goods.memory is None else goods.memory
    _modded(reading, goods, memory, draft)
    start, end = _verbatim(reading, goods)
    return Offer(
        **draft.values,
        verbatim=reading.raw(start, end),
        evidence=tuple(draft.evidence),
        undetermined=tuple(draft.undetermined),
    )


def _modded(reading: Reading, goods: Goods, memory: Mark | None, draft: Draft) -> None:
    word = next(iter(reading.within("modded", *goods.zone)), None)
    doubled = (
        memory is not None
        and goods.model is not None
        and (goods.model.value.name, memory.value)
        in {
            ("RTX 4090", 48),
            ("RTX 4090 D", 48),
            ("RTX 2080 Ti", 22),
            ("RTX 3080", 20),
            ("RTX 5090", 96),
            ("RTX 5090", 64),
            ("RTX 5090", 128),
        }
    )
    if (word is not None and goods.model is not None and goods.model.value.name.startswith("RTX")) or doubled:
        draft.put(reading, "modded", True, word or memory)


def _quantity(reading: Reading, goods: Goods, shape: Shape, draft: Draft) -> None:
    least = least_order(reading, goods)
    if least is not None:
        draft.put(reading, "moq", least.value.low, least)
    quantity = quantity_of(reading, goods, shape)
    if quantity is None:
        return
    mark = quantity.mark
    draft.put(reading, "quantity", quantity.low, mark)
    draft.put(reading, "quantity_max", quantity.high, mark)
    if quantity.approx:
        draft.values["quantity_approx"] = True
        if quantity.low is None:
            draft.undetermined.append(reading.undetermined_at("quantity", mark.start, mark.end, "the count is vague"))
    draft.put(reading, "unit", unit_of(shape.form), mark)


def _prices(reading: Reading, draft: Draft, prices: Prices) -> None:
    for name, value, mark in prices.fields:
        draft.put(reading, name, value, mark)
    if prices.alternatives:
        draft.values["alt_prices"] = tuple(prices.alternatives)
    draft.undetermined.extend(prices.undetermined)


def _facts(reading: Reading, goods: Goods, side: Side, draft: Draft) -> None:
    for name in ("tax", "condition", "availability"):
        value, mark = shared_fact(reading, goods, name)
        draft.put(reading, name, value, mark)
    lead, mark = shared_fact(reading, goods, "lead")
    if lead is not None:
        draft.put(reading, "lead_time_days", lead[0], mark)
        draft.put(reading, "lead_time_days_max", lead[1], mark)
        if lead[0] >= 14 and draft.values.get("availability") != "spot" and side is not Side.WANTED:
            draft.put(reading, "availability", "forward", mark)
    _places(reading, goods, side, draft)


def _places(reading: Reading, goods: Goods, side: Side, draft: Draft) -> None:
    """A buyer's place is no place of goods."""
    for name, kind in (("goods_location", "goods"), ("delivery_location", "delivery"), ("origin", "origin")):
        located, mark = shared_fact(reading, goods, f"{kind}_place")
        if located is None or (kind == "goods" and side is Side.WANTED):
            continue
        draft.put(reading, name, located.written, mark)
        if kind == "goods":
            draft.put(reading, "goods_city", located.place.city, mark)
            draft.put(reading, "goods_country", located.place.country, mark)
            draft.put(reading, "goods_free_zone", located.place.free_zone or None, mark)


def _verbatim(reading: Reading, goods: Goods) -> tuple[int, int]:
    line = reading.line_of(goods.start)
    start, end = max(goods.zone[0], line.start), min(goods.zone[1], line.end)
    start, end = min(start, goods.start), max(end, goods.end)
    contacts = [m.start for m in reading.marks.get("contact", ()) if goods.end <= m.start < end]
    if contacts:
        end = min(contacts)
    text = reading.text
    while end > goods.end and text[end - 1] in " ,，。;；:：、\t":
        end -= 1
    while start < goods.start and text[start] in " ,，。;；:：、\t":
        start += 1
    return start, end
