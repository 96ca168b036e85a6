"""Sums for goods without a count: 价值 1.6 亿美元的 H100, Blackwell systems for $1.6 billion."""

from __future__ import annotations

import re

from extract.components.fact_basis import is_a_unit_price, is_each, is_sum
from extract.components.fact_currency import article_currency
from extract.components.fact_gaps import machine_form
from extract.components.fact_namings import is_only_model, listed, listed_up_to
from extract.components.fact_targets import Target
from extract.components.sentences import Sentence
from extract.reading import Mark
from extract.word_classes import word_classes

_WORDS = word_classes("facts")
_LINK = _WORDS.pattern(r"\s?(?:{sum_links}(?:\s|(?<=的))|{sum_trades}了?)")
_LINK_OR_NONE = _WORDS.pattern(r"\s?(?:{sum_links}|{sum_trades}了?)?\s?")
_GOODS = _WORDS.pattern("{sum_goods}")
_NOT_GOODS = _WORDS.pattern(r"(?:[ \-的]*{sum_goods})?[ \-的]*{not_goods_behind}")
_MAKER_ALONE = _WORDS.pattern(
    r"[a-z](?!\s?[\u4e00-\u9fff]|'?s?[\s\-](?:[a-z0-9\-]+\s){0,4}{shop_goods}|'?s?\s[a-z]{1,3}[0-9]{2,4})"
)
_MAKER = _WORDS.pattern("{chip_makers}|{chip_context}")
_BREAK = re.compile(r"[,，。;；]")
_ASIDE = re.compile(r"^\*{0,2}(?:\s?[(（][^)）]{0,24}[)）])?")
_COVERS = _WORDS.pattern(
    r"[,，]?\s?(?:which\s|that\s)?{covers}\s?(?:both\s|all\s)?(?:the\s)?(?:{about}\s?)?(?:{vendor_words}\s?)?"
)
_TRADES = _WORDS.pattern("{acquired}|{disposed}")
_FOR = _WORDS.pattern(r"\s{for_all}\s(?:{about}|{at_least}|{at_most}|{for_all_hedge})?\s?[a-z]{0,3}[$€£¥₹]?\s?$")
_CONTAINS = _WORDS.pattern(r"{contains}\s(?:[a-z\-]+\s){0,3}{chip_makers}")
_THE_GOODS = _WORDS.pattern(r"\b(?:the|these|those|its|such)\s(?:[a-z\-]+\s)?(?:{chip_nouns}|{machines})")
_BUILT = _WORDS.pattern(r"s?[\s\-](?:{builds}|{other_subjects})")
_MAKERS = {"nvidia", "amd"}
_LEAST_UNNAMED = 100_000
_NEAR = 40
_REACH, _REACH_BACK, _LATER_REACH, _ASIDE_REACH = 90, 400, 200, 60
_RIG = _WORDS.pattern("{test_rigs}")
_RIG_REACH = 40


def goods_of_sum(sentence: Sentence, mark: Mark) -> Target | None:
    """Goods right behind a sum, or the model before one that is called a value."""
    if is_each(sentence, mark):
        return None
    window = _ASIDE.sub("", sentence.right_of(mark, _REACH))
    named = is_sum(sentence, mark)
    position = _LINK_OR_NONE.match(window)
    goods = window[position.end() if position else 0 :]
    noun = _GOODS.search(goods[:_NEAR])
    if noun is not None and not _BREAK.search(goods[: noun.start()]):
        return _right_behind(sentence, mark, goods, noun, is_linked=named or _LINK.match(window) is not None)
    if not named:
        return bought_for(sentence, mark)
    covered = _covered(sentence, mark)
    if covered:
        return Target(covered, None)
    ahead = [m for m in sentence.models if m.end <= mark.start]
    if ahead:
        if _is_under_test(sentence, ahead[-1], ahead[-1].start):
            return None
        form = machine_form(sentence.reading.text[ahead[-1].end : mark.start][:_NEAR])
        return Target(listed_up_to(sentence.reading.text, ahead), form)
    start, last = sentence.clause_span(mark.start)[0], sentence.last_model
    if last is not None and is_only_model(sentence.reading, last) and mark.start - last.end < _REACH_BACK:
        if _is_under_test(sentence, last, mark.start):
            return None
        return Target([last], None) if sentence.says(_GOODS, start, mark.start) else None
    if not sentence.chinese:
        # "The servers, valued at $390 million, …"
        start = max(sentence.start, min(start, mark.start - _ASIDE_REACH))
    is_large = mark.value.low >= _LEAST_UNNAMED and not sentence.speaks_of_other_chips()
    if is_large and sentence.says(_GOODS, start, mark.start) and sentence.says(_MAKER, sentence.start, sentence.end):
        target = Target([], machine_form(sentence.reading.text[sentence.start : mark.start]))
        behind = [m for m in sentence.models if m.start >= mark.end]
        return Target(behind[:1], target.form) if behind else target
    return None


def _covered(sentence: Sentence, mark: Mark) -> list[Mark]:
    """'One order, worth $61 million, covers both the MI300X boards … and the MI325X boards': all goods behind."""
    behind = [m for m in sentence.models if m.start >= mark.end]
    if not behind or len(behind) < len(sentence.models):
        return []
    return behind if _COVERS.fullmatch(sentence.reading.text, mark.end, behind[0].start) else []


def _is_under_test(sentence: Sentence, model: Mark, until: int) -> bool:
    """'测试平台采用 RTX 5090 …': what a test is run on costs what its parts cost."""
    return _RIG.search(sentence.reading.text, max(0, model.start - _RIG_REACH), until) is not None


def _is_told_later(sentence: Sentence, mark: Mark) -> bool:
    """'supplying $390 million of servers to Malaysia. They may contain Nvidia chips': said in the next sentence."""
    return _CONTAINS.search(sentence.reading.text, mark.end, mark.end + _LATER_REACH) is not None


def bought_for(sentence: Sentence, mark: Mark) -> Target | None:
    """'agreed to purchase Blackwell systems from Dell for $1.6 billion': more than one of them can cost."""
    code = article_currency(sentence.reading, mark).code
    first = sentence.clause_span(mark.start)[0]
    trades = [span for span in sentence.found(_TRADES) if first <= span[0] < mark.start]
    if code is None or not trades or not _FOR.search(sentence.left_of(mark, 30)):
        return None
    goods = [m for m in sentence.models if trades[0][1] <= m.start and m.end <= mark.start]
    last = sentence.last_model
    if not goods and last is not None and is_only_model(sentence.reading, last):
        named = _THE_GOODS.search(sentence.reading.text, trades[0][1], mark.start)
        goods = [last] if named and not sentence.models else []
    if not goods or _BUILT.match(sentence.reading.text, goods[-1].end):
        return None
    form = machine_form(sentence.reading.text[goods[-1].end : mark.start][:_NEAR])
    if is_a_unit_price(code, mark.value.low, form):
        return None
    return Target(listed_up_to(sentence.reading.text, goods), form)


def _right_behind(sentence: Sentence, mark: Mark, goods: str, noun: re.Match[str], *, is_linked: bool) -> Target | None:
    if not (is_linked or noun.start() == 0) or not (sentence.speaks_of_chips() or _is_told_later(sentence, mark)):
        return None
    if _NOT_GOODS.match(goods, noun.end()) or (noun.group() in _MAKERS and _MAKER_ALONE.match(goods, noun.end() - 1)):
        return None
    code = article_currency(sentence.reading, mark).code
    if not is_linked and not sentence.chinese and code is not None and is_a_unit_price(code, mark.value.low, None):
        # "a $40,000 H100"
        return None
    text = sentence.reading.text
    for model in sentence.models:
        if mark.end <= model.start < mark.end + _REACH and not _BREAK.search(text, mark.end, model.start):
            return Target([model, *listed(text, sentence.models, model)], None)
    return None if sentence.speaks_of_other_chips() else Target([], machine_form(goods[:_NEAR]))
