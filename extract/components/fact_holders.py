"""Prices of what holds a chip or goes with it: laptops, desktops, power supplies, bridges, pairs of cards."""

from __future__ import annotations

import re

from extract.components.sentences import Sentence
from extract.reading import Mark
from extract.word_classes import word_classes

_WORDS = word_classes("facts")
_OTHER_CARD = re.compile(r"(?<![a-z])(?:rx|rtx|gtx|arc|r[579]|i[579]) ?[0-9]{3,5}")
_CONSUMER = _WORDS.pattern("{consumer_goods}|{pc_parts}|{accessories}")
_BUNDLE = _WORDS.pattern(r"{bundles}\s?(?:{vendor_words}\s?)?$")
_AT = re.compile(r"\s?at\s?[a-z]{0,2}[$€£]")
_ACCESSORY = _WORDS.pattern("{accessories}")
_CONSUMER_BEHIND = _WORDS.pattern(r"[\s)）]{0,2}(?:{variant_nouns}|{consumer_goods}|{pc_parts}|{accessories})")
_PAPERS = _WORDS.pattern("{papers}")
_SERVER = _WORDS.pattern("{servers}")
_HOLDER = _WORDS.pattern(r"{holders}\s?(?:{vendor_words}\s?){0,3}$")


def pays_for_other_goods(sentence: Sentence, model: Mark, mark: Mark) -> bool:
    """The amount behind a chip's name is the price of what holds the chip, or of what goes with it."""
    text = sentence.reading.text
    if sentence.about_consumer_goods or sentence.names_consumer_goods():
        return True
    clause_start, _ = sentence.clause_span(model.start)
    money_start, _ = sentence.clause_span(mark.start)
    between = (model.end, mark.start) if model.end <= mark.start else (mark.end, mark.end)
    return bool(
        sentence.says(_ACCESSORY, clause_start, model.start)
        or (money_start > model.end and sentence.says(_ACCESSORY, money_start, mark.start))
        or sentence.says(_CONSUMER, *between)
        or sentence.says(_OTHER_CARD, *between)
        or _CONSUMER_BEHIND.match(text, model.end, sentence.end)
        or sentence.says(_PAPERS, clause_start, max(model.start, mark.start))
        or _BUNDLE.search(sentence.left_of(model, 16))
        or _is_held(sentence, model, mark)
    )


def names_accessory(sentence: Sentence, mark: Mark) -> bool:
    """The clause of an amount names what goes with a chip."""
    return sentence.clause_says(_ACCESSORY, mark.start)


def _is_held(sentence: Sentence, model: Mark, mark: Mark) -> bool:
    """'整机 配 RTX 5090，4,799 美元': the price is the machine's; that of a server is a price of chips."""
    if not _HOLDER.search(sentence.left_of(model, 20)) or _AT.match(sentence.right_of(model, 6)):
        return False
    return not sentence.says(_SERVER, max(sentence.start, model.start - 30), max(model.end, mark.start))
