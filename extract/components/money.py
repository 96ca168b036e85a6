"""Which numbers are money: by sign, scale, label or per-unit word; basis, period, ceiling, fee."""

# ruff: noqa: E501 - a pattern is read in one piece

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any, Literal

from extract.components.currency import prefix_currency, suffix_currency
from extract.components.numbers import Number
from extract.lexicon import vocabulary_file
from extract.normalise import normalise
from extract.reading import Mark, Reading

_LABEL_REACH = 44
Label = Literal["price", "target", "ceiling", "total", "fee", "none"]
_GAP = re.compile(
    r"[\s:：=是为在仅只要约~(（\[为到至的价就现一共给,，]*(?:[a-z]{0,3}[$¥€£]|rmb|usd|cny|hkd|ntd|twd|sgd|myr|rm|eur|aed|gbp|jpy|人民币|美金|港币)?\s?[:：]?[\s~约]*"
)
_PERIOD = r"(?P<period>月|个月|month|mo|mth|m(?![a-z])|天|日|day|d(?![a-z])|小时|时|hour|hr|h(?![a-z])|周|星期|week|wk|年|year|yr|annum)"
_PERIODS = {"月": "month", "个月": "month", "mo": "month", "mth": "month", "m": "month", "天": "day", "日": "day", "d": "day", "小时": "hour", "时": "hour", "hr": "hour", "h": "hour", "周": "week", "星期": "week", "wk": "week", "年": "year", "yr": "year", "annum": "year"}  # fmt: skip
_PERIOD_AFTER = re.compile(
    rf" ?(?:/|每|per|一|a|an|按|/ ?per|p/) ?(?:1 ?)?(?:个)?{_PERIOD}(?![a-z]{{2,}})|/?(?P<adverb>monthly|hourly|daily|weekly|yearly|pcm|p/h|p\.h\.|ph(?![a-z])|pm(?![a-z]))"
)
_ADVERBS = {
    "monthly": "month",
    "hourly": "hour",
    "daily": "day",
    "weekly": "week",
    "yearly": "year",
    "pcm": "month",
    "p/h": "hour",
    "p.h.": "hour",
    "ph": "hour",
    "pm": "month",
}
_PERIOD_BEFORE = re.compile(
    r"(?:每(?:台|张|卡|柜|套|颗|gpu)?(?:每)?(?P<p1>月|小时|天|日|周|年|时)|(?P<p2>月|日|时|年)租(?:金|价)?|包(?P<p3>月|年|天)|(?:每|一)个?(?P<p4>月|小时)|(?P<p5>monthly|hourly|daily|weekly|yearly)(?: rent| rate| price| fee| lease)?|per (?P<p6>month|hour|day|week)|按(?P<p7>月|小时|天)(?:付|租|计费)?)[\s:：为是约只要价低至仅@]*(?:[a-z]{0,3}[$¥€£]|rmb|usd|hkd|cny|rm|sgd)?\s?$"
)
_CEILING_AFTER = re.compile(
    r" ?(?:以内|之内|内(?!存|含)|以下|封顶|为上限|上限|max|tops|or less|or below|or under|ceiling|budget|maximum|顶)"
)
_FROM_AFTER = re.compile(r" ?(?:起(?!批|订|拿|租)|元起|and up|onwards|& up|up(?!\w))")
_FROM_BEFORE = re.compile(
    r"(?:from|starting at|starts at|as low as|低至|起价|starting from)[\s:：]*(?:[a-z]{0,3}[$¥€£]|usd|rmb)?\s?$"
)
_DELTA_BEFORE = re.compile(
    r"(?:上涨|涨了?|涨幅|下跌|下降|降了?|跌了?|降价|涨价|便宜了?|差价|优惠|立减|直降|补贴|省|节省|多花|(?<!多)少|rise of|rose by|fell by|up by|down by|cut by|save|drop of|increase of|加价|另加|加收?|超过原价)(?:达|约|了|近|超)?[\s约]*(?:[a-z]{0,3}[$¥€£])?\s?$"
)


@dataclass(slots=True)
class Amount:
    """Money as it stands in one place."""

    low: Decimal
    """Amount, or low end."""
    high: Decimal | None
    """High end of a range."""
    currency: str | None
    """Code, ``?$``, ``?¥``, ``?元`` or none."""
    label: Label | None
    """What the words before say it is."""
    each: str | None
    """Counter class of "per unit", ``any`` for a bare "each", none where not said."""
    period: str | None
    """month, hour … for rent."""
    lot: bool
    """One sum for everything."""
    start_price: bool
    """A "from" price."""
    approx: bool
    """about, +."""
    signed: bool
    """A currency sign or word touches it."""
    scaled: bool
    """万, w, k."""
    bare: bool = False
    """Neither sign, scale nor label."""
    fraction: bool = False
    """Has decimals."""


@cache
def counters() -> dict[str, str]:
    """Counter word → class."""
    groups: dict[str, Any] = vocabulary_file("grammar.yaml")["counters"]
    return {normalise(word): group for group, words in groups.items() for word in words}


_NOT_BEHIND_COUNTER = {"台": "(?![北湾中南式风阶面词灯球州大积])", "部": "(?![分署门件队落长委])", "个": "(?![月人性体别])", "张": "(?![家力量贴江])", "块": "(?!链)", "组": "(?![织合成网件])", "件": "(?!数)", "片": "(?!子)", "套": "(?![餐路利])", "架": "(?!构)"}  # fmt: skip


@cache
def counter_alternatives() -> str:
    """A pattern branch of all counters, longest first."""
    return "|".join(
        re.escape(word)
        + (r"(?![a-z])" if word[-1].isascii() and word[-1].isalpha() else _NOT_BEHIND_COUNTER.get(word, ""))
        for word in sorted(counters(), key=len, reverse=True)
    )


@cache
def _counter_behind() -> re.Pattern[str]:
    return re.compile(rf" ?(?:{counter_alternatives()})")


@cache
def _each_after() -> re.Pattern[str]:
    return re.compile(
        rf" ?(?:(?:/ ?(?:per )?|每|per |一(?!共|起|口|手|枪|律)|壹|a |an |1 ?(?=台|张|片|套))(?:单)?(?P<unit>{counter_alternatives()}|h100|a100|卡(?!时))"
        r"|/(?P<bare>ea|each|u(?![a-z]))|,? ?(?P<each>each|ea(?![a-z])|apiece|单价|一个))"
    )


@cache
def _each_before() -> re.Pattern[str]:
    return re.compile(
        rf"(?:每一?|单|一|壹|per |each |/ ?|a |1 ?(?=台|张))(?P<unit>{counter_alternatives()}|卡)[\s:：价约只要就报卖现为是仅=-]*(?:只要|报价|售价|价格)?[\s:：]*(?:[a-z]{{0,3}}[$¥€£]|rmb|usd|hkd|cny|ntd|rm|sgd|eur|人民币|美金|港币)?\s?$"
    )


def find_money(reading: Reading) -> None:
    """Marks of kind ``money``. Runs after numbers; what it takes leaves the kind ``number``."""
    left_over: list[Mark] = []
    paid_until = -1
    for mark in reading.marks["number"]:
        if mark.start < paid_until:
            continue
        amount, end = _amount(reading, mark)
        if amount is None:
            left_over.append(mark)
        else:
            paid_until = end
            reading.add("money", amount, mark.start, end, _rule(amount), 0.6 if amount.bare else 0.9)
    reading.marks["number"] = left_over


def _rule(amount: Amount) -> str:
    if amount.period:
        return "money.rent"
    if amount.signed:
        return "money.signed"
    return "money.scaled" if amount.scaled else "money.label" if amount.label else "money.bare"


def label_before(reading: Reading, kind: str, position: int) -> Mark | None:
    """The label right before a number, with nothing but glue between."""
    best: Mark | None = None
    for mark in reading.within(kind, max(0, position - _LABEL_REACH), position):
        if mark.end >= position - 16 and _GAP.fullmatch(reading.text, mark.end, position):
            best = mark
    return best


def _amount(reading: Reading, mark: Mark) -> tuple[Amount | None, int]:
    text = reading.text
    number: Number = mark.value
    line = reading.line_of(mark.start)
    left = text[max(line.start, mark.start - 24) : mark.start]
    if _DELTA_BEFORE.search(left):
        return None, mark.end
    end = mark.end
    currency = prefix_currency(left)
    behind = suffix_currency(text, end) if not (currency and not currency.startswith("?")) else None
    if behind and not _is_yuan_counter(reading, mark, behind):
        currency, end = (behind[0] if not currency or behind[0] != "?元" else currency), behind[1]
    elif re.match(r" ?块(?!板|卡|模)", text[end : end + 3]) and _is_kuai_money(reading, mark):
        currency, end = "CNY", end + 1 + (text[end] == " ")
    signed = currency is not None
    label_mark = label_before(reading, "price_label", mark.start)
    label: Label | None = label_mark.value if label_mark else None
    each, period, end = _per(text, left, end)
    if not _is_money(reading, mark, end, signed=signed, label=label, each=each, period=period):
        return None, mark.end
    ceiling = _CEILING_AFTER.match(text, end)
    if ceiling:
        label, end = "ceiling", ceiling.end()
    start_price = _FROM_AFTER.match(text, end) or _FROM_BEFORE.search(left)
    return (
        Amount(
            low=number.low,
            high=number.high,
            currency=currency,
            label=label,
            each=each,
            period=period,
            lot=False,
            start_price=bool(start_price),
            approx=number.approx,
            signed=signed,
            scaled=number.scaled,
            bare=not signed and not number.scaled and not each and label is None,
            fraction=number.fraction,
        ),
        end,
    )


def _is_yuan_counter(reading: Reading, mark: Mark, behind: tuple[str, int]) -> bool:
    """'3 r' is no renminbi; a one-letter currency needs a price-like number."""
    word = reading.text[mark.end : behind[1]].strip()
    return len(word) == 1 and word.isascii() and word.isalpha() and mark.value.low < 100


_PLAIN_GAP = re.compile(r"[^0-9,，。;；:!?()（）$¥\n]{0,30}")
_MONEY_WORD = re.compile(
    r" (?:each|per|obo|usd|rmb|hkd|eur|sgd|cny|ex|fob|cif|ddp|exw|net|firm|plus|shipped|only|or|and|incl|including|for|delivered|a|an|tax|vat|gst|all|total|negotiable|in|at|cash|tt|takes|take|buy|new|used|ea|on|via|with|ask|asking|from|to|if|unit|is|but|no|not|apiece|which|bin|paypal|now|today|the)(?![a-z])"
)


def _counts_model(reading: Reading, end: int) -> bool:
    """Behind the number stands a model with nothing but describing words between: it counts that."""
    ahead = [*reading.within("model", end, end + 60), *reading.within("family", end, end + 60)]
    for mark in sorted(ahead, key=lambda m: m.start)[:1]:
        return mark.start - end <= 30 and _PLAIN_GAP.fullmatch(reading.text, end, mark.start) is not None
    return False


def _is_kuai_money(reading: Reading, mark: Mark) -> bool:
    """900块 is money, 6块 is six boards."""
    text = reading.text
    if mark.value.scaled and _counts_model(reading, mark.end + 1):
        return False
    behind = re.match(
        r" ?块 ?(?:左右|多|来|以上)? ?(?:的|全新|二手|现货|nvidia|英伟达)? ?", text[mark.end : mark.end + 20]
    )
    if behind and any(m.start == mark.end + behind.end() for m in reading.within("model", mark.end, mark.end + 40)):
        return False
    if re.match(
        r" ?块 ?(?:gpu|显卡|nvidia|英伟达|h\d|a\d|b\d|rtx|加速卡|芯片|l\d|卡|[hab][0-9])",
        text[mark.end : mark.end + 14],
    ):
        return False
    number: Number = mark.value
    if re.search(
        r"(?:(?:一|每|/)(?:张|台|片|个|卡|套)|单(?:张|台|片|个|套))[^\n]{0,4}$",
        text[max(0, mark.start - 8) : mark.start],
    ):
        return True
    return number.low >= 200 and not (
        number.low < 10000
        and re.search(r"(?:数量|库存|现货|有|共)[:： ]{0,2}$", text[max(0, mark.start - 6) : mark.start])
    )


def _per(text: str, left: str, end: int) -> tuple[str | None, str | None, int]:
    """Counter class of "each", period of rent, and the new end."""
    each: str | None = None
    period: str | None = None
    for _ in range(2):
        time = _PERIOD_AFTER.match(text, end)
        if time and period is None:
            word = time["period"] or ""
            period = _PERIODS.get(word, word) or _ADVERBS[time["adverb"]]
            end = time.end()
            continue
        unit = _each_after().match(text, end)
        if unit and each is None:
            each = counters().get(unit["unit"] or "", "any") if unit["unit"] else "any"
            if unit["unit"] == "卡" or re.match(r"(?:gpu|card)s?", unit["unit"] or ""):
                each = "gpu" if re.match(r"gpu", unit["unit"] or "") else "card"
            end = unit.end()
    if period is None and (before := _PERIOD_BEFORE.search(left)):
        word = next(g for g in before.groups() if g)
        period = _PERIODS.get(word) or _ADVERBS.get(word, word)
    if period is None and re.match(r" ?(?:/ ?)?(?:卡时|gpu-?(?:hour|hr|h)|card-?hour)", text[end : end + 12]):
        each, period = "gpu", "hour"
    if each is None and (unit := _each_before().search(left)):
        each = counters().get(unit["unit"], "card")
    return each, period, end


def _is_money(
    reading: Reading, mark: Mark, end: int, *, signed: bool, label: Label | None, each: str | None, period: str | None
) -> bool:
    number: Number = mark.value
    text = reading.text
    if signed:
        return True
    behind = _counter_behind().match(text, mark.end)
    if behind and not re.match(r" ?(?:k|no|ea|off|a)(?![a-z])", behind.group()):
        return False
    if number.scaled and number.letter in {None, "w"}:
        return number.low >= 100 and not re.match(
            r" ?(?:卡|集群|条|次|人|粉丝|字|公里|浏览|销量|参数|颗|块|张|台|tokens?|小时|gpu|h100|a100|nvidia|英伟达)",
            text[mark.end : mark.end + 8],
        )
    if number.letter == "b" or (
        number.letter == "m" and re.match(r" ?(?:长|线|cable|lead|宽|高|pixels)", text[mark.end : mark.end + 8])
    ):
        return False
    if number.scaled and number.letter in {"k", "m"}:
        if number.letter == "k" and number.core in {1, 2, 4, 8} and not each and not label:
            return False
        if not each and re.match(r" [a-z]", text[mark.end : mark.end + 2]) and not _MONEY_WORD.match(text, mark.end):
            return False
        return not (
            re.match(r" ?(?:卡|gpu|hours?|集群|量级|hbm|context|resolution|production)", text[mark.end : mark.end + 12])
        )
    if period and number.low > 0:
        return True
    if each and text[mark.end : mark.end + 2].strip()[:1] in {"/", "一", "每"}:
        return number.low >= 100
    if _counts_model(reading, mark.end) and not reading.lang.chinese:
        return False
    if label and label != "none":
        return number.low >= 500 or (number.low >= 1 and (each is not None or label == "price"))
    if each and number.low >= 500:
        return True
    return _is_bare_price(reading, mark)


def _is_bare_price(reading: Reading, mark: Mark) -> bool:
    """A number that stands alone, as prices do in a list: 'PCIe 18.5，'."""
    text, number = reading.text, mark.value
    before = text[mark.start - 1] if mark.start else " "
    after = text[mark.end : mark.end + 1]
    if before not in " \t:：,，|-–—/(（@" or (after and after not in " \t,，。;；|\n+)）/、!！含未不"):
        return False
    listed = re.search(r"(?:\s[-–—|]\s|\t)$", text[max(0, mark.start - 3) : mark.start]) and after in {"", "\n"}
    if (
        number.low < 1000
        and not number.fraction
        and text[mark.end - 1] != "+"
        and not reading.lang.chinese
        and not listed
    ):
        return False
    if number.low < 2 or label_before(reading, "count_label", mark.start) is not None:
        return False
    return not (1990 <= number.low <= 2035 and not number.fraction)
