"""An event of a case while it is put together, and when two of them are one."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from extract.components.case_goods import Goods
from extract.components.case_names import Mention
from extract.components.case_status import Status
from extract.components.case_values import ValueKind
from extract.reading import Mark, Reading
from extract.records import CaseEvent, Evidence, Money, Party, Undetermined, Unit

_NEAR = 2
"""Sentences between two reports of one event that names nobody."""
_REMEMBERED = 40
"""Events that a later report may belong to: the last ones, so that a file of a thousand cases is read in its length."""


@dataclass(slots=True)
class Draft:
    """One event. Fields as in `CaseEvent`."""

    kind: str
    """What happened."""
    status: Status
    """Standing of the claim."""
    sentence: int
    """Number of the sentence that reports it last."""
    span: tuple[int, int]
    """The clause, in the normalised text."""
    parties: list[Party] = field(default_factory=list)
    """Who."""
    models: list[str] = field(default_factory=list)
    """Which goods."""
    quantity: int | None = None
    """How many."""
    quantity_max: int | None = None
    """High end of a range, or a ceiling."""
    unit: Unit | None = None
    """What is counted."""
    approx: Literal["about", "gt", "lt"] | None = None
    """How exact the count is."""
    value: Money | None = None
    """Money."""
    value_kind: ValueKind | None = None
    """What it measures."""
    route: tuple[str, ...] = ()
    """Countries in order."""
    methods: list[str] = field(default_factory=list)
    """How."""
    on: date | None = None
    """When."""
    evidence: list[Evidence] = field(default_factory=list)
    """Spans of all that."""
    undetermined: list[Undetermined] = field(default_factory=list)
    """What was seen and not read."""

    @property
    def says_something(self) -> bool:
        """Whether more than models is known of it."""
        counted = self.quantity is not None or self.quantity_max is not None
        return bool(counted or self.value or self.route or self.parties)

    def add_party(self, reading: Reading, mention: Mention, role: str | None, full: tuple[str, int, int]) -> None:
        """A party not yet known of it, under its full name; a claimed end user is a method, too."""
        name, start, end = full
        if any(party.name == name for party in self.parties):
            return
        self.parties.append(Party(name=name, role=role, status=self.status, start=start, end=end))
        mark = Mark("party", name, mention.start, mention.end, mention.rule, mention.confidence)
        self.evidence.append(reading.evidence("parties", mark))
        if role == "claimed_end_user":
            mark = Mark("method", "false_end_user", mention.start, mention.end, "case.method.false_end_user", 0.8)
            self.add_methods(reading, [mark])

    def set_goods(self, reading: Reading, goods: Goods) -> None:
        """Its goods; "up to 50" is a ceiling and no count."""
        self.models = list(goods.models)
        self.evidence += [reading.evidence("models", mark) for mark in goods.marks]
        if goods.count is None:
            return
        ceiling = goods.approx == "lt" and goods.high is None
        self.quantity = None if ceiling else goods.low
        self.quantity_max = goods.low if ceiling else goods.high
        self.unit, self.approx = goods.unit, goods.approx
        self.evidence.append(reading.evidence("quantity", goods.count))
        if goods.unit is not None:
            self.evidence.append(reading.evidence("unit", goods.count))

    def for_other_goods(self) -> Draft:
        """The same event with other goods; its money is told once."""
        kept = [e for e in self.evidence if e.field not in {"models", "quantity", "unit", "value", "value_kind"}]
        return replace(
            self, parties=list(self.parties), methods=list(self.methods), value=None, value_kind=None, evidence=kept,
            undetermined=[doubt for doubt in self.undetermined if doubt.field not in {"value", "value_kind"}],
        )  # fmt: skip

    def add_methods(self, reading: Reading, marks: list[Mark]) -> None:
        """Methods not yet known of it."""
        for mark in marks:
            if mark.value not in self.methods:
                self.methods.append(mark.value)
                self.evidence.append(reading.evidence("methods", mark))


def record_of(reading: Reading, draft: Draft) -> CaseEvent:
    """The finished record."""
    start, end = draft.span
    text = reading.text
    while start < end and (text[start].isspace() or text[start] in ",，、;："):
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return CaseEvent(
        kind=draft.kind,
        status=draft.status,
        parties=tuple(draft.parties),
        models=tuple(draft.models),
        quantity=draft.quantity,
        quantity_max=draft.quantity_max,
        unit=draft.unit,
        approx=draft.approx,
        value=draft.value,
        value_kind=draft.value_kind,
        route=draft.route,
        methods=tuple(draft.methods),
        on=draft.on,
        verbatim=reading.raw(start, end),
        evidence=tuple(draft.evidence),
        undetermined=tuple(draft.undetermined),
    )


def merged(drafts: list[Draft]) -> list[Draft]:
    """Drafts in order, those that tell of one event made one: a headline and its story, a claim said twice."""
    kept: list[Draft] = []
    for draft in drafts:
        known = next((other for other in reversed(kept[-_REMEMBERED:]) if _are_one(other, draft)), None)
        if known is None:
            kept.append(draft)
        else:
            _take_over(known, draft)
    return kept


def _are_one(known: Draft, draft: Draft) -> bool:
    if known.kind != draft.kind or known.status != draft.status:
        return False
    names = {party.name for party in known.parties}
    shared = any(party.name in names for party in draft.parties)
    if not draft.says_something and not draft.models:
        return not _differ(known, draft)
    near = draft.sentence - known.sentence <= _NEAR and not (known.parties and draft.parties)
    return (shared or near) and not _differ(known, draft)


def _differ(known: Draft, draft: Draft) -> bool:
    pairs: list[tuple[object, object]] = [
        (known.quantity, draft.quantity),
        (known.value.amount if known.value else None, draft.value.amount if draft.value else None),
        (known.on, draft.on),
        (known.unit if known.quantity else None, draft.unit if draft.quantity else None),
    ]
    if any(first is not None and second is not None and first != second for first, second in pairs):
        return True
    if known.models and draft.models and not set(known.models) & set(draft.models):
        return True
    short, long = sorted((known.route, draft.route), key=len)
    return not set(short) <= set(long)


def _take_over(known: Draft, draft: Draft) -> None:
    """What the later report adds; what both say keeps the evidence of both."""
    names = {party.name for party in known.parties}
    known.parties += [party for party in draft.parties if party.name not in names]
    known.models += [model for model in draft.models if model not in known.models]
    known.methods += [method for method in draft.methods if method not in known.methods]
    if known.quantity is None and known.quantity_max is None:
        known.quantity, known.quantity_max = draft.quantity, draft.quantity_max
        known.unit, known.approx = draft.unit, draft.approx
    if known.value is None:
        known.value, known.value_kind = draft.value, draft.value_kind
    known.on = known.on or draft.on
    known.route = max(known.route, draft.route, key=len)
    known.evidence += draft.evidence
    known.undetermined += draft.undetermined
    known.sentence = draft.sentence
    if len(draft.parties) + bool(draft.quantity) > len(names) + bool(known.quantity):
        known.span = draft.span
