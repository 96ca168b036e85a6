"""Data sheets: tables and lines that say what machines are made of, and count nobody's goods."""

from __future__ import annotations

import re

from extract.components.sentences import Sentence
from extract.components.tables import cuts
from extract.reading import Mark
from extract.word_classes import word_classes

_WORDS = word_classes("facts")
_CUT = "|"
_LEAST_CUTS = 2
_MOST_ROWS = 40
_SPEC_HEADING = _WORDS.pattern("{spec_headings}")
_STOCK_HEADING = _WORDS.pattern("{stock_headings}|{price_words}")
_TRADE = _WORDS.pattern("{acquired}|{disposed}|{smuggled}|{seized}|{licensed}|{held}|{charged}")
_FIGURE = _WORDS.pattern(r"[0-9.]{1,8}\s?{spec_units}|(?<![a-z])(?:fp|int|bf)[0-9]{1,2}(?![0-9])")
_TITLE = re.compile(r"[ >*]*(?:[-*•·] ?)?[^:,，;；|]{2,40}:\*{0,2} ?")


def is_in_spec_table(sentence: Sentence) -> bool:
    """A row under headings such as CPUs, memory and power, where none is called stock, quantity or price."""
    reading = sentence.reading
    number = reading.line_number(sentence.start)
    first = number
    while first > max(0, number - _MOST_ROWS) and _cuts(sentence, first - 1) >= _LEAST_CUTS:
        first -= 1
    if _cuts(sentence, number) < _LEAST_CUTS or first == number:
        return False
    heading = reading.lines[first]
    return (
        _SPEC_HEADING.search(reading.text, heading.start, heading.end) is not None
        and _STOCK_HEADING.search(reading.text, heading.start, heading.end) is None
    )


def is_data_sheet(sentence: Sentence, mark: Mark) -> bool:
    """'- GB300 NVL72: 72 GPUs, 1.1 EF FP4', 'NVL72 rack: 72 GPUs': parts and figures behind a machine's name."""
    title = _TITLE.match(sentence.reading.text, sentence.start, sentence.end)
    if title is None or title.end() != mark.start:
        return False
    number = sentence.reading.text[mark.start : mark.end]
    if re.search(rf"[a-z]{re.escape(number)}(?![0-9])", title.group()):
        return True
    if not any(m.end <= mark.start for m in sentence.models):
        return False
    return sentence.says(_FIGURE, mark.end) and not sentence.says(_TRADE)


def _cuts(sentence: Sentence, number: int) -> int:
    return cuts(sentence.reading, sentence.reading.lines[number], _CUT)
