"""Every number that nothing has claimed: value, scale, range, mask, and which sign of money or counter touches it."""

# ruff: noqa: E501 - a pattern is read in one piece

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from typing import Any

from extract.lexicon import vocabulary_file
from extract.normalise import normalise
from extract.numerals import CHINESE, chinese_number
from extract.reading import Reading

_CORE = r"(?<=[¥$€£])[0-9]{1,3}, [0-9]{3}(?![0-9])|[0-9]{1,3}, [0-9]{3}(?= ?元)|[0-9]+,[0-9]{1,2}(?= (?:tỷ|triệu))|[0-9]{1,3}(?:,[0-9]{3}){1,4}(?![0-9])(?:\.[0-9]+)?|[0-9]{1,200}(?:\.[0-9]{1,200})?"
_SCALE_WORDS = r"trillion|million|mn|mio|mil|mln|billion|bn|bln|thousand|tỷ|triệu"
_NUMBER = re.compile(
    rf"(?P<core>{_CORE}|[一二两三四五六七八九](?:千|百)[一二三四五六七八九](?=一(?:张|台|片|块|套|颗|个|部))|(?<![几数好])[{CHINESE}]{{1,9}}(?=[万亿]|[零〇一二三四五六七八九]?(?:多|余|来|几)?\s?(?:万|亿|元|块|刀|美|港|张|片|台|套|部|卡|颗|枚|组|个|件|只|粒|柜|箱|路|架|打|机柜)))"
    rf"(?:(?P<scale> ?(?:万亿|千万|百万|亿|万|兆|千(?!兆)|百(?!分)|(?:{_SCALE_WORDS})(?![a-z])))|(?P<letter>[wkmb](?![a-z])))?"
    r"(?:(?<=[万w千k])(?P<tail>[1-9](?![0-9.万]|[ ]?(?:张|台|片|颗|套|卡|块板|元))|[一二三四五六七八九](?=千|百)"
    r"|[一二三四五六七八九](?![0-9台张片套部颗手口十点卡路个块柜架枚件组箱份只条根家次年月天起直周机共]))"
    r"(?P<tailscale>千|百)?(?P<rest>(?<=[千百])[一二三四五六七八九](?![台张片套部颗个块])(?:百)?)?)?"
)
_MASKED = re.compile(
    r"(?<![a-z0-9.])(?:(?:[0-9]{1,4}(?:\.[0-9]*)?[x*?●○□■△某]{1,4}[0-9]{0,3}(?:\.[0-9x]+)?|[x*?●○□■△某]{1,4}(?:\.[0-9x])?) ?(?:万|w(?![a-z])|k(?![a-z])|千|百万|m(?![a-z])|亿)(?:美金|美元|刀|港币|港元|元|usd|u(?![a-z]))?"
    r"|[0-9]{1,3}(?:x{2,4}|\*{2,4}|●{1,4}|○{2,4}|\?{2,4})(?:,x{3})?(?![a-z0-9])(?:刀|元|块|美金|u(?![a-z]))?"
    r"|[0-9]x,xxx|[0-9]{1,3},xxx|[0-9]{1,3}[ ]?(?:字头|开头|打头)(?:的)?(?:万)?"
    r"|[一二两三四五六七八九十]{0,2}(?:十|百)?[几多]十?万|[0-9]{1,4}(?:多|几|来)万|[一二两三四五六七八九]字头)"
)
_RANGE = re.compile(r" ?(?:-|~|–|—|至|到|to|–) ?")
_APPROX_AFTER = re.compile(
    r" ?(?:\+(?!\d| ?(?:vat|gst|税|\$))|多(?!少)|来(?=张|台|片)|余|左右|上下|以上|出头|or so|plus(?! vat| gst)|ish)"
)
_APPROX_BEFORE = re.compile(
    r"(?:约|大约|大概|近|将近|接近|差不多|估计|至少|超|超过|逾|about|approx\.?|approximately|around|roughly|~|nearly|over|more than|at least|almost|circa|ca\.?|some|upwards of|>|≥) ?$"
)


@dataclass(frozen=True, slots=True)
class Number:
    """One number or range."""

    low: Decimal
    """Value, scale applied."""
    high: Decimal | None = None
    """Upper end of a range."""
    scaled: bool = False
    """Written with 万, w, k, million …"""
    letter: str | None = None
    """The letter scale, if that."""
    approx: bool = False
    """about, +, 多."""
    fraction: bool = False
    """Has decimals as written."""
    core: Decimal = Decimal(0)
    """Digits as written, without scale."""
    chinese: bool = False
    """Written in characters."""


@cache
def _scales() -> dict[str, Decimal]:
    grammar: dict[str, Any] = vocabulary_file("grammar.yaml")
    scales = {normalise(word): Decimal(value) for value, words in grammar["scales"].items() for word in words}
    scales.update({letter: Decimal(value) for letter, value in grammar["letter_scales"].items()})
    return scales


def find_numbers(reading: Reading) -> None:
    """Marks of kinds ``number`` and ``masked``. Runs after all that claims numbers."""
    text = reading.text
    for match in _MASKED.finditer(text):
        start, end = match.span()
        if not reading.is_taken(start, end) and re.search(r"[0-9一-九十几多x*]", match.group()):
            reading.add("masked", match.group().strip(), start, end, "number.masked")
            reading.take(start, end)
    found: list[tuple[Number, int, int]] = []
    for match in _NUMBER.finditer(text):
        start, end = match.span()
        if reading.is_taken(start, end) or (
            start and text[start - 1].isascii() and text[start - 1].isalpha() and not _after_sign(text, start)
        ):
            continue
        number = _number(match)
        if number is not None:
            found.append((number, start, end))
    for number, start, end in _ranges(text, found):
        after = _APPROX_AFTER.match(text, end)
        before = _APPROX_BEFORE.search(text, max(0, start - 14), start)
        reading.add(
            "number", replace(number, approx=bool(after or before)), start, after.end() if after else end, "number"
        )


def _after_sign(text: str, start: int) -> bool:
    """A letter may stand before a number where it is a currency or a multiplication sign: rm850, usd62k, x500."""
    return (
        re.search(
            r"(?:(?<![a-z])(?:x|usd|rmb|cny|hkd|rm|ntd|twd|sgd|eur|gbp|aed|qty|s|us|stock|jpy))$",
            text[max(0, start - 6) : start],
        )
        is not None
    )


def _number(match: re.Match[str]) -> Number | None:
    written = match["core"]
    if len(written) > 24:
        return None
    chinese = not written[0].isdigit()
    core = chinese_number(written) if chinese else _decimal(written)
    if core is None:
        return None
    scale = (match["scale"] or match["letter"] or "").strip()
    if written in {"百", "千"} and scale:
        return None
    factor = _scales().get(scale, Decimal(1))
    value = core * factor
    if match["tail"]:
        digit = match["tail"][0]
        tail = Decimal(digit) if digit.isdigit() else chinese_number(digit)
        if tail is not None:
            step = Decimal({"千": 1000, "百": 100}.get(match["tailscale"] or "", 0)) or factor / 10
            value += tail * step
            if match["rest"]:
                value += (chinese_number(match["rest"][0]) or 0) * step / 10
    return Number(
        value, scaled=bool(scale), letter=match["letter"], fraction="." in written, core=core, chinese=chinese
    )


def _decimal(written: str) -> Decimal:
    """2,950 and 16, 499 are thousands; 4,6 is a decimal comma."""
    if re.fullmatch(r"[0-9]+,[0-9]{1,2}", written):
        return Decimal(written.replace(",", "."))
    return Decimal(written.replace(",", "").replace(" ", ""))


def _ranges(text: str, found: list[tuple[Number, int, int]]) -> list[tuple[Number, int, int]]:
    joined: list[tuple[Number, int, int]] = []
    index = 0
    while index < len(found):
        number, start, end = found[index]
        if index + 1 < len(found):
            high, next_start, next_end = found[index + 1]
            between = text[end:next_start]
            if len(between) < 12 and _RANGE.fullmatch(
                re.sub(r"(?:us|hk|nt|s)?[$¥€]|usd|rmb|hkd|元|美元|美金|万(?=-)|约", "", between).strip() or "none"
            ):
                combined = _combined(number, high, spaced=" " in between.strip("元") and text[end : end + 1] == " ")
                if combined is not None:
                    joined.append((combined, start, next_end))
                    index += 2
                    continue
        joined.append((number, start, end))
        index += 1
    return joined


def _combined(low: Number, high: Number, *, spaced: bool) -> Number | None:
    """The range of two numbers; 'x 300 - 2,950' with blanks and ten times apart is a count and a price."""
    first = low.low
    if high.scaled and not low.scaled:
        # 230-320万, $12–18k: the scale behind the second holds for both
        first = low.core * (high.low / high.core if high.core else Decimal(1))
    if first >= high.low or (spaced and high.low > first * 3):
        return None
    return replace(low, low=first, high=high.low, scaled=low.scaled or high.scaled, letter=low.letter or high.letter)
