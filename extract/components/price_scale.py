"""A scale for all amounts, said once: 单位：万元, 单价(万), prices in k USD."""

from __future__ import annotations

from decimal import Decimal

from extract.components.counters import counter_alternatives
from extract.reading import Reading
from extract.word_classes import word_classes

_WORDS = word_classes("prices")
_ENDS = r"(?=[\s,，.。;；、:：/|)）(（】\]]|$|{unit_ends})"
_COLUMN_REST = rf"(?:[/每](?:{counter_alternatives()}|卡))?(?:[/,，;；、· ][^()（）\n]{{0,12}})?"
_IN_K = "(?:(?P<usd>{dollars_in_thousands})|(?P<eur>{euros_in_thousands})|{others_in_thousands})"
_UNIT = _WORDS.screened(
    r"(?:{unit_label}[:： ]{0,2}|{unit_column} ?[:：] ?)(?:{unit_currency} ?)?"
    rf"(?:(?P<wan>{{ten_thousands}})|{{thousands}}){_ENDS}"
    rf"|[(（](?:{{unit_currency}} ?)?(?P<paren>{{ten_thousands}}){_COLUMN_REST}[)）]"
    r"|价格?[(（/](?P<column>万)元?"
    rf"|(?:[(（]|(?<![0-9] ){{unit_verbs}}:? ?){_IN_K}(?![a-z0-9])"
    r"|{thousands_said}(?![a-z0-9])"
)
_TEN_THOUSANDS = ("wan", "paren", "column")
_CURRENCIES = {"usd": "USD", "eur": "EUR"}


def scale_for_all(reading: Reading) -> Decimal:
    """What every bare amount of the text is to be multiplied by."""
    match = reading.says(_UNIT)
    if not match:
        return Decimal(1)
    return Decimal(10_000) if any(match[group] for group in _TEN_THOUSANDS) else Decimal(1_000)


def currency_of_scale(reading: Reading) -> str | None:
    """The currency that is one word with the scale: kUSD, k€."""
    match = reading.says(_UNIT)
    return next((code for group, code in _CURRENCIES.items() if match and match[group]), None)
