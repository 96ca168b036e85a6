"""Amounts with hidden digits: 34X万, 12xx, 2字头, 三十几万. They are kept as written and never become a number."""

from __future__ import annotations

import re

from extract.reading import Reading
from extract.screening import Questions
from extract.word_classes import word_classes

_WORDS = word_classes("numbers")
_SIGNS = ("$", "£", "€")
"""Part of how a price is hidden; a yuan sign says no more than where the text stands."""
_BLANK = "[x*?●○□■△某]"
_SCALE = "(?:{mask_scales}|[wkm](?![a-z]))"
_MASKS = Questions(
    (_WORDS.screened(r"(?<![a-z0-9.])(?:" + shape + ")"),)
    for shape in (
        rf"[0-9]{{1,4}}(?:\.[0-9]*)?{_BLANK}{{1,4}}[0-9]{{0,3}}(?:\.[0-9x]+)? ?{_SCALE}{{mask_currencies}}?",
        rf"{_BLANK}{{1,4}}(?:\.[0-9x])? ?{_SCALE}{{mask_currencies}}?",
        r"[0-9]{1,3}(?:x{2,4}|\*{2,4}|●{1,4}|○{2,4}|\?{2,4})(?:,x{3})?(?![a-z0-9]){mask_units}?",
        rf"[0-9]{{1,3}}\.{_BLANK}{{1,2}}(?![a-z0-9])",
        r"[0-9]{1,3}x\+",
        r"[0-9]{2,3}x{1,3}(?= ?(?:{mask_terms}|{mask_each}))",
        r"[0-9]{1,3}x{0,2},xxx|[0-9]{1,3},(?=[0-9x]{3}(?![0-9a-z]))[0-9]{0,2}x{1,3}|[0-9]{1,2}x{1,2},[0-9x]{3}(?![0-9])",
        r"[0-9]{1,3} ?{leading_digits}的?万?",
        r"[一二两三四五六七八九十]{0,2}(?:十|百)?[几多]十?万",
        r"[0-9]{1,4}(?:多|几|来)万",
        r"[一二两三四五六七八九]字头",
        r"(?<=[价报出要])[一二两三四五六七八九十]{1,3}个半(?!{no_half_behind})",
    )
)
_MORE = re.compile("[0-9一二两三四五六七八九十百千]+多万")
"""In a listing 400多万 hides what is asked; in an article it is a number and a little more."""
_SAYS_SOMETHING = re.compile(r"[0-9一-九十几多x*]")


def find_masks(reading: Reading) -> None:
    """Marks of kind ``masked``; claims what it reads. Of shapes that begin in one place the longest wins."""
    shapes = reading.remaining(_MASKS)
    found = sorted((match.start(), -match.end()) for (shape,) in shapes for match in shape.finditer(reading.text))
    for start, end in ((start, -behind) for start, behind in found):
        written = reading.text[start:end]
        if reading.kind != "listing" and _MORE.fullmatch(written):
            continue
        if not reading.is_taken(start, end) and _SAYS_SOMETHING.search(written):
            signed = start - 1 if reading.text[start - 1 : start] in _SIGNS else start
            reading.add("masked", reading.text[signed:end].strip(), signed, end, "number.masked")
            reading.take(start, end)
