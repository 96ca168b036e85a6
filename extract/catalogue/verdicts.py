"""What the rule of a window and the letters of a day say of one circuit for one destination."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from extract.catalogue.conditions import some
from extract.catalogue.figures import Figures, figures_of, missing
from extract.catalogue.loading import load_catalogue
from extract.catalogue.question import Question
from extract.catalogue.rules import Letter, Window
from extract.catalogue.schema import Model, Variant


@dataclass(frozen=True, slots=True)
class Circuit:
    """One variant under the eye of the rules."""

    model: str
    """Short name, as letters name it."""
    vendor: str
    """The maker."""
    country: str
    """Where the maker has its headquarters, ISO 3166."""
    figures: Figures
    """What is known of it."""
    known: bool = True
    """False for a model that the catalogue knows by name only."""


@dataclass(frozen=True, slots=True)
class RuleVerdict:
    """What the performance rule says."""

    met: bool | None
    """None where a missing figure decides."""
    paragraph: str | None = None
    """Paragraph met; several joined by "or" where a missing figure leaves it open which."""
    note: str = ""
    """Why not met, or what eases it."""
    eased: bool = False
    """Met, and a licence exception may serve."""
    freed: bool = False
    """Not met because of Note 2 alone."""
    lacks: tuple[str, ...] = ()
    """Missing figures that leave it open."""


@dataclass(frozen=True, slots=True)
class LetterVerdict:
    """What one letter says."""

    letter: Letter
    """The letter."""
    met: bool | None
    """None where a missing figure decides."""
    named: bool
    """The letter names the model."""
    lacks: tuple[str, ...] = ()
    """Missing figures that leave it open."""


def circuit_of(model: Model, variant: Variant | None, h100_tops: Decimal) -> Circuit:
    """*variant* of *model* with its figures; a model without variants has none."""
    if variant is None:
        figures = Figures.unknown(datacenter=model.market == "datacenter")
    else:
        figures = figures_of(variant, h100_tops)
    return Circuit(
        model=model.name,
        vendor=model.vendor,
        country=load_catalogue().vendor(model.vendor).country,
        figures=figures,
        known=variant is not None,
    )


def judge_rule(window: Window, circuit: Circuit, *, reached: bool) -> RuleVerdict:
    """Ask the paragraphs of *window* in order; *reached* says whether the rule reaches the destination."""
    if not window.paragraphs:
        return RuleVerdict(False, note="no performance rule was in force")
    if not reached:
        return RuleVerdict(False, note="the rule does not reach this destination")
    figures = circuit.figures
    outcomes = [(paragraph, paragraph.when.holds(figures)) for paragraph in window.paragraphs]
    met = some(outcome for _, outcome in outcomes)
    if met is False:
        return RuleVerdict(False, note="no paragraph is met")
    free_below = window.not_for_datacenters_free_below_tpp
    if free_below is not None and not figures.datacenter:
        if figures.tpp is None:
            return RuleVerdict(None, lacks=(missing("tpp"),))
        if figures.tpp < free_below:
            note = f"free by Note 2, not designed or marketed for datacentres, TPP under {free_below}"
            return RuleVerdict(False, note=note, freed=True)
    if met is None:
        return RuleVerdict(
            None, lacks=tuple(dict.fromkeys(name for p, _ in outcomes for name in p.when.lacks(figures)))
        )
    first = next(place for place, (_, outcome) in enumerate(outcomes) if outcome)
    names = [paragraph.paragraph for paragraph, outcome in outcomes[: first + 1] if outcome is not False]
    eased = free_below is not None and (not figures.datacenter or all(".b." in name for name in names))
    note = "not designed or marketed for datacentres (Note 2)" if eased and not figures.datacenter else ""
    return RuleVerdict(True, " or ".join(names), note=note, eased=eased)


def judge_letters(letters: Iterable[Letter], circuit: Circuit, question: Question) -> list[LetterVerdict]:
    """Every letter to the maker that is in force on the day and reaches the destination."""
    verdicts = []
    for letter in letters:
        if letter.vendor == circuit.vendor and letter.includes(question.on) and question.covers(letter.destinations):
            named = circuit.model in letter.models
            met = named or some(condition.holds(circuit.figures) for condition in letter.or_when)
            lacks = [name for condition in letter.or_when for name in condition.lacks(circuit.figures)]
            verdicts.append(LetterVerdict(letter, met, named, tuple(dict.fromkeys(lacks)) if met is None else ()))
    return verdicts
