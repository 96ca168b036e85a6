"""Counts whose goods were named before: 其中 1.1 万张, 前者 64 台, another 120, eight of them, Units declared: 36."""

from __future__ import annotations

import re

from extract.components.fact_gaps import goes_on, is_followed_by_noun, machine_form, stands_alone
from extract.components.fact_namings import named_later, named_near
from extract.components.fact_targets import Stated, Target
from extract.components.sentences import Item, Sentence
from extract.reading import Mark
from extract.word_classes import word_classes

_WORDS = word_classes("facts")
_FORMER = _WORDS.pattern(r"{former}[^0-9,，。;；]{0,8}$")
_LATTER = _WORDS.pattern(r"{latter}[^0-9,，。;；]{0,8}$")
_OF_THEM = _WORDS.pattern(r"\s?(?:{of_them}|{for_one})")
_LEAD = _WORDS.pattern(r"(?:{count_leads}|{handled}):?\s?(?:{about}|{at_least}|{at_most})?\s?$")
_LABEL = _WORDS.pattern(r"{unit_labels}[^:\n.0-9]{0,60}:\s?\**\s?$")
_TALLY = _WORDS.pattern(r"{tallies}[^0-9,，。;；]{0,10}$")
_CLAUSE_LEAD = re.compile(r"(?:[,;:–—-]|\b(?:and|but|only|just))\s?$")
_VERB_BEHIND = _WORDS.pattern(r"\s(?:{verbs_of_goods})")
_RISES_TO = re.compile(r"\b(?:to|from|at|of|was|is|were)\s(?:about |some |roughly |over )?$")
_TOPIC = _WORDS.pattern("{count_topics}")
_TRADE = _WORDS.pattern("{acquired}|{disposed}|{smuggled}|{seized}|{held}|{licensed}|{charged}")
_ARRIVED = _WORDS.pattern("{arrivals}$")
_MACHINES = {"server", "rack"}
_WITH_COUNTER = {"card", "chip", "server", "rack", "module", "board"}
_REACH = 160
_FEWEST, _HANDFUL = 2, 10


def goods_named_before(sentence: Sentence, stated: Stated, counted: list[Item]) -> Target | None:
    """The goods of a count that names none itself."""
    mark = stated.mark
    if stated.low < _FEWEST or is_followed_by_noun(sentence, mark) or not _refers_back(sentence, stated, counted):
        return None
    if stated.low < _HANDFUL and stated.counter not in _MACHINES and not _is_traded(sentence, mark):
        return None
    models = named_later(sentence, mark, near=True) or _of_pair(sentence, mark) or _topic(sentence, mark)
    models = models or named_later(sentence, mark)
    if not models:
        return None
    said = sentence.reading.text[mark.start : mark.end]
    before = next((item for item in reversed(sentence.before) if item.model_mark in models), None)
    return Target(models, machine_form(said) or (before.form if before else None))


def _is_traded(sentence: Sentence, mark: Mark) -> bool:
    return sentence.says(_TRADE) or _ARRIVED.search(sentence.left_of(mark, 8)) is not None


def _refers_back(sentence: Sentence, stated: Stated, counted: list[Item]) -> bool:
    text, mark = sentence.reading.text, stated.mark
    left = sentence.left_of(mark, 70)
    if _OF_THEM.match(text, mark.end, sentence.end) or _TALLY.search(left) or _LABEL.search(left):
        return True
    if _RISES_TO.search(left) and sentence.clause_says(_TOPIC, mark.start) and stands_alone(sentence, mark):
        return True
    if stated.like_money or not stands_alone(sentence, mark):
        return False
    if _starts_clause(sentence, mark):
        return True
    if stated.counted:
        with_counter = stated.counter in _WITH_COUNTER or any(item.counter == stated.counter for item in counted)
        return with_counter or _LEAD.search(left) is not None
    return not sentence.chinese and _LEAD.search(left) is not None


def _starts_clause(sentence: Sentence, mark: Mark) -> bool:
    """'Of the 600 racks ordered, 212 had arrived': a number is what the clause is about."""
    text = sentence.reading.text
    return (
        not sentence.chinese
        and _CLAUSE_LEAD.search(text, max(sentence.start, mark.start - 6), mark.start) is not None
        and _VERB_BEHIND.match(text, mark.end, sentence.end) is not None
    )


def _of_pair(sentence: Sentence, mark: Mark) -> list[Mark]:
    """'前者 64 台，后者 16 台'."""
    left = sentence.left_of(mark, 16)
    is_former, is_latter = _FORMER.search(left), _LATTER.search(left)
    ahead = [m for m in sentence.models if m.end <= mark.start]
    if len(ahead) < _FEWEST or not (is_former or is_latter):
        return []
    return [ahead[-2]] if is_former and not is_latter else ahead[-1:]


def _topic(sentence: Sentence, mark: Mark) -> list[Mark]:
    ahead = [m for m in sentence.models if m.end <= mark.start]
    last = ahead[-1] if ahead else sentence.last_model
    if last is None or mark.start - last.end > _REACH:
        return named_near(sentence, mark) if ahead else []
    return [last] if goes_on(sentence, last, mark) or _LABEL.search(sentence.left_of(mark, 70)) else []
