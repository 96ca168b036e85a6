"""Counts that are no stock: rented machines, test rigs, the inside of a machine, comparisons, what nobody trades."""

from __future__ import annotations

import re

from extract.components.fact_targets import Stated, Target
from extract.components.sentences import Sentence
from extract.reading import Mark
from extract.word_classes import word_classes

_WORDS = word_classes("facts")
_TEST_RIG = _WORDS.pattern("{test_rigs}")
_CRIME = _WORDS.pattern("{seized}|{smuggled}")
_TRADE = _WORDS.pattern("{acquired}|{disposed}|{smuggled}|{seized}|{searched}|{licensed}|{held}|{charged}")
_COMPOSITION = _WORDS.pattern("{composition}")
_INSIDE_BEFORE = _WORDS.pattern(r"(?:{one_machine}[^0-9,，。;；:]{0,34}|{inside_words}\s?(?:{about}\s?)?)$")
_INSIDE_BEHIND = _WORDS.pattern(r"[^,，。;；0-9]{0,30}?(?:{one_machine}|{builds})")
_HOLDERS = _WORDS.pattern(r"(?:{machines})[^,，。;；0-9]{0,24}(?:{contains})\s?(?:{about}|{at_most}|{at_least})?\s?$")
_HOLDS = _WORDS.pattern(r"(?:{contains}|基于)\s?$")
_OF_MACHINE = _WORDS.pattern(r"[^,，。;；]{0,24}的?(?:{machines}|{builds})")
_CAPABILITY = _WORDS.pattern("{capability}")
_RENTAL = _WORDS.pattern("{rental}")
_SERVICES = _WORDS.pattern("{services}")
_FABRICATION = _WORDS.pattern("{fabrication}")
_THEN = _WORDS.pattern("{then}")
_MINIMUM = _WORDS.pattern(r"{minimums}\s?$")
_MINIMUM_BEHIND = _WORDS.pattern(r"\s?{minimums_behind}")
_EVERY_TIME = re.compile("每[次批趟人轮][^0-9,，。]{0,4}$")
_COMPARED = _WORDS.pattern(r"{compared}\s?$")
_PAPERS = _WORDS.pattern(r"{papers}\s?(?:of|for|to)?\s?(?:its|the)?\s?$")
_HANDLED = _WORDS.pattern(r"(?:{handled}|{count_leads})\s?$")
_MACHINES = {"server", "rack", "board", "module"}
_PARTS, _FEW = 2000, 145
"""So many may be the parts of a system, and the inside of one machine."""
_HANDFUL = 10
"""Fewer cards count where somebody trades them."""


def is_no_stock(sentence: Sentence, stated: Stated, target: Target, *, alone: bool) -> bool:
    """The number counts goods that nobody holds or trades, or the parts of one machine."""
    mark = stated.mark
    return bool(
        _is_rig(sentence, mark)
        or _is_rented(sentence, mark)
        or sentence.clause_says(_CAPABILITY, mark.start)
        or _MINIMUM.search(sentence.left_of(mark, 16))
        or (not alone and _EVERY_TIME.search(sentence.left_of(mark, 12)))
        or _MINIMUM_BEHIND.match(sentence.right_of(mark, 12))
        or _COMPARED.search(sentence.left_of(mark, 24))
        or _PAPERS.search(sentence.left_of(mark, 24))
        or sentence.says(_SERVICES)
        or (sentence.says(_FABRICATION) and not sentence.clause_says(_TRADE, mark.start))
        or (stated.low < _PARTS and sentence.names_consumer_goods() and not sentence.says(_CRIME))
        or (stated.low < _PARTS and sentence.says(_COMPOSITION))
        or (stated.low < _FEW and _is_inside(sentence, mark))
        or _is_private(sentence, stated, target, alone=alone)
    )


def _is_rig(sentence: Sentence, mark: Mark) -> bool:
    return sentence.says(_TEST_RIG) and not sentence.clause_says(_CRIME, mark.start)


def _is_inside(sentence: Sentence, mark: Mark) -> bool:
    """'每台 8 张', '72 GPUs per rack', 'consists of': what one machine holds."""
    text, left = sentence.reading.text, sentence.left_of(mark, 50)
    return bool(
        _INSIDE_BEFORE.search(left)
        or _INSIDE_BEHIND.match(text, mark.end, sentence.end)
        or _HOLDERS.search(left)
        or (_HOLDS.search(left) and _OF_MACHINE.match(text, mark.end, sentence.end))
    )


def _is_private(sentence: Sentence, stated: Stated, target: Target, *, alone: bool) -> bool:
    """One is nobody's stock, nor are a few cards of which no trade is told."""
    if stated.low == 1:
        return alone or sentence.chinese or target.form not in _MACHINES
    if stated.low >= _HANDFUL or target.form in {"server", "rack"} or stated.counter in _MACHINES:
        return False
    return not (sentence.says(_TRADE) or _HANDLED.search(sentence.left_of(stated.mark, 16)))


def _is_rented(sentence: Sentence, mark: Mark) -> bool:
    """Its sentence speaks of rent, and not of goods that are bought and then let: buys 9,000 chips and leases them."""
    rents = sentence.found(_RENTAL)
    if not rents:
        return False
    start, end = sentence.clause_span(mark.start)[0], sentence.clause_span(mark.end)[1]
    in_clause = next((span for span in rents if start <= span[0] and span[1] <= end), None)
    if in_clause is None:
        return rents[0][1] <= start and not sentence.says(_TRADE, start, end)
    return not (sentence.says(_TRADE, start, mark.start) and sentence.says(_THEN, mark.end, in_clause[0]))
