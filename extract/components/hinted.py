"""The page's own price field, for an offer whose text states no price."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from extract.components.money import find_money
from extract.components.numbers import find_numbers
from extract.components.placeholders import is_placeholder
from extract.reading import Mark, Reading
from extract.records import Hints

_SHORTEST_PLACEHOLDER = 4


@dataclass(slots=True)
class PageField:
    """The page's price field, read."""

    page: Reading
    """The field as a text of its own."""
    mark: Mark
    """Its first amount."""
    high: Decimal | None
    """High end, where the field states a range in two amounts."""


def read_price_field(hints: Hints) -> PageField | str | None:
    """The field's amount; a raw text where its digits are masked or it is a placeholder; none where there is none."""
    page = _read_field(hints)
    marks = [m for m in page.marks["money"] if m.value.period is None]
    if not marks:
        return (hints.price or "").strip() if page.marks.get("masked") else None
    amount = marks[0].value
    if is_placeholder(amount.low, shortest=_SHORTEST_PLACEHOLDER):
        return None
    high = amount.high
    if high is None and len(marks) > 1 and marks[1].value.low > amount.low:
        high = marks[1].value.low
    return PageField(page, marks[0], high)


def _read_field(hints: Hints) -> Reading:
    """The field read as a text of its own, after the word "price"."""
    field = hints.price or ""
    page = Reading(f"价格 {field}", hints, "listing")
    page.marks["price_label"].append(Mark("price_label", "price", 0, 2))
    find_numbers(page)
    find_money(page)
    return page
