"""What an item is worth to us, as far as a crawler can tell: whether it names a model that we watch."""

from __future__ import annotations

from crawlers.revisits.rules import Worth
from extract.components.names import key_of, model_pattern
from extract.normalise import normalise


def worth_of(rules: Worth, text: str) -> float:
    """The weight of an item with this text."""
    pattern, names = model_pattern()
    for found in pattern.finditer(normalise(text)):
        name = names.get(key_of(found.group()))
        if name is not None and name.watched:
            return rules.names_a_model
    return rules.other
