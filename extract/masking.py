"""Contact details covered wherever a text repeats them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from extract.records import Contact

_SHORTEST = 3
"""Shorter details would cover pieces of ordinary words."""


def hider(text: str, contacts: Iterable[Contact]) -> Callable[[Any], Any]:
    """A function that covers the *contacts* of *text* in strings, lists and dictionaries.

    A covered string keeps its length, so that spans of evidence still point to their words.
    """
    details = {}
    for contact in contacts:
        for written in {text[contact.start : contact.end], contact.value, contact.normalised}:
            if written and len(written) >= _SHORTEST:
                details[written] = _cover(written, contact.mask)
    if not details:
        return lambda value: value
    pattern = re.compile("|".join(re.escape(detail) for detail in sorted(details, key=len, reverse=True)))

    def hide(value: Any) -> Any:
        if isinstance(value, str):
            return pattern.sub(lambda match: details[match.group()], value)
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
