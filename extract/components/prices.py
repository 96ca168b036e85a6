"""Which of the amounts of one line of goods is its price, and which are alternatives, tiers, ceilings or masks."""

from __future__ import annotations

import re
from dataclasses import replace

from extract.components.amount_currency import currency_of, named_for_all
from extract.components.contents import Shape
from extract.components.forms import unit_of
from extract.components.goods import Goods
from extract.components.hinted import read_price_field
from extract.components.money import Amount
from extract.components.parallel import parallel_mark
from extract.components.placeholders import is_placeholder
from extract.components.price_basis import is_lot, price_unit
from extract.components.price_record import Deal, Prices
from extract.components.price_scale import scale_for_all
from extract.components.price_tiers import is_of_a_few, tiers
from extract.components.rents import read_rent
from extract.components.summed import sums_up_others, touches_count
from extract.components.tracker_rows import is_in_tracker_row
from extract.reading import Mark, Reading
from extract.records import Money, Side
from extract.word_classes import word_classes

_WORDS = word_classes("prices")
_FEE_BEHIND = _WORDS.pattern(r" ?{fee_behind}(?![:： ]{0,2}(?:[0-9$¥€£]|{part_of_sum}))")
_FEE_BEFORE = _WORDS.pattern(r"{fee_before}[^\n,，]{0,4}$")
_FIGURES = re.compile(r"[0-9][0-9.,+~\-–]*")
_SEVERAL = 2
_SHORTEST_PLACEHOLDER = 5
_LEAST_BARE = 1000
_LEAST_BARE_WITH_CURRENCY = 50
_STEP_REACH = 8
_MOST_SCALED = 100_000


def prices_of(reading: Reading, goods: Goods, shape: Shape, side: Side, quantity: int | None) -> Prices:
    """Everything about money for one line of goods."""
    prices = Prices()
    deal = Deal(goods, shape, side, quantity)
    own = parallel_mark(reading, goods, "money")
    amounts = [own] if own else [mark for zone in goods.zones for mark in reading.within("money", *zone)]
    marks = [mark for mark in amounts if not _is_fee(reading, mark)]
    sales = [mark for mark in marks if mark.value.period is None and not _is_placeholder(reading, mark, prices)]
    firm = [mark for mark in sales if not _lacks_unit(reading, mark)]
    if side is Side.RENTAL:
        rents = [mark for mark in marks if mark.value.period is not None]
        read_rent(reading, shape, [*rents, *firm], prices)
        return prices
    masked = _masked(reading, goods)
    if firm and sums_up_others(reading, goods):
        sales = [mark for mark in sales if not _is_sum(reading, mark, prices)]
        firm = [mark for mark in firm if mark in sales]
    if firm:
        _sale(reading, deal, [_scaled(reading, mark) for mark in firm], prices)
    elif masked is not None:
        _mask(reading, masked, "digits are masked", prices)
    elif sales:
        _bare(reading, deal, sales, prices)
    elif side is Side.OFFER:
        _page_field(reading, deal, prices)
    return prices


def _is_sum(reading: Reading, mark: Mark, prices: Prices) -> bool:
    """'H100 2台、A100 3台，打包500万': one sum for several lines of goods is the price of none of them."""
    if not is_lot(reading, mark, _SEVERAL) or touches_count(reading, mark):
        return False
    reason = "one sum for several lines of goods"
    prices.undetermined.append(reading.undetermined_at("price", mark.start, mark.end, reason))
    return True


def _is_fee(reading: Reading, mark: Mark) -> bool:
    """Fees, deposits, old prices."""
    return (
        mark.value.label in {"fee", "beside"}
        or _FEE_BEHIND.match(reading.text, mark.end) is not None
        or _FEE_BEFORE.search(reading.text, max(0, mark.start - 10), mark.start) is not None
    )


def _is_placeholder(reading: Reading, mark: Mark, prices: Prices) -> bool:
    amount: Amount = mark.value
    if amount.scaled or amount.fraction or not is_placeholder(amount.low, shortest=_SHORTEST_PLACEHOLDER):
        return False
    if not amount.bare and scale_for_all(reading) == 1:
        reason = "a number that only fills the price field"
        prices.undetermined.append(reading.undetermined_at("price", mark.start, mark.end, reason))
        return True
    return amount.low >= _LEAST_BARE


def _lacks_unit(reading: Reading, mark: Mark) -> bool:
    """'价格18.5', '6.8/张': without a sign or a scale nobody can say of what, unless the text names it for all."""
    amount: Amount = mark.value
    if amount.bare:
        return not _is_step(reading, mark)
    if amount.signed or amount.scaled or (amount.high or amount.low) >= _LEAST_BARE:
        return False
    return scale_for_all(reading) == 1 and named_for_all(reading) is None


def _is_step(reading: Reading, mark: Mark) -> bool:
    """'每张16,500港纸 十张或以上15,900': the price of a threshold is in the unit of the price before it."""
    steps = reading.within("count", max(0, mark.start - _STEP_REACH), mark.start)
    if mark.value.low < _LEAST_BARE:
        return False
    return any(step.value.role == "tier" for step in steps) or is_of_a_few(reading, mark)


def _masked(reading: Reading, goods: Goods) -> Mark | None:
    marks = [mark for zone in goods.zones for mark in reading.within("masked", *zone)]
    return next((mark for mark in marks if mark.start >= goods.start), marks[0] if marks else None)


def _mask(reading: Reading, mark: Mark, reason: str, prices: Prices) -> None:
    if mark.kind == "money" and (figures := _FIGURES.match(reading.text, mark.start, mark.end)):
        mark = replace(mark, end=figures.end())
    prices.put("masked_price", reading.raw(mark.start, mark.end).strip(), mark)
    prices.undetermined.append(reading.undetermined_at("price", mark.start, mark.end, reason))


def _page_field(reading: Reading, deal: Deal, prices: Prices) -> None:
    """Fills price fields from ``hints.price``, for example ``HK$28,500`` or ``USD 2,350 / piece``."""
    hints = reading.hints
    if not hints.price or reading.state["offers_expected"] != 1:
        return
    field_read = read_price_field(hints)
    if isinstance(field_read, str):
        prices.put("masked_price", field_read, None)
        return
    if field_read is None:
        return
    mark = Mark("money", None, 0, 0, "money.page_field", 0.9)
    prices.put("price", field_read.mark.value.low, mark)
    prices.put("price_max", field_read.high, mark)
    prices.put("currency", hints.currency or currency_of(field_read.page, field_read.mark).code, mark)
    lot = is_lot(field_read.page, field_read.mark, None)
    prices.put("price_basis", "lot" if lot else "each", mark)
    prices.put("price_unit", "lot" if lot else unit_of(deal.shape.form), mark)


def _bare(reading: Reading, deal: Deal, sales: list[Mark], prices: Prices) -> None:
    """A number alone: with a unit in the header it is money; else four digits and more are, fewer are a mask."""
    mark = _first_behind(deal.goods, sales)
    amount: Amount = mark.value
    scaled = _scaled(reading, mark)
    least = _LEAST_BARE_WITH_CURRENCY if named_for_all(reading) else _LEAST_BARE
    if scaled is not mark:
        _sale(reading, deal, [scaled], prices)
    elif is_in_tracker_row(reading, mark) or (amount.low >= least and not amount.approx):
        _sale(reading, deal, [mark], prices)
    elif amount.low >= 1:
        _mask(reading, mark, "a bare number, its unit is not said", prices)


def _scaled(reading: Reading, mark: Mark) -> Mark:
    """The amount in full units, where the text names a unit for all amounts and this one names none."""
    amount: Amount = mark.value
    if amount.signed or amount.scaled or amount.low >= _MOST_SCALED or (factor := scale_for_all(reading)) == 1:
        return mark
    high = amount.high * factor if amount.high is not None else None
    return replace(mark, value=replace(amount, low=amount.low * factor, high=high))


def _first_behind(goods: Goods, marks: list[Mark]) -> Mark:
    return next((mark for mark in marks if mark.start >= goods.start), marks[0])


def _sale(reading: Reading, deal: Deal, marks: list[Mark], prices: Prices) -> None:
    marks = _without_totals(marks, deal.quantity)
    steps = tiers(reading, marks)
    if len(steps) > 1:
        low, high = min(steps, key=lambda m: m.value.low), max(steps, key=lambda m: m.value.low)
        prices.put("price", low.value.low, low)
        prices.put("price_max", high.value.low, high)
        _terms(reading, deal, steps[0], prices)
        return
    main = _first_behind(deal.goods, marks)
    _amounts(deal, main, prices)
    _terms(reading, deal, main, prices)
    for mark in marks:
        if mark is not main and not _is_repeat(mark, main):
            prices.alternatives.append(_money(reading, deal, mark))


def _amounts(deal: Deal, mark: Mark, prices: Prices) -> None:
    """A buyer's ceiling is no price."""
    amount: Amount = mark.value
    if amount.label == "ceiling" and deal.side is not Side.OFFER:
        prices.put("price_max", amount.high or amount.low, mark)
        prices.put("price", amount.low if amount.high is not None else None, mark)
        return
    prices.put("price", amount.low, mark)
    prices.put("price_max", amount.high, mark)
    prices.put("price_from", amount.start_price or None, mark)


def _is_repeat(mark: Mark, main: Mark) -> bool:
    first: Amount = mark.value
    second: Amount = main.value
    return (first.low, first.high, first.currency) == (second.low, second.high, second.currency)


def _without_totals(marks: list[Mark], quantity: int | None) -> list[Mark]:
    """A line total is no second price: 7 × 430万 = 3010万."""
    if quantity is None or quantity < 2 or len(marks) == 1:
        return marks
    each = {mark.value.low for mark in marks}
    kept = [m for m in marks if not any(m.value.low == other * quantity for other in each if other != m.value.low)]
    return kept or marks


def _terms(reading: Reading, deal: Deal, mark: Mark, prices: Prices) -> None:
    currency = currency_of(reading, mark)
    prices.put("currency", currency.code, currency.told_by(mark))
    if currency.reason is not None:
        prices.undetermined.append(reading.undetermined_at("currency", mark.start, mark.end, currency.reason))
    lot = is_lot(reading, mark, deal.quantity)
    prices.put("price_basis", "lot" if lot else "each", mark)
    prices.put("price_unit", "lot" if lot else price_unit(mark.value, deal.shape), mark)


def _money(reading: Reading, deal: Deal, mark: Mark) -> Money:
    amount: Amount = mark.value
    lot = is_lot(reading, mark, deal.quantity)
    return Money(
        amount=amount.low,
        amount_max=amount.high,
        currency=currency_of(reading, mark).code,
        basis="lot" if lot else "each",
        unit="lot" if lot else price_unit(amount, deal.shape),
    )
