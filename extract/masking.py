"""Contact details covered wherever a text repeats them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from extract.components.contact_numbers import spellings_of
from extract.normalise import normalise
from extract.records import Contact

_SHORTEST = 3
"""Shorter details would cover pieces of ordinary words."""


def hider(text: str, contacts: Iterable[Contact]) -> Callable[[Any], Any]:
    """A function that covers the *contacts* of *text* in strings, lists and dictionaries.

    A telephone number is covered however it is spaced or spelt, a handle in capitals too. A covered string keeps its
    length, so that spans of evidence still point to their words.
    """
    masks: dict[str, str | None] = {}
    patterns: set[str] = set()
    for contact in contacts:
        for written in {text[contact.start : contact.end], contact.value, contact.normalised}:
            if written and len(written) >= _SHORTEST:
                masks[written] = contact.mask
                patterns.add(re.escape(written))
                patterns.update(spellings_of(normalise(written)))
    if not patterns:
        return lambda value: value
    pattern = re.compile("|".join(sorted(patterns, key=len, reverse=True)), re.IGNORECASE)

    def hide(value: Any) -> Any:
        if isinstance(value, str):
            return pattern.sub(lambda match: _cover(match.group(), masks.get(match.group())), value)
        if isinstance(value, dict):
            return {key: hide(part) for key, part in value.items()}
        if isinstance(value, list | tuple):
            return [hide(part) for part in value]
        return value

    return hide


def _cover(written: str, mask: str | None) -> str:
    if mask and len(mask) == len(written):
        return mask
    return written[0] + "*" * (len(written) - 1)
