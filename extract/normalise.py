"""The one normalisation of text: NFKC, lower case, traditional to simplified, invisible characters dropped.

Both stores and the extractor read text in this form. `align` also says where each character came from, so that a span
found in the normalised text can be shown in the original.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from importlib import resources

import opencc
import yaml

HAN = "\u2e80-\u2fdf\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_KANA = "\u3040-\u30ff"
_HANGUL = "\uac00-\ud7af"
_TOKEN = re.compile(rf"[{HAN}]|[{_KANA}]+|[{_HANGUL}]+|[^\W_{HAN}{_KANA}{_HANGUL}]+")
_HAS_HAN = re.compile(rf"[{HAN}]")
_MARK = re.compile(r"[\u0300-\u036f\u1160-\u11ff\u3099\u309a\u0590-\u0fff\u1a00-\u1dff\u20d0-\u20ff\ua800-\uabff]")
_KEYCAP = "\u20e3"


class Aligned:
    """Normalised text with the way back: character i came from ``original[starts[i]:ends[i]]``."""

    __slots__ = ("_ends", "_starts", "original", "text")

    def __init__(self, original: str, text: str, starts: list[int] | None, ends: list[int] | None) -> None:
        self.original = original
        self.text = text
        self._starts = starts
        self._ends = ends

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The original span of the normalised span; an empty one stays empty."""
        if self._starts is None or self._ends is None:
            return start, end
        if end <= start:
            at = self._starts[start] if start < len(self._starts) else len(self.original)
            return at, at
        return self._starts[start], self._ends[end - 1]

    def changed(self, reach: int) -> Iterator[tuple[str, str]]:
        """What was written and what it became, for every character before *reach* that is not as it was."""
        if self._starts is None:
            pairs = zip(self.original[:reach], self.text[:reach], strict=True)
            yield from (pair for pair in pairs if pair[0] != pair[1])
            return
        for index, character in enumerate(self.text[:reach]):
            if (written := self.slice(index, index + 1)) != character:
                yield written, character

    def slice(self, start: int, end: int) -> str:
        """The original text behind a normalised span."""
        first, last = self.span(start, end)
        return self.original[first:last]


def normalise(text: str) -> str:
    """*text* in the form that is stored, searched and read."""
    return align(text).text


def tokens(text: str) -> list[str]:
    """Tokens of the normalised text: one a Han character, else words; scripts never mix in one token."""
    return _TOKEN.findall(normalise(text))


def token_places(aligned: Aligned) -> list[tuple[str, int]]:
    """`tokens` of the original with their places in the normalised text."""
    return [(found[0], found.start()) for found in _TOKEN.finditer(aligned.text)]


def align(text: str) -> Aligned:
    """Normalise *text* and keep the alignment. Never raises."""
    if text.isascii():
        return Aligned(text, text.lower(), None, None)
    folded = text.translate(_FOLDS)
    if not _MARK.search(text) and _FOLDS.irregular.isdisjoint(text):
        return Aligned(text, _simplified(folded), None, None)
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    position, length = 0, len(text)
    while position < length:
        start = position
        position += 1
        while position < length and _joins(text[position]):
            position += 1
        folded = _folded(text[start:position])
        pieces.append(folded)
        starts.extend([start] * len(folded))
        ends.extend([position] * len(folded))
    return Aligned(text, _simplified("".join(pieces)), starts, ends)


def _joins(character: str) -> bool:
    """Combining marks and Hangul vowels and finals belong to the character before them."""
    return character > "\u02ff" and (unicodedata.combining(character) != 0 or "\u1160" <= character <= "\u11ff")


@cache
def _visible(character: str) -> bool:
    return character in "\n\t\r" or not (
        character == _KEYCAP
        or "\ufe00" <= character <= "\ufe0f"
        or unicodedata.category(character) in {"Cf", "Cc", "Cs", "Co", "Cn"}
    )


def _folded(cluster: str) -> str:
    if len(cluster) == 1:
        return _FOLDS[ord(cluster)]
    # nobody reads a letter with fifty accents: the cut keeps a run of combining marks linear
    return _folded_text("".join(filter(_visible, cluster[:64])))


def _folded_text(text: str) -> str:
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).lower())
    return "".join(filter(_visible, folded))


class _Folds(dict[int, str]):
    """A table for `str.translate`, filled on first sight of a character."""

    def __init__(self) -> None:
        super().__init__()
        self.irregular: set[str] = set()
        """Characters that do not fold to exactly one."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        folded = _folded_text(character) if _visible(character) else ""
        if len(folded) != 1:
            self.irregular.add(character)
        self[code] = folded
        return folded


_FOLDS = _Folds()


def _simplified(text: str) -> str:
    if not _HAS_HAN.search(text):
        return text
    converted: str = _converter().convert(text)
    if len(converted) != len(text):
        # a phrase that changes length would break the alignment: such texts go character by character
        converted = "".join(_simplified_character(character) for character in text)
    for written, read in _own_table().items():
        if written in converted:
            converted = converted.replace(written, read)
    return converted


@cache
def _simplified_character(character: str) -> str:
    converted: str = _converter().convert(character)
    return converted if len(converted) == 1 else character


@cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


@cache
def _own_table() -> dict[str, str]:
    """Words that t2s leaves as they are; each side equally long, so that the alignment holds."""
    table: dict[str, str] = yaml.safe_load(
        resources.files("extract").joinpath("vocabulary/scripts.yaml").read_text("utf-8")
    )["same_length"]
    return table
