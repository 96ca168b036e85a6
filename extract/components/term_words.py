"""Whether a word of condition, availability or tax speaks of the goods: 'new' of New York does not."""

from __future__ import annotations

import re
from collections.abc import Callable

from extract.reading import Mark, Reading
from extract.word_classes import word_classes

_WORDS = word_classes("terms")
_DISTANT_REACH = 120
_DENIED = _WORDS.pattern(r"{denied_before}[\s\-]?$")
_NOT_NEW = _WORDS.pattern(" ?{not_new_behind}")
_NO_CONDITION = _WORDS.pattern(" ?{no_condition_behind}")
_INSPECTION = _WORDS.pattern("{inspection_behind}")
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
    word = text[mark.start : mark.end]
    return not any(rule(text, word, mark, goods_start) for rule in _RULES[kind])


def _is_other_new(text: str, word: str, mark: Mark, _: int) -> bool:
    return word in _WORDS["new_words"] and _NOT_NEW.match(text, mark.end) is not None


def _is_return_rule(text: str, _word: str, mark: Mark, _: int) -> bool:
    return _NO_CONDITION.match(text, mark.end) is not None


def _is_inspection(text: str, word: str, mark: Mark, _: int) -> bool:
    return word in _WORDS["opening_words"] and _INSPECTION.match(text, mark.end) is not None


def _is_use(text: str, word: str, mark: Mark, _: int) -> bool:
    return word == "used" and _USE.match(text, mark.end) is not None


def _is_bid(text: str, word: str, mark: Mark, _: int) -> bool:
    return word in _WORDS["sealed_words"] and _BIDS.match(text, mark.end) is not None


def _is_notice(text: str, word: str, mark: Mark, _: int) -> bool:
    if word != "下架" or not _CLAUSE_END.match(text, mark.end):
        return False
    return _DATA_CENTRE.search(text, max(0, mark.start - 6), mark.start) is None


def _is_trade_in(text: str, word: str, mark: Mark, _: int) -> bool:
    return word in _WORDS["old_words"] and _OLD_BEHIND.match(text, mark.end) is not None


def _is_question(text: str, word: str, mark: Mark, _: int) -> bool:
    return word in _WORDS["stock_questions"] and _QUESTION.match(text, mark.end) is not None


def _is_ready_money(text: str, word: str, mark: Mark, _: int) -> bool:
    if word not in _WORDS["ready_words"]:
        return False
    before = _MONEY_BEFORE.search(text, max(0, mark.start - 9), mark.start)
    return before is not None or _WILLING.match(text, mark.end) is not None


def _is_preference(text: str, _word: str, mark: Mark, _: int) -> bool:
    return _PREFERRED.match(text, mark.end) is not None


def _is_stock_list(text: str, word: str, mark: Mark, _: int) -> bool:
    return word in _WORDS["stock_words"] and _NO_STOCK.match(text, mark.end) is not None


def _is_distant(_text: str, word: str, mark: Mark, goods_start: int) -> bool:
    return word in _WORDS["distant_words"] and goods_start - mark.end > _DISTANT_REACH


def _is_market(text: str, word: str, mark: Mark, _: int) -> bool:
    return word == "spot" and _MARKET.match(text, mark.end) is not None


def _is_later(text: str, word: str, mark: Mark, _: int) -> bool:
    return word == "到货" and _LATER.match(text, mark.end) is not None


def _is_tax_talk(text: str, _word: str, mark: Mark, _: int) -> bool:
    return _TAX_TALK.match(text, mark.end) is not None


_RULES: dict[str, tuple[Callable[[str, str, Mark, int], bool], ...]] = {
    "condition": (_is_other_new, _is_return_rule, _is_inspection, _is_use, _is_bid, _is_notice, _is_trade_in),
    "availability": (
        _is_question,
        _is_ready_money,
        _is_preference,
        _is_stock_list,
        _is_distant,
        _is_market,
        _is_later,
    ),
    "tax": (_is_tax_talk,),
}
