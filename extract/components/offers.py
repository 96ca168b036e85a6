"""Assembles offers: every line of goods with the values of its own text, then of header and footer."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from extract.components.contents import Shape, shape_of
from extract.components.currency import start_of_sign
from extract.components.facts_of_line import availability_of, shared_fact
from extract.components.forms import unit_of
from extract.components.goods import Goods
from extract.components.names import modded_sizes
from extract.components.price_record import Prices
from extract.components.prices import prices_of
from extract.components.quantities import least_order, quantity_of
from extract.components.sides import side_of, side_of_lines, side_without_goods
from extract.components.sold import is_sold_line, is_sold_notice
from extract.components.trade import is_trade, no_trade_reason
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
    if reason is not None:
        return reason.side, _nothing(reading, reason.told)
    if goods and is_sold_notice(reading, goods):
        return Side.NONE, _nothing(reading, "the goods are sold")
    live = [g for g in goods if not _is_left_out(reading, g)]
    if not live:
        return side_without_goods(reading), ()
    if not is_trade(reading):
        return Side.NONE, _nothing(reading, "nothing says that the goods are sold, sought or let")
    sides = [side_of(reading, g) for g in live]
    asked = {g.start for g, (side, _) in zip(live, sides, strict=True) if side is Side.WANTED}
    reading.state["asked_among_offers"] = asked if len(asked) < len(live) else set()
    offers = tuple(_offer(reading, g, side, told) for g, (side, told) in zip(live, sides, strict=True))
    offers = tuple(o for o in offers if o.model or o.server)
    if not offers:
        return side_without_goods(reading), ()
    return side_of_lines([o.side for o in offers]), offers


def _is_left_out(reading: Reading, goods: Goods) -> bool:
    """Goods that nobody watches or that are gone; the reason is kept."""
    if goods.model is not None and not goods.model.value.watched:
        reason = "a GPU that the catalogue does not watch"
    elif is_sold_line(reading, goods):
        reason = "the line says that it is sold"
    else:
        return False
    named = goods.model or goods.sku
    if named is not None:
        reading.undetermined.append(reading.undetermined_at("model", named.start, named.end, reason))
    return True


def _nothing(reading: Reading, reason: str) -> tuple[Offer, ...]:
    """No offers, and why."""
    reading.undetermined.append(reading.undetermined_at("side", 0, min(len(reading.text), 40), reason))
    return ()


def _offer(reading: Reading, goods: Goods, side: Side, told: Mark) -> Offer:
    draft = Draft()
    draft.put(reading, "side", side, told)
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
        if "gpus_per_unit" not in draft.values:
            draft.put(reading, "gpus_per_unit", shape.gpus, shape.gpus_mark)
        if shape.gpus_source and shape.form not in {"card", "module", "barebone"}:
            draft.values["gpus_source"] = shape.gpus_source
        if draft.values.get("quantity") is not None:
            draft.values["gpu_count"] = draft.values["quantity"] * draft.values["gpus_per_unit"]
    _prices(reading, draft, prices_of(reading, goods, shape, side, draft.values.get("quantity")))
    _facts(reading, goods, side, draft)
    memory = goods.set_apart_by("memory") or memory_of(reading, goods)
    _modded(reading, goods, memory, draft)
    start, end = _verbatim(reading, goods)
    return Offer(
        **draft.values,
        verbatim=reading.raw(start, end),
        evidence=tuple(draft.evidence),
        undetermined=tuple(draft.undetermined),
    )


def _modded(reading: Reading, goods: Goods, memory: Mark | None, draft: Draft) -> None:
    """A word says so, or the card has more memory than it was ever sold with."""
    if goods.model is None:
        return
    name: str = goods.model.value.name
    word = next(iter(reading.within("modded", *goods.zone)), None) if name.startswith("RTX") else None
    grown = memory if memory is not None and memory.value in modded_sizes(name) else None
    if word or grown:
        draft.put(reading, "modded", True, word or grown)


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
    draft.put(reading, "unit", unit_of(shape.form) if quantity.pack is None else "lot", mark)
    draft.put(reading, "gpus_per_unit", quantity.pack, mark)


def _prices(reading: Reading, draft: Draft, prices: Prices) -> None:
    for name, value, mark in prices.fields:
        draft.put(reading, name, value, _with_sign(reading, mark))
    if prices.alternatives:
        draft.values["alt_prices"] = tuple(prices.alternatives)
    draft.undetermined.extend(prices.undetermined)


def _with_sign(reading: Reading, mark: Mark | None) -> Mark | None:
    """The sign before an amount belongs to its evidence: '$8,950', not '8,950'."""
    if mark is None or mark.kind != "money" or mark.value is None or not mark.value.signed:
        return mark
    return replace(mark, start=start_of_sign(reading.text, mark.start))


def _facts(reading: Reading, goods: Goods, side: Side, draft: Draft) -> None:
    for name in ("tax", "condition"):
        value, mark = shared_fact(reading, goods, name, side)
        draft.put(reading, name, value, mark)
    lead, mark = shared_fact(reading, goods, "lead")
    if lead is not None:
        draft.put(reading, "lead_time_days", lead[0], mark)
        draft.put(reading, "lead_time_days_max", lead[1], mark)
    availability, told = availability_of(reading, goods, side)
    draft.put(reading, "availability", availability, told)
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
    contact = reading.next_from("contact", goods.end)
    if contact is not None:
        end = min(end, contact.start)
    text = reading.text
    while end > goods.end and text[end - 1] in " ,，。;；:：、\t":
        end -= 1
    while start < goods.start and text[start] in " ,，。;；:：、\t":
        start += 1
    return start, end
