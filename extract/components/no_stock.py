"""Names that a text says it has nothing of: 'H100 PCIe ... nil', '141G没有，H200更没有', '有XD670吗'."""

from __future__ import annotations

import re

from extract.reading import Mark, Reading
from extract.word_classes import word_classes

_WORDS = word_classes("goods")
_CLAUSE_END = r"(?=\s*(?:[,，.。;；!！)）|\n]|$|{dont_ask}|{for_now}))"
_GPUS = r"(?:\s?[0-9]{1,2}[\s\-]?(?:way|gpus?|卡|模))"
GONE = _WORDS.screened(
    rf"{_GPUS}?(?:\s?{{goods_nouns}})?[\s:：=~.…—–\-]{{0,12}}(?:{{for_now}}\s?){{0,2}}"
    rf"{{gone_behind_name}}(?:\s?{{for_now}}){{0,2}}{_CLAUSE_END}"
)
ASKED = _WORDS.screened(r"{asks_for_before}\s?(?:{maker}\s?)?$")
_ASKING = _WORDS.pattern(r"[^\n,，。]{0,8}{asks_behind}\s*(?:\n|$)")
_DESCRIBES = ("memory", "bus", "form", "edition", "hgx", "gpus")
_CUT = re.compile(r"[,，。;；\n]")
_REACH = 24
_GAP = 3


def is_out_of_stock(reading: Reading, mark: Mark) -> bool:
    """A word of absence stands right behind the name and its description."""
    return GONE.match(reading.text, end_of_description(reading, mark)) is not None


def is_asked_about(reading: Reading, mark: Mark) -> bool:
    """Somebody in a chat asks for it; the line offers nothing."""
    line = reading.line_of(mark.start)
    asked = ASKED.search(reading.text, max(line.start, mark.start - _REACH), mark.start)
    if asked is None or _ASKING.match(reading.text, mark.end) is None:
        return False
    elsewhere = (other for kind in ("model", "sku") for other in reading.marks.get(kind, ()))
    return any(not line.start <= other.start < line.end for other in elsewhere)


def end_of_description(reading: Reading, mark: Mark) -> int:
    """Where memory, bus and form behind a name end."""
    end = mark.end
    told = [kind for kind in _DESCRIBES if reading.marks.get(kind)]
    described = sorted(
        (part for kind in told for part in reading.within(kind, mark.end, mark.end + _REACH)),
        key=lambda part: part.start,
    )
    for part in described:
        if end - _GAP <= part.start <= end + _GAP and not _CUT.search(reading.text, min(end, part.start), part.start):
            end = max(end, part.end)
    return end
