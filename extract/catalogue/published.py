"""The published values of a variant, computed: what `catalogue check` holds against the compilations."""

from __future__ import annotations

from datetime import date

from extract.catalogue.beside import beside
from extract.catalogue.figures import figures_of, rounded
from extract.catalogue.question import Question
from extract.catalogue.rules import Rules
from extract.catalogue.schema import Model, Published, Variant
from extract.catalogue.verdicts import circuit_of, judge_letters, judge_rule

_DAYS = {
    "rule_2022_10_21": date(2022, 10, 21),
    "rule_2023_11_17": date(2023, 11, 17),
    "review_2026_01_15": date(2026, 1, 15),
}


def compute(model: Model, variant: Variant, rules: Rules) -> Published:
    """The published values of *variant*, computed. Words are those of the compilation that is checked."""
    figures = figures_of(variant, rules.h100e.tops)
    words = {name: _status(model, variant, rules, name) for name in _DAYS}
    return Published(
        tpp=rounded(figures.tpp, 1),
        density=rounded(figures.density, 2),
        h100e=rounded(figures.h100e, 3),
        rule_2022_10_21=words["rule_2022_10_21"],
        rule_2023_11_17=words["rule_2023_11_17"],
        review_2026_01_15=words["review_2026_01_15"],
    )


def _status(model: Model, variant: Variant, rules: Rules, name: str) -> str | None:
    question = Question.ask(_DAYS[name], "CN")
    circuit = circuit_of(model, variant, rules.h100e.tops)
    rule = judge_rule(question.window, circuit, reached=True)
    elsewhere = circuit.country in rules.designed_elsewhere.countries
    if name == "review_2026_01_15":
        letters = judge_letters(rules.letters, circuit, question)
        outlook = beside(question, circuit, rule, letters, controlled=bool(rule.met) and not elsewhere)["outlook"]
        return outlook[0].outlook if outlook else None
    if name == "rule_2022_10_21":
        return (
            "n/a (PRC chip)" if elsewhere else {True: "controlled", False: "not controlled", None: "unknown"}[rule.met]
        )
    if elsewhere:
        return f"n/a for US export; would meet {rule.paragraph}"
    if rule.met is None:
        return "unknown"
    if rule.met:
        return rule.paragraph if circuit.figures.datacenter else "3A090 (non-dc, TPP>=4800: NAC/ACA)"
    return "not 3A090 (Note 2: non-dc, TPP<4800)" if rule.freed else "not 3A090"
