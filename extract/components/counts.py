"""Which numbers are counts: units, GPUs in one unit, MOQ, thresholds; and the vague ones."""

# ruff: noqa: E501 - a pattern is read in one piece

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from extract.components.money import counter_alternatives, counters, label_before
from extract.components.numbers import Number
from extract.lexicon import vocabulary_file
from extract.numerals import CHINESE, chinese_number
from extract.reading import Mark, Reading

Role = Literal["units", "moq", "capacity", "sold", "limit", "tier", "upto"]
_MOST = 2_000_000
_GPUS = re.compile(
    rf"(?P<n>(?<![a-z0-9.])[0-9]{{1,2}}|[{CHINESE}]|(?<![a-z])(?:single|dual|double|quad|octa|eight|four|two))[ \-]?(?:个)?(?P<word>卡(?!时|位|槽|顿|扣|车|带|友|片)|gpus?(?![a-z])|路(?!由|人|径|透)|way(?![a-z])|x ?gpus?(?![a-z])|x(?=[,，;；、)）]|\sgpus?)|颗gpu|张卡|块gpu|张gpu|acc(?:elerator)?s?(?![a-z]))"
)
_WORDS = {"single": 1, "dual": 2, "double": 2, "quad": 4, "octa": 8, "eight": 8, "four": 4, "two": 2, "双": 2, "单": 1}
_DOUBLE = re.compile(r"(?P<n>双|单) ?(?P<word>卡|路(?!8|9|6)(?=[^0-9]|rtx))")
_TIMES_MODEL = re.compile(r"(?<![a-z0-9.])(?P<n>[0-9]{1,4}|[0-9]{1,3},[0-9]{3}) ?[x×*] ?(?=[a-z英昇](?!x{1,3}\b))")
_MODEL_TIMES = re.compile(
    r"(?:(?<=[0-9a-z ）)卡机器组s])|(?<=gb))[x×*] ?(?P<n>[0-9]{1,4}(?:,[0-9]{3})?)(?![0-9x.]| ?(?:gb?(?![a-z])|mm|cm|tb))"
)
_WORD_COUNT = re.compile(
    r"(?<![a-z])(?P<n>(?:a |one )?pair|(?:a |one |two |three |four |five )?dozen|one|two|three|four|five|six|seven|eight|nine|ten|twelve|sixteen|twenty|thirty|fifty|a hundred|one hundred)(?P<of> of)? (?=(?:[a-z0-9\-]+ ){0,4}?(?:units?|pcs|pieces|cards?|servers?|nodes?|racks?|boards?|modules?|sets?|gpus?|systems?|boxes|h100|h200|a100|b200|rtx|dgx|hgx|nvidia|left|available|in stock))"
)
_RIGHT_ROLE = re.compile(
    r" ?(?:(?P<moq>(?<! )起(?:批|订|拿|售|卖|出|购)?(?![拍0-9])|minimum|min(?![a-z])|moq)|(?P<sold>sold|已售|人付款|人想要|人收货)|(?P<limit>(?:/|per |每)(?:人|buyer|customer|user|单|order))"
    r"|(?P<capacity>(?:/|per|每|a) ?(?:月|month|week|周|年|year|day|天|mo(?![a-z])))|(?P<tier>(?:or more|以上|and above|\+)?[：:] ?(?=[a-z]{0,3}[$¥0-9]|[0-9])|以上 ?(?=[0-9$¥]|价)))"
)
_LEFT_ROLE = re.compile(
    r"(?:(?P<tier>[≥>]=? ?|>= ?|满)|(?P<moq>(?:起订|起批|起拿|起售|moq|min(?:imum)?(?:\.? order)?(?: qty)?)[:： ]*)|(?P<limit>限购|每人限|限)|(?P<capacity>月供|月产|每月(?:可供)?|supply ability[:： ]*|capacity[:： ]*)|(?P<upto>(?:up to|最多|不超过|至多|max(?:imum)? ?(?:of)?|no more than) ?)|(?P<inside>每台配置|每台配|配置|含|内含|带|配|配有|内置|搭载|装有|每台|每台含|with|w/|incl\.?|including|each with|holds|fits|内装|插满|满配) ?)$"
)
_APPROX = re.compile(
    r"(?:约|大约|大概|近|将近|接近|差不多|估计|至少|超过?|逾|about|approx\.?|approximately|around|roughly|~|nearly|over|more than|at least|almost|circa|ca\.?|some) ?$"
)


@dataclass(slots=True)
class Count:
    """A count as it stands in one place."""

    low: int | None
    """Units; none where vague or only a ceiling is stated."""
    high: int | None
    """Upper end."""
    counter: str
    """Counter class: card, chip, server, board, module, rack, any; ``label`` where only a label tells it."""
    approx: bool
    """About, +, vague."""
    role: Role
    """What is counted for."""
    inside: bool = False
    """含8张: the count is of GPUs inside one unit."""
    labelled: bool = False
    """A stock or quantity label stands before it."""
    lot_of: bool = False
    """"lot of 50": one lot."""


@cache
def _counter_pattern() -> re.Pattern[str]:
    return re.compile(
        rf" ?(?:x ?)?(?P<approx>多|余|来)?\s?(?P<unit>{counter_alternatives()})(?P<plus>\+|以上|左右|上下)?"
    )


def find_counts(reading: Reading) -> None:
    """Marks of kinds ``count`` (units) and ``gpus`` (in one unit). Runs after money; claims what it reads."""
    text = reading.text
    for match in _GPUS.finditer(text):
        _gpus(reading, match)
    for match in _DOUBLE.finditer(text):
        if not reading.is_taken(*match.span()) and not (match["n"] == "单" and match["word"] == "路"):
            reading.add("gpus", _WORDS[match["n"]], match.start(), match.end(), "gpus.word")
    _doubles(reading)
    _vague(reading)
    _times(reading)
    reading.marks["number"] = [
        mark for mark in reading.marks["number"] if reading.is_taken(mark.start, mark.end) or not _count(reading, mark)
    ]
    for match in _WORD_COUNT.finditer(text):
        if not reading.is_taken(*match.span()):
            reading.add(
                "count",
                Count(_english(match["n"]), None, "any", approx=False, role="units"),
                match.start(),
                match.end("n"),
                "count.word",
            )
    reading.marks["count"].sort(key=lambda mark: mark.start)
    reading.marks["gpus"].sort(key=lambda mark: mark.start)


def _english(text: str) -> int:
    words: dict[str, str] = vocabulary_file("grammar.yaml")["words_for_numbers"]
    parts = text.split()
    if parts[-1] == "pair":
        return 2
    if parts[-1] == "dozen":
        return 12 * (int(words.get(parts[0], "1")) if len(parts) > 1 and parts[0] != "a" else 1)
    return int(words[parts[-1]])


def _gpus(reading: Reading, match: re.Match[str]) -> None:
    start, end = match.span()
    if reading.is_taken(start, end):
        return
    written = match["n"]
    value = _WORDS.get(written) or (int(written) if written.isdigit() else int(chinese_number(written) or 0))
    if not 1 <= value <= 20 and value not in {72, 36, 32, 64}:
        return
    if value > 20 or (match["word"].startswith(("gpu", "张", "块", "颗")) and value not in {1, 2, 4, 8, 10, 16}):
        return
    reading.add("gpus", value, start, end, "gpus.stated")
    reading.take(start, end)


_BEFORE_MODEL = re.compile(
    r"(?<![a-z])(?P<n>双|四|八|两张|两块|dual|twin|quad)(?:路|卡)? ?(?:nvidia |英伟达 ?|rtx ?|geforce )?$"
)


def _doubles(reading: Reading) -> None:
    """'双4090', 'dual RTX 6000 Ada': GPUs in one machine, said before the model."""
    for model in reading.marks.get("model", ()):
        start = max(0, model.start - 16)
        match = _BEFORE_MODEL.search(reading.text[start : model.start])
        if match and not reading.is_taken(start + match.start(), start + match.end("n")):
            value = {"四": 4, "八": 8, "quad": 4}.get(match["n"], 2)
            reading.add("gpus", value, start + match.start(), start + match.end("n"), "gpus.before_model")


def _times(reading: Reading) -> None:
    """'5 x DGX A100', '100x RTX', 'H100*8', '5090 x500'."""
    for pattern, rule in ((_TIMES_MODEL, "count.n_x"), (_MODEL_TIMES, "count.x_n")):
        for match in pattern.finditer(reading.text):
            start, end = match.span()
            if reading.is_taken(*match.span("n")):
                continue
            if rule == "count.x_n" and not _behind_goods(reading, start):
                continue
            value = int(match["n"].replace(",", ""))
            if not 0 < value < 100000:
                continue
            role: Role = "units"
            reading.add("count", Count(value, None, "times", approx=False, role=role), start, end, rule)
            reading.take(start, end)


def _behind_goods(reading: Reading, position: int) -> bool:
    """'5090 x500': the multiplication sign stands behind the goods, not inside another name."""
    kinds = ("model", "memory", "form", "bus", "sku", "edition", "gpus", "condition")
    return any(position - m.end <= 2 for kind in kinds for m in reading.within(kind, max(0, position - 40), position))


def _count(reading: Reading, mark: Mark) -> bool:
    text = reading.text
    number: Number = mark.value
    line = reading.line_of(mark.start)
    left = text[max(line.start, mark.start - 24) : mark.start]
    unit = _counter_pattern().match(text, mark.end)
    label = label_before(reading, "count_label", mark.start)
    if unit is None and label is None and not _behind_stock(text, mark.end):
        return False
    if unit and re.match(r"(?:no|off|ea|lots?|批|份|a)$", unit["unit"]) and not label and unit["unit"] not in {"ea"}:
        return False
    if number.low <= 0 or number.low > _MOST or number.low != number.low.to_integral_value():
        return False
    if (
        label is not None
        and unit is None
        and label.value == "stock"
        and text[label.start : label.end] in {"出", "有", "共", "现货", "have"}
        and number.low < 2
        and not number.chinese
    ):
        return False
    end = unit.end() if unit else mark.end
    if number.chinese and number.low == 1 and _is_one_as_each(reading, mark, end, left):
        return False
    role, inside = _role(text, left, end, label, counters()[unit["unit"]] if unit else "label")
    approx = number.approx or bool(unit and (unit["approx"] or unit["plus"])) or _APPROX.search(left) is not None
    if (
        role == "units"
        and unit
        and unit["plus"] == "以上"
        and re.match(r" ?(?:[0-9$¥]|价|单价|每)", text[end : end + 3])
    ):
        role = "tier"
    if (
        role == "units"
        and left.endswith("(")
        and any(mark.start - m.end <= 5 for m in reading.within("money", max(0, mark.start - 40), mark.start))
    ):
        role = "tier"
    low: int | None = int(number.low)
    high = int(number.high) if number.high is not None else None
    if role == "upto":
        low, high, role = None, int(number.high or number.low), "units"
    lot_of = re.search(r"\b(?:lot|batch) of $", left) is not None
    counter = counters()[unit["unit"]] if unit else "label"
    if role == "tier" and high is None and not number.approx and label is not None and label.value == "stock":
        role = "units"
    reading.add(
        "count",
        Count(low, high, counter, approx=approx, role=role, inside=inside, labelled=label is not None, lot_of=lot_of),
        mark.start,
        end,
        "count.counter" if unit else "count.label",
    )
    reading.take(mark.start, end)
    return True


def _behind_stock(text: str, end: int) -> bool:
    return (
        re.match(
            r"\+? ?(?:available|in stock|on hand|left|remaining|for sale|现货|in hk|qty|库存|ready|有现货|sold|units|件库存|件现货)(?![a-z])",
            text[end : end + 14],
        )
        is not None
    )


def _is_one_as_each(reading: Reading, mark: Mark, end: int, left: str) -> bool:
    """一张 right behind or before money is a price unit; else it is a count of one."""
    money = reading.within("money", max(0, mark.start - 40), end + 40)
    if any(m.start <= mark.start < m.end or 0 <= mark.start - m.end <= 1 for m in money):
        return True
    if re.search(r"(?:仅此|只有|就|最后|仅|剩|还剩|有|出)$", left):
        return False
    return any(m.start == end for m in money)


def _role(text: str, left: str, end: int, label: Mark | None, counter: str) -> tuple[Role, bool]:
    right = _RIGHT_ROLE.match(text, end)
    before = _LEFT_ROLE.search(left)
    if right and right.lastgroup:
        role: Role = right.lastgroup  # type: ignore[assignment]
        if role != "sold" or not label:
            return role, False
    if before and before.lastgroup:
        if before.lastgroup == "inside":
            return "units", counter in {"card", "chip", "module", "any"}
        return before.lastgroup, False  # type: ignore[return-value]
    if label is not None and label.value in {"moq", "capacity", "sold", "limit"}:
        return label.value, False
    return "units", False


def _vague(reading: Reading) -> None:
    """上千, 几百片, dozens of: approximate, without a number."""
    for match in _vague_pattern().finditer(reading.text):
        if reading.is_taken(*match.span()):
            continue
        if match["unit"] is None and match["word"] in {"大量", "若干", "批量", "一大批", "万卡", "千卡"}:
            if match["word"] in {"万卡", "千卡"}:
                reading.take(*match.span())
            continue
        if (
            match["unit"] is None
            and re.search(r"[\u4e00-\u9fff]$", match["word"])
            and "级" not in match["word"]
            and not re.search(
                r"(?:现货|库存|有|数量|量)[:： ]?$", reading.text[max(0, match.start() - 4) : match.start()]
            )
        ):
            continue
        reading.add(
            "count",
            Count(None, None, counters().get(match["unit"] or "", "any"), approx=True, role="units"),
            match.start(),
            match.end(),
            "count.vague",
            0.8,
        )
        reading.take(*match.span())


@cache
def _vague_pattern() -> re.Pattern[str]:
    words = sorted(vocabulary_file("grammar.yaml")["vague"], key=len, reverse=True)
    vague = "|".join(map(re.escape, words))
    return re.compile(
        rf"(?<![a-z0-9])(?P<word>{vague}|(?<![0-9])k量级|[0-9]?k ?量级|[百千万]台级|[百千]张级)\s?(?P<unit>{counter_alternatives()})?(?!万|元|块)"
    )
