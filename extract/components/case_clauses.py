"""What a sentence of a case reports: its triggers, and the parts of the sentence that each of them rules."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from extract.reading import Reading
from extract.scanning import Pattern
from extract.word_classes import word_classes

KINDS = (
    "sentence", "dismissal", "conviction", "plea", "charge", "arrest", "search", "designation", "penalty",
    "investigation", "seizure", "conspiracy", "attempt", "shipment", "sale", "purchase", "payment",
    "deception",
)  # fmt: skip
"""Every kind of event; of two in one clause the one that stands first here is the event."""
CONDUCT = frozenset({"conspiracy", "attempt", "shipment", "sale", "purchase", "payment", "deception"})
"""What people do with goods; everything else is what an authority does with people or goods."""
_ABSORBS = frozenset(KINDS) - CONDUCT - {"seizure"}
PROSECUTION = frozenset({"sentence", "conviction", "plea", "charge", "arrest", "search"})
"""What police and courts do to those who moved goods."""
_COURT = frozenset({"sentence", "dismissal", "conviction", "plea", "charge", "arrest"})
"""Steps against one person: of several in a sentence the last one reached counts."""
_BREAK = re.compile(r"[,，:]|(?<![a-z])(?:and|while|whereas|but|after|before|when|where)(?![a-z])|并|而|但|另|后又")
_BECAUSE = re.compile(r"因|涉嫌|(?<![a-z])(?:suspected|suspicion)(?![a-z])")
_CLAUSE = re.compile(r"[,，:;(（]")
_REACH_OF_MEANS = 120
_REACH_OF_DENIAL = 120
_REACH_OF_MONEY = 36
_GUARD_REACH = 40
_GUARD_REACH_ZH = 8


@dataclass(slots=True)
class Trigger:
    """A word that reports an event."""

    kind: str
    """One of `KINDS`."""
    start: int
    """First character in the normalised text."""
    end: int
    """One past the last."""


@dataclass(slots=True)
class Clause:
    """A part of a sentence that reports one event."""

    kind: str
    """Kind of its strongest trigger."""
    triggers: list[Trigger]
    """All triggers in it, in order."""
    start: int
    """First character in the normalised text."""
    end: int
    """One past the last."""

    @property
    def trigger(self) -> Trigger:
        """The trigger that gives the kind."""
        return next(trigger for trigger in self.triggers if trigger.kind == self.kind)


@cache
def _patterns() -> list[tuple[str, Pattern]]:
    classes = word_classes("cases")
    return [(kind, classes.pattern(f"{{kind_{kind}}}")) for kind in KINDS]


@cache
def _guards() -> tuple[Pattern, Pattern, Pattern]:
    classes = word_classes("cases")
    return classes.pattern("{negated}|{supposed}"), classes.pattern("{list_name}"), classes.pattern("{list_verb}")


def find_triggers(reading: Reading, start: int, end: int) -> list[Trigger]:
    """Triggers in a sentence, in order; of two that overlap the longer one. What is denied or supposed is none."""
    text = reading.text
    found = [
        Trigger(kind, match.start(), match.end())
        for kind, pattern in _patterns()
        for match in pattern.finditer(text, start, end)
    ]
    found += _listing(text, start, end)
    found += _purposes(text, start, end)
    found.sort(key=lambda trigger: (trigger.start, -trigger.end, KINDS.index(trigger.kind)))
    kept: list[Trigger] = []
    for trigger in _with_money_told(reading, found):
        if (kept and trigger.start < kept[-1].end) or _is_guarded(text, start, trigger):
            continue
        kept.append(trigger)
    return kept


def _with_money_told(reading: Reading, triggers: list[Trigger]) -> Iterator[Trigger]:
    """Who receives money is paid; who receives anything else has not bought it."""
    takes = word_classes("cases")["takes"], word_classes("cases")["takes_only_money"]
    for trigger in triggers:
        word = reading.text[trigger.start : trigger.end]
        money = word in takes[0] and bool(reading.within("money", trigger.end, trigger.end + _REACH_OF_MONEY))
        if money:
            yield Trigger("payment", trigger.start, trigger.end)
        elif word not in takes[1]:
            yield trigger


def _listing(text: str, start: int, end: int) -> list[Trigger]:
    """'added X to the Entity List': a verb and the name of a list in one sentence, and nobody leaves the list."""
    _, names, verbs = _guards()
    name = names.search(text, start, end)
    if name is None or word_classes("cases").pattern("{list_leaving}").search(text, start, end):
        return []
    verb = verbs.search(text, start, end)
    return [Trigger("designation", verb.start(), verb.end())] if verb else []


@cache
def _means() -> tuple[Pattern, list[tuple[str, Pattern]]]:
    classes = word_classes("cases")
    deeds = [
        (kind, classes.pattern(rf"(?<=\s)to\s(?:[a-z]+ly\s)?{{deed_{kind}}}"))
        for kind in ("shipment", "sale", "purchase")
    ]
    return classes.pattern(r"{means}[^;.]*$"), deeds


def _purposes(text: str, start: int, end: int) -> list[Trigger]:
    """'used his company to buy servers' reports a purchase, though 'to buy' alone reports none."""
    means, deeds = _means()
    return [
        Trigger(kind, *match.span())
        for kind, pattern in deeds
        for match in pattern.finditer(text, start, end)
        if means.search(text, max(start, match.start() - _REACH_OF_MEANS), match.start())
    ]


@cache
def _adjective() -> tuple[Pattern, Pattern]:
    before = word_classes("cases").pattern(r"(?:{adjective_before}|[0-9][0-9kmb,.–\-]*)\s$")
    return before, word_classes("facts").pattern(r"\s(?:nvidia\s|ai\s|high-end\s)?(?:{chip_nouns}|[a-z]{1,4}[0-9])")


def _is_adjective(text: str, start: int, trigger: Trigger) -> bool:
    """'sales of smuggled H100 GPUs' reports no smuggling, 'traders smuggled H100 GPUs' does."""
    before, behind = _adjective()
    return before.search(text, max(start, trigger.start - 16), trigger.start) is not None and (
        behind.match(text, trigger.end) is not None
    )


def _is_denied(text: str, start: int, trigger: Trigger) -> bool:
    classes = word_classes("cases")
    first = max(start, trigger.start - _REACH_OF_DENIAL)
    denial = classes.pattern("{denied}").search(text, first, trigger.start)
    return denial is not None and classes.pattern("{turn}").search(text, denial.end(), trigger.start) is None


def _is_guarded(text: str, start: int, trigger: Trigger) -> bool:
    if _is_adjective(text, start, trigger) or _is_denied(text, start, trigger):
        return True
    chinese = "\u4e00" <= text[trigger.start] <= "\u9fff"
    reach = _GUARD_REACH_ZH if chinese else _GUARD_REACH
    first = max(start, trigger.start - reach)
    window = text[first : trigger.start]
    breaks = [match.end() for match in _CLAUSE.finditer(window)]
    return _guards()[0].search(window, breaks[-1] if breaks else 0) is not None


def clauses(
    text: str, triggers: list[Trigger], span: tuple[int, int], goods: list[int], names: list[int]
) -> list[Clause]:
    """The clauses of a sentence.

    *goods* are the places of counts and sums: with one of its own a clause of conduct is an event of its own, without
    one it belongs to its neighbour. *names* are the places of parties: a clause with a subject of its own stands alone.
    """
    merged: list[Clause] = []
    for part in _parts(text, triggers, *span):
        if merged and _belongs(text, merged[-1], part, goods, names):
            merged[-1].kind = min((merged[-1].kind, part.kind), key=KINDS.index)
            merged[-1].triggers += part.triggers
            merged[-1].end = part.end
        else:
            merged.append(part)
    return merged


def _parts(text: str, triggers: list[Trigger], start: int, end: int) -> list[Clause]:
    """The sentence, cut at the last break before each trigger."""
    parts: list[Clause] = []
    for trigger in triggers:
        cut = start
        if parts:
            breaks = [match.start() for match in _BREAK.finditer(text, parts[-1].triggers[-1].end, trigger.start)]
            if not breaks:
                parts[-1].triggers.append(trigger)
                parts[-1].kind = min((parts[-1].kind, trigger.kind), key=KINDS.index)
                continue
            cut = parts[-1].end = breaks[-1]
        parts.append(Clause(trigger.kind, [trigger], cut, end))
    return parts


def _belongs(text: str, before: Clause, part: Clause, goods: list[int], names: list[int]) -> bool:
    """Whether a clause says more of the event before it."""
    if before.kind in CONDUCT and part.kind in PROSECUTION and _BECAUSE.search(text, before.start, before.end):
        return True
    if before.kind in _ABSORBS and part.kind in CONDUCT:
        return True
    if before.kind in _COURT and part.kind in _COURT:
        return not any(part.start <= at < part.triggers[0].start for at in names)
    if before.kind in _ABSORBS or part.kind in _ABSORBS:
        return False
    return not (_has_own(before, goods) and _has_own(part, goods))


def _has_own(clause: Clause, goods: list[int]) -> bool:
    return any(clause.start <= at < clause.end for at in goods)
