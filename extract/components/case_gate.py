"""Which sentences of an article tell of a case: chips and something unlawful, not a lawsuit about phones."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from extract.components.case_clauses import CONDUCT, PROSECUTION, Clause
from extract.components.case_methods import methods_in
from extract.components.case_status import Status
from extract.components.sentences import models_in
from extract.reading import Reading
from extract.scanning import Pattern
from extract.word_classes import word_classes


@dataclass(slots=True)
class Signals:
    """What a sentence speaks of."""

    chips: bool
    """Chips or a model of the catalogue."""
    machines: bool
    """Servers or goods that may be chips."""
    illicit: bool
    """Smuggling, export control and the like: enough to make a case of chips."""
    unlawful: bool
    """Fraud, seizure and what else may be of chips or of anything."""
    actor: bool
    """A broker, trader or smuggler."""
    listed: bool
    """A list of parties by its name."""
    suspected: bool
    """Something is alleged."""


@cache
def _cues() -> tuple[Pattern, Pattern, Pattern, Pattern]:
    classes = word_classes("cases")
    return (
        classes.pattern("{illicit}"),
        classes.pattern("{trade_actor}"),
        classes.pattern("{list_name}"),
        classes.pattern("{illicit}|{unlawful}|{kind_seizure}"),
    )


@cache
def _quick() -> Pattern:
    steps = "|".join(f"{{kind_{kind}}}" for kind in sorted(PROSECUTION | {"seizure"}))
    return word_classes("cases").pattern(
        f"{{illicit}}|{{unlawful}}|{{trade_actor}}|{{says_allegation}}|{{says_plea}}|{steps}"
    )


def may_hold_cases(reading: Reading) -> bool:
    """Whether a text is worth a closer look: quick, and says no of most news."""
    text = reading.text
    if _cues()[2].search(text):
        return True
    chips = reading.marks.get("model") or reading.marks.get("family") or _speaks_of_chips(text, 0, len(text))
    return bool(chips) and _quick().search(text) is not None


def _speaks_of_chips(text: str, start: int, end: int) -> bool:
    return any(pattern.search(text, start, end) for pattern in _chips())


@cache
def _chips() -> tuple[Pattern, Pattern]:
    return word_classes("facts").pattern("{chip_context}|{chip_nouns}"), word_classes("cases").pattern("{chips}")


def signals_of(reading: Reading, start: int, end: int) -> Signals:
    """What one sentence speaks of."""
    text = reading.text
    illicit, actor, listed, unlawful = _cues()
    chips = bool(models_in(reading, start, end)) or _speaks_of_chips(text, start, end)
    return Signals(
        chips,
        chips or word_classes("facts").pattern("{machines}").search(text, start, end) is not None,
        illicit.search(text, start, end) is not None,
        unlawful.search(text, start, end) is not None or bool(methods_in(reading, start, end)),
        actor.search(text, start, end) is not None,
        listed.search(text, start, end) is not None,
        word_classes("cases").pattern("{says_allegation}").search(text, start, end) is not None,
    )


def is_of_case(clause: Clause, status: Status, number: int, signals: list[Signals], last: int | None) -> bool:
    """Whether a clause of sentence *number* belongs to a case; *last* is the last sentence that did."""
    own, near = signals[number], signals[max(0, number - 1) : number + 2]
    chips_near = any(signal.chips for signal in near)
    unlawful_near = any(signal.unlawful for signal in near)
    if clause.kind == "designation" and own.listed:
        return True
    if clause.kind == "seizure":
        return own.machines and chips_near
    if clause.kind not in CONDUCT:
        moved = any(trigger.kind in {"shipment", "attempt"} for trigger in clause.triggers)
        if (
            own.chips
            and clause.kind in PROSECUTION
            and (moved or (own.suspected and clause.kind in {"arrest", "search"}))
        ):
            return True
        told = any(signal.illicit or (signal.chips and signal.unlawful) for signal in signals)
        near_goods = chips_near and unlawful_near and told
        return near_goods or (own.illicit and any(signal.chips for signal in signals))
    if not own.machines or not chips_near:
        return chips_near and own.unlawful and status != "press"
    goes_on = last is not None and number - last <= 1 and unlawful_near
    return status != "press" or own.illicit or own.actor or goes_on
