"""Which numbers are counts of units, and what for: stock, MOQ, thresholds, the inside of a machine."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from extract.components.count_roles import Role, is_held, is_least, is_left, role_of
from extract.components.counters import counter_alternatives, counters
from extract.components.gpus_inside import find_gpus_inside
from extract.components.labels import label_before
from extract.components.multipliers import find_multipliers
from extract.components.name_counts import find_name_counts
from extract.components.numbers import Number
from extract.components.spoken_counts import find_spoken_counts
from extract.components.vague_counts import find_vague_counts
from extract.numerals import CHINESE, chinese_number
from extract.reading import Mark, Reading
from extract.scanning import Pattern
from extract.spoken_numbers import SPOKEN, spoken_number
from extract.word_classes import word_classes

_MOST = 2_000_000
_LEFT_REACH = 24
_MONEY_REACH = 40
_MEMORY_REACH = 8
_DESCRIBES = ("model", "memory", "bus", "form", "edition", "modded", "gpu_word")
_WORDS = word_classes("counts")
_STOCK_BEHIND = _WORDS.pattern(r"\+? ?{stock_behind}")
_ONE_COUNTS = _WORDS.pattern("{one_counts_behind}$")
_APPROX = _WORDS.pattern(r"(?:{approx_before}\.?|~) ?$")
_NO_GOODS_BEHIND = _WORDS.pattern(
    r" ?(?:{no_goods_behind}|{parts_behind}|[0-9.]{1,5}tb?(?![a-z])|(?<=条)[0-9]{1,3}gb?(?![a-z]))"
)
_PAIR = _WORDS.screened(r"(?P<of>{no_pair_before})?(?P<n>{pair_words})(?!{no_pair_behind})")
_PAIRS = {"俩": 2, "仨": 3}
_SETS_OF_TWO = _WORDS.screened(rf"(?<![0-9a-z.])(?P<n>[0-9]{{1,3}}|[{CHINESE}]{{1,3}}|{SPOKEN}) ?{{sets_of_two}}")
_LOTS_OF = _WORDS.screened(
    rf"(?<![0-9a-z.,$])(?P<n>[0-9]{{1,3}}|{SPOKEN}) (?P<lots>{{lot_words}}) of "
    rf"(?P<each>[0-9]{{1,4}}|{SPOKEN})(?![0-9]|[.,][0-9])"
)
_CHIPSET = _WORDS.pattern("{chipsets}$")
_CHIPSET_REACH = 3
_LACKING = re.compile("没有? ?$")
_LOT_UNIT = 16
_PER_SET = re.compile(rf"[0-9{CHINESE}] ?(?:{counter_alternatives()})$")
_ALONE_BEFORE = re.compile(r"(?:^|[,，;；:：(|\n])\s?$")
_LAST = _WORDS.pattern("{last_before} ?$")
_ONE_PACK = _WORDS.pattern(r"{pack_counters}(?:{pack_glue})?\s?[0-9]")
_AT_PRICE = re.compile(r" ?@ ?(?:[a-z]{2,3} ?|[a-z]{0,2}[$¥€£] ?)?[0-9]")
_ALONE_BEHIND = re.compile(r" ?(?:[,，;；.)|\n]|$)")
_PRICE_BEHIND = re.compile(r" ?(?:[0-9$¥]|价|单价|每)")


@dataclass(slots=True)
class Count:
    """A count as it stands in one place."""

    low: int | None
    """Units; none where vague or only a ceiling is stated."""
    high: int | None
    """Upper end."""
    counter: str
    """Counter class: card, chip, server, board, module, rack, any; ``label`` where only a label tells it."""
    approx: bool = False
    """About, +, vague."""
    role: Role = "units"
    """What is counted for."""
    inside: bool = False
    """含8张: the count is of GPUs inside one unit."""
    labelled: bool = False
    """A stock or quantity label stands before it."""
    stock: bool = False
    """A word that means nothing but stock stands before it: 库存, 可售, in total."""
    left: bool = False
    """What remains of a lot: 还剩, left."""
    each: int = 1
    """Cards in one of what is counted: two in 两对."""


@cache
def _counter_pattern() -> Pattern:
    more = r"(?P<plus>\+(?![a-z0-9\u4e00-\u9fff])|以上|往上|起步|开外|左右|上下|打底)?(?P<within>以内|之内)?"
    return Pattern(rf" ?(?:\({SPOKEN}\) ?)?(?:x ?)?(?P<approx>多|余|来)?\s?(?P<unit>{counter_alternatives()}){more}")


def _says_inside_again(reading: Reading, value: int, start: int) -> bool:
    """'八卡服务器 64G×8': the memory of each of the GPUs inside, not so many machines."""
    if not any(mark.end >= start - 1 for mark in reading.within("memory", max(0, start - _MEMORY_REACH), start)):
        return False
    line = reading.text.rfind("\n", 0, start) + 1
    return any(mark.value == value for mark in reading.within("gpus", line, start))


def find_counts(reading: Reading) -> None:
    """Marks of kinds ``count`` (units) and ``gpus`` (in one unit). Runs after money; claims what it reads."""
    find_gpus_inside(reading)
    for nested in reading.marks.get("nested", ()):
        reading.add("count", Count(nested.value, None, "server"), nested.start, nested.end, nested.rule)
    for vague in find_vague_counts(reading):
        count = Count(None, None, vague.counter, approx=True)
        reading.add("count", count, vague.start, vague.end, "count.vague", 0.8)
        reading.take(vague.start, vague.end)
    for value, start, end, rule in find_multipliers(reading):
        if not _says_inside_again(reading, value, start):
            reading.add("count", Count(value, None, "times"), start, end, rule)
        reading.take(start, end)
    for value, start, end, inside in find_name_counts(reading):
        if inside:
            reading.add("gpus", value, start, end, "gpus.one_machine")
        else:
            approx = "+" in reading.text[start:end]
            reading.add("count", Count(value, None, "times", approx=approx), start, end, "count.name")
        reading.take(start, end)
    numbers = reading.marks["number"]
    reading.marks["number"] = [m for m in numbers if reading.is_taken(m.start, m.end) or not _count(reading, m)]
    _find_pairs(reading)
    _find_lots(reading)
    for spoken in find_spoken_counts(reading):
        left = reading.text[max(reading.line_of(spoken.start).start, spoken.start - _LEFT_REACH) : spoken.start]
        role: Role = "moq" if is_least(left) else "units"
        count = Count(spoken.value, None, spoken.counter, role=role, left=is_left(reading.text, "", spoken.end))
        reading.add("count", count, spoken.start, spoken.end, "count.word")
    reading.marks["count"].sort(key=lambda mark: mark.start)
    reading.marks["gpus"].sort(key=lambda mark: mark.start)


def _count(reading: Reading, mark: Mark) -> bool:
    """Reads a number as a count where a counter, a label or a word of stock says so."""
    text = reading.text
    number: Number = mark.value
    if _CHIPSET.search(text, max(0, mark.start - _CHIPSET_REACH), mark.end):
        return False
    label = label_before(reading, "count_label", mark.start)
    unit = _counter_pattern().match(text, mark.end)
    end = unit.end() if unit else mark.end
    if _NO_GOODS_BEHIND.match(text, end) or (unit and not label and not _is_sure(text, mark, unit)):
        return False
    if unit is None and not _counts_without_counter(reading, mark, label):
        return False
    if number.low == 0 and number.high is None:
        _find_empty_stock(reading, mark, label, end)
        return False
    if not 0 < number.low <= _MOST or number.low != number.low.to_integral_value():
        return False
    left = text[max(reading.line_of(mark.start).start, mark.start - _LEFT_REACH) : mark.start]
    if (
        number.chinese
        and number.low == 1
        and (_ONE_PACK.match(text, mark.end) or _is_one_as_each(reading, mark, end, left))
    ):
        return False
    counter = counters()[unit["unit"]] if unit else "label"
    most = int(number.high or number.low)
    role, inside = role_of(text, left, end, label, counter, number=most)
    inside = inside or (role == "units" and is_held(_left_of_name(reading, mark.start), counter, most))
    hedged = bool(unit and (unit["approx"] or unit["plus"])) or _APPROX.search(left) is not None
    if role == "units" and (_is_threshold(reading, unit, end) or _stands_behind_price(reading, mark, left)):
        role = "tier"
    high = int(number.high) if number.high is not None else None
    if role == "tier" and high is None and not number.approx and label is not None and label.value == "stock":
        role = "units"
    count = Count(
        int(number.low),
        high,
        counter,
        approx=number.approx or hedged,
        role=role,
        inside=inside,
        labelled=label is not None,
        stock=label is not None and label.value == "stock" and text[label.start : label.end] in _WORDS["strong_stock"],
        left=role == "units" and is_left(text, left, end),
    )
    if role == "upto" or (role == "units" and unit and unit["within"]):
        count.low, count.high, count.role = None, int(number.high or number.low), "units"
    reading.add("count", count, mark.start, end, "count.counter" if unit else "count.label")
    reading.take(mark.start, end)
    return True


def _left_of_name(reading: Reading, position: int) -> str:
    """The text before the name and description that end at a position."""
    first = max(reading.line_of(position).start, position - _MONEY_REACH)
    parts = [part for kind in _DESCRIBES for part in reading.within(kind, first, position)]
    for part in sorted(parts, key=lambda part: part.end, reverse=True):
        if part.start < position and position - part.end <= 1:
            position = part.start
    return reading.text[max(first, position - _LEFT_REACH) : position]


def _find_empty_stock(reading: Reading, mark: Mark, label: Mark | None, end: int) -> None:
    """'库存 0', '0 in stock', '0 stock': the goods of the line are gone."""
    behind = _STOCK_BEHIND.match(reading.text, end)
    if behind is not None or (label is not None and label.value == "stock"):
        reading.add("none", "sold", mark.start, behind.end() if behind else end, "count.zero")


def _is_sure(text: str, mark: Mark, unit: re.Match[str]) -> bool:
    """A weak counter counts only where number and counter stand alone between commas: ', 6 off, no CPU'."""
    if unit["unit"] not in _WORDS["weak_counters"]:
        return True
    alone = _ALONE_BEFORE.search(text, max(0, mark.start - 3), mark.start) and _ALONE_BEHIND.match(text, unit.end())
    return bool(alone) and unit["unit"] in _WORDS["counters_alone"]


def _find_pairs(reading: Reading) -> None:
    """L40S俩: two, the counter in the word."""
    for match in reading.find(_PAIR):
        if match["of"] is None and not reading.is_taken(*match.span()):
            reading.add("count", Count(_PAIRS[match["n"]], None, "any"), *match.span(), "count.pair")
    for match in reading.find(_SETS_OF_TWO):
        written = match["n"]
        sets = int(written) if written.isdigit() else int(chinese_number(written) or spoken_number(written) or 0)
        priced = reading.within("money", max(0, match.start() - _MONEY_REACH), match.end())
        if not sets or reading.is_taken(*match.span()) or any(money.end >= match.start() for money in priced):
            continue
        count = Count(2, None, "any") if sets == 1 else Count(sets, None, "any", each=2)
        reading.add("count", count, *match.span(), "count.sets_of_two")
        reading.take(*match.span())


def _find_lots(reading: Reading) -> None:
    """'3 lots of 100 cards', '3批货，每批50张': so many lots, and how many one holds."""
    for match in reading.find(_LOTS_OF):
        lots, each = (int(n) if n.isdigit() else spoken_number(n) or 0 for n in (match["n"], match["each"]))
        if lots < 2 or not each:
            continue
        held = reading.within("count", match.start("each"), match.end() + _LOT_UNIT)
        if held and held[0].start == match.start("each"):
            held[0].value.role = "pack"
        elif reading.within("money", *match.span("each")):
            continue
        else:
            reading.add("count", Count(each, None, "any", role="pack"), *match.span("each"), "count.lots_of")
        if not reading.is_taken(*match.span("n")):
            reading.add("count", Count(lots, None, "any"), match.start("n"), match.end("lots"), "count.lots_of")
            reading.take(match.start("n"), match.end("lots"))


def _counts_without_counter(reading: Reading, mark: Mark, label: Mark | None) -> bool:
    """'库存: 40', '40 in stock', '14 @ 58.5k'; a weak word such as 出 or 有 says nothing of a one."""
    at = _AT_PRICE.match(reading.text, mark.end)
    if at is not None and not mark.value.scaled and reading.within("money", at.end() - 1, at.end() + _LEFT_REACH):
        return True
    if _LAST.search(reading.text, max(0, mark.start - _LEFT_REACH), mark.start):
        return _ALONE_BEHIND.match(reading.text, mark.end) is not None
    if _LACKING.search(reading.text, max(0, mark.start - _LEFT_REACH), mark.start):
        # 没有 6400 拿不下来
        return False
    if label is None:
        return _STOCK_BEHIND.match(reading.text, mark.end) is not None
    weak = label.value == "stock" and reading.text[label.start : label.end] in _WORDS["weak_stock"]
    number: Number = mark.value
    return not weak or number.low >= 2 or number.chinese


def _is_threshold(reading: Reading, unit: re.Match[str] | None, end: int) -> bool:
    """'100片以上 1,580': the price of a tier follows; '500张以上 2.55万内' is what a buyer pays at most."""
    stepped = unit is not None and (unit["plus"] == "以上" or unit["within"])
    if not stepped or _PRICE_BEHIND.match(reading.text, end) is None:
        return False
    paid = reading.next_from("money", end)
    return paid is None or paid.value.label != "ceiling"


def _stands_behind_price(reading: Reading, mark: Mark, left: str) -> bool:
    """'27,500 (100 pcs)', '15-20 days (1-50 pieces)': the quantity that a price or a lead time is for."""
    first = max(0, mark.start - _MONEY_REACH)
    told = [*reading.within("money", first, mark.start), *reading.within("lead", first, mark.start)]
    return left.endswith("(") and any(mark.start - term.end <= 5 for term in told)


def _is_bare_price(reading: Reading, position: int) -> bool:
    """'96G一套128': a number that names no goods follows the one it is for."""
    if not reading.text[position : position + 1].isdigit():
        return False
    named = (reading.next_from(kind, position) for kind in ("model", "sku", "memory", "gpus"))
    return not any(mark is not None and mark.start == position for mark in named)


def _is_one_as_each(reading: Reading, mark: Mark, end: int, left: str) -> bool:
    """一张 right behind or before money is a price unit, 一箱 before its contents a pack; else it is a count of one."""
    if reading.text.startswith("价", end):
        # 一个价: what each costs
        return True
    if _ONE_PACK.match(reading.text, mark.end) or _PER_SET.search(left) or _is_bare_price(reading, end):
        return True
    hidden = reading.within("masked", max(0, mark.start - _LEFT_REACH), mark.start)
    if hidden and mark.start - hidden[-1].end <= 1:
        return True
    money = reading.within("money", max(0, mark.start - _MONEY_REACH), end + _MONEY_REACH)
    if any(m.start <= mark.start < m.end or 0 <= mark.start - m.end <= 1 for m in money):
        return True
    return not _ONE_COUNTS.search(left) and any(m.start == end for m in money)
