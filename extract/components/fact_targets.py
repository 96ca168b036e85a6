"""What a count counts: goods behind it, goods right before it, or goods named earlier."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extract.components.sentences import Sentence
from extract.reading import Mark
from extract.word_classes import word_classes

_WORDS = word_classes("facts")
_NOUN = _WORDS.pattern("{chip_nouns}")
_MACHINE = _WORDS.pattern("{machines}")
_RACK = _WORDS.pattern("{racks}")
_MAKER = _WORDS.pattern("{chip_makers}")
_OTHER = _WORDS.pattern("{other_nouns}|{other_goods}")
_NOT_GOODS = _WORDS.pattern(r"[ \-的]*(?:ultra )?{chip_nouns}?[ \-的]*{not_goods_behind}")
_MODIFIED_MACHINE = _WORDS.pattern(r"\s?(?:(?:{modifiers}|[a-z]+-bound)[\s\-]?){0,3}{machines}")
_CONTAINS = _WORDS.pattern("{contains}|{known_as}")
_JOIN = _WORDS.pattern(r"(?:\s?(?:{chip_nouns}|{machines})){0,2}\s?{joins}\s?(?:nvidia |nvidia's |英伟达)?(?:的\s?)?")
_AHEAD = _WORDS.pattern(
    r"[^0-9,，、。;；:!?]{0,20}(?:[,，:(（]?\s?{count_labels}[: ]?)?(?:{count_labels}[: ]?){0,2}\s?[x×*|(（:\-–—]?\s?"
)
_ENGLISH_AHEAD = _WORDS.pattern(
    r"(?:[\s|]|{edition}|{chip_nouns}|{machines}|{vendor_words}|[\"”'])*(?:[:|(x×*,–—]|{count_labels}:?|-(?=\s))\s?"
    r"(?:(?:{count_labels}):?\s?)?"
)
_BEHIND_NOUN = _WORDS.pattern(
    r"\+?(?:&nbsp;)?\s?(?:的|个|只)?\s?(?:{other_goods}|{other_nouns}|{not_goods_behind}|{other_units}|[a-z0-9]{1,3}\s?{other_goods})|\s?(?:[\"”″'’%]|-[0-9]|per cent)"
)
_NAME_BEFORE = re.compile(r"[a-z][ \-]?$|[/\-×x*&]\s?$")
_LABELLED = _WORDS.pattern(r"{quantity_labels}\s?$|(?<![a-z])[x×*]\s?$")
_PARTS = _WORDS.pattern(r"[件张颗块台枚][^。]{0,20}{part_words}")
_IDENTIFIES = _WORDS.pattern("{identifies}")
_TOPIC = _WORDS.pattern("{count_topics}")
_ROW_LEAD = _WORDS.pattern(
    r"(?:[\s:：\-–—*•·|,，]|{edition}|{shops}|{copula}|{price_words}|{each_words}|{vendor_words}|{dates}|{unit_labels})*"
)
_PRICE_OF = re.compile(r"\s(?:for|per|an?|each)\s")
_LATIN_END = re.compile("[a-z]$")
_HAN_OR_LETTER = re.compile(r"\s?[\u4e00-\u9fffa-z]")
_GO_ON = _WORDS.pattern(r"\s?(?:{go_on}|{count_labels})")
SIZES = re.compile(
    r"[(（][^()（）]{0,30}[)）]|[0-9]+ ?(?:gb?(?![a-z])|卡|路|u(?![a-z])|英寸)|[x×*] ?[0-9]{1,2}(?![0-9])"
)
"""Sizes in a name, which count nothing."""
_BREAK = re.compile(r"[,，、。;；:!?|]|[0-9]|[一两][张块颗片台枚柜]")
_CHINESE_REACH, _ENGLISH_REACH = 40, 70
_CHINESE_GLUE, _ENGLISH_GLUE = 26, 6
_AHEAD_REACH = 60
_CONTENTS_REACH = 60
_LEAST_PLAIN = 10
"""A number without a counter counts in Chinese from here on: 采购 4000 H100."""
_AMONG_REACH, _ALONE_REACH = 30, 90
"""How far goods may stand before their count: among other goods, and alone in the sentence."""
_ANAPHORA_REACH = 160
_ROW_REACH = 60
_CUE_REACH = 40
_LATER_REACH, _NEAR_REACH = 200, 60


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
    return _behind(sentence, stated) or _ahead(sentence, stated) or _noun_ahead(sentence, stated)


def goes_on(sentence: Sentence, model: Mark, mark: Mark) -> bool:
    """No line break stands between goods and a number, or nothing of its own before the number in its line."""
    text = sentence.reading.text
    if "\n" not in text[model.end : mark.start]:
        return True
    line = sentence.reading.line_of(mark.start)
    return _ROW_LEAD.fullmatch(text, max(line.start, mark.start - _ROW_REACH), mark.start) is not None


def is_in_a_name(sentence: Sentence, stated: Stated) -> bool:
    """'Adreno 850 GPU', 'RX 6500/…': a number between Latin words of a Chinese text."""
    if not sentence.chinese or (
        stated.counted and not _LATIN_END.search(sentence.reading.text[: stated.mark.end][-3:])
    ):
        return False
    return _NAME_BEFORE.search(sentence.left_of(stated.mark, 4)) is not None


def listed(text: str, models: list[Mark], first: Mark) -> list[Mark]:
    """'H100 和 H200 GPU': models joined by and."""
    found: list[Mark] = []
    last = first
    for model in models:
        if model.start <= last.end:
            continue
        if not _JOIN.fullmatch(text, last.end, model.start):
            break
        found.append(model)
        last = model
    return found


def listed_up_to(text: str, models: list[Mark]) -> list[Mark]:
    """The last of these models and those joined to it: 'H100 and H200 GPUs, worth …'."""
    found = models[-1:]
    for model in reversed(models[:-1]):
        if not _JOIN.fullmatch(text, model.end, found[0].start):
            break
        found.insert(0, model)
    return found


def machine_form(said: str) -> str | None:
    """The word for a machine, where a text names one: server or rack."""
    if _RACK.search(said):
        return "rack"
    return "server" if _MACHINE.search(said) else None


def is_followed_by_noun(sentence: Sentence, mark: Mark) -> bool:
    """Behind a count stands something else that it counts: 12 台交换机, 40 workers."""
    return _BEHIND_NOUN.match(sentence.reading.text, mark.end, sentence.end) is not None


def stands_alone(sentence: Sentence, mark: Mark) -> bool:
    """Nothing that it could count stands behind a count, but the end of its clause or a verb."""
    text = sentence.reading.text
    if is_followed_by_noun(sentence, mark):
        return False
    return not _HAN_OR_LETTER.match(text, mark.end, sentence.end) or _GO_ON.match(text, mark.end) is not None


def _behind(sentence: Sentence, stated: Stated) -> Target | None:
    text, mark = sentence.reading.text, stated.mark
    window = sentence.right_of(mark, _CHINESE_REACH if sentence.chinese else _ENGLISH_REACH)
    said = text[mark.start : mark.end]
    unit = machine_form(said)
    model = next((m for m in sentence.models if m.start >= mark.end), None)
    if is_followed_by_noun(sentence, mark):
        return None
    if sentence.chinese and not stated.counted:
        touches = model is not None and not text[mark.end : model.start].strip(" 英伟达")
        return Target([model], None) if model is not None and touches and stated.low >= _LEAST_PLAIN else None
    if model is not None and _is_glue(text[mark.end : model.start], chinese=sentence.chinese):
        gap, behind = text[mark.end : model.start], text[model.end : min(sentence.end, model.end + 24)]
        if _OTHER.search(gap) or _NOT_GOODS.match(behind):
            return None
        form = unit or machine_form(gap) or (machine_form(behind) if _MACHINE.match(behind.strip(" 的,")) else None)
        return Target([model, *listed(text, sentence.models, model)], form)
    if not sentence.chinese and _NOUN.search(said):
        return _unnamed(sentence, mark, None)
    noun = _NOUN.search(window) if unit is None else None
    if noun is not None and _is_glue(window[: noun.start()], chinese=sentence.chinese):
        described = _OTHER.search(window[: noun.start()]) or _NOT_GOODS.match(window[noun.end() :])
        if not described:
            return _unnamed(sentence, mark, None, anew=_MAKER.search(window[: noun.start()]) is not None)
    lead = re.match(r"[ 的]*", window)
    machines = _MODIFIED_MACHINE.match(window) or _MACHINE.match(window, lead.end() if lead else 0)
    if machines or (unit and not sentence.chinese):
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
    if not sentence.chinese or not stated.counted or stated.counter == "any" or is_followed_by_noun(sentence, mark):
        return None
    if not sentence.speaks_of_chips():
        return None
    first, last = sentence.clause_span(mark.start)
    nouns = [span for pattern in (_NOUN, _MACHINE) for span in sentence.found(pattern) if first <= span[0] < mark.start]
    if nouns:
        start, end = max(nouns)
        if _AHEAD.fullmatch(SIZES.sub("", text[end : mark.start])):
            form = machine_form(text[start:end] + text[mark.start : mark.end])
            return Target(named_near(sentence, mark, anew=sentence.says(_MAKER, first, mark.start)), form)
    topical = stated.counter == "chip" and sentence.clause_says(_TOPIC, mark.start) and not sentence.models
    return Target([], None) if topical and sentence.says(_MAKER, sentence.start, mark.start) else None


def _may_count(sentence: Sentence, stated: Stated, gap: str) -> bool:
    """A number without a counter behind goods: in Chinese it is a price, unless labelled or one of a list of parts."""
    if _LABELLED.search(gap):
        return True
    if not sentence.chinese:
        ends = not gap.strip().endswith(",") or not _HAN_OR_LETTER.match(sentence.reading.text, stated.mark.end)
        return not stated.like_money and ends and stands_alone(sentence, stated.mark)
    is_part = _PARTS.search(sentence.reading.text, sentence.start, stated.mark.start) is not None
    return is_part and not gap.strip() and stands_alone(sentence, stated.mark)


def _is_glue(gap: str, *, chinese: bool) -> bool:
    """Whether nothing but describing words stands between a count and its goods."""
    gap = SIZES.sub("", gap)
    if _PRICE_OF.match(gap):
        return False
    if _BREAK.search(gap) or gap.count("(") != gap.count(")"):
        return False
    return len(gap) <= _CHINESE_GLUE if chinese else len(gap.split()) <= _ENGLISH_GLUE


def named_near(sentence: Sentence, mark: Mark, *, anew: bool = False) -> list[Mark]:
    """The model that the goods contain, else the one before, else that of the sentence before unless named anew."""
    text = sentence.reading.text
    for model in sentence.models:
        if mark.end <= model.start < mark.end + _CONTENTS_REACH and _CONTAINS.search(text, mark.end, model.start):
            return [model]
    ahead = [m for m in sentence.models if m.end <= mark.start]
    reach = _ALONE_REACH if sentence.names_one_model else _AMONG_REACH
    if ahead and mark.start - ahead[-1].end < reach:
        return ahead[-1:]
    if anew or (sentence.before and sentence.before[-1].model_mark is None):
        return []
    last = sentence.last_model
    return [last] if last is not None and mark.start - last.end < _ANAPHORA_REACH else []


def named_later(sentence: Sentence, mark: Mark, *, near: bool = False) -> list[Mark]:
    """'72 servers … All carry Nvidia's H200', 'another 120, this time H200s': the name stands behind the goods.

    Without *near* only where no model stands before them.
    """
    reading = sentence.reading
    if not near and reading.within("model", 0, mark.start):
        return []
    end = min(sentence.end, mark.end + _NEAR_REACH) if near else min(len(reading.text), sentence.end + _LATER_REACH)
    behind = reading.within("model", mark.end, end)
    cue = max(mark.end, behind[0].start - _CUE_REACH) if behind else 0
    named = bool(behind) and _IDENTIFIES.search(reading.text, cue, behind[0].start) is not None
    return behind[:1] if named else []
