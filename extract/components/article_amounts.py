"""Amounts as prose writes them: 8 个亿, 6 万 3, 单位：万元, $14,000 a year ago."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from extract.components.counts import Count
from extract.components.currency import YUAN_WORD, suffix_currency
from extract.components.money import Amount
from extract.components.numbers import Number
from extract.components.price_scale import scale_for_all
from extract.numerals import CHINESE, chinese_number
from extract.reading import Mark, Reading

_HUNDRED_MILLIONS = re.compile(
    rf"(?P<n>(?<![0-9.])[0-9]{{1,4}}(?:\.[0-9]{{1,2}})?|(?<![{CHINESE}])[{CHINESE}]{{1,3}}) ?个(?P<more>多)?小?亿"
    r"(?![0-9张颗片台块枚套参人])"
)
_UNIT_BEHIND = re.compile(
    "(?P<scale>[万亿]?) ?[张颗片枚台块套]?(?:美元|美金|港元|港币|欧元|日元|台币|新台币|人民币|元)?$"
)
_LIST_JOIN = re.compile(" ?(?:[、/和及与]|以及) ?(?:约|近)?$")
_JOIN_REACH = 6
_SCALES = {"万": 10**4, "亿": 10**8}
_ALIKE = 8
"""The numbers of a list differ by so much at most."""
_LEAST = 100
_TAIL = re.compile(r" ?(?P<digit>[1-9])(?![0-9.]| ?[万亿千百张台块片颗枚套卡个月年天号日周元%])")
_PAST = re.compile(
    r"(?P<number>[0-9][0-9,.]*[kmb]?(?: [a-z]+)?) (?:an?|per|the) [a-z]+(?= (?:earlier|ago|before|prior|previously))"
)


def add_hundred_millions(reading: Reading) -> None:
    """'近 8 个亿', '两个多亿美元': hundreds of millions as people say them."""
    found: dict[int, Mark] = {}
    for match in _HUNDRED_MILLIONS.finditer(reading.text):
        written = match["n"]
        value = Decimal(written) if written[0].isdigit() else chinese_number(written)
        if value is None:
            continue
        currency, end = suffix_currency(reading.text, match.end()) or (YUAN_WORD, match.end())
        amount = Amount(
            low=Decimal(value) * 10**8,
            high=None,
            currency=currency,
            label=None,
            each=None,
            period=None,
            start_price=False,
            approx=match["more"] is not None,
            signed=True,
            scaled=True,
            fraction=False,
        )
        found[match.start()] = Mark("money", amount, match.start(), end, "money.hundred_millions")
    for kind in ("count", "number", "money"):
        if found and reading.marks.get(kind):
            reading.marks[kind] = [mark for mark in reading.marks[kind] if mark.start not in found]
    reading.marks["money"] = sorted([*reading.marks.get("money", []), *found.values()], key=lambda mark: mark.start)


def join_tails(reading: Reading) -> None:
    """'6 万 3 到手': the digit behind a blank is three thousand."""
    joined: set[int] = set()
    for mark in reading.marks.get("money", ()):
        amount: Amount = mark.value
        tail = _TAIL.match(reading.text, mark.end) if _ends_in_ten_thousands(reading, mark, amount) else None
        if tail is not None:
            mark.value = replace(amount, low=amount.low + int(tail["digit"]) * 1000)
            mark.end = tail.end()
            joined.add(tail.start("digit"))
    for kind in ("money", "number"):
        if joined and reading.marks.get(kind):
            reading.marks[kind] = [mark for mark in reading.marks[kind] if mark.start not in joined]


def _ends_in_ten_thousands(reading: Reading, mark: Mark, amount: Amount) -> bool:
    return amount.scaled and not amount.signed and amount.high is None and reading.text[mark.end - 1] == "万"


def free_of_periods(reading: Reading) -> None:
    """'against 310 a year earlier', 'from $14,000 a year ago': no rent by the year."""
    money: list[Mark] = []
    for mark in reading.marks.get("money", ()):
        amount: Amount = mark.value
        past = _PAST.match(reading.text, mark.start) if amount.period else None
        if past is not None and amount.signed:
            mark.value, mark.end = replace(amount, period=None), past.end("number")
        if past is None or amount.signed:
            money.append(mark)
            continue
        number = Number(amount.low, amount.high, amount.scaled, approx=amount.approx, fraction=amount.fraction)
        reading.add("number", number, mark.start, past.end("number"), "number.past")
    if len(money) < len(reading.marks.get("money", ())):
        reading.marks["money"] = money
        reading.marks["number"].sort(key=lambda mark: mark.start)


def share_units(reading: Reading) -> None:
    """'210/245 万元', '1.6 万、2.4 万美元', '1.2、0.8 万张': scale and currency stand behind the last number."""
    money, numbers = reading.marks.get("money", []), reading.marks.get("number", [])
    ends = {mark.end: mark for mark in (*money, *numbers)}
    for last in sorted((*money, *reading.marks.get("count", ())), key=lambda mark: mark.start, reverse=True):
        _share_units(reading, last, ends)
    reading.marks["number"] = [mark for mark in numbers if mark.kind == "number"]
    reading.marks["money"] = sorted((m for m in (*money, *numbers) if m.kind == "money"), key=lambda mark: mark.start)


def _share_units(reading: Reading, last: Mark, ends: Mapping[int, Mark]) -> None:
    """Give the number right before *last* what its text leaves to it."""
    value: Amount | Count = last.value
    unit = _UNIT_BEHIND.search(reading.text, last.start, last.end) if value.low is not None else None
    join = _LIST_JOIN.search(reading.text, max(0, last.start - _JOIN_REACH), last.start)
    before = ends.get(join.start()) if join else None
    if unit is None or before is None or value.low is None or before.value.high is not None:
        return
    lone: Amount | Number = before.value
    is_amount = isinstance(value, Amount)
    if isinstance(lone, Amount) and (lone.signed or lone.each or lone.period or not is_amount):
        return
    factor = _SCALES.get(unit["scale"] or "", 1) if not lone.scaled else 1
    low = lone.low * factor
    if not value.low / _ALIKE <= low <= value.low * _ALIKE or (factor == 1 and not lone.scaled and lone.low < _LEAST):
        return
    if isinstance(value, Amount) and value.signed:
        before.value = replace(value, low=low, high=None, approx=lone.approx)
        before.kind = "money"
    elif isinstance(lone, Number) and not is_amount:
        before.value = replace(lone, low=low, scaled=lone.scaled or factor > 1, fraction=False)


def scale_amounts(reading: Reading) -> None:
    """'单位：万元' over a table: amounts without a sign or a scale of their own are so many times ten thousand yuan."""
    factor = scale_for_all(reading)
    if factor == 1:
        return
    for mark in reading.marks.get("money", ()):
        amount: Amount = mark.value
        if not amount.signed and not amount.scaled:
            high = amount.high * factor if amount.high is not None else None
            mark.value = replace(amount, low=amount.low * factor, high=high, scaled=True)
