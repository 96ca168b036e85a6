"""Every number that nothing has claimed: value, scale, range and hedge."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from typing import Any

from extract.components.masks import find_masks
from extract.lexicon import vocabulary_file
from extract.normalise import normalise
from extract.numerals import CHINESE, chinese_number, rough_range
from extract.reading import Reading
from extract.word_classes import word_classes

_WORDS = word_classes("numbers")
_LONGEST = 24
_RANGE_REACH = 12
_SPACED_RATIO = 3
_DIGIT, _CHARACTER = "[1-9]", "[一二三四五六七八九]"
_IN_DIGITS = (
    r"(?<![0-9'’])[0-9]{1,3}(?:['’][0-9]{3}){1,3}(?![0-9])",
    r"(?<=[¥$€£])[0-9]{1,3}, [0-9]{3}(?![0-9])",
    r"[0-9]{1,3}, [0-9]{3}(?= ?元)",
    r"(?<![0-9,.])[0-9]{1,3},[0-9]{1,2}(?= {scales_of_commas})",
    (
        r"(?:(?<= r )|(?<= kr )|(?<=eur |pln |aed |inr |idr |zar |usd |aud |cad |chf |sek |nok |dkk |czk |huf |rub ))"
        r"[0-9]{1,3}(?: [0-9]{3}){1,2}(?![0-9]| ?(?:pcs|units|cards|st))"
    ),
    r"[0-9]{1,3}(?: [0-9]{3}){1,2}(?= ?(?:€|eur|pln|zł|chf|sek|nok|dkk|czk|huf|rub|руб|kr|zar|₽))",
    r"[0-9]{1,2}(?:,[0-9]{2}){1,3},[0-9]{3}(?![0-9,])",
    r"(?P<dotted>[1-9][0-9]{0,2}\.[0-9]{3}(?= ?{counted_in_europe}|,[-–—])|[1-9][0-9]{1,2}\.000(?![0-9]))",
    r"(?<![0-9a-z.,/-])(?<![0-9] )[1-9][0-9]{0,2}(?: [0-9]{3}){1,2}(?= {counted_in_europe})",
    r"(?<![0-9a-z.,/-])(?<![0-9] )[1-9][0-9]{0,2}(?: 000){1,2}(?= [a-z])",
    r"[0-9]{1,3}(?:\.[0-9]{3}){1,3},[0-9]{2}(?![0-9])",
    r"[0-9]{1,3}(?:\.[0-9]{3}){2,4}(?![0-9.])",
    r"[0-9]{1,3}(?:\{,\}[0-9]{3}){1,3}",
    r"[0-9]{1,3}(?:,[0-9]{3}){1,4}(?![0-9])(?:\.[0-9]+)?",
    r"[0-9]{1,200}(?:\.[0-9]{1,200})?",
)
_IN_CHARACTERS = (
    rf"[一二两三四五六七八九](?:千|百){_CHARACTER}(?={{one_counted}})",
    rf"(?<![几数好])[{CHINESE}]{{1,9}}(?=[万亿]|[零〇一二三四五六七八九]?{{fuzzy_digits}}?\s?{{behind_characters}})",
    rf"(?<![几数好{CHINESE}]){_CHARACTER}千{_CHARACTER}?(?={{behind_large}}|[到至-]{_CHARACTER}[千万])",
    rf"(?<=[过价约到出给卖要报]){_CHARACTER}千{_CHARACTER}?(?=[,，。;；、)）\s]|$)",
)
_TAIL = (
    r"(?:(?<=[0-9][万w])|(?<=[0-9] 万) )(?P<whole>[1-9][0-9]{2,3})(?![0-9.a-z万千百亿%]| ?{no_tail_whole})"
    r"|(?<=[0-9] 万) (?P<spaced>[1-9])(?![0-9.a-z万千百亿%]| ?{no_tail_digit_pair})"
    r"|(?<=[万w千k])(?P<tail>"
    rf"(?<=[0-9][万w]){_DIGIT}[0-9](?![0-9.万]| ?{{no_tail_digit_pair}})|{_DIGIT}(?![0-9.万]| ?{{no_tail_digit}})"
    rf"|{_CHARACTER}(?=千|百)|{_CHARACTER}(?![0-9]|{{no_tail_character}}))"
    rf"(?P<tailscale>千|百)?(?P<rest>(?<=[千百])(?:{_CHARACTER}(?![台张片套部颗个块])百?"
    rf"|{_DIGIT}(?![0-9.万]| ?{{no_tail_digit_pair}})))?"
)
_TAILS = ("whole", "spaced", "tail")
_NUMBER = _WORDS.pattern(
    rf"(?P<core>{'|'.join((*_IN_DIGITS, *_IN_CHARACTERS))})"
    r"(?P<more> ?{fuzzy_inside}(?= ?{scale_characters}))?"
    rf"(?:(?P<scale> ?(?:{{scale_characters}}|{{scale_words}}))|(?:个(?=w))?(?P<letter>[wkmb](?![a-z])))?(?:{_TAIL})?"
)
_RANGE = _WORDS.pattern(r" ?{range_signs} ?")
_RANGE_NOISE = _WORDS.pattern(r"{range_noise}|万(?=-)")
_APPROX_BEHIND = _WORDS.pattern(
    r" ?(?:\+(?!\d| ?(?:vat|gst|税|\$))|来(?=张|台|片)|plus(?! vat| gst)|(?<=[0-9])ish|{approx_behind})"
)
_APPROX_BEFORE = _WORDS.pattern(r"(?:{approx_before}\.?|[~>≥]) ?$")
_LETTERS_BEFORE = _WORDS.pattern(r"{letters_before}$")
_BETWEEN = re.compile(r"between (?:[a-z]{0,3}[$¥€£] ?)?$")
_LARGE_END = re.compile("[万亿百]$")
_ZERO = re.compile("[零〇]")
_PARTED = re.compile("[, '’{}]")
_DECIMAL_COMMA = re.compile(r"[0-9]+,[0-9]{1,2}")


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
    find_masks(reading)
    text = reading.text
    found: list[tuple[Number, int, int]] = []
    for written in _NUMBER.finditer(text):
        match = _without_taken_tail(reading, written)
        start, end = match.span()
        if reading.is_taken(start, end) or _continues_word(text, start):
            continue
        number = _number(match)
        if number is not None:
            found.append((number, start, end))
    for number, start, end in _ranges(text, _sums(text, found)):
        behind = _APPROX_BEHIND.match(text, end)
        approx = behind is not None or _APPROX_BEFORE.search(text, max(0, start - 14), start) is not None
        value = replace(number, approx=True) if approx else number
        reading.add("number", value, start, behind.end() if behind else end, "number")


def _without_taken_tail(reading: Reading, match: re.Match[str]) -> re.Match[str]:
    """'8万4090': a model right behind a price is none of its digits."""
    tail = match.start("whole")
    if tail < 0 or not reading.is_taken(tail, match.end()):
        return match
    return _NUMBER.match(reading.text, match.start(), tail) or match


def _continues_word(text: str, start: int) -> bool:
    """A letter stands before digits and is no currency or multiplication sign: rm850, usd62k, x500."""
    if not start or not text[start].isdigit() or not (text[start - 1].isascii() and text[start - 1].isalpha()):
        return False
    return _LETTERS_BEFORE.search(text[max(0, start - 6) : start]) is None


def _number(match: re.Match[str]) -> Number | None:
    written = match["core"]
    if len(written) > _LONGEST:
        return None
    chinese = not written[0].isdigit()
    core = chinese_number(written) if chinese else _decimal(written.replace(".", "") if match["dotted"] else written)
    scale = (match["scale"] or match["letter"] or "").strip()
    if core is None or (written in {"百", "千"} and scale):
        return None
    factor = _scales().get(scale, Decimal(1))
    rough = rough_range(written) if chinese and not any(match[tail] for tail in _TAILS) else None
    if rough is not None:
        return Number(
            rough[0] * factor, rough[1] * factor, scaled=bool(scale), approx=True, core=rough[0], chinese=True
        )
    return Number(
        core * factor + _tail(match, factor),
        scaled=bool(scale),
        letter=match["letter"],
        fraction=written.count(".") == 1 and not match["dotted"],
        core=core,
        chinese=chinese,
        approx=match["more"] is not None,
    )


def _tail(match: re.Match[str], factor: Decimal) -> Decimal:
    """What stands behind the scale: 2万2, 7万35, 4w8500, 21 万 5, 1万3千8, 十二万五千三."""
    if match["whole"]:
        return Decimal(match["whole"])
    if match["spaced"]:
        return Decimal(match["spaced"]) * factor / 10
    if not match["tail"]:
        return Decimal(0)
    step = Decimal({"千": 1000, "百": 100}.get(match["tailscale"] or "", 0)) or factor / 10
    second = match["rest"] or match["tail"][1:] or "0"
    return _digit(match["tail"][0]) * step + _digit(second[0]) * step / 10


def _digit(character: str) -> Decimal:
    return Decimal(character) if character.isdigit() else chinese_number(character) or Decimal(0)


def _decimal(written: str) -> Decimal:
    """2,950, 1'250, 1.250.000 and 2,15,000 are whole numbers; 4,6 and 7.400,00 have a decimal comma."""
    if written.isdigit():
        return Decimal(written)
    if _DECIMAL_COMMA.fullmatch(written):
        return Decimal(written.replace(",", "."))
    if 0 < written.find(".") < written.find(","):
        return Decimal(written.replace(".", "").replace(",", "."))
    if written.count(".") > 1:
        return Decimal(written.replace(".", ""))
    return Decimal(_PARTED.sub("", written))


def _sums(text: str, found: list[tuple[Number, int, int]]) -> list[tuple[Number, int, int]]:
    """一万零八十, 1亿2000万, 一万二千三百五十: numbers of falling scale that touch are one."""
    joined: list[tuple[Number, int, int]] = []
    for number, start, end in found:
        first = joined[-1] if joined else None
        if first is not None and _adds_up(text, first, (number, start, end)):
            total = replace(first[0], low=first[0].low + number.low, fraction=False, letter=None, approx=number.approx)
            joined[-1] = (total, first[1], end)
        else:
            joined.append((number, start, end))
    return joined


def _adds_up(text: str, first: tuple[Number, int, int], second: tuple[Number, int, int]) -> bool:
    high, low = first[0], second[0]
    zero = _ZERO.match(text, first[2])
    is_large = high.scaled and not high.fraction and _LARGE_END.search(text, first[2] - 1, first[2])
    if not is_large or second[1] - first[2] > (1 if zero else 0):
        return False
    place = _lowest_place(high.low)
    if not 0 < low.low < place:
        return False
    # 三万五 二十张 are a price and a count: without a zero or a scale of its own, the next digit has the next place
    return zero is not None or low.scaled or (low.chinese and low.low * 10 >= place and text[first[2] - 1] == "百")


def _lowest_place(value: Decimal) -> int:
    whole = str(int(value))
    return int(10 ** (len(whole) - len(whole.rstrip("0"))))


def _ranges(text: str, found: list[tuple[Number, int, int]]) -> list[tuple[Number, int, int]]:
    joined: list[tuple[Number, int, int]] = []
    for number, start, end in found:
        low = joined[-1] if joined else None
        if low is not None and low[0].high is None and _joins_range(text, low[1], text[low[2] : start]):
            between = text[low[2] : start]
            spaced = between.startswith(" ") and between.strip() not in _WORDS["range_words"]
            combined = _combined(low[0], number, spaced=spaced)
            if combined is not None:
                joined[-1] = (combined, low[1], end)
                continue
        joined.append((number, start, end))
    return joined


def _joins_range(text: str, start: int, between: str) -> bool:
    """A sign of range stands between the two numbers: '60-80', 'between 60 and 80'."""
    if len(between) >= _RANGE_REACH or not between.strip():
        return False
    sign = _RANGE_NOISE.sub("", between).strip() or "none"
    return _RANGE.fullmatch(sign) is not None or (
        sign == "and" and _BETWEEN.search(text, max(0, start - 14), start) is not None
    )


def _combined(low: Number, high: Number, *, spaced: bool) -> Number | None:
    """The range of two numbers; 'x 300 - 2,950' with blanks and ten times apart is a count and a price."""
    first = low.low
    if high.scaled and not low.scaled:
        # 230-320万, $12–18k: the scale behind the second holds for both; 八千到一万 has its own
        shared = low.core * (high.low / high.core if high.core else Decimal(1))
        first = shared if shared < high.low else first
    if first >= high.low or (spaced and high.low > first * _SPACED_RATIO):
        return None
    return replace(low, low=first, high=high.low, scaled=low.scaled or high.scaled, letter=low.letter or high.letter)
