"""What an item is worth to us, as far as a crawler can tell: whether it names a model that we watch."""

from __future__ import annotations

from crawlers.revisits.rules import Worth


def worth_of(rules: Worth, text: str) -> float:
    """The weight of an item with this text."""
    # Loading the catalogue takes a second, and a crawl weighs nothing.
    from extract.components.names import key_of, model_pattern  # noqa: PLC0415
    from extract.normalise import normalise  # noqa: PLC0415

    pattern, names = model_pattern()
    for found in pattern.finditer(normalise(text)):
        name = names.get(key_of(found.group()))
        if name is not None and name.watched:
            return rules.names_a_model
    return rules.other
