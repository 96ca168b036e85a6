"""What an amount is for one of: /台, 每张, a card, apiece."""

from __future__ import annotations

from functools import cache

from extract.components.counters import counter_alternatives, counters
from extract.components.currency import prefix_words
from extract.scanning import Pattern
from extract.word_classes import word_classes

_WORDS = word_classes("money")


@cache
def _behind() -> Pattern:
    return _WORDS.pattern(
        rf" ?(?:(?:/ ?(?:per )?|{{one_of}} ?|1 ?(?=台|张|片|套))单?"
        rf"(?P<unit>{counter_alternatives()}|{{bundles}}|h100|a100|卡(?!时))"
        r"|/(?P<bare>ea|each|u(?![a-z]))|,? ?(?P<each>{each_behind}))"
    )


@cache
def _before() -> Pattern:
    return _WORDS.pattern(
        rf"(?:{{one_of_before}} ?|/ ?|1 ?(?=台|张))(?P<unit>{counter_alternatives()}|卡)(?:[\s:：=-]|{{price_glue}})*"
        rf"{{price_noun}}?[\s:：]*{prefix_words()}?\s?$"
    )


def unit_behind(text: str, position: int) -> tuple[str, int] | None:
    """Counter class of "per unit" right behind an amount, ``any`` for a bare "each", and where it ends."""
    match = _behind().match(text, position)
    if match is None:
        return None
    unit: str | None = match["unit"]
    if unit is None:
        return "any", match.end()
    if unit in _WORDS["gpus"]:
        return "gpu", match.end()
    if unit in _WORDS["bundles"]:
        return "lot", match.end()
    return ("card" if unit in _WORDS["cards"] else counters().get(unit, "any")), match.end()


def unit_before(left: str) -> str | None:
    """Counter class of "per unit" at the end of the text before an amount."""
    match = _before().search(left)
    return counters().get(match["unit"], "card") if match else None
