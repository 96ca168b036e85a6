"""What a count counts: goods behind it, goods right before it, or goods named earlier."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from extract.components.fact_gaps import (
    SIZES,
    WORD_BEHIND,
    is_followed_by_noun,
    is_glue,
    machine_form,
    stands_alone,
    words_between,
)
from extract.components.fact_namings import listed, listed_up_to, named_later, named_near
from extract.components.sentences import Sentence
from extract.reading import Mark
from extract.word_classes import word_classes

_WORDS = word_classes("facts")
_NOUN = _WORDS.pattern("{chip_nouns}")
_MACHINE = _WORDS.pattern("{machines}")
_MAKER = _WORDS.pattern("{chip_makers}")
_OTHER = _WORDS.pattern("{other_nouns}|{other_goods}")
_NOT_GOODS = _WORDS.pattern(r"[ \-的]*(?:ultra )?{chip_nouns}?[ \-的]*{not_goods_behind}")
_MODIFIED_MACHINE = _WORDS.pattern(r"\s?(?:(?:{modifiers}|[a-z]+-bound)[\s\-]?){0,3}{machines}")
_AHEAD = _WORDS.pattern(
    r"[^0-9,，、。;；:!?]{0,20}(?:[0-9]{1,4}\s?{lots}[^0-9,，。;；]{0,4})?(?:[,，:(（]?\s?{count_labels}[: ]?)?"
    r"(?:{count_labels}[: ]?){0,2}\s?[x×*|(（:\-–—]?\s?"
)
_ENGLISH_AHEAD = _WORDS.pattern(
    r"(?:[\s|]|{edition}|{chip_nouns}|{machines}|{vendor_words}|[\"”'])*(?:[:|(x×*,–—]|{count_labels}:?|-(?=\s))\s?"
    r"(?:(?:{count_labels}):?\s?)?"
)
_SHARE = re.compile(r"\s(?:of|out of)(?:\s(?:the|its|these|those|all|some))?\s[0-9,]+(?=\s)")
_LABELLED = _WORDS.pattern(r"{quantity_labels}\s?$|(?<![a-z])[x×*]\s?$")
_PARTS = _WORDS.pattern(r"[件张颗块台枚][^。]{0,20}{part_words}")
_TOPIC = _WORDS.pattern("{count_topics}")
_NUMBER_OF = _WORDS.pattern(
    r"{numbers_of}\s(?:[a-z\-'’]+\s){0,4}(?P<goods>{chip_nouns}|{machines})\b[^,;:.0-9]{0,60}"
    r"\b(?:to|at|was|is|were|reached|exceeded|hit|totalled|totaled)\s"
    r"(?:{about}\s|{at_least}\s|{at_most}\s|between\s|somewhere between\s|anywhere between\s)?$"
)
_NUMBER_REACH = 150
_CHINESE_REACH, _ENGLISH_REACH = 40, 70
_AHEAD_REACH = 60
_SKU_REACH = 20
_LEAST_PLAIN = 10
"""A number without a counter counts in Chinese from here on: 采购 4000 H100."""


@dataclass(slots=True)
class Target:
    """What a count counts."""

    models: list[Mark]
    """Models counted together; empty for chips without a model."""
    form: str | None
    """card, server, rack, none."""


@dataclass(frozen=True, slots=True)
class Stated:
    """A number that may count goods."""

    mark: Mark
    """Where it stands."""
    low: int
    """Its value."""
    high: int | None
    """Its upper end."""
    counted: bool
    """A counter stands with it: 8 万颗, 12 units."""
    counter: str | None = None
    """Class of the counter."""
    like_money: bool = False
    """It may as well be an amount: 2.1w, 4.2k."""


def goods_beside(sentence: Sentence, stated: Stated) -> Target | None:
    """The goods right behind a count, else those right before it."""
    behind = _behind(sentence, stated)
    if behind is None and counts_other_machine(sentence, stated.mark):
        return None
    return behind or _ahead(sentence, stated) or _noun_ahead(sentence, stated)


def counts_other_machine(sentence: Sentence, mark: Mark) -> bool:
    """'及 200 台 Atlas 800': a machine of another name stands behind the count."""
    return bool(sentence.reading.within("sku", mark.end, mark.end + _SKU_REACH))


def _behind(sentence: Sentence, stated: Stated) -> Target | None:
    text, mark = sentence.reading.text, stated.mark
    share = _SHARE.match(text, mark.end, sentence.end)
    if share is not None:
        mark = replace(mark, end=share.end())
    window = sentence.right_of(mark, _CHINESE_REACH if sentence.chinese else _ENGLISH_REACH)
    said = text[mark.start : mark.end]
    unit = machine_form(said)
    model = next((m for m in sentence.models if m.start >= mark.end), None)
    if is_followed_by_noun(sentence, mark):
        return None
    if sentence.chinese and not stated.counted:
        touches = model is not None and not text[mark.end : model.start].strip(" 英伟达")
        return Target([model], None) if model is not None and touches and stated.low >= _LEAST_PLAIN else None
    gap = words_between(sentence, mark.end, model.start) if model is not None else ""
    if model is not None and is_glue(gap, chinese=sentence.chinese):
        behind = text[model.end : min(sentence.end, model.end + 24)]
        if _OTHER.search(gap) or _NOT_GOODS.match(behind):
            return None
        form = unit or machine_form(gap) or (machine_form(behind) if _MACHINE.match(behind.strip(" 的,")) else None)
        return Target([model, *listed(text, sentence.models, model)], form)
    if not sentence.chinese and _NOUN.search(said):
        return _unnamed(sentence, mark, None)
    noun = _NOUN.search(window) if unit is None else None
    if noun is not None and is_glue(window[: noun.start()], chinese=sentence.chinese):
        described = _OTHER.search(window[: noun.start()]) or _NOT_GOODS.match(window[noun.end() :])
        if not described:
            return _unnamed(sentence, mark, None, anew=_MAKER.search(window[: noun.start()]) is not None)
    lead = re.match(r"[ 的]*", window)
    machines = _MODIFIED_MACHINE.match(window) or _MACHINE.match(window, lead.end() if lead else 0)
    if machines or unit:
        return _unnamed(sentence, mark, machine_form(said + (machines.group() if machines else "")))
    return None


def _unnamed(sentence: Sentence, mark: Mark, form: str | None, *, anew: bool = False) -> Target | None:
    """Goods called chips or servers, where the text speaks of AI chips: of a model named near, or of none."""
    if sentence.speaks_of_chips() or named_later(sentence, mark):
        return Target(named_near(sentence, mark, anew=anew), form)
    return None


def _ahead(sentence: Sentence, stated: Stated) -> Target | None:
    """'RTX 5090 显卡 46 张，', 'H100 PCIe | 24 |': the count stands behind its goods."""
    text, mark = sentence.reading.text, stated.mark
    model = next((m for m in reversed(sentence.models) if m.end <= mark.start), None)
    if model is None or mark.start - model.end > _AHEAD_REACH or is_followed_by_noun(sentence, mark):
        return None
    gap = SIZES.sub("", text[model.end : mark.start])
    if not stated.counted and not _may_count(sentence, stated, gap):
        return None
    if _OTHER.search(gap) or (stated.counter == "any" and not stands_alone(sentence, mark)):
        return None
    if not (_AHEAD if sentence.chinese else _ENGLISH_AHEAD).fullmatch(gap):
        return None
    joined = listed_up_to(text, [m for m in sentence.models if m.end <= model.end])
    return Target(joined, machine_form(gap + text[mark.start : mark.end]))


def _noun_ahead(sentence: Sentence, stated: Stated) -> Target | None:
    """'英伟达整机共计 2,715 台', 'AI 服务器 300 台': goods without a model before their count."""
    text, mark = sentence.reading.text, stated.mark
    if not sentence.chinese:
        return _number_of(sentence, mark)
    if not stated.counted or stated.counter == "any" or is_followed_by_noun(sentence, mark):
        return None
    if not sentence.speaks_of_chips():
        return None
    first = sentence.clause_span(mark.start)[0]
    nouns = [span for pattern in (_NOUN, _MACHINE) for span in sentence.found(pattern) if first <= span[0] < mark.start]
    if nouns:
        start, end = max(nouns)
        if _AHEAD.fullmatch(SIZES.sub("", text[end : mark.start])):
            form = machine_form(text[start:end] + text[mark.start : mark.end])
            return Target(named_near(sentence, mark, anew=sentence.says(_MAKER, first, mark.start)), form)
    topical = stated.counter == "chip" and sentence.clause_says(_TOPIC, mark.start) and not sentence.models
    return Target([], None) if topical and sentence.says(_MAKER, sentence.start, mark.start) else None


def _number_of(sentence: Sentence, mark: Mark) -> Target | None:
    """'put the number of restricted chips that entered China at between 80,000 and 420,000'."""
    if not stands_alone(sentence, mark) or not sentence.speaks_of_chips():
        return None
    named = _NUMBER_OF.search(sentence.left_of(mark, _NUMBER_REACH))
    if named is None:
        return None
    return Target(
        named_near(sentence, mark, anew=_MAKER.search(named.group()) is not None), machine_form(named["goods"])
    )


def _may_count(sentence: Sentence, stated: Stated, gap: str) -> bool:
    """A number without a counter behind goods: in Chinese it is a price, unless labelled or one of a list of parts."""
    if _LABELLED.search(gap):
        return True
    if not sentence.chinese:
        ends = not gap.strip().endswith(",") or not WORD_BEHIND.match(sentence.reading.text, stated.mark.end)
        return not stated.like_money and ends and stands_alone(sentence, stated.mark)
    is_part = _PARTS.search(sentence.reading.text, sentence.start, stated.mark.start) is not None
    return is_part and not gap.strip() and stands_alone(sentence, stated.mark)
