"""Price, alternatives, tiers, ceilings, rents and masks of one line of goods."""

# ruff: noqa: E501 - a pattern is read in one piece

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from extract.components.contents import Shape
from extract.components.currency import currency_named, named_currency_pattern
from extract.components.forms import unit_of
from extract.components.goods import Goods
from extract.components.hinted import read_price_field
from extract.components.money import Amount
from extract.reading import Mark, Reading
from extract.records import Money, Side, Undetermined, Unit

_LOT_REACH = 24
_CLAUSE = re.compile(r"[,，。;；\n|]|\. ")
_RENT_UNIT: dict[str, str] = {
    "gpu": "gpu",
    "card": "card",
    "server": "server",
    "rack": "rack",
    "module": "gpu",
    "board": "server",
    "chip": "gpu",
}
_UNIT_OF_COUNTER: dict[str, Unit] = {
    "card": "card",
    "gpu": "card",
    "chip": "module",
    "server": "server",
    "rack": "rack",
    "board": "baseboard",
    "module": "module",
}
_HEADER_UNIT = re.compile(
    r"单位[:： ]{0,2}(?:人民币)?(?P<zh>万元?|千元?|k)|[(（](?P<paren>万元?|k ?usd|k\$|usd ?k|万)[)）]|价格?[(（/](?P<column>万)元?"
)
QUOTED_RECORD = re.compile(r"['\"][^'\"\n]{10,200}['\"], ?[0-9]+\.[0-9]{2}, ?['\"]")
"""A row of a price tracker: such rows carry US dollars unless they say otherwise."""
_OBO = re.compile(r"obo|面议|可小刀|可刀|议价|negotiable")


@dataclass(slots=True)
class Prices:
    """What an offer says of money."""

    fields: list[tuple[str, Any, Mark | None]] = field(default_factory=list)
    """Field, value, mark."""
    alternatives: list[Money] = field(default_factory=list)
    """Second prices of the same goods."""
    undetermined: list[Undetermined] = field(default_factory=list)
    """Money seen and not read."""

    def put(self, name: str, value: Any, mark: Mark | None) -> None:
        """Set a field."""
        if value is not None:
            self.fields.append((name, value, mark))


@dataclass(slots=True)
class Deal:
    """What is known of the line of goods before its price is read."""

    goods: Goods
    """The goods."""
    shape: Shape
    """Form and contents."""
    side: Side
    """Side of the line."""
    quantity: int | None
    """Units."""


def prices_of(reading: Reading, goods: Goods, shape: Shape, side: Side, quantity: int | None) -> Prices:
    """Everything about money for one line of goods."""
    prices = Prices()
    deal = Deal(goods, shape, side, quantity)
    marks = [m for m in reading.within("money", *goods.zone) if not _is_aside(reading, m)]
    rents = [m for m in marks if m.value.period is not None]
    sales = [m for m in marks if m.value.period is None]
    if side is Side.RENTAL:
        _rent(reading, shape, rents or [m for m in sales if not m.value.bare], prices)
        return prices
    firm = [m for m in sales if not m.value.bare]
    masked = _masked(reading, goods)
    if firm:
        _sale(reading, deal, firm, prices)
    elif masked is not None:
        prices.put("masked_price", reading.raw(masked.start, masked.end).strip(), masked)
        prices.undetermined.append(reading.undetermined_at("price", masked.start, masked.end, "digits are masked"))
    elif sales:
        _bare(reading, deal, sales, prices)
    elif side is Side.OFFER:
        _hinted(reading, deal, prices)
    return prices


def _hinted(reading: Reading, deal: Deal, prices: Prices) -> None:
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
    code, _ = currency_of(field_read.page, field_read.mark)
    prices.put("price", field_read.mark.value.low, mark)
    prices.put("price_max", field_read.high, mark)
    prices.put("currency", hints.currency or code, mark)
    lot = is_lot(field_read.page, field_read.mark, None)
    prices.put("price_basis", "lot" if lot else "each", mark)
    prices.put("price_unit", "lot" if lot else unit_of(deal.shape.form), mark)


def _is_aside(reading: Reading, mark: Mark) -> bool:
    """Fees, deposits, old prices; line totals of other counts."""
    amount: Amount = mark.value
    if amount.label == "fee":
        return True
    text = reading.text
    behind = text[mark.end : mark.end + 8]
    if re.match(
        r" ?(?:定金|押金|订金|deposit|运费|freight|shipping|off(?!er)|优惠券|学费|税点|discount|up ?front|down)", behind
    ):
        return True
    return (
        re.search(
            r"(?:学费|定金|押金|保证金|首付|payment of|deposit of)[^\n,，]{0,4}$",
            text[max(0, mark.start - 10) : mark.start],
        )
        is not None
    )


def _masked(reading: Reading, goods: Goods) -> Mark | None:
    marks = reading.within("masked", *goods.zone)
    return next((m for m in marks if m.start >= goods.start), marks[0] if marks else None)


def _header_factor(reading: Reading) -> Decimal:
    match = _HEADER_UNIT.search(reading.text)
    if not match:
        return Decimal(1)
    word = next(g for g in match.groups() if g)
    return Decimal(10000) if word.startswith("万") else Decimal(1000)


def _bare(reading: Reading, deal: Deal, sales: list[Mark], prices: Prices) -> None:
    """A number alone: with a unit in the header it is money; else four digits and more are, fewer are a mask."""
    factor = _header_factor(reading)
    behind = [m for m in sales if m.start >= deal.goods.start] or sales
    mark = behind[0]
    amount: Amount = mark.value
    if factor != 1 and amount.low < 100000:
        amount.low *= factor
        amount.high = amount.high * factor if amount.high is not None else None
        _sale(reading, deal, [mark], prices)
    elif (amount.low >= 1000 or (amount.low >= 50 and _named_for_all(reading))) and not amount.approx:
        _sale(reading, deal, [mark], prices)
    elif amount.low >= 1:
        prices.put("masked_price", reading.raw(mark.start, mark.end).strip(), mark)
        prices.undetermined.append(
            reading.undetermined_at("price", mark.start, mark.end, "a bare number, its unit is not said")
        )


def _sale(reading: Reading, deal: Deal, marks: list[Mark], prices: Prices) -> None:
    if len(marks) > 1:
        marks = _without_totals(marks, deal.quantity)
    behind = [m for m in marks if m.start >= deal.goods.start]
    main = (behind or marks)[0]
    tiers = _tiers(reading, marks)
    if len(tiers) > 1:
        low, high = min(tiers, key=lambda m: m.value.low), max(tiers, key=lambda m: m.value.low)
        prices.put("price", low.value.low, low)
        prices.put("price_max", high.value.low, high)
        _terms(reading, deal, tiers[0], prices)
        return
    amount: Amount = main.value
    ceiling = amount.label == "ceiling"
    if ceiling and deal.side is Side.WANTED:
        prices.put("price_max", amount.high or amount.low, main)
        if amount.high is not None:
            prices.put("price", amount.low, main)
    elif ceiling and deal.side is not Side.OFFER:
        prices.put("price_max", amount.low, main)
    else:
        prices.put("price", amount.low, main)
        prices.put("price_max", amount.high, main)
        if amount.start_price:
            prices.put("price_from", True, main)
    _terms(reading, deal, main, prices)
    for mark in marks:
        if mark is not main and not _is_repeat(mark, main):
            prices.alternatives.append(_money(reading, deal, mark))


def _is_repeat(mark: Mark, main: Mark) -> bool:
    first: Amount = mark.value
    second: Amount = main.value
    return first.low == second.low and first.high == second.high and first.currency == second.currency


def _without_totals(marks: list[Mark], quantity: int | None) -> list[Mark]:
    """A line total is no second price: 7 × 430万 = 3010万."""
    if quantity is None or quantity < 2:
        return marks
    each = {m.value.low for m in marks}
    kept = [m for m in marks if not any(m.value.low == other * quantity for other in each if other != m.value.low)]
    return kept or marks


def _tiers(reading: Reading, marks: list[Mark]) -> list[Mark]:
    """Prices that each follow a threshold, such as 1-9 pcs or 10张以上."""
    found = []
    for mark in marks:
        before = [m for m in reading.within("count", max(0, mark.start - 26), mark.start) if m.end >= mark.start - 16]
        if before and (
            before[-1].value.role in {"tier", "moq"} or before[-1].value.high is not None or before[-1].value.approx
        ):
            found.append(mark)
    if (
        len(found) == len(marks) - 1
        and len(found) >= 1
        and marks[0] not in found
        and any(
            m.value.role in {"tier", "moq"}
            for f in found
            for m in reading.within("count", max(0, f.start - 26), f.start)
        )
    ):
        found = list(marks)
    currencies = {m.value.currency for m in found}
    return found if len(currencies) <= 1 else []


def _terms(reading: Reading, deal: Deal, mark: Mark, prices: Prices) -> None:
    code, reason = currency_of(reading, mark)
    prices.put("currency", code, mark)
    if code is None:
        prices.undetermined.append(
            reading.undetermined_at("currency", mark.start, mark.end, reason or "no currency is stated")
        )
    lot = is_lot(reading, mark, deal.quantity)
    prices.put("price_basis", "lot" if lot else "each", mark)
    prices.put("price_unit", "lot" if lot else _price_unit(mark.value, deal.shape), mark)


def _price_unit(amount: Amount, shape: Shape) -> Unit:
    own = unit_of(shape.form)
    if amount.each in {None, "any"}:
        return own
    said = _UNIT_OF_COUNTER.get(amount.each or "", own)
    if shape.form in {"module", "baseboard"} and said == "card":
        return own
    return own if said == "module" and shape.form == "card" else said


def _money(reading: Reading, deal: Deal, mark: Mark) -> Money:
    amount: Amount = mark.value
    code, _ = currency_of(reading, mark)
    lot = is_lot(reading, mark, deal.quantity)
    return Money(
        amount=amount.low,
        amount_max=amount.high,
        currency=code,
        basis="lot" if lot else "each",
        unit="lot" if lot else _price_unit(amount, deal.shape),
    )


def is_lot(reading: Reading, mark: Mark, quantity: int | None) -> bool:
    """One sum for everything: 打包, 全拿, for all, takes all, right beside the amount and no "each"."""
    amount: Amount = mark.value
    if amount.each is not None:
        return False
    text = reading.text
    start = max(0, mark.start - _LOT_REACH)
    cut = [m.end() for m in _CLAUSE.finditer(text, start, mark.start)]
    start = cut[-1] if cut else start
    behind = _CLAUSE.search(text, mark.end, mark.end + _LOT_REACH + 8)
    end = behind.start() if behind else min(len(text), mark.end + _LOT_REACH)
    for label in reading.within("price_label", start, end + 12):
        if label.value == "total" and (start <= label.start < mark.start or mark.end <= label.start < end):
            if text[label.start : label.end] in {"一起", "整体", "合计", "total"} and quantity == 1:
                continue
            return True
    near = text[mark.end : mark.end + 24]
    return (
        re.match(
            r"[ ,，]{0,2}(?:打包|全拿|全要|全部|for (?:all|the lot|the pair|the two|the set|everything|both|\d+)|takes (?:all|everything|both|the lot)|the lot|/ ?lot|per lot|一起拿|一枪|不散|不拆|all in\b|整批|obo for all)",
            near,
        )
        is not None
    )


def currency_of(reading: Reading, mark: Mark) -> tuple[str | None, str | None]:
    """ISO code of an amount, or none and why: its own sign, the header, the page, the script."""
    amount: Amount = mark.value
    said = amount.currency
    if said is not None and not said.startswith("?"):
        return said, None
    named = _named_for_all(reading)
    default = reading.hints.default_currency or reading.hints.currency
    if said == "?$":
        return named if named in {"HKD", "USD", "TWD", "SGD", "AUD", "CAD"} else default or _dollar(reading), None
    if said == "?¥":
        if named in {"JPY", "CNY"}:
            return named, None
        if default in {"JPY", "CNY"}:
            return default, None
        if re.search(r"japan|tokyo|osaka|日本|东京|大阪|秋叶原|円|akihabara", reading.text):
            return "JPY", None
        if (
            reading.lang.chinese
            or re.search(r"china|shenzhen|rmb|beijing|shanghai|guangzhou", reading.text)
            or re.search(r"4090 ?d|5090 ?d|6000 ?d|h20(?!0)|[ah]800", reading.text)
        ):
            return "CNY", None
        return None, "¥ may be yuan or yen"
    if said == "?元":
        if named and named != "USD":
            return named, None
        return (default or "CNY") if reading.lang.code != "zh-Hant" or default else default or _chinese_default(
            reading
        ), None
    if named:
        return named, None
    if default:
        return default, None
    if reading.lang.chinese or (amount.scaled and re.search(r"[万w]", reading.text[mark.start : mark.end])):
        return _chinese_default(reading), None
    if amount.fraction and QUOTED_RECORD.search(reading.text):
        return "USD", None
    return None, "no currency is stated"


def _dollar(reading: Reading) -> str:
    """A bare $: HKD in Hong Kong posts in Chinese, TWD in Taiwan ones, else USD."""
    if reading.lang.code == "zh-Hant":
        taiwan = re.search(r"台北|台中|高雄|台湾|新竹|桃园|台南|新北|nt\$|台币", reading.text)
        return "TWD" if taiwan else "HKD"
    return "USD"


def _chinese_default(reading: Reading) -> str:
    """Yuan; in Hong Kong and Taiwan posts their own dollar."""
    return _dollar(reading) if reading.lang.code == "zh-Hant" else "CNY"


def _named_for_all(reading: Reading) -> str | None:
    """A currency named apart from any amount holds for all amounts: All in RMB, 单价(美金)."""
    if "named_currency" not in reading.state:
        found: str | None = None
        for match in named_currency_pattern().finditer(reading.text):
            near = reading.within("money", max(0, match.start() - 60), match.start() + 60)
            if any(m.start - 8 <= match.start() <= m.end + 6 for m in near):
                continue
            if re.search(
                r"(?:收|付|可|usdt|接受|accept|支持|转|pay|paid in|payment)[^\n,，。]{0,6}$",
                reading.text[max(0, match.start() - 10) : match.start()],
            ) and not re.search(r"price|报价|单价", reading.text[max(0, match.start() - 16) : match.start()]):
                continue
            found = currency_named(match.group())
            break
        reading.state["named_currency"] = found
    value: str | None = reading.state["named_currency"]
    return value


def _rent(reading: Reading, shape: Shape, marks: list[Mark], prices: Prices) -> None:
    if not marks:
        masks = reading.marks.get("masked", [])
        if masks:
            prices.put("masked_price", reading.raw(masks[0].start, masks[0].end).strip(), masks[0])
        return
    mark = marks[0]
    amount: Amount = mark.value
    prices.put("rental_price", amount.low, mark)
    prices.put("rental_price_max", amount.high, mark)
    code, _ = currency_of(reading, mark)
    prices.put("rental_currency", code, mark)
    holder = _RENT_UNIT.get(amount.each or "")
    if holder is None:
        holder = {
            "server": "server",
            "rack": "rack",
            "workstation": "server",
            "baseboard": "server",
            "barebone": "server",
        }.get(shape.form, "gpu")
    prices.put("rental_unit", f"{holder}_{amount.period or 'month'}", mark)
