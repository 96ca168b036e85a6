"""Fields of forms that sites make sellers fill in: ``※[數    量] 1``, ``【价格】98000``, ``數 量：3``."""

from __future__ import annotations

from extract.reading import Reading
from extract.screening import Screened
from extract.word_classes import word_classes

_WORDS = word_classes("tables")
_SPACE = r"[ \t]{1,8}"
_SPACED = {
    "count_label": rf"数{_SPACE}量|库{_SPACE}存",
    "price_label": rf"售{_SPACE}价|价{_SPACE}格|单{_SPACE}价",
}
_NAMED = {"count_label": "{stock}", "price_label": "{price}"}
_VALUES = {"count_label": "stock", "price_label": "price"}
_KEY = r"[\"'](?:[a-z]{1,5}_)?{stock}(?:_[a-z]{1,10})?[\"'] ?:"
"""A key of a record: ``"in_stock": 6``."""
_MOST_BLANKS = r"[ \t]{0,8}"


def _pattern(kind: str) -> Screened:
    """The word in brackets, or spaced out before a colon."""
    bracketed = rf"[\[【「(（]{_MOST_BLANKS}(?:{_NAMED[kind]}|{_SPACED[kind]}){_MOST_BLANKS}[\]】」)）]"
    if kind == "count_label":
        return _WORDS.screened(rf"(?:{bracketed}|{_KEY}|(?:{_SPACED[kind]}){_MOST_BLANKS}[:：])[ \t:：]{{0,8}}")
    return _WORDS.screened(rf"(?:{bracketed}|(?:{_SPACED[kind]}){_MOST_BLANKS}[:：])[ \t:：]{{0,8}}")


_PATTERNS = {kind: _pattern(kind) for kind in _VALUES}


def find_form_fields(reading: Reading) -> None:
    """Labels the values of fields as the words in them would. Runs before numbers."""
    for kind, pattern in _PATTERNS.items():
        for match in reading.find(pattern):
            reading.add(kind, _VALUES[kind], match.start(), match.end(), "form.field")
