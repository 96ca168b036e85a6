"""Shapes of telephone numbers, and the digits that are in them."""

from __future__ import annotations

import re

import phonenumbers

from extract.screening import Screened

_HAN_DIGITS = "零〇一幺壹二贰两三叁四肆五伍六陆七柒八捌九玖"
_TO_DIGITS = str.maketrans(_HAN_DIGITS, "0011122233445566778899")
_FULL_WIDTH = dict(zip("0123456789", "０１２３４５６７８９", strict=True))
_NO_DIGIT, _SPACED_DIGITS = re.compile(r"[^0-9+]"), re.compile(r"[0-9+() \-.]+")
_SPACING = r"[\s\-.()]{0,2}"
_EDGE = r"(?<![0-9])"
_MAINLAND_MOBILE = re.compile("1(?:[3-689][0-9]|7[0-8])[0-9]{8}")
"""What the numbering plan need not be asked about."""
_SHORTEST = 7
"""Digits of a telephone number."""
_DIGIT = rf"[0-9{_HAN_DIGITS}]"
_IN_WORDS = rf"[1一幺壹][ \-.]?[3-9三四五六七八九叁肆伍陆柒捌玖](?:[ \-.]?{_DIGIT}){{9}}(?![0-9{_HAN_DIGITS}万千百])"
_MASKED_TAIL = r"(?![0-9a-z_*])"

NUMBER = rf"(?:(?:\+ ?|00)?[0-9(][0-9() \-.]{{6,20}}[0-9]{_MASKED_TAIL}|{_IN_WORDS})"
"""A number behind the name of a channel, in digits or words."""
NUMBER_IN_WORDS = Screened(rf"(?<!{_DIGIT})(?=[0-9 \-.]{{0,22}}[{_HAN_DIGITS}]){_IN_WORDS}")
"""一三八… and 138零零…, with no name of a channel before it."""
MOBILE = Screened(
    r"(?<![0-9a-z.\-_@/])(?:\+ ?[1-9][0-9]{0,2}[ \-]?[0-9(][0-9() \-.]{5,16}[0-9]"
    r"|1[3-9][0-9][ \-.]?[0-9]{4}[ \-.]?[0-9]{4}"
    r"|1[ \-.][3-9](?:[ \-.][0-9]){9}"
    r"|1[3-9][0-9]{2}[ \-][0-9]{3}[ \-][0-9]{4}"
    r"|0[0-9]{1,3}[ \-][0-9]{3,4}[ \-]?[0-9]{4})" + _MASKED_TAIL
)
"""Numbers that nothing else is written like: with a country code, Chinese mobiles, area codes."""
LOCAL = Screened(r"(?<![0-9a-z.\-_@/$+])(?:\([0-9]{3}\) ?|[0-9]{3}[\-.])[0-9]{3}[\-.][0-9]{4}(?![0-9a-z\-])")
"""(415) 555-0100 and its like, telephones only where the numbering plan says so."""


def is_local_number(text: str, country: str | None) -> bool:
    """Whether the numbering plan of *country*, else of North America, has the number."""
    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(text, country or "US"))
    except phonenumbers.NumberParseException:
        return False


def digits_of(text: str) -> str:
    """The digits of a number, those in words too, and its plus."""
    return _NO_DIGIT.sub("", _in_digits(text))


def is_number(text: str) -> bool:
    """Whether a detail is made of digits and what separates them."""
    return _SPACED_DIGITS.fullmatch(_in_digits(text)) is not None


def _in_digits(text: str) -> str:
    return text if text.isascii() else text.translate(_TO_DIGITS)


def e164(text: str, country: str | None) -> str:
    """The number in E.164 where its country has numbers so long, else its digits."""
    digits = digits_of(text)
    if country in {None, "CN"} and _MAINLAND_MOBILE.fullmatch(digits):
        return f"+86{digits}"
    try:
        number = phonenumbers.parse(digits, country or "CN")
    except phonenumbers.NumberParseException:
        return digits
    if not phonenumbers.is_possible_number(number):
        return digits
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def spellings_of(text: str) -> list[str]:
    """Patterns of the ways to write a telephone number: any spacing, full width, digits in words, no country code."""
    if not is_number(text) or len(digits_of(text)) < _SHORTEST:
        return []
    digits = digits_of(text).lstrip("+")
    try:
        national = str(phonenumbers.parse(digits_of(text), "CN").national_number)
    except phonenumbers.NumberParseException:
        national = digits
    forms = {form for form in (digits, national) if len(form) >= _SHORTEST}
    return [_EDGE + _SPACING.join(map(_any_script, form)) for form in sorted(forms, key=len, reverse=True)]


def _any_script(digit: str) -> str:
    han = "".join(character for character in _HAN_DIGITS if character.translate(_TO_DIGITS) == digit)
    return f"[{digit}{_FULL_WIDTH[digit]}{han}]"
