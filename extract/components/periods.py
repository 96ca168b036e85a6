"""The time that a rent is for: /月, per GPU-hour, monthly, 月租."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from extract.components.currency import prefix_words
from extract.lexicon import vocabulary_file
from extract.scanning import Pattern
from extract.word_classes import word_classes

_WORDS = word_classes("money")
_UNIT_HOURS = _WORDS.pattern(r" ?(?:/ ?)?(?:(?P<card>{card_hours})|(?P<gpu>{gpu_hours}))")
_UNIT_HOURS_BEFORE = _WORDS.pattern(
    r"(?:按|每|/)?(?:(?P<card>{card_hours})|(?P<gpu>{gpu_hours})){counted_by}?[:： 约]{0,2}$"
)


@cache
def _periods() -> dict[str, str]:
    table: dict[str, Any] = vocabulary_file("grammar.yaml")["periods"]
    return {word: period for period, words in table.items() for kind in words.values() for word in kind}


@cache
def _words(kind: str) -> str:
    table: dict[str, Any] = vocabulary_file("grammar.yaml")["periods"]
    words = sorted((word for words in table.values() for word in words[kind]), key=len, reverse=True)
    return "|".join(
        re.escape(word) + (r"(?![a-z]|[0-9]{2})" if len(word) == 1 and word.isascii() else "") for word in words
    )


@cache
def _behind() -> Pattern:
    return _WORDS.pattern(
        r" ?(?:/|[·・]|/ ?per|(?<=gpu)[ -]|(?<=card)[ -]|(?<=server) |(?<=node) |(?<=rack) "
        r"|(?<=[台卡柜])(?=[月时天日年小])|{per_time}) ?(?:1 ?)?个?"
        rf"(?P<name>{_words('names')})(?![a-z]{{2,}})"
        rf"|/?(?P<adverb>{_words('adverbs')})(?![a-z])"
    )


@cache
def _before() -> Pattern:
    names, adverbs = _words("names"), _words("adverbs")
    return _WORDS.pattern(
        rf"(?:每{{let_unit}}?每?(?P<each>{names})|(?P<rent>{names}){{rent_noun}}|{{flat_for}}(?P<flat>{names})"
        rf"|(?:每|一)个?(?P<every>{names})|(?P<adverb>{adverbs})(?: {{rate_noun}})?|per (?P<per>{names})"
        rf"|按(?P<by>{names}){{paid}}?)(?:[\s:：@]|{{rate_glue}})*{prefix_words()}?\s?$"
    )


def period_behind(text: str, position: int) -> tuple[str, int] | None:
    """Period that stands right behind an amount, and where it ends."""
    match = _behind().match(text, position)
    return (_periods()[match["name"] or match["adverb"]], match.end()) if match else None


def period_before(left: str) -> tuple[str, int] | None:
    """Period that the end of the text before an amount names, and where it begins: 月租, per hour, monthly."""
    match = _before().search(left)
    return (_periods()[next(group for group in match.groups() if group)], match.start()) if match else None


def unit_of_hours_before(left: str) -> str | None:
    """'按卡时算11.8元': the same before the amount."""
    match = _UNIT_HOURS_BEFORE.search(left)
    return match.lastgroup if match else None


def unit_of_hours(text: str, position: int) -> tuple[str, int] | None:
    """'2.6元/卡时', '$2.10/GPU-hr': the card or GPU whose hour is let, in one word, and where it ends."""
    match = _UNIT_HOURS.match(text, position)
    return (match.lastgroup or "gpu", match.end()) if match else None
