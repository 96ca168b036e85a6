"""Control status as a function of model, day and destination, computed from the catalogue and the rules.

There is no list of controlled names in here: figures are held against the paragraphs of the rule in force on the day,
and against the letters to the maker, which are data. Where a figure that would decide is missing, the answer is
``unknown`` and says which. The method, its sources and limits: docs/control-status.md. This is no legal advice.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from extract.catalogue.answers import ControlAnswer, ControlStatus, Ground
from extract.catalogue.beside import beside, cite
from extract.catalogue.combining import combine
from extract.catalogue.conditions import some
from extract.catalogue.destinations import load_countries
from extract.catalogue.figures import rounded
from extract.catalogue.loading import load_catalogue
from extract.catalogue.question import Question
from extract.catalogue.rules import Letter, Window
from extract.catalogue.schema import Model, Variant
from extract.catalogue.verdicts import Circuit, LetterVerdict, RuleVerdict, circuit_of, judge_letters, judge_rule

__all__ = ["ControlAnswer", "ControlStatus", "control_status"]

_STATUS = {True: ControlStatus.CONTROLLED, False: ControlStatus.NOT_CONTROLLED, None: ControlStatus.UNKNOWN}


def control_status(goods: str | Model | Variant, on: date, to: str = "CN") -> ControlAnswer:
    """Control status of *goods* on *on* for destination *to* (ISO 3166 code or a country's name).

    *goods* is a short name, alias or part number of the catalogue, a model (its variants are taken together) or a
    variant. Raises `KeyError` for goods that the catalogue does not have, `UsageError` for an unknown country.
    """
    model, variant = _resolve(goods)
    return _answer(model.name, variant.id if variant else None, on, load_countries().code(to))


def _resolve(goods: str | Model | Variant) -> tuple[Model, Variant | None]:
    catalogue = load_catalogue()
    if isinstance(goods, Model):
        return goods, None
    if isinstance(goods, Variant):
        return catalogue.model_of(goods), goods
    found = catalogue.find(goods)
    if found is None or found.model is None:
        raise KeyError(goods)
    return found.model, found.variant


@lru_cache(maxsize=8192)
def _answer(name: str, variant_id: str | None, on: date, to: str) -> ControlAnswer:
    model = load_catalogue().model(name)
    question = Question.ask(on, to)
    variants = [variant for variant in model.variants if variant_id in (None, variant.id)]
    if not variants:
        return _one(model, None, question)
    return combine([_one(model, variant, question) for variant in variants])


@dataclass(frozen=True, slots=True)
class _Decision:
    """The answer in a word, the sentence for it, and what it rests on."""

    status: ControlStatus
    rule: str
    grounds: tuple[Ground, ...] = ()
    unknowns: tuple[str, ...] = ()
    would_meet: str | None = None


def _one(model: Model, variant: Variant | None, question: Question) -> ControlAnswer:
    circuit = circuit_of(model, variant, question.rules.h100e.tops)
    rule = judge_rule(question.window, circuit, reached=question.reached)
    letters = judge_letters(question.rules.letters, circuit, question)
    decision = _decide(question, circuit, rule, letters)
    controlled = decision.status is ControlStatus.CONTROLLED
    paragraph = rule.paragraph if controlled else None
    first = decision.grounds[0] if decision.grounds else None
    figures, window = circuit.figures, question.window
    return ControlAnswer(
        model=model.name,
        variant=variant.name if variant else None,
        on=question.on,
        to=question.to,
        status=decision.status,
        paragraph=paragraph,
        system_paragraph=window.system_paragraph(paragraph),
        would_meet=decision.would_meet,
        tpp=rounded(figures.tpp, 1),
        tpp_basis=figures.tpp_basis if figures.tpp is not None else None,
        density=rounded(figures.density, 2),
        h100e=rounded(figures.h100e, 3),
        die_mm2=variant.die_mm2 if variant else None,
        io_gb_s=figures.io_gb_s,
        memory_gb_s=figures.memory_gb_s,
        rule=decision.rule,
        window_from=first.window_from if first else window.from_,
        window_to=first.window_to if first else window.to,
        source=first.source if first else cite(window.source),
        see=tuple(cite(key) for key in window.see),
        grounds=decision.grounds,
        unknowns=decision.unknowns,
        caveats=(*question.caveats(), *((f"figures: {variant.note}",) if variant and variant.note else ())),
        figure_sources=tuple(cite(key) for key in variant.sources) if variant else (),
        confidence=variant.confidence if variant else None,
        **beside(question, circuit, rule, letters, controlled=controlled),
    )


def _decide(question: Question, circuit: Circuit, rule: RuleVerdict, letters: list[LetterVerdict]) -> _Decision:
    """The status, and whatever stands before the rules: no export at all, or none from the US."""
    rules = question.rules
    if question.to == rules.home:
        return _Decision(ControlStatus.NOT_CONTROLLED, "no export: the goods stay in the United States")
    if circuit.country in rules.designed_elsewhere.countries:
        would = judge_rule(question.window, circuit, reached=True)
        return _Decision(
            ControlStatus.NOT_APPLICABLE, rules.designed_elsewhere.says(question.on), would_meet=would.paragraph
        )
    met = some([rule.met, *(verdict.met for verdict in letters)])
    lacks = dict.fromkeys([*rule.lacks, *(name for verdict in letters for name in verdict.lacks)])
    unknowns = (f"chipwatch keeps no figures of the {circuit.model}",) if not circuit.known else tuple(lacks)
    if met is False and question.code in question.countries.embargoed:
        embargo = f"whether the wider embargo on {question.to} (15 CFR part 746) asks for a licence is not computed"
        return _Decision(ControlStatus.UNKNOWN, f"{question.window.name}: {rule.note}", unknowns=(embargo,))
    return _Decision(_STATUS[met], _sentence(question, rule, letters), _grounds(question, rule, letters), unknowns)


def _sentence(question: Question, rule: RuleVerdict, letters: list[LetterVerdict]) -> str:
    """The rule that decides and its outcome: the performance rule before letters."""
    if rule.met:
        return f"{question.window.name}: {rule.paragraph}{f', {rule.note}' if rule.note else ''}"
    said = f"{question.window.name}: {rule.note or 'a figure that decides is not known'}"
    letter = next((verdict.letter.name for verdict in letters if verdict.met), None)
    return f"{letter} ({said})" if letter else said


def _grounds(question: Question, rule: RuleVerdict, letters: list[LetterVerdict]) -> tuple[Ground, ...]:
    by_rule = [_ground(question.window, rule.paragraph)] if rule.met else []
    return (*by_rule, *(_ground(verdict.letter, None) for verdict in letters if verdict.met))


def _ground(holder: Window | Letter, paragraph: str | None) -> Ground:
    return Ground(
        rule=holder.name,
        paragraph=paragraph,
        window_from=holder.from_,
        window_to=holder.to,
        source=cite(holder.source),
        note=holder.note,
    )
