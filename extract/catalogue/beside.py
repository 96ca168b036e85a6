"""What stands beside the status: licence exceptions, how applications fare, import blocks, announcements."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypedDict

from extract.catalogue.answers import Cited, ExceptionNote, Outlook, Report
from extract.catalogue.loading import load_catalogue
from extract.catalogue.question import Question
from extract.catalogue.verdicts import Circuit, LetterVerdict, RuleVerdict

_STRICT = "3A090.a"


class Beside(TypedDict):
    """The fields of a `ControlAnswer` that this module fills."""

    exceptions: tuple[ExceptionNote, ...]
    outlook: tuple[Outlook, ...]
    import_blocks: tuple[Report, ...]
    notices: tuple[Report, ...]


def cite(key: str) -> Cited:
    """A source by its key."""
    source = load_catalogue().sources[key]
    return Cited(key=key, title=source.title, where=source.where)


def beside(
    question: Question, circuit: Circuit, rule: RuleVerdict, letters: list[LetterVerdict], *, controlled: bool
) -> Beside:
    """Everything that is said beside the status; exceptions and outlook only of what is *controlled*."""
    by_letter = any(verdict.met for verdict in letters)
    return Beside(
        exceptions=tuple(_exceptions(question)) if controlled and rule.eased and not by_letter else (),
        outlook=(*_reviews(question, circuit, rule), *_fares(question, circuit, letters)) if controlled else (),
        import_blocks=tuple(
            Report(
                on=block.from_ or question.on, text=block.text, source=cite(block.source), confidence=block.confidence
            )
            for block in question.rules.import_blocks
            if block.country == question.to and circuit.model in block.models and block.includes(question.on)
        ),
        notices=tuple(
            Report(on=notice.day, text=notice.text, source=cite(notice.source))
            for notice in question.rules.notices
            if circuit.model in notice.models and notice.day <= question.on
        ),
    )


def _exceptions(question: Question) -> Iterator[ExceptionNote]:
    for exception in question.rules.exceptions:
        if exception.includes(question.on) and question.covers(exception.destinations):
            yield ExceptionNote(symbol=exception.symbol, condition=exception.condition, source=cite(exception.source))
            return


def _reviews(question: Question, circuit: Circuit, rule: RuleVerdict) -> Iterator[Outlook]:
    """The review policy for 3A090.a; what an exception may serve is not reviewed."""
    if not rule.met or rule.eased or _STRICT not in (rule.paragraph or ""):
        return
    for review in question.rules.review:
        if not (review.includes(question.on) and question.covers(review.destinations)):
            continue
        fits = review.when.holds(circuit.figures)
        if fits is False:
            continue
        if fits:
            yield Outlook(outlook=review.outlook, condition=review.condition, source=cite(review.source))
        else:
            lacks = "; ".join(review.when.lacks(circuit.figures))
            yield Outlook(outlook="unknown", condition=lacks, source=cite(review.source))
        return


def _fares(question: Question, circuit: Circuit, letters: list[LetterVerdict]) -> Iterator[Outlook]:
    """How licences under letters fared; what only the performance rule catches is not in the letters' reports."""
    for verdict in letters:
        if verdict.met:
            for time in verdict.letter.outlook:
                if time.includes(question.on) and (circuit.model in time.models or (not time.models and verdict.named)):
                    yield Outlook(outlook=time.outlook, source=cite(time.source))
