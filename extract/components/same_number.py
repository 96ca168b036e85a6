"""One number on two channels: 微信同号, "Tel/WhatsApp: …"."""

from __future__ import annotations

from collections.abc import Iterator

from extract.components.contact_numbers import is_number
from extract.reading import Mark, Reading
from extract.records import ContactKind
from extract.word_classes import word_classes

_WORDS = word_classes("contacts")
_KINDS: tuple[ContactKind, ...] = ("wechat", "whatsapp", "telegram", "qq", "phone")
_CHANNELS = tuple((kind, _WORDS.pattern(f"{{same_{kind}}}")) for kind in _KINDS)
_ANY = r"(?:{same_wechat}|{same_whatsapp}|{same_telegram}|{same_qq}|{same_phone})"
_LIST = rf"{_ANY}(?:[/、,和&+ 及]{{0,3}}{_ANY}){{0,2}}"
_SAME = _WORDS.screened(rf"{_LIST}\s?{{same}}")
_SAME_BEFORE = _WORDS.screened(rf"{{same_before}}\s?{_LIST}")
_SISTERS = _WORDS.pattern(rf"(?:{_ANY}号?\s?(?:[/、&+和及或|(,]|\s|or|and)\s?)+$")
_BACK, _AHEAD, _LABELS_REACH = 80, 40, 24
"""How far a claim stands from its number."""
_ON_HANDLES = {"wechat", "telegram"}
"""Channels whose members have names; the others know numbers only."""


def add_sisters(reading: Reading, contact: Mark, label: int) -> None:
    """'Tel/WhatsApp: +852 …': the channels named right before the last one have the same number."""
    match = _SISTERS.search(reading.text, max(0, label - _LABELS_REACH), label)
    if match:
        for kind in _channels(match.group()):
            _add(reading, kind, contact)


def add_same_number(reading: Reading) -> None:
    """'微信同号' after a number, or before it, gives the same value a second channel."""
    for pattern in (_SAME, _SAME_BEFORE):
        for match in reading.find(pattern):
            before = reading.within("contact", max(0, match.start() - _BACK), match.start())
            contacts = before[-1:] or reading.within("contact", match.end(), match.end() + _AHEAD)[:1]
            for contact in contacts:
                for kind in _channels(match.group()):
                    _add(reading, kind, contact)


def _channels(words: str) -> Iterator[ContactKind]:
    for kind, pattern in _CHANNELS:
        if pattern.search(words):
            yield kind


def _add(reading: Reading, kind: ContactKind, contact: Mark) -> None:
    number = is_number(reading.text[contact.start : contact.end])
    if contact.value == "email" or (not number and kind not in _ON_HANDLES):
        return
    if not any(mark.value == kind and mark.start == contact.start for mark in reading.marks["contact"]):
        reading.add("contact", kind, contact.start, contact.end, "contact.same_number", 0.85)
