"""Names that a text says it has nothing of: 'H100 PCIe ... nil', '141G没有，H200更没有', '有XD670吗'."""

from __future__ import annotations

from extract.reading import Mark, Reading
from extract.word_classes import word_classes

_WORDS = word_classes("goods")
_CLAUSE_END = r"(?=\s*(?:[,，.。;；!！)）|\n]|$|{dont_ask}))"
_GONE = _WORDS.pattern(rf"(?:\s?{{goods_nouns}})?[\s:：=~.…—–\-]{{0,6}}{{gone_behind_name}}{_CLAUSE_END}")
_ASKED = _WORDS.pattern(r"{asks_for_before}\s?(?:{maker}\s?)?$")
_ASKING = _WORDS.pattern(r"[^\n,，。]{0,8}{asks_behind}\s*(?:\n|$)")
_DESCRIBES = ("memory", "bus", "form", "edition", "hgx", "gpus")
_REACH = 24
_GAP = 3


def is_out_of_stock(reading: Reading, mark: Mark) -> bool:
    """A word of absence stands right behind the name and its description."""
    return _GONE.match(reading.text, end_of_description(reading, mark)) is not None


def is_asked_about(reading: Reading, mark: Mark) -> bool:
    """Somebody in a chat asks for it; the line offers nothing."""
    line = reading.line_of(mark.start)
    asked = _ASKED.search(reading.text, max(line.start, mark.start - _REACH), mark.start)
    if asked is None or _ASKING.match(reading.text, mark.end) is None:
        return False
    elsewhere = (other for kind in ("model", "sku") for other in reading.marks.get(kind, ()))
    return any(not line.start <= other.start < line.end for other in elsewhere)


def end_of_description(reading: Reading, mark: Mark) -> int:
    """Where memory, bus and form behind a name end."""
    end = mark.end
    described = sorted(
        (part for kind in _DESCRIBES for part in reading.within(kind, mark.end, mark.end + _REACH)),
        key=lambda part: part.start,
    )
    for part in described:
        if end - _GAP <= part.start <= end + _GAP:
            end = max(end, part.end)
    return end
