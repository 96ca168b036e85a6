"""Whether a price holds the tax, where the text says so in its own words: 含13个点, incl. 13% VAT, 票已算进去."""

from __future__ import annotations

from extract.reading import Reading
from extract.screening import Questions
from extract.word_classes import word_classes

_WORDS = word_classes("taxes")
_TAX = r"(?:[0-9]{1,2}(?:\.[0-9])? ?% ?)?{taxes}"
_PATTERNS = Questions(
    (value, _WORDS.screened(template))
    for value, template in (
        ("excl", rf"(?:(?<!per )(?<!/)(?<!/ )(?<!each ){{excluded_before}}\.?|\+) ?(?:the |any |local )?{_TAX}"),
        ("incl", rf"(?<!not ){{included_before}}\.? ?(?:the |all |local )?{_TAX}"),
        ("excl", rf"{_TAX} ?(?:is |are |[0-9]{{1,2}}% ?|- ?)?{{excluded_behind}}"),
        ("incl", rf"{_TAX} ?(?:is |are |[0-9]{{1,2}}% ?|- ?)?{{included_behind}}(?! ?(?:voice|hk|hong))"),
        ("excl", r"(?<![+a-z])\+\+(?![+a-z0-9])"),
        ("incl", r"(?<![不打])(?<!打包){holds}(?:[0-9]{1,2}|十三|六)(?:{points}|(?=[,，。;；、)）\s]|$))"),
        ("incl", r"{invoice}(?:都|全|也)?{already_in}"),
        ("excl", r"{invoice}(?:都|全|也)?{not_in}"),
        ("excl", r"{no_invoice}{invoice_paper}(?!据)"),
        (
            "excl",
            r"{wants_invoice}?{invoice_paper}(?:的话|就|则|每张|每台)?[,，]?{on_top}(?:[0-9]|税|点|几|[一二三四五六七八九十]|钱|收)",
        ),
        ("incl", r"[(（]{held_short}[)）]"),
        ("excl", r"[(（]{not_held_short}[)）]"),
    )
)
_BEHIND_PRICE = tuple(
    (value, _WORDS.pattern(template))
    for value, template in (
        ("incl", r"[ ,，]?{held_short}(?=[,，。;；、)）\s]|$)"),
        ("excl", r"[ ,，]?{not_held_short}(?=[,，。;；、)）\s]|$)"),
        ("incl", r" ?[,(]? ?{gross_words}"),
        ("excl", r" ?[,(]? ?{net_words}(?! ?(?:[0-9]|days|weight|terms))"),
    )
)
_ASKED_BEHIND = _WORDS.pattern(r" ?(?:{question_behind}(?=[\s?,，。!]|$)|(?:票|税)?[?])")
_ASKED_BEFORE = _WORDS.pattern("(?:{question_before}|{can_invoice}) ?$")
_ANSWER = _WORDS.pattern(
    r"[^\n]{0,6}\n(?:[^\n:：]{0,16}[:：] ?)?(?:(?P<excl>{answered_no})|(?P<incl>{answered_yes}))(?=[\s,，。.!的哈啊]|$)"
)
_QUESTION_REACH = 12


def find_taxes(reading: Reading) -> None:
    """Marks of kind ``tax`` beside those of the vocabulary. Runs after money."""
    text = reading.text
    asked = reading.remaining(_PATTERNS)
    found = [(match.start(), match.end(), value) for value, pattern in asked for match in pattern.finditer(text)]
    for mark in reading.marks.get("money", ()):
        for value, pattern in _BEHIND_PRICE:
            match = pattern.match(text, mark.end)
            if match:
                found.append((mark.end, match.end(), value))
    _add(reading, found)


def _add(reading: Reading, found: list[tuple[int, int, str]]) -> None:
    """The longest reading of a place wins, over the vocabulary's too: 含税另算 is no 含税."""
    known = [(mark.start, mark.end, mark.value) for mark in reading.marks.get("tax", ())]
    said = [heard for span in (*known, *found) if (heard := _answered(reading.text, *span)) is not None]
    kept: list[tuple[int, int, str]] = []
    for start, end, value in sorted(said, key=lambda span: (span[0], -span[1])):
        if kept and start < kept[-1][1]:
            if end - start > kept[-1][1] - kept[-1][0]:
                kept[-1] = (start, end, value)
            continue
        kept.append((start, end, value))
    reading.marks["tax"] = []
    for start, end, value in kept:
        reading.add("tax", value, start, end, "word.tax", 0.85)


def _answered(text: str, start: int, end: int, value: str) -> tuple[int, int, str] | None:
    """'带票不', '含税吗': who asks does not know; what the next line answers counts."""
    if _ASKED_BEHIND.match(text, end) is None:
        asked = _ASKED_BEFORE.search(text, max(0, start - _QUESTION_REACH), start)
        return None if asked else (start, end, value)
    answer = _ANSWER.match(text, end)
    return (answer.start(), answer.end(), answer.lastgroup) if answer and answer.lastgroup else None
