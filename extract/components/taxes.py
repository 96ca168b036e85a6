"""Whether a price holds the tax, where the text says so in its own words: 含13个点, incl. 13% VAT, 票已算进去."""

from __future__ import annotations

from extract.reading import Reading
from extract.word_classes import word_classes

_WORDS = word_classes("taxes")
_TAX = r"(?:[0-9]{1,2}(?:\.[0-9])? ?% ?)?{taxes}"
_PATTERNS = tuple(
    (value, _WORDS.pattern(template))
    for value, template in (
        ("excl", rf"(?:{{excluded_before}}\.?|\+) ?(?:the |any |local )?{_TAX}"),
        ("incl", rf"(?<!not ){{included_before}}\.? ?(?:the |all |local )?{_TAX}"),
        ("excl", rf"{_TAX} ?(?:is |are |[0-9]{{1,2}}% ?|- ?)?{{excluded_behind}}"),
        ("incl", rf"{_TAX} ?(?:is |are |[0-9]{{1,2}}% ?)?{{included_behind}}(?! ?(?:voice|hk|hong))"),
        ("excl", r"(?<![+a-z])\+\+(?![+a-z0-9])"),
        ("incl", r"(?<!不){holds}(?:[0-9]{1,2}|十三|六)(?:{points}|(?=[,，。;；、)）\s]|$))"),
        ("incl", r"{invoice}(?:都|全|也)?{already_in}"),
        ("excl", r"{invoice}(?:都|全|也)?{not_in}"),
        ("incl", r"[(（]{held_short}[)）]"),
        ("excl", r"[(（]{not_held_short}[)）]"),
    )
)
_BEHIND_PRICE = tuple(
    (value, _WORDS.pattern(template))
    for value, template in (
        ("incl", r"[ ,，]?{held_short}(?=[,，。;；、)）\s]|$)"),
        ("excl", r"[ ,，]?{not_held_short}(?=[,，。;；、)）\s]|$)"),
        ("excl", r" ?,? ?{net_words}(?! ?(?:[0-9]|days|weight|terms))"),
    )
)


def find_taxes(reading: Reading) -> None:
    """Marks of kind ``tax`` beside those of the vocabulary. Runs after money."""
    text = reading.text
    found = [(match.start(), match.end(), value) for value, pattern in _PATTERNS for match in pattern.finditer(text)]
    for mark in reading.marks.get("money", ()):
        for value, pattern in _BEHIND_PRICE:
            match = pattern.match(text, mark.end)
            if match:
                found.append((mark.end, match.end(), value))
    _add(reading, found)


def _add(reading: Reading, found: list[tuple[int, int, str]]) -> None:
    """The longest reading of a place wins, over the vocabulary's too: 含税另算 is no 含税."""
    known = [(mark.start, mark.end, mark.value) for mark in reading.marks.get("tax", ())]
    kept: list[tuple[int, int, str]] = []
    for start, end, value in sorted([*known, *found], key=lambda span: (span[0], -span[1])):
        if kept and start < kept[-1][1]:
            if end - start > kept[-1][1] - kept[-1][0]:
                kept[-1] = (start, end, value)
            continue
        kept.append((start, end, value))
    reading.marks["tax"] = []
    for start, end, value in kept:
        reading.add("tax", value, start, end, "word.tax", 0.85)
