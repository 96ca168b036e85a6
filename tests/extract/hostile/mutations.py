"""Texts as people and broken pages deform them: real ones, cut, doubled, mixed and strewn with odd characters."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

ODD = (
    "\u200b", "\u200d", "\ufeff", "\u00ad", "\u2060",  # invisible
    "\u202a", "\u202e", "\u2066", "\u2069", "\u200f",  # direction
    "\u0301", "\u20e3", "\u0e33", "\u3099", "\ufe0f", "\u0489",  # combining
    "😀", "👩‍👩‍👧", "🇨🇳", "🅰", "𝟙", "𠀀", "\U0010ffff", "\U000e0041",  # astral
    "\ud800", "\udfff", "\x00", "\x1b[31m", "\x85", "\u2028", "\r", "\t", "\f",
    "ﷺ", "ﬃ", "㍿", "㎏", "½", "²", "Ⅷ", "İ", "ẞ", "ﾞ", "각", "ᄒ", "ａ", "９", "，", "．", "％", "＄", "¥", "￥",
)  # fmt: skip
_NUMBERS = ("0", "00", "999999999999999999999999", "1e9", "-1", "1.2.3.4", "一万亿", "3,5", "1/0", "٣", "１２")
_FEW = 4


def mutated(texts: Sequence[str], random: Random) -> str:
    """One of *texts*, changed a few times."""
    text = random.choice(texts)
    for _ in range(random.randint(1, _FEW)):
        text = random.choice(_MUTATIONS)(text, texts, random)
    return text


def repeated(texts: Sequence[str], length: int, random: Random) -> str:
    """A piece of a text again and again, up to *length* characters, in one line or in many."""
    unit = mutated(texts, random)
    start = random.randint(0, max(0, len(unit) - 2))
    unit = unit[start : start + random.choice((1, 2, 3, 8, 30, 200))] or "H100 "
    unit += random.choice(("", "", " ", "\n", ODD[random.randrange(len(ODD))]))
    return (unit * (length // len(unit) + 1))[:length]


def _strewn(text: str, others: Sequence[str], random: Random) -> str:
    characters = list(text)
    for _ in range(random.randint(1, 8)):
        characters.insert(random.randint(0, len(characters)), random.choice(ODD))
    return "".join(characters)


def _between_all(text: str, _: Sequence[str], random: Random) -> str:
    return random.choice(ODD).join(text)


def _cut(text: str, _: Sequence[str], random: Random) -> str:
    start = random.randint(0, len(text))
    return text[start : start + random.randint(0, len(text))]


def _spliced(text: str, texts: Sequence[str], random: Random) -> str:
    other = random.choice(texts)
    return text[: random.randint(0, len(text))] + other[random.randint(0, len(other)) :]


def _doubled(text: str, _: Sequence[str], random: Random) -> str:
    return random.choice(("", " ", "\n", "，", "/")).join([text] * random.randint(2, 5))


def _swapped(text: str, _: Sequence[str], random: Random) -> str:
    at = random.randint(0, len(text))
    return text[at:] + text[:at]


def _renumbered(text: str, _: Sequence[str], random: Random) -> str:
    return "".join(random.choice(_NUMBERS) if c.isdigit() and random.random() < 0.2 else c for c in text)


def _wide(text: str, _: Sequence[str], random: Random) -> str:
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" and random.random() < 0.5 else c for c in text)


def _unbroken(text: str, _: Sequence[str], random: Random) -> str:
    return text.replace(random.choice((" ", "\n", "，", ",")), random.choice(("", " ", "\n")))


def _shouted(text: str, _: Sequence[str], random: Random) -> str:
    return text.upper() if random.random() < 0.5 else text.swapcase()


_MUTATIONS: tuple[Callable[[str, Sequence[str], Random], str], ...] = (
    _strewn, _between_all, _cut, _spliced, _doubled, _swapped, _renumbered, _wide, _unbroken, _shouted,
)  # fmt: skip
