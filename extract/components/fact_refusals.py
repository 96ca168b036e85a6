"""Counts that are no stock: comparisons, minimums, designs, what nobody trades."""

from __future__ import annotations

import re

from extract.components.fact_denials import is_denied, is_rumour
from extract.components.fact_inside import CONTAINERS, is_inside
from extract.components.fact_spec_tables import is_data_sheet, is_in_spec_table
from extract.components.fact_targets import Stated, Target
from extract.components.fact_uses import CRIME, TRADE, is_rented, is_rig
from extract.components.sentences import Sentence
from extract.reading import Mark
from extract.word_classes import word_classes

_WORDS = word_classes("facts")
_COMPOSITION = _WORDS.pattern("{composition}")
_CAPABILITY = _WORDS.pattern("{capability}")
_IMAGINED = _WORDS.pattern("{imagined}")
_TRADED_AS_MUCH = _WORDS.pattern(r"(?:{acquired}|{disposed}|{licensed})[^,，。;；0-9]{0,6}相当于(?:{about})?\s?$")
_SERVICES = _WORDS.pattern("{services}")
_FABRICATION = _WORDS.pattern("{fabrication}")
_MINIMUM = _WORDS.pattern(r"{minimums}\s?$")
_MINIMUM_BEHIND = _WORDS.pattern(r"\s?{minimums_behind}")
_PRICE_NEXT = re.compile(r"\s?[)）]\s?[$¥]?[0-9]")
_REPAIRED = _WORDS.pattern(r"{repaired}[^,，。;；0-9]{0,6}$")
_SPECIFIED = _WORDS.pattern(r"[^,;:。，；]{0,60}?{spec_verbs}[^,;:。，；0-9]{0,16}[0-9.]{1,8}\s?{spec_units}")
_EVERY_TIME = re.compile("每[次批趟人轮][^0-9,，。]{0,4}$")
_COMPARED = _WORDS.pattern(r"{compared}\s?$")
_DELTA = _WORDS.pattern(r"{count_deltas}(?:了|出)?\s?(?:{about}|{at_least})?\s?$")
_MEASURED = _WORDS.pattern("{measured_against}")
_OLD = _WORDS.pattern(r"{old_counts}\s?(?:{about}|{at_least}|{at_most})?\s?$")
_PRICE_MOVE = _WORDS.pattern(r"(?:{delta_before}|{delta_verbs})了?\s?$")
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
        is_rig(sentence, mark)
        or is_rented(sentence, mark)
        or (sentence.clause_says(_CAPABILITY, mark.start) and not _TRADED_AS_MUCH.search(sentence.left_of(mark, 24)))
        or sentence.says(_IMAGINED)
        or _MINIMUM.search(sentence.left_of(mark, 16))
        or (not alone and _EVERY_TIME.search(sentence.left_of(mark, 12)))
        or _is_minimum(sentence, mark)
        or _is_measure(sentence, mark, target)
        or is_denied(sentence, mark)
        or is_rumour(sentence, mark)
        or _PAPERS.search(sentence.left_of(mark, 24))
        or _is_delta(sentence, mark)
        or _is_specified(sentence, mark)
        or CONTAINERS.search(sentence.reading.text, mark.start, mark.end)
        or _REPAIRED.search(sentence.left_of(mark, 16))
        or sentence.says(_SERVICES)
        or (sentence.says(_FABRICATION) and not sentence.clause_says(TRADE, mark.start))
        or (
            stated.low < _PARTS and target.form is None and sentence.names_consumer_goods() and not sentence.says(CRIME)
        )
        or (stated.low < _PARTS and sentence.says(_COMPOSITION))
        or (stated.low < _FEW and is_inside(sentence, mark))
        or _is_private(sentence, stated, target, alone=alone)
    )


def _is_minimum(sentence: Sentence, mark: Mark) -> bool:
    """'10 台起订', '量大（10 台以上）260 万': from so many on, a price holds."""
    text, right = sentence.reading.text[mark.start : mark.end], sentence.right_of(mark, 12)
    if text.endswith("以上") and _PRICE_NEXT.match(right):
        return True
    return _MINIMUM_BEHIND.match(right) is not None


def _is_measure(sentence: Sentence, mark: Mark, target: Target) -> bool:
    """'equal to 24 H100s'; 'compared with 640 a year earlier' counts goods that were named before."""
    left = sentence.left_of(mark, 24)
    if _TRADED_AS_MUCH.search(left):
        return False
    if _COMPARED.search(left) is None:
        return False
    return _OLD.search(left) is None or any(model.start > mark.start for model in target.models)


def _is_specified(sentence: Sentence, mark: Mark) -> bool:
    """'a pod of 32 such nodes draws about 460 kW', 'GB300 NVL72: 72 GPUs, 1.1 EF FP4': of a design nobody trades."""
    if is_in_spec_table(sentence) or is_data_sheet(sentence, mark):
        return True
    if sentence.says(TRADE, sentence.start, mark.start):
        return False
    return _SPECIFIED.match(sentence.right_of(mark, 90)) is not None


def _is_delta(sentence: Sentence, mark: Mark) -> bool:
    """'比去年同期多出 1,800 片', '同比减少 120 张': what a count changed by; '涨了 5000 块' is what a price did."""
    if sentence.reading.text[mark.end - 1] == "块" and _PRICE_MOVE.search(sentence.left_of(mark, 8)):
        return True
    delta = _DELTA.search(sentence.left_of(mark, 20))
    return delta is not None and sentence.clause_says(_MEASURED, mark.start)


def _is_private(sentence: Sentence, stated: Stated, target: Target, *, alone: bool) -> bool:
    """One is nobody's stock, nor are a few cards of which no trade is told."""
    if stated.low == 1 and sentence.before and stated.counter in _MACHINES:
        return not sentence.is_bullet
    if stated.low == 1:
        return alone or sentence.chinese or target.form not in _MACHINES
    if stated.low >= _HANDFUL or target.form in {"server", "rack"} or stated.counter in _MACHINES:
        return False
    if sentence.is_bullet and sentence.reading.within("money", stated.mark.end, sentence.end):
        return False
    return not (sentence.says(TRADE) or _HANDLED.search(sentence.left_of(stated.mark, 16)))
