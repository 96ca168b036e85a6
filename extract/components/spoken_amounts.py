"""Large numbers in English words, as prices are said: "six and a half grand", "eleven thousand five hundred"."""

from __future__ import annotations

import re
from decimal import Decimal

from extract.components.numbers import Number
from extract.reading import Reading
from extract.spoken_numbers import SPOKEN, spoken_number
from extract.word_classes import word_classes

_WORDS = word_classes("spoken_amounts")
_DIGIT = r"(?:{digits})"
_CORE = rf"(?:{SPOKEN}|{{one}})"
_AMOUNT = _WORDS.screened(
    rf"(?:(?P<from>{SPOKEN}) ?(?:{{between_ends}}) ?)?(?<![a-z\-])(?P<core>{_CORE})"
    rf"(?: and (?P<part>{{parts}})| point (?P<point>{_DIGIT}(?: {_DIGIT}){{0,2}}))?"
    rf"[ \-](?:(?P<thousand>{{thousands}})|(?P<lakh>{{lakhs}})|(?P<million>{{millions}})"
    rf"|(?P<crore>{{crores}}))(?![a-z\-])"
    rf"(?:,? (?:and )?(?P<rest>{SPOKEN})(?! {{scales}}))?"
)
_ADJECTIVE = _WORDS.pattern(
    r"(?<=grand)\s+{grand_what}(?![a-z])|(?<=large)(?!\s*(?:[^a-z\s]|\Z|{large_behind}(?![a-z])))"
)
_HUNDREDS = _WORDS.screened(rf"(?<![a-z\-])(?P<core>{SPOKEN})[ \-]hundred(?= ?{{money_behind}})")
_SAID = _WORDS.screened("(?<![a-z]){scales}(?![a-z])")
_SCALES = {"thousand": 1_000, "lakh": 100_000, "million": 1_000_000, "crore": 10_000_000}
_LETTERS = {"thousand": "k", "million": "m"}
_PARTS = {"half": Decimal("0.5"), "quarter": Decimal("0.25"), "three": Decimal("0.75")}
_TEENS = range(11, 100)


def find_spoken_amounts(reading: Reading) -> None:
    """Marks of kind ``number`` and claims them. Runs right after the numbers in digits."""
    if reading.says(_SAID) is None:
        return
    for match in reading.find(_AMOUNT):
        if not is_adjective(reading.text, match.end("thousand")):
            _add(reading, match, _amount(match))
    for match in reading.find(_HUNDREDS):
        tens = spoken_number(match["core"]) or 0
        _add(reading, match, Number(Decimal(tens * 100), scaled=True) if tens in _TEENS else None)
    reading.marks["number"].sort(key=lambda mark: mark.start)


def is_adjective(text: str, end: int) -> bool:
    """Whether 'grand' or 'large' that ends at *end* is no thousand: 'a grand jury', 'a large shipment'."""
    return end > 0 and _ADJECTIVE.match(text, end) is not None


def _add(reading: Reading, match: re.Match[str], number: Number | None) -> None:
    if number is not None and not reading.is_taken(*match.span()):
        reading.add("number", number, *match.span(), "number.spoken", 0.8)
        reading.take(*match.span())


def _amount(match: re.Match[str]) -> Number | None:
    said = next(scale for scale in _SCALES if match[scale])
    core = _fraction(match["core"]) or Decimal(spoken_number(match["core"]) or 1)
    if match["part"]:
        core += next(value for word, value in _PARTS.items() if word in match["part"])
    if match["point"]:
        core += Decimal("0." + "".join(str(spoken_number(digit) or 0) for digit in match["point"].split()))
    value = core * _SCALES[said] + Decimal(spoken_number(match["rest"] or "") or 0)
    letter = None if match[said] in _WORDS["only_money"] else _LETTERS.get(said)
    low = Decimal((spoken_number(match["from"]) or 0) * _SCALES[said]) if match["from"] else None
    if low is None:
        return Number(value, scaled=True, letter=letter, core=core)
    return Number(low, value, scaled=True, letter=letter, core=core) if low < value else None


def _fraction(written: str) -> Decimal | None:
    """'half a million'."""
    return next((value for word, value in _PARTS.items() if written.startswith((word, f"a {word}"))), None)
