"""What a count counts: goods behind it, goods right before it, or the goods its clause is about."""

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
_OTHER_GOODS = _WORDS.pattern("{other_goods}")
_NOT_GOODS = _WORDS.pattern(r"[ \-的]*(?:ultra )?{chip_nouns}?[ \-的]*{not_goods_behind}")
_MODIFIED_MACHINE = _WORDS.pattern(r"\s?(?:(?:{modifiers}|[a-z]+-bound)[\s\-]?){0,3}{machines}")
_CONTAINS = _WORDS.pattern("{contains}|{known_as}")
_JOIN = _WORDS.pattern(r"(?:\s?(?:{chip_nouns})){0,2}\s?{joins}\s?(?:nvidia |英伟达)?")
_AHEAD = _WORDS.pattern(r"[^0-9,，、。;；:!?]{0,16}(?:[,，:]?\s?{count_labels}[: ]?)?(?:{count_labels})?\s?")
_CHIP_COUNTER = re.compile(r"颗\s?$")
_TOPIC = _WORDS.pattern("{count_topics}")
_BOUNDARY = _WORDS.pattern(r"\s?(?:[,，。、;；)）(（\[]|$|{go_on})")
SIZES = re.compile(r"[(（][^()（）]{0,30}[)）]|[0-9]+ ?(?:gb?(?![a-z])|卡|路|u(?![a-z])|英寸)")
"""Sizes in a name, which count nothing."""
_BREAK = re.compile(r"[,，。;；:!?]|[0-9]")
_CHINESE_REACH, _ENGLISH_REACH = 40, 70
_CHINESE_GLUE, _ENGLISH_GLUE = 26, 6
_ANAPHORA_REACH = 160
_TOPIC_REACH = 60
_AMONG_REACH, _ALONE_REACH = 30, 90
"""How far goods may stand before their count: among other goods, and alone in the sentence."""


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


def target_of(sentence: Sentence, stated: Stated) -> Target | None:
    """The goods of a count."""
    if sentence.chinese and not stated.counted:
        return None
    return _behind(sentence, stated) or _ahead(sentence, stated) or _topic(sentence, stated)


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


def _behind(sentence: Sentence, stated: Stated) -> Target | None:
    text, mark = sentence.reading.text, stated.mark
    window = sentence.right_of(mark, _CHINESE_REACH if sentence.chinese else _ENGLISH_REACH)
    unit = machine_form(text[mark.start : mark.end])
    model = next((m for m in sentence.models if m.start >= mark.end), None)
    if model is not None and _is_glue(text[mark.end : model.start], chinese=sentence.chinese):
        gap, behind = text[mark.end : model.start], text[model.end : min(sentence.end, model.end + 24)]
        if _OTHER.search(gap) or _NOT_GOODS.match(behind):
            return None
        form = unit or machine_form(gap) or (machine_form(behind) if _MACHINE.match(behind.strip(" 的,")) else None)
        return Target([model, *listed(text, sentence.models, model)], form)
    noun = _NOUN.search(window) if unit is None else None
    if noun is not None and _is_glue(window[: noun.start()], chinese=sentence.chinese):
        described = _OTHER.search(window[: noun.start()]) or _NOT_GOODS.match(window[noun.end() :])
        if not described:
            named_anew = _MAKER.search(window[: noun.start()]) is not None
            return Target(_named_near(sentence, mark, anew=named_anew), None) if sentence.speaks_of_chips() else None
    lead = re.match(r"[ 的]*", window)
    machines = _MODIFIED_MACHINE.match(window) or _MACHINE.match(window, lead.end() if lead else 0)
    if (unit or machines) and sentence.speaks_of_chips():
        said = text[mark.start : mark.end] + (machines.group() if machines else "")
        return Target(_named_near(sentence, mark), machine_form(said))
    return None


def _ahead(sentence: Sentence, stated: Stated) -> Target | None:
    """'RTX 5090 显卡 46 张，': the count stands behind its goods, and nothing else behind the count."""
    text, mark = sentence.reading.text, stated.mark
    model = next((m for m in reversed(sentence.models) if m.end <= mark.start), None)
    if model is None or not sentence.chinese or not _BOUNDARY.match(text, mark.end, sentence.end):
        return None
    if mark.start - model.end > _TOPIC_REACH:
        return None
    gap = SIZES.sub("", text[model.end : mark.start])
    if not _AHEAD.fullmatch(gap) or _OTHER.search(gap):
        return None
    return Target([model], machine_form(gap))


def _topic(sentence: Sentence, stated: Stated) -> Target | None:
    """'H20 对华出货量 65 万颗': the clause is about the goods named before."""
    text, mark = sentence.reading.text, stated.mark
    if (sentence.chinese and not stated.counted) or not sentence.clause_says(_TOPIC, mark.start):
        return None
    if not _BOUNDARY.match(text, mark.end, sentence.end):
        return None
    model = next((m for m in reversed(sentence.models) if m.end <= mark.start), None)
    if model is None:
        owner = sentence.says(_MAKER, sentence.start, mark.start)
        chips = _CHIP_COUNTER.search(text, mark.start, mark.end) or sentence.says(_NOUN, sentence.start, mark.start)
        return Target([], None) if owner and chips else None
    if mark.start - model.end > _TOPIC_REACH:
        return None
    between = SIZES.sub("", text[model.end : mark.start])
    if _OTHER_GOODS.search(between):
        return None
    return Target([model], machine_form(between))


def _is_glue(gap: str, *, chinese: bool) -> bool:
    """Whether nothing but describing words stands between a count and its goods."""
    gap = SIZES.sub("", gap)
    if _BREAK.search(gap) or gap.count("(") != gap.count(")"):
        return False
    return len(gap) <= _CHINESE_GLUE if chinese else len(gap.split()) <= _ENGLISH_GLUE


def _named_near(sentence: Sentence, mark: Mark, *, anew: bool = False) -> list[Mark]:
    """The model that the goods contain, else the one before, else that of the sentence before unless named anew."""
    text = sentence.reading.text
    for model in sentence.models:
        if mark.end <= model.start < mark.end + _TOPIC_REACH and _CONTAINS.search(text, mark.end, model.start):
            return [model]
    ahead = [m for m in sentence.models if m.end <= mark.start]
    reach = _ALONE_REACH if sentence.names_one_model else _AMONG_REACH
    if ahead and mark.start - ahead[-1].end < reach:
        return ahead[-1:]
    if anew or (sentence.before and sentence.before[-1].model_mark is None):
        return []
    last = sentence.last_model
    return [last] if last is not None and mark.start - last.end < _ANAPHORA_REACH else []
