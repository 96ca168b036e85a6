"""Finds contact details in the disguises people use."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from extract.components.contact_emails import EMAIL, SPOKEN_EMAIL
from extract.components.contact_numbers import (
    LOCAL,
    MOBILE,
    NUMBER,
    NUMBER_IN_WORDS,
    digits_of,
    is_local_number,
    is_number,
)
from extract.components.same_number import add_same_number, add_sisters
from extract.reading import Mark, Reading
from extract.records import ContactKind
from extract.scanning import Pattern
from extract.screening import Questions, Screened
from extract.word_classes import word_classes

_WORDS = word_classes("contacts")
_HANDLE = r"[a-z][a-z0-9_\-]{3,30}(?<!-)"
_MIXED_HANDLE = r"(?=[a-z\-]{0,30}[0-9_])[a-z][a-z0-9_\-]{4,30}(?<!-)"
_GAP = r"[\s:=\-→👉>,，.。'\"“”‘’「」()\[\]【】❤♥]{0,4}"
_INDEX = r"(?:[1-3](?=[\s:]))?"
"""微信2: … for the second of several."""
_VALUES: dict[ContactKind, str] = {
    "wechat": rf"@?(?:{NUMBER}|{_HANDLE})",
    "qq": r"[1-9][0-9][0-9 ]{3,13}[0-9](?![0-9a-z*])",
    "telegram": rf"@?{_HANDLE}|(?=\+){NUMBER}",
    "whatsapp": NUMBER,
    "phone": NUMBER,
}
_SHORT: dict[ContactKind, str] = {
    "wechat": r"(?<![0-9.]){wechat_short}(?=\s?:|\s|1[3-9][0-9])|(?<!{no_wechat_before}){wechat_han}",
    "qq": r"(?<![0-9.]){qq_short}(?=[1-3]?\s?:|[1-3]?\s?[1-9][0-9]{4})",
    "telegram": r"(?<![0-9.]){telegram_short}(?=\s?[:@])",
    "whatsapp": r"(?<![0-9.]){whatsapp_short}(?=\s?[:+]|\s)",
    "phone": r"(?<![0-9.]){phone_short}(?=\.?\s?:?\s?[+0(])",
}
_LABELLED = {
    kind: _WORDS.screened(
        rf"(?:{{{kind}}}{_INDEX}{_GAP}(?:{{label_tail}}{_GAP}){{0,2}}|(?:{_SHORT[kind]}){_INDEX}{_GAP}(?:{{label_tail}}{_GAP})?)"
        rf"(?P<value>{value})"
    )
    for kind, value in _VALUES.items()
}
_PERSON_BETWEEN = r"(?:\s?:\s?|\s)(?:[a-z]{2,12}(?: [a-z]{2,12})?|[\u4e00-\u9fff]{2,4})\s?$"
_NOT_INSIDE = r"(?<![a-z0-9@._\-/])"
_NAMED = Questions[tuple[ContactKind, str, Screened]](
    (
        ("email", "contact.email", EMAIL),
        ("email", "contact.email_spoken", SPOKEN_EMAIL),
        ("wechat", "contact.wechat_id", Screened(r"(?<![a-z0-9])(?P<value>wxid_[a-z0-9]{6,24})")),
        *((kind, f"contact.{kind}", pattern) for kind, pattern in _LABELLED.items()),
        ("wechat", "contact.glued", Screened(rf"(?<![a-z0-9])[vw]x(?P<value>{_MIXED_HANDLE})")),
        ("wechat", "contact.loose", _WORDS.screened(rf"{{loose_lead}}{_GAP}(?P<value>{_MIXED_HANDLE})(?![@.])")),
        (
            "wechat",
            "contact.label_behind",
            _WORDS.screened(rf"{_NOT_INSIDE}(?P<value>{_MIXED_HANDLE})\s?\((?:{{wechat}}|{{same_wechat}})号?\)"),
        ),
        (
            "telegram",
            "contact.label_behind",
            _WORDS.screened(rf"{_NOT_INSIDE}(?P<value>{_MIXED_HANDLE})\s?\({{telegram}}\)"),
        ),
        ("telegram", "contact.at", Screened(r"(?<![a-z0-9._@])(?P<value>@[a-z][a-z0-9_]{3,31})(?![a-z0-9_]*[.@])")),
    )
)
"""Details whose channel is named, or shows in their own shape; what stands earlier claims first."""
_CHANNEL_BEHIND: tuple[tuple[ContactKind, Pattern], ...] = (
    ("whatsapp", _WORDS.pattern(r"\s?[(\[]?\s?(?:{whatsapp}|{whatsapp_short})(?P<same>\s?{same})?")),
    ("wechat", _WORDS.pattern(r"\s?[(\[]?\s?{same_wechat}(?P<same>\s?{same})?")),
    ("telegram", _WORDS.pattern(r"\s?[(\[]?\s?{same_telegram}(?P<same>\s?{same})?")),
)
_CHANNEL_BEFORE_NAME: tuple[tuple[ContactKind, Pattern], ...] = (
    ("whatsapp", _WORDS.pattern(rf"(?:{{whatsapp}}|{{whatsapp_short}}){_PERSON_BETWEEN}")),
    ("wechat", _WORDS.pattern(rf"{{wechat}}{_PERSON_BETWEEN}")),
    ("telegram", _WORDS.pattern(rf"{{telegram}}{_PERSON_BETWEEN}")),
)
_OTHER_NETWORK = _WORDS.pattern(r"{other_network}[\s:(]{0,3}$")
_NO_PHONE = _WORDS.pattern(r"{no_phone_before}[\s:#.=为是()]{0,4}$")
_ACCUSED = _WORDS.pattern(r"{accused}(?!{shooed})[^,，。;!?\n]{0,14}\Z")
_WARNING = _WORDS.pattern(r"[\s\[【(（!！⚠️❗]{0,4}[^,，。;!?\n]{0,6}?{warning_head}(?!{shooed})")
_MASKED = re.compile(r"@?[0-9a-z]{2,4}[*x×]{3,}")
_MASKED_PHONE = Screened(r"(?<![0-9])1[3-9][0-9][ \-]?[*x×]{3,4}[ \-]?[0-9]{2,4}(?![0-9])")
_MEASURE = re.compile(r"[0-9]{1,4}(?:g|gb|t|tb|w|k|pcs|u)")
_SUBSCRIBER = re.compile(r"\+|0|1[3-9]|\(")
_NAMED_NUMBER = "contact.number_named"
_BACK = 24
_SHORTEST_NUMBER, _LONGEST_NUMBER = 7, 15
_SHORTEST_WORD = 6
"""A handle of letters only has to be this long: shorter ones are words."""


class _Found(NamedTuple):
    kind: ContactKind
    label: int
    """Where the name of the channel starts; the detail itself where it has none."""
    start: int
    end: int
    rule: str


def find_contacts(reading: Reading) -> None:
    """Marks of kind ``contact``, the channel as value, and ``contact_label`` over the channel's name before a detail.

    Claims the details. Runs before numbers. The contacts of a text that warns of somebody are the accused one's.
    """
    for match in reading.find(_MASKED_PHONE):
        reading.add("masked_phone", match.group(), match.start(), match.end(), "contact.masked")
        reading.take(*match.span())
    accuses = _WARNING.match(reading.text) is not None
    for found in _details(reading):
        if accuses:
            reading.take(found.start, found.end)
            continue
        mark = _claimed(reading, found)
        if mark is None or found.label == found.start:
            continue
        add_sisters(reading, mark, found.label)
        if found.rule != _NAMED_NUMBER:
            reading.add("contact_label", found.kind, found.label, found.start, found.rule)
    add_same_number(reading)
    reading.marks["contact"].sort(key=lambda mark: (mark.start, mark.confidence < 0.9))


def _details(reading: Reading) -> Iterator[_Found]:
    text = reading.text
    for kind, rule, pattern in reading.remaining(_NAMED):
        for match in pattern.finditer(text):
            found = _Found(kind, match.start(), *match.span("value"), rule)
            if _is_plausible(reading, found) and not _is_foreign(text, found):
                yield found
    for match in reading.find(MOBILE):
        if not _NO_PHONE.search(text, max(0, match.start() - _BACK), match.start()):
            named = _channel_before(text, match.start())
            if named:
                yield _Found(*named, *match.span(), _NAMED_NUMBER)
            else:
                yield _Found(_channel_behind(text, match.end()), match.start(), *match.span(), "contact.number")
    for match in reading.find(NUMBER_IN_WORDS):
        yield _Found("phone", match.start(), *match.span(), "contact.number_in_words")
    for match in reading.find(LOCAL):
        if is_local_number(match.group(), reading.hints.country):
            yield _Found("phone", match.start(), *match.span(), "contact.number_local")


def _is_foreign(text: str, found: _Found) -> bool:
    """Somebody else's contact, or a handle on a network that is no channel here."""
    first = max(0, found.label - _BACK)
    if _ACCUSED.search(text, first, found.label):
        return True
    return found.rule == "contact.at" and _OTHER_NETWORK.search(text, first, found.label) is not None


def _is_plausible(reading: Reading, found: _Found) -> bool:
    value = reading.text[found.start : found.end]
    if found.kind == "email":
        return True
    if value in _WORDS["no_handle"] or _MASKED.match(reading.text, found.start) or _MEASURE.fullmatch(value):
        return False
    if is_number(value):
        return _is_plausible_number(found.kind, value)
    if value.startswith("@") or re.search("[0-9_]", value):
        return True
    named = ":" in reading.text[found.label : found.start] or reading.lang.chinese
    return found.kind == "wechat" and named and len(value) >= _SHORTEST_WORD


def _is_plausible_number(kind: ContactKind, value: str) -> bool:
    digits = digits_of(value).lstrip("+")
    if kind == "qq":
        return True
    if not _SHORTEST_NUMBER <= len(digits) <= _LONGEST_NUMBER:
        return False
    return kind != "wechat" or value == digits or _SUBSCRIBER.match(digits_of(value)) is not None


def _claimed(reading: Reading, found: _Found) -> Mark | None:
    start, end = found.start, found.end
    while end > start and reading.text[end - 1] in " -.(":
        end -= 1
    if reading.is_taken(start, end) and not _frees(reading, found.kind, start, end):
        return None
    reading.take(start, end)
    return reading.add("contact", found.kind, start, end, found.rule, 0.95)


def _frees(reading: Reading, kind: ContactKind, start: int, end: int) -> bool:
    """'+971 00 000 5090', 'a100@…': what stands in a telephone number or an address is no model."""
    value = reading.text[start:end]
    if kind != "email" and not (is_number(value) and _SUBSCRIBER.match(digits_of(value))):
        return False
    inside = reading.within("model", start, end)
    if sum(any(reading.taken[m.start : m.end]) and m.end - m.start for m in inside) != sum(reading.taken[start:end]):
        return False
    reading.marks["model"] = [mark for mark in reading.marks["model"] if mark not in inside]
    return True


def _channel_before(text: str, start: int) -> tuple[ContactKind, int] | None:
    """'WhatsApp Sandy +852 …': the person stands between the channel and the number."""
    for kind, pattern in _CHANNEL_BEFORE_NAME:
        match = pattern.search(text, max(0, start - _BACK), start)
        if match:
            return kind, match.start()
    return None


def _channel_behind(text: str, end: int) -> ContactKind:
    """'+852 0000 0000 (WhatsApp)' is WhatsApp; a number with no word behind it, or with 同号, is a telephone."""
    for kind, pattern in _CHANNEL_BEHIND:
        match = pattern.match(text, end)
        if match:
            return "phone" if match["same"] else kind
    return "phone"
