"""Finds server SKUs: catalogue names, trade shorthand beside its maker, and SKU shapes not yet known."""

from __future__ import annotations

import re

from extract.components.names import SkuName, key_of, sku_pattern
from extract.lexicon import words_of
from extract.reading import Reading

_MAKER_REACH = 14
_NUMBER_APART = re.compile(r"[a-z]+\s[0-9]")
"""'DGX 1台' counts one DGX, DGX-1 is a machine."""


def find_servers(reading: Reading) -> None:
    """Marks of kind ``sku``. Runs before models, so that DGX H100 is one name."""
    pattern, names = sku_pattern()
    for match in pattern.finditer(reading.text):
        start, end = match.span()
        if match.lastgroup == "known":
            name = names.get(key_of(match.group()))
            if name is None or _NUMBER_APART.fullmatch(match.group()):
                continue
            if name.weak and not _beside_maker(reading, start, end, name):
                continue
            rule = "sku.shorthand" if name.weak else "sku.catalogue"
        else:
            name = SkuName(reading.raw(start, end).upper(), None, None, (), weak=False, form="server")
            rule = "sku.shape"
        reading.add("sku", name, start, end, rule, 0.8 if rule != "sku.catalogue" else 0.95)
        reading.take(start, end)


def _beside_maker(reading: Reading, start: int, end: int, name: SkuName) -> bool:
    makers = reading.within("maker", start - _MAKER_REACH, start) or reading.within("maker", end, end + _MAKER_REACH)
    if not makers or name.maker is None:
        return False
    return any(
        reading.text[mark.start : mark.end] in words_of("maker") and mark.value.lower() == name.maker for mark in makers
    )
