"""Prices of goods in a sentence of an article, each or as one sum."""

# ruff: noqa: E501 - a pattern is read in one piece

from __future__ import annotations

import re
from itertools import pairwise

from extract.components.amount_currency import TRACKER_ROW, currency_of
from extract.components.fact_counts import Target, listed
from extract.components.money import Amount
from extract.components.sentences import Item, Sentence, approx_of, name_of, words
from extract.reading import Mark, Reading

_EACH_LIMIT = {"CNY": 12_000_000, "USD": 6_000_000, "KRW": 3_000_000_000, "JPY": 500_000_000, "TWD": 60_000_000}
_EACH_DEFAULT = 12_000_000
_OTHER_NAME = re.compile(r"(?<![a-z])(?:rx|rtx|gtx|arc|r[579]|i[579]) ?[0-9]{3,5}")


def priced_goods(sentence: Sentence) -> list[Item]:
    """Facts with a price, one for every model that it pays for."""
    reading, start, end = sentence.reading, sentence.start, sentence.end
    text, said = reading.text, sentence.text
    if words("not_goods_price").search(said):
        return []
    consumer = words("pc_words").search(said) is not None
    money = reading.within("money", start, end)
    table = {id(m) for a, b in pairwise(money) if b.start - a.end < 3 for m in (a, b)}
    found: list[Item] = []
    previous: Mark | None = None
    for mark in money:
        amount: Amount = mark.value
        conversion = _is_conversion(text, mark, previous)
        if not conversion:
            previous = mark
        if (
            conversion
            or amount.period is not None
            or _is_fee(reading, mark, start)
            or (amount.bare and not amount.fraction)
        ):
            continue
        if words("rental").search(sentence.clause(mark.start)):
            continue
        code = currency_of(reading, mark).code
        total = _total_goods(sentence, mark)
        if total is not None:
            named: list[Mark | None] = [*total.models] or [None]
            found.extend(
                Item(name_of(reading, m), m, total.form, price=mark, basis="total", sentence=(start, end))
                for m in named
            )
            continue
        if amount.low > _EACH_LIMIT.get(code or "", _EACH_DEFAULT) or amount.low < 100:
            continue
        if id(mark) in table or not _is_priced(reading, mark, start, end):
            continue
        model = _priced_model(sentence, mark)
        if model is None:
            continue
        between = text[min(model.end, mark.start) : mark.start]
        if (
            words("consumer_things").search(between)
            or words("consumer_things").match(text[model.end : model.end + 8].strip())
            or words("consumer_things").search(text[start : max(start, model.start)][-16:])
        ):
            continue
        if _OTHER_NAME.search(between):
            continue
        form = "server" if words("machines").search(between) else "card"
        if consumer and form == "card":
            continue
        found.append(Item(name_of(reading, model), model, form, price=mark, basis="each", sentence=(start, end)))
    for item in found:
        if item.price is not None:
            item.approx = approx_of(reading, item.price)
    return found


def _is_conversion(text: str, mark: Mark, previous: Mark | None) -> bool:
    """'16,000 美元（现汇率约合 10.8 万元）', '700 万元，约为 100 万美元': the same money again."""
    if previous is None or mark.start - previous.end > 40:
        return False
    between = text[previous.end : mark.start]
    if previous.value.currency == mark.value.currency:
        return False
    return re.search(
        r"约合|折合|汇率|约为|约\s?$|approximately|about|roughly|\(\s?~?(?:us|hk|nt)?[$¥€]?\s?$|or (?:about|around)|equivalent|相当于|即约",
        between,
    ) is not None and not re.search(r"[a-z]{1,4}[0-9]{2,4}", between)


def _is_fee(reading: Reading, mark: Mark, start: int) -> bool:
    if mark.value.label != "fee":
        return False
    return words("old_prices").search(reading.text, max(start, mark.start - 10), mark.start) is None


def _is_priced(reading: Reading, mark: Mark, start: int, end: int) -> bool:
    """A price word stands in the sentence, or the amount itself says "each"."""
    amount: Amount = mark.value
    if amount.each or amount.label in {"price", "target", "total"}:
        return True
    if not (amount.signed or amount.scaled or amount.fraction):
        return False
    left = reading.text[max(start, mark.start - 40) : mark.start]
    right = reading.text[mark.end : min(end, mark.end + 16)]
    if words("price_words").search(left) or words("price_words").search(right):
        return True
    if amount.fraction and TRACKER_ROW.search(reading.text):
        return True
    line = reading.line_of(mark.start)
    listed = (
        re.match(r"\s*(?:[-*•|·]|\d[.)、])", reading.text[line.start : line.end]) is not None
        or reading.kind == "listing"
    )
    return amount.signed and listed


def _priced_model(sentence: Sentence, mark: Mark) -> Mark | None:
    text, models, last_model = sentence.reading.text, sentence.models, sentence.last_model
    before = [m for m in models if m.end <= mark.start]
    behind = [
        m
        for m in models
        if m.start >= mark.end and m.start - mark.end < 12 and not re.search(r"[,，。;；]", text[mark.end : m.start])
    ]
    if before:
        return before[-1]
    if behind:
        return behind[0]
    if last_model is not None and mark.start - last_model.end < 130:
        between = text[last_model.end : mark.start]
        if words("consumer_things").search(between):
            return None
        return last_model
    return None


def _total_goods(sentence: Sentence, mark: Mark) -> Target | None:
    """'价值 1.6 亿美元的 H100', '$120 million of chips', '27 servers for $7.6M': one sum for goods."""
    reading, start, end, models, before = (
        sentence.reading,
        sentence.start,
        sentence.end,
        sentence.models,
        sentence.before,
    )
    text = reading.text
    amount: Amount = mark.value
    if amount.each:
        return None
    left, right = text[max(start, mark.start - 30) : mark.start], text[mark.end : min(end, mark.end + 60)]
    right = re.sub(r"^\*{1,2}", "", right)
    right = re.sub(r"^\s?[(（][^)）]{0,24}[)）]", "", right)
    worth = re.search(
        r"(?:价值|金额|总额|货值|总值|worth|valued at|value of|totall?ing|total of|orders? (?:of|for|worth)|amounting to)[^,，。]{0,10}$",
        left,
    )
    of_goods = re.match(r"\s?(?:的|worth of|of|in|价值的)?\s?", right)
    position = of_goods.end() if of_goods else 0
    window = right[position:]
    noun = words("total_goods").search(window[:40])
    linked = noun is not None and not re.search(r"[,，。;；]", window[: noun.start()])
    if linked and noun is not None:
        connects = (
            worth
            or re.match(r"\s?(?:的|worth of|of|in)\s", right)
            or re.match(r"\s?的", right)
            or words("total_goods").match(window)
        )
        if not connects or not sentence.speaks_of_chips():
            return None
        if words("not_goods_behind").match(window[noun.end() :].lstrip(" -的")):
            return None
        at = [
            m
            for m in models
            if m.start >= mark.end
            and m.start - mark.end < 90
            and not re.search(r"[,，。;；]", text[mark.end : m.start])
        ]
        if at:
            return Target([at[0], *listed(text, models, at[0])], None)
        return Target([], "server" if words("machines").search(window[:40]) else None)
    if worth or (
        re.search(r"(?:for|at)\s?(?:about|approximately|roughly|around|a total of)?\s?(?:us)?\$?$", left)
        and amount.low >= 1_000_000
    ):
        ahead = [m for m in models if m.end <= mark.start]
        if ahead:
            return Target(ahead[-1:], None)
        paid = [i for i in before if i.quantity is not None and start <= i.quantity.start < mark.start]
        if paid:
            return Target([paid[-1].model_mark] if paid[-1].model_mark else [], paid[-1].form)
        counted = reading.within("count", start, mark.start)
        if counted and sentence.speaks_of_chips():
            return Target([], "server" if words("machines").search(text, counted[-1].start, mark.start) else None)
    return None
