"""Case events of articles: who did what with how many chips, by which way, and how sure the text is of it.

A sentence is cut into clauses, each with one event; what the clause says of parties, goods, money, route, method and
day goes into it, with its span. Reports of the same event become one. What is seen and not read is said with a reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from extract.components.case_clauses import CONDUCT, Clause, Trigger, clauses, find_triggers
from extract.components.case_dates import day_of
from extract.components.case_drafts import Draft, merged, record_of
from extract.components.case_gate import Signals, is_of_case, may_hold_cases, signals_of
from extract.components.case_goods import Goods, counted_goods_in, named_goods_in
from extract.components.case_known import KnownNames
from extract.components.case_methods import methods_in
from extract.components.case_names import Mention, asked_names, is_chinese, mentions_in
from extract.components.case_roles import is_claimed_end_user, role_of
from extract.components.case_routes import route_in
from extract.components.case_sentences import case_sentences
from extract.components.case_status import status_of
from extract.components.case_values import sums_in, value_of
from extract.names import Name, missing
from extract.reading import Mark, Reading
from extract.records import CaseEvent
from extract.word_classes import word_classes

_REACH_BEHIND = 2
"""Sentences behind an event that may still tell how it was done, and by whom."""
_REACH_OF_PENALTY = 40
"""Money this near behind 'agreed to pay' is the penalty."""
_RELATIVE = re.compile(r",?\s(?:which|who)(?![a-z])")


def read_cases(reading: Reading) -> tuple[CaseEvent, ...]:
    """Events in the order of the text; what they leave open stands in each, or in `Reading.undetermined`."""
    if not may_hold_cases(reading):
        return ()
    return tuple(record_of(reading, draft) for draft in merged(_CaseReader(reading).drafts()))


@dataclass(slots=True)
class _Sentence:
    """One sentence with its goods and names."""

    number: int
    start: int
    end: int
    triggers: list[Trigger]
    counted: list[Goods] = field(default_factory=list)
    sums: list[Mark] = field(default_factory=list)
    names: list[Mention] = field(default_factory=list)


class _CaseReader:
    """Goes through a text, sentence by sentence, and remembers the names and events that it has met."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        spans = case_sentences(reading)
        self._signals: list[Signals] = [signals_of(reading, *span) for span in spans]
        self._sentences = [_Sentence(n, *span, find_triggers(reading, *span)) for n, span in enumerate(spans)]
        self._known = KnownNames()
        self._drafts: list[Draft] = []

    def drafts(self) -> list[Draft]:
        """One event for every clause that reports one, before reports of the same are joined."""
        open_ones = [s for s in self._sentences if self._names_people(s) or any(self._parts_of_case(s, s.number))]
        if not open_ones:
            return []
        names = asked_names(self._reading, [(s.start, s.end) for s in open_ones])
        for sentence in self._sentences:
            self._drafts += self._events_of(sentence, names.get((sentence.start, sentence.end), ()))
        return self._drafts

    def _events_of(self, sentence: _Sentence, by_models: Sequence[Name]) -> list[Draft]:
        reading, start, end = self._reading, sentence.start, sentence.end
        last = self._drafts[-1].sentence if self._drafts else None
        found = mentions_in(reading, start, end, sentence.triggers, by_models)
        sentence.names = self._known.with_short_names(reading, found, start, end)
        self._known.learn(sentence.names)
        if not any(self._parts_of_case(sentence, last)):
            if last is not None and sentence.number - last <= _REACH_BEHIND:
                self._tell_more(sentence, self._drafts[-1])
            return []
        self._say_what_is_missing(sentence)
        sentence.counted = counted_goods_in(reading, start, end)
        sentence.sums = sums_in(reading, start, end)
        drafts = [draft for part in self._parts_of_case(sentence, last) for draft in self._of_clause(sentence, part)]
        return [draft for draft in drafts if draft.kind not in CONDUCT or draft.says_something]

    def _parts_of_case(self, sentence: _Sentence, last: int | None) -> Iterator[Clause]:
        """Clauses that report events of a case; *last* is the last sentence that did."""
        goods = [g.count.start for g in sentence.counted if g.count] + [mark.start for mark in sentence.sums]
        names = [name.start for name in sentence.names]
        span = (sentence.start, sentence.end)
        for part in clauses(self._reading.text, sentence.triggers, span, goods, names):
            status, _ = status_of(self._reading, part, *span)
            if is_of_case(part, status, sentence.number, self._signals, last):
                yield part

    def _names_people(self, sentence: _Sentence) -> bool:
        cue = word_classes("cases").pattern("{identified}")
        return cue.search(self._reading.text, sentence.start, sentence.end) is not None

    def _say_what_is_missing(self, sentence: _Sentence) -> None:
        reading = self._reading
        reason = missing("zh" if is_chinese(reading.text[sentence.start : sentence.end]) else "en")
        if reason is not None and not any(doubt.reason == reason for doubt in reading.undetermined):
            reading.undetermined.append(reading.undetermined_at("parties", sentence.start, sentence.end, reason))

    def _of_clause(self, sentence: _Sentence, clause: Clause) -> list[Draft]:
        """The events of a clause: one, or one for each count where goods moved or were taken."""
        reading, at = self._reading, clause.trigger
        status, said = status_of(reading, clause, sentence.start, sentence.end)
        draft = Draft(clause.kind, status, sentence.number, (clause.start, clause.end))
        mark = Mark("kind", clause.kind, at.start, at.end, f"case.{clause.kind}", 0.85)
        draft.evidence.append(reading.evidence("kind", mark))
        if said is not None:
            draft.evidence.append(reading.evidence("status", said))
        self._add_parties(sentence, clause, draft)
        self._add_value(sentence, clause, draft)
        if clause.kind != "payment":
            self._add_route(draft, clause.start, clause.end)
        draft.add_methods(reading, methods_in(reading, clause.start, clause.end))
        day = day_of(reading, clause)
        draft.on = day.on
        if day.mark is not None:
            draft.evidence.append(reading.evidence("on", day.mark))
        if day.doubt is not None:
            draft.undetermined.append(reading.undetermined_at("on", *day.doubt))
        return self._with_goods(sentence, clause, draft)

    def _add_parties(self, sentence: _Sentence, clause: Clause, draft: Draft) -> None:
        for mention in sentence.names:
            if not (clause.start <= mention.start < clause.end or self._leads_into(mention, clause)):
                continue
            role = role_of(self._reading, mention, clause, sentence.start, sentence.end)
            if role is not None or not mention.rule.endswith(("spacy", "lac")):
                self._add_party(draft, mention, role)

    def _leads_into(self, mention: Mention, clause: Clause) -> bool:
        """'X Inc., which sent …': the name stands before the clause that tells of it."""
        return mention.end == clause.start and _RELATIVE.match(self._reading.text, clause.start) is not None

    def _add_party(self, draft: Draft, mention: Mention, role: str | None) -> None:
        draft.add_party(self._reading, mention, role, self._known.full(mention, self._reading))

    def _add_value(self, sentence: _Sentence, clause: Clause, draft: Draft) -> None:
        reading = self._reading
        sums = [mark for mark in sentence.sums if clause.start <= mark.start < clause.end]
        if clause.kind == "penalty":
            sums = [mark for mark in sums if not 0 <= mark.start - clause.trigger.end < _REACH_OF_PENALTY]
        if len(sums) > 1:
            reason = "several amounts in one clause"
            draft.undetermined += [reading.undetermined_at("value", mark.start, mark.end, reason) for mark in sums]
        if len(sums) != 1:
            return
        (at,) = sums
        value = value_of(reading, at, clause.kind, clause.start, clause.end)
        draft.value, draft.value_kind = value.money, value.kind
        mark = Mark("value", value.money, at.start, at.end, f"case.value.{value.kind or 'open'}", at.confidence)
        draft.evidence.append(reading.evidence("value", mark))
        if value.kind is not None:
            draft.evidence.append(reading.evidence("value_kind", value.kind_mark or mark))
        if value.doubt is not None:
            draft.undetermined.append(reading.undetermined_at("value_kind", at.start, at.end, value.doubt))

    def _add_route(self, draft: Draft, start: int, end: int) -> None:
        route = route_in(self._reading, start, end)
        draft.route = route.codes
        draft.evidence += [self._reading.evidence("route", mark) for mark in route.marks]
        if route.doubt is not None:
            reason = "a country on the way, without where it begins and ends"
            draft.undetermined.append(
                self._reading.undetermined_at("route", route.doubt.start, route.doubt.end, reason)
            )

    def _with_goods(self, sentence: _Sentence, clause: Clause, draft: Draft) -> list[Draft]:
        named = named_goods_in(self._reading, clause.start, clause.end)
        counted = [g for g in sentence.counted if g.count and clause.start <= g.count.start < clause.end]
        if len(counted) > 1 and clause.kind not in CONDUCT | {"seizure"}:
            draft.set_goods(self._reading, named)
            draft.undetermined += [
                self._reading.undetermined_at("quantity", g.count.start, g.count.end, "several counts in one event")
                for g in counted
                if g.count
            ]
            return [draft]
        drafts = [draft, *(draft.for_other_goods() for _ in counted[1:])]
        for own, goods in zip(drafts, counted or [named], strict=True):
            if not goods.models and len(counted) == 1:
                goods.models, goods.marks = named.models, named.marks
            own.set_goods(self._reading, goods)
        return drafts

    def _tell_more(self, sentence: _Sentence, draft: Draft) -> None:
        """A sentence that reports no event of its own may tell how the one before it was done, or by whom."""
        if self._names_people(sentence):
            for mention in sentence.names:
                self._add_party(draft, mention, None if draft.kind in CONDUCT else "accused")
        draft.add_methods(self._reading, methods_in(self._reading, sentence.start, sentence.end))
        for mention in sentence.names:
            if is_claimed_end_user(self._reading, mention, sentence.start, sentence.end):
                self._add_party(draft, mention, "claimed_end_user")
        if not draft.route and (route := route_in(self._reading, sentence.start, sentence.end)).is_chain:
            draft.route = route.codes
            draft.evidence += [self._reading.evidence("route", mark) for mark in route.marks]
