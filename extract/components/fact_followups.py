"""Counts whose goods were named before: 其中 1.1 万张, 前者 64 台, another 120, eight of them, Units declared: 36."""

from __future__ import annotations

import re

from extract.components.fact_basis import is_each
from extract.components.fact_gaps import goes_on, is_followed_by_noun, machine_form, stands_alone
from extract.components.fact_namings import listed_up_to, named_later, named_near
from extract.components.fact_targets import Stated, Target, counts_other_machine
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
_CLAUSE_LEAD = re.compile(r"(?:[,;:–—“-]|\b(?:and|but|only|just))\s?(?:(?:the|about|some|roughly|over)\s)?$")
_PREPOSITION = _WORDS.pattern(r"s?\s(?:(?:{chip_nouns}|{machines})\s)?(in|to|from|on|via|through|by|at)\s")
_PORTION = _WORDS.pattern(
    r"{ordinals}(?:\s{portions})?,?\s(?:of|for|with|covering)\s(?:{about}|{at_least}|{at_most})?\s?$"
)
_MOVE = _WORDS.pattern(r"{count_moves}\s(?:{about}|{at_least}|{at_most})?\s?$")
_SO_FAR = _WORDS.pattern(r"\s*{so_far},?\s(?:(?:{about}|{at_least}|some|only)\s)?")
_VERB_BEHIND = _WORDS.pattern(r"\s(?:{verbs_of_goods})")
_RISES_TO = re.compile(
    r"\b(?:to|from|at|of|was|is|were|reached|exceeded|exceeds|totalled|totaled|hit)\s"
    r"(?:about |some |roughly |over |between )?$"
)
_CONTENTS = _WORDS.pattern(r"\s(?:{contains})\s(?:(?:eight|8|four|4)\s)?(?:{vendor_words}\s)?")
_TOPIC = _WORDS.pattern("{count_topics}")
_TRADE = _WORDS.pattern("{acquired}|{disposed}|{smuggled}|{seized}|{held}|{licensed}|{charged}")
_ARRIVED = _WORDS.pattern("{arrivals}$")
_OTHER_AHEAD = _WORDS.pattern(r"(?:{other_goods}|{belongings})\s?(?:共|共计|约)?\s?$")
_MACHINES = {"server", "rack"}
_WITH_COUNTER = {"card", "chip", "server", "rack", "module", "board"}
_SPEAKER = re.compile(r"\s*(?:[a-z][a-z0-9_]{0,11}:\s*)?")
_COMMA = re.compile(r"\s?[,，]\s?(?:at )?(?:[a-z]{0,3}\s?[$€£¥]?)?")
_ANSWER_REACH = 20
_REACH = 160
_FEWEST, _HANDFUL = 2, 10
_LEAD_REACH = 12


def goods_named_before(sentence: Sentence, stated: Stated, counted: list[Item]) -> Target | None:
    """The goods of a count that names none itself."""
    mark = stated.mark
    elliptic = _with_contents(sentence, mark, counted)
    if elliptic is not None:
        return elliptic
    if counts_other_machine(sentence, mark) or _OTHER_AHEAD.search(sentence.left_of(mark, 16)):
        return None
    if stated.low < _FEWEST or is_followed_by_noun(sentence, mark) or not _refers_back(sentence, stated, counted):
        return None
    if stated.low < _HANDFUL and stated.counter not in _MACHINES and not _is_traded(sentence, mark):
        return None
    pair = _of_pair(sentence, mark)
    models = named_later(sentence, mark, near=True) or pair or _topic(sentence, mark)
    models = models or named_later(sentence, mark)
    if not models:
        return _unnamed_before(sentence, stated, counted)
    said = sentence.reading.text[(pair[0].end if models is pair else mark.start) : mark.end]
    before = next((item for item in reversed(sentence.before) if item.model_mark in models), None)
    return Target(models, machine_form(said) or (before.form if before else None))


def _unnamed_before(sentence: Sentence, stated: Stated, counted: list[Item]) -> Target | None:
    """'拟采购 128 台服务器……从 128 台变成 8 台': machines that no model is named of, counted by the same word."""
    last = next(reversed(counted or sentence.before), None)
    if last is None or last.model_mark is not None or last.counter != stated.counter:
        return None
    if not stated.counted and not _TALLY.search(sentence.left_of(stated.mark, 40)):
        return None
    return Target([], last.form)


def _with_contents(sentence: Sentence, mark: Mark, counted: list[Item]) -> Target | None:
    """'22 machines with B200 boards and nine with H200 boards': the machines are named once."""
    text = sentence.reading.text
    model = next((m for m in sentence.models if m.start >= mark.end), None)
    if model is None or not counted or counted[-1].form not in _MACHINES:
        return None
    return Target([model], counted[-1].form) if _CONTENTS.fullmatch(text, mark.end, model.start) else None


def _is_traded(sentence: Sentence, mark: Mark) -> bool:
    return sentence.says(_TRADE) or _ARRIVED.search(sentence.left_of(mark, 8)) is not None


def _refers_back(sentence: Sentence, stated: Stated, counted: list[Item]) -> bool:
    text, mark = sentence.reading.text, stated.mark
    left = sentence.left_of(mark, 70)
    if _OF_THEM.match(text, mark.end, sentence.end) or _TALLY.search(left) or _LABEL.search(left):
        return True
    if _RISES_TO.search(left) and sentence.clause_says(_TOPIC, mark.start) and stands_alone(sentence, mark):
        return True
    is_subject = not sentence.chinese and _VERB_BEHIND.match(text, mark.end, sentence.end) is not None
    if not (is_subject or stands_alone(sentence, mark)) or (
        stated.like_money and not _is_among_counts(sentence, mark, counted)
    ):
        return False
    if (
        _is_parallel(sentence, mark, counted)
        or _starts_clause(sentence, mark)
        or _PORTION.search(left)
        or (counted and _MOVE.search(left))
    ):
        return True
    if stated.counted and _is_answer(sentence, mark):
        return True
    if stated.counted:
        with_counter = stated.counter in _WITH_COUNTER or any(item.counter == stated.counter for item in counted)
        return with_counter or _LEAD.search(left) is not None
    return not sentence.chinese and _LEAD.search(left) is not None


def _is_answer(sentence: Sentence, mark: Mark) -> bool:
    """'Yes. 22 pcs, usd 27.5k each': a count that begins its sentence, and what each costs right behind."""
    text = sentence.reading.text
    lead = _SPEAKER.fullmatch(text, sentence.start, mark.start)
    money = sentence.reading.within("money", mark.end, min(sentence.end, mark.end + _ANSWER_REACH))
    return (
        lead is not None
        and bool(money)
        and is_each(sentence, money[0])
        and _COMMA.fullmatch(text, mark.end, money[0].start) is not None
    )


def _is_among_counts(sentence: Sentence, mark: Mark, counted: list[Item]) -> bool:
    """'380k should go to one customer': after a count, and with no amount of money in between, a number counts."""
    if sentence.chinese or mark.rule == "money.paid" or not (counted or sentence.before):
        return False
    since = counted[-1].end if counted else sentence.start
    return not any(other.value.signed for other in sentence.reading.within("money", since, mark.start))


def _is_parallel(sentence: Sentence, mark: Mark, counted: list[Item]) -> bool:
    """'200 H100s in May, 150 in June': the same preposition stands behind both counts."""
    if sentence.chinese or not counted:
        return False
    text = sentence.reading.text
    first, second = (_PREPOSITION.match(text, end, sentence.end) for end in (counted[-1].end, mark.end))
    lead = _CLAUSE_LEAD.search(text, max(sentence.start, mark.start - _LEAD_REACH), mark.start)
    return lead is not None and first is not None and second is not None and first[1] == second[1]


def _starts_clause(sentence: Sentence, mark: Mark) -> bool:
    """'Of the 600 racks ordered, 212 had arrived': a number is what the clause is about."""
    text = sentence.reading.text
    return (
        not sentence.chinese
        and (
            not text[sentence.start : mark.start].strip()
            or _SO_FAR.fullmatch(text, sentence.start, mark.start) is not None
            or _CLAUSE_LEAD.search(text, max(sentence.start, mark.start - _LEAD_REACH), mark.start) is not None
        )
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
    ahead = [m for m in sentence.topics if m.end <= mark.start]
    last = ahead[-1] if ahead else sentence.last_model
    if last is None or mark.start - last.end > _REACH:
        return named_near(sentence, mark) if ahead else []
    if ahead:
        return listed_up_to(sentence.reading.text, ahead)
    return [last] if goes_on(sentence, last, mark) or _LABEL.search(sentence.left_of(mark, 70)) else []
