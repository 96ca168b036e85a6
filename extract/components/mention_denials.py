"""What a text says of a model it does not trade: it is none of these, it compares with one, it points to one."""

from __future__ import annotations

import re

from extract.components.no_stock import end_of_description
from extract.components.stances import Stances
from extract.reading import Mark, Reading
from extract.word_classes import word_classes

_DENIAL_REACH = 10
_SUPPORT_REACH = 14
_EXCLUSION_REACH = 40
_POINTER_REACH = 120
_DECLARED_REACH = 24
_WORDS = word_classes("goods")
_DENIAL_ENDS = re.compile(r"[,，。;；!0-9]")
_SUPPORT_ENDS = _WORDS.pattern(r"[,，。;；!]|{trade_in_gap}|\d")
_SUPPORTED_COUNT = re.compile(r"^\s?(?:up to |最多|最大|多达)?(?:[0-9]{1,2}|[一二两四八十])\s?(?:颗|块|片|x|×)\s?")
"""支持8颗H100: so many fit."""
_POINTER = _WORDS.pattern(r"(?<![^\s|。;；])(?:{pointers})[^\n]{0,80}$")
_HASHTAG = re.compile(r"#[a-z]{0,8}$")
_ASKED = _WORDS.pattern("{asked_before}")
_NUMBER_BEFORE = re.compile(r"[0-9)] ?$")
NO_FIT = _WORDS.screened(r"\s?(?:(?:is|are|就|的话|则|是|都|也)\s?)?{no_fit_behind}")
_EMPTY_MACHINE = _WORDS.pattern("{empty_machines}")


def is_pointed_to(reading: Reading, mark: Mark) -> bool:
    """#H100, 'Similar: RTX PRO 6000', '看了又看'."""
    line = reading.line_of(mark.start)
    before = max(line.start, mark.start - _POINTER_REACH)
    if _HASHTAG.search(reading.text, before, mark.start):
        return _names_outside_hashtags(reading, mark)
    return _POINTER.search(reading.text, max(0, before - 1), mark.start) is not None


def _names_outside_hashtags(reading: Reading, mark: Mark) -> bool:
    return any(
        other is not mark and not _HASHTAG.search(reading.text, max(0, other.start - 12), other.start)
        for kind in ("model", "sku")
        for other in reading.marks.get(kind, ())
    )


def is_denied(reading: Reading, mark: Mark) -> bool:
    """'不是H100', 'no H100': the goods are another."""
    return any(
        exclusion.value == "not"
        and len(gap) <= _DENIAL_REACH
        and not _DENIAL_ENDS.search(gap)
        and written(reading, exclusion) not in _WORDS["no_denial"]
        for exclusion, gap in _exclusions(reading, mark)
    )


def does_not_fit(reading: Reading, mark: Mark) -> bool:
    """'B200不能上': the machine that is sold does not take it."""
    return NO_FIT.match(reading.text, end_of_description(reading, mark)) is not None


def is_compared(reading: Reading, mark: Mark) -> bool:
    """'supports H100', 'compared to an A100': something else fits or equals it."""
    return any(
        exclusion.value == "supports"
        and len(gap) <= _SUPPORT_REACH
        and not _SUPPORT_ENDS.search(gap if written(reading, exclusion) == "for" else _SUPPORTED_COUNT.sub("", gap))
        and not _names_empty_machine(reading, mark)
        and not _is_asked_for(reading, exclusion)
        for exclusion, gap in _exclusions(reading, mark)
    )


def _names_empty_machine(reading: Reading, mark: Mark) -> bool:
    """'机头，支持H100': the platform of an empty machine; of an adapter '不含GPU' it is none."""
    near = reading.within("barebone", *reading.near(mark.start))
    machine = any(_EMPTY_MACHINE.match(reading.text, word.start) for word in near)
    return machine or bool(near and reading.marks.get("sku"))


def _is_asked_for(reading: Reading, exclusion: Mark) -> bool:
    """'looking for H100', 'up for grabs: A100', '$900 for this V100': the word belongs to a trade."""
    if written(reading, exclusion) != "for":
        return False
    board: Stances = reading.state["stance_board"]
    declared = board.between(max(0, exclusion.start - _DECLARED_REACH), exclusion.end)
    return (
        any(stance.end >= exclusion.end for stance in declared)
        or any(
            money.end >= exclusion.start - 1 for money in reading.within("money", exclusion.start - 16, exclusion.start)
        )
        or (
            bool(reading.state["stances"])
            and _ASKED.search(reading.text, max(0, exclusion.start - 14), exclusion.start) is not None
        )
    )


def _exclusions(reading: Reading, mark: Mark) -> list[tuple[Mark, str]]:
    """Words of denial or comparison before a name on its line, each with the text between."""
    found: list[tuple[Mark, str]] = []
    for exclusion in reading.within("exclusion", max(0, mark.start - _EXCLUSION_REACH), mark.start):
        gap = reading.text[exclusion.end : mark.start]
        if exclusion.value != "harmless" and "\n" not in gap and not _counts(reading, exclusion):
            found.append((exclusion, gap))
    return found


def _counts(reading: Reading, exclusion: Mark) -> bool:
    """'6 no. DGX A100': a number of them."""
    return (
        written(reading, exclusion) == "no"
        and _NUMBER_BEFORE.search(reading.text, max(0, exclusion.start - 3), exclusion.start) is not None
    )


def written(reading: Reading, mark: Mark) -> str:
    """The words of a mark, as normalised."""
    return reading.text[mark.start : mark.end]
