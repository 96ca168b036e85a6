"""Prices of what holds a chip or goes with it: laptops, desktops, power supplies, bridges, pairs of cards."""

from __future__ import annotations

import re

from extract.components.fact_basis import is_each
from extract.components.sentences import Sentence
from extract.reading import Mark
from extract.scanning import Pattern
from extract.word_classes import word_classes

_WORDS = word_classes("facts")
_OTHER_CARD = Pattern(r"(?<![a-z])(?:rx|rtx|gtx|arc|r[579]|i[579]) ?[0-9]{3,5}")
_CONSUMER = _WORDS.pattern(r"{consumer_goods}|{pc_parts}|(?<!no )(?<!w/o )(?<!without )(?<!missing ){accessories}")
_BUNDLE = _WORDS.pattern(r"{bundles}\s?(?:{vendor_words}\s?)?$")
_LINK = re.compile(r"nvlink (?:(?:for|桥接?器?) )?(?:(?:nvidia|geforce|quadro|tesla) )?$")
_PRODUCT = re.compile(
    r"[,，、;；]\s?(?!(?:sxm|pcie|nvl|oam|hbm|g?ddr|cuda|fp|int|q|h|u|x|v|w|a)[0-9 ])"
    r"[a-z]{1,4} ?[0-9]{2,4}[a-z]{0,2}(?![a-z0-9]|g|元|万)"
)
_AT = re.compile(r"\s?at\s?[a-z]{0,2}[$€£]")
_ACCESSORY = _WORDS.pattern(r"(?<!no )(?<!w/o )(?<!without )(?<!missing ){accessories}")
_CONSUMER_BEHIND = _WORDS.pattern(r"[\s)）]{0,2}(?:{variant_nouns}|{consumer_goods}|{pc_parts}|{accessories})")
_CONSUMER_GOODS, _PC_PARTS = _WORDS.pattern("{consumer_goods}"), _WORDS.pattern("{pc_parts}")
_OTHER_PRICED = _WORDS.pattern(
    r"{other_priced}[^,，、。;；0-9]{0,8}(?:{price_words}|{copula}|价)?[^,，、。;；0-9]{0,6}?[a-z]{0,3}[$€£¥]?\s?$"
)
_SIDE_GOODS = _WORDS.pattern(
    r"\s(?:for (?:the|an?) )?(?:[a-z\-]+\s){0,2}?(?:{accessories}|{pc_parts}|{side_goods})(?![a-z])"
)
_PRICED_REACH = 40
_OTHER_LOT = _WORDS.pattern(r"\s*{other_lots}\s?[0-9a-z]{1,4}\s?[,:.–—-]")
_NEW_GOODS = re.compile(
    r"(?:[,;]|\band)\s(?:and\s)?(?:the|an?|one|its|his)\s(?:[0-9]+\s)?(?P<goods>[a-z][a-z\- ]{2,36}?)\s"
    r"(?:for|at|went for|fetched|made|brought)\s[a-z]{0,3}[$€£¥₹]?\s?$"
)
_SAME_GOODS = _WORDS.pattern("{same_goods}")
_GOODS = _WORDS.pattern("{chip_nouns}|(?<!head )(?<!login )(?<!storage )(?<!cpu )(?:{machines})")
_CLAUSE_REACH = 60
_PAPERS = _WORDS.pattern("{papers}")
_SERVER = _WORDS.pattern("{servers}")
_HOLDER = _WORDS.pattern(r"{holders}\s?(?:{vendor_words}\s?){0,3}$")


def pays_for_other_goods(sentence: Sentence, model: Mark, mark: Mark) -> bool:
    """The amount behind a chip's name is the price of what holds the chip, or of what goes with it."""
    text = sentence.reading.text
    clause_start, _ = sentence.clause_span(model.start)
    money_start, _ = sentence.clause_span(mark.start)
    if sentence.about_consumer_goods or sentence.says(_CONSUMER_GOODS):
        return True
    if sentence.says(_PC_PARTS, sentence.start, max(model.end, mark.end)):
        return True
    between = (model.end, mark.start) if model.end <= mark.start else (mark.end, mark.end)
    return bool(
        sentence.says(_ACCESSORY, clause_start, model.start)
        or (money_start > model.end and sentence.says(_ACCESSORY, money_start, mark.start))
        or sentence.says(_CONSUMER, *between)
        or _is_priced_itself(sentence, model, mark)
        or _SIDE_GOODS.match(sentence.right_of(mark, 40))
        or sentence.says(_OTHER_CARD, *between)
        or _CONSUMER_BEHIND.match(text, model.end, sentence.end)
        or sentence.says(_PAPERS, clause_start, max(model.start, mark.start))
        or (_BUNDLE.search(sentence.left_of(model, 16)) and not is_each(sentence, mark))
        or _LINK.search(sentence.left_of(model, 24))
        or (sentence.chinese and _PRODUCT.search(text, *between) is not None)
        or _is_held(sentence, model, mark)
    )


def _is_priced_itself(sentence: Sentence, model: Mark, mark: Mark) -> bool:
    """'推荐 RTX 4070，游戏国区售价 268 元': what the amount is the price of stands right before it."""
    if model.start >= mark.start:
        return False
    return (
        _OTHER_PRICED.search(sentence.reading.text, max(model.end, mark.start - _PRICED_REACH), mark.start) is not None
    )


def names_other_lot(sentence: Sentence, model: Mark, mark: Mark) -> bool:
    """'Lot 8: one forklift, appraised at $9,500', ', and the espresso machine for $900': goods of another kind."""
    text = sentence.reading.text
    start = max(model.end, sentence.start)
    if model.end <= sentence.start and _OTHER_LOT.match(text, sentence.start, mark.start):
        return True
    clause = _NEW_GOODS.search(text, max(start, mark.start - _CLAUSE_REACH), mark.start)
    return clause is not None and not any(pattern.search(clause["goods"]) for pattern in (_SAME_GOODS, _GOODS))


def names_accessory(sentence: Sentence, mark: Mark) -> bool:
    """The clause of an amount names what goes with a chip."""
    return sentence.clause_says(_ACCESSORY, mark.start)


def _is_held(sentence: Sentence, model: Mark, mark: Mark) -> bool:
    """'整机 配 RTX 5090，4,799 美元': the price is the machine's; that of a server is a price of chips."""
    if not _HOLDER.search(sentence.left_of(model, 20)) or _AT.match(sentence.right_of(model, 6)):
        return False
    return not sentence.says(_SERVER, max(sentence.start, model.start - 30), max(model.end, mark.start))
