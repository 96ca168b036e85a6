"""Whether a word of condition, availability or tax speaks of the goods: 'new' of New York does not."""

from __future__ import annotations

import re
from collections.abc import Callable

from extract.reading import Mark, Reading
from extract.scanning import Pattern
from extract.word_classes import word_classes

_Rule = Callable[[str, Mark, int], bool]
"""Asked with the text, the mark of the word and where the goods begin."""
_WORDS = word_classes("terms")
_DISTANT_REACH = 120
_LONGEST_NONE = 24
_DENIED = _WORDS.pattern(r"(?<!per )(?<!/)(?<!/ ){denied_before}[\s\-]?$")
_NOT_NEW = _WORDS.pattern(" ?{not_new_behind}")
_NO_CONDITION = _WORDS.pattern(" ?{no_condition_behind}")
_INSPECTION = _WORDS.pattern("{inspection_behind}")
_SERVICE = _WORDS.pattern(" ?{service_behind}")
_USE = _WORDS.pattern(" ?{use_behind}")
_CLAUSE_END = re.compile(r"了|，|。|,|$")
_DATA_CENTRE = _WORDS.pattern("{data_centres}")
_BIDS = _WORDS.pattern(" ?{bids_behind}")
_WILLING = _WORDS.pattern(" ?{willing_behind}")
_OLD_BEHIND = _WORDS.pattern("{old_behind}")
_QUESTION = _WORDS.pattern("{question_behind}")
_MONEY_BEFORE = _WORDS.pattern(r"{money_before_ready}\s$")
_PREFERRED = _WORDS.pattern(" ?{preferred_behind}")
_NO_STOCK = _WORDS.pattern(" ?{no_stock_behind}")
_MARKET = _WORDS.pattern(" ?{market_behind}")
_LATER = _WORDS.pattern("{later_behind}")
_TAX_TALK = _WORDS.pattern("{tax_talk_behind}")


def speaks_of_goods(reading: Reading, kind: str, mark: Mark, goods_start: int) -> bool:
    """Whether the word is neither denied nor part of another saying."""
    if kind not in _RULES:
        return True
    text = reading.text
    if _DENIED.search(text, max(0, mark.start - 12), mark.start):
        return False
    if kind == "availability" and _is_of_no_stock(reading, mark):
        return False
    rules = _BY_WORD[kind]
    rules_of_word = rules.get(text[mark.start : mark.end], rules[_ANY_WORD])
    return not any(rule(text, mark, goods_start) for rule in rules_of_word)


def _is_of_no_stock(reading: Reading, mark: Mark) -> bool:
    """'out of stock': the longer word says that the goods are gone."""
    if not reading.marks.get("none"):
        return False
    words = reading.within("none", max(0, mark.start - _LONGEST_NONE), mark.end + _LONGEST_NONE)
    return any(word.value == "sold" and word.start <= mark.start and mark.end <= word.end for word in words)


def _is_notice(text: str, mark: Mark, _: int) -> bool:
    """下架 is what is done to an offer, unless it is a data centre that is emptied."""
    if not _CLAUSE_END.match(text, mark.end):
        return False
    return _DATA_CENTRE.search(text, max(0, mark.start - 6), mark.start) is None


def _is_ready_money(text: str, mark: Mark, _: int) -> bool:
    before = _MONEY_BEFORE.search(text, max(0, mark.start - 9), mark.start)
    return before is not None or _WILLING.match(text, mark.end) is not None


def _is_distant(_text: str, mark: Mark, goods_start: int) -> bool:
    return goods_start - mark.end > _DISTANT_REACH


def _stands_before(behind: Pattern) -> _Rule:
    """The word is part of another saying where a pattern follows it."""

    def rule(text: str, mark: Mark, _: int) -> bool:
        return behind.match(text, mark.end) is not None

    return rule


_RULES: dict[str, tuple[tuple[frozenset[str] | None, _Rule], ...]] = {
    "condition": (
        (_WORDS["new_words"], _stands_before(_NOT_NEW)),
        (None, _stands_before(_NO_CONDITION)),
        (_WORDS["opening_words"], _stands_before(_INSPECTION)),
        (_WORDS["pulling_words"], _stands_before(_SERVICE)),
        (frozenset({"used"}), _stands_before(_USE)),
        (_WORDS["sealed_words"], _stands_before(_BIDS)),
        (frozenset({"下架"}), _is_notice),
        (_WORDS["old_words"], _stands_before(_OLD_BEHIND)),
    ),
    "availability": (
        (_WORDS["stock_questions"], _stands_before(_QUESTION)),
        (_WORDS["ready_words"], _is_ready_money),
        (None, _stands_before(_PREFERRED)),
        (_WORDS["stock_words"], _stands_before(_NO_STOCK)),
        (_WORDS["distant_words"], _is_distant),
        (frozenset({"spot"}), _stands_before(_MARKET)),
        (frozenset({"到货"}), _stands_before(_LATER)),
    ),
    "tax": ((None, _stands_before(_TAX_TALK)),),
}
"""Words, or none for all of a kind, and where they say something else."""


_ANY_WORD = ""
_BY_WORD: dict[str, dict[str, tuple[_Rule, ...]]] = {
    kind: {
        word: tuple(rule for words, rule in rules if words is None or word in words)
        for word in frozenset({_ANY_WORD}).union(*(words for words, _ in rules if words is not None))
    }
    for kind, rules in _RULES.items()
}
"""The rules for each word; under `_ANY_WORD` those for all others."""
