"""The tests of ECCN 3A090 at their edges, with missing figures, and as a whole."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.catalogue.figures import Figures
from extract.catalogue.rules import load_rules
from extract.catalogue.verdicts import Circuit, RuleVerdict, judge_rule

RULE_2022, RULE_2023 = (load_rules().window(day) for day in (date(2022, 10, 21), date(2023, 11, 17)))
TPP = st.one_of(
    st.sampled_from([Decimal(edge) for edge in ("1599.9", "1600", "2399.9", "2400", "4799.9", "4800")]),
    st.decimals(1, 20000, places=1),
)
DENSITY = st.one_of(
    st.sampled_from([Decimal(edge) for edge in ("1.59", "1.6", "3.19", "3.2", "5.91", "5.92")]),
    st.decimals("0.01", 40, places=2),
)


def circuit(
    tpp: str | Decimal | None,
    density: str | Decimal | None = None,
    io: str | None = None,
    *,
    datacenter: bool = True,
) -> Circuit:
    """A circuit of nobody with these figures."""
    figures = Figures(
        tpp=None if tpp is None else Decimal(tpp),
        tpp_basis="",
        density=None if density is None else Decimal(density),
        io_gb_s=None if io is None else Decimal(io),
        memory_gb_s=None,
        h100e=None,
        datacenter=datacenter,
    )
    return Circuit("X", "nobody", "US", figures)


def judge(*args: str | Decimal | None, datacenter: bool = True) -> RuleVerdict:
    """The rule of October 2023 on TPP and density."""
    return judge_rule(RULE_2023, circuit(*args, datacenter=datacenter), reached=True)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("tpp", "density", "paragraph"),
    [
        ("4800", "0.1", "3A090.a.1"),
        ("4800", None, "3A090.a.1"),
        ("4799.99", "1.59", None),
        ("4799.99", "1.6", "3A090.b.1"),
        ("4799.99", "5.9199", "3A090.b.1"),
        ("4799.99", "5.92", "3A090.a.2"),
        ("2400", "1.6", "3A090.b.1"),
        ("2400", "1.5999", None),
        ("2399.99", "1.6", None),
        ("2399.99", "3.1999", None),
        ("2399.99", "3.2", "3A090.b.2"),
        ("1600", "3.2", "3A090.b.2"),
        ("1600", "5.9199", "3A090.b.2"),
        ("1600", "5.92", "3A090.a.2"),
        ("1600", "3.1999", None),
        ("1599.99", "5.92", None),
        ("1599.99", None, None),
    ],
)
def test_rule_2023_at_its_edges(tpp: str, density: str | None, paragraph: str | None) -> None:
    verdict = judge(tpp, density)
    assert verdict.met is (paragraph is not None)
    assert verdict.paragraph == paragraph


@pytest.mark.parametrize(
    ("tpp", "io", "met"),
    [
        ("4800", "600", True),
        ("4799.99", "600", False),
        ("4800", "599.99", False),
        ("4800", None, None),
        (None, "600", None),
        ("4799", None, False),
        (None, "599", False),
        (None, None, None),
    ],
)
def test_rule_2022_at_its_edges(tpp: str | None, io: str | None, met: bool | None) -> None:
    assert judge_rule(RULE_2022, circuit(tpp, io=io), reached=True).met is met


@pytest.mark.parametrize(
    ("tpp", "density", "lacks"),
    [
        (None, None, {"total processing performance", "performance density"}),
        ("1600", None, {"performance density"}),
        ("4799", None, {"performance density"}),
    ],
)
def test_rule_2023_names_the_figure_that_is_missing(tpp: str | None, density: str | None, lacks: set[str]) -> None:
    verdict = judge(tpp, density)
    assert verdict.met is None
    assert {text.split(" is not known")[0] for text in verdict.lacks} == lacks


@pytest.mark.parametrize(
    ("tpp", "density", "met", "freed", "eased"),
    [
        ("4799.99", "9", False, True, False),
        ("4800", "9", True, False, True),
        ("4800", None, True, False, True),
        ("1600", None, False, True, False),
        ("1500", "9", False, False, False),
        (None, None, None, False, False),
    ],
)
def test_note_2_frees_what_is_not_for_datacentres(
    tpp: str | None, density: str | None, met: bool | None, freed: bool, eased: bool
) -> None:
    verdict = judge(tpp, density, datacenter=False)
    assert (verdict.met, verdict.freed, verdict.eased) == (met, freed, eased)


def test_note_2_is_not_in_the_rule_of_2022() -> None:
    verdict = judge_rule(RULE_2022, circuit("5000", io="600", datacenter=False), reached=True)
    assert (verdict.met, verdict.eased) == (True, False)


@pytest.mark.parametrize(
    ("tpp", "density", "eased"), [("2400", "1.6", True), ("4800", "1", False), ("1600", "6", False)]
)
def test_exceptions_ease_only_the_second_paragraph_for_datacentres(tpp: str, density: str, eased: bool) -> None:
    assert judge(tpp, density).eased is eased


def test_rule_says_nothing_where_it_does_not_reach() -> None:
    verdict = judge_rule(RULE_2023, circuit("20000", "20"), reached=False)
    assert (verdict.met, verdict.note) == (False, "the rule does not reach this destination")


@given(TPP, DENSITY, st.decimals(0, 5000, places=1), st.decimals(0, 10, places=2), st.booleans())
def test_more_performance_is_never_less_controlled(
    tpp: Decimal, density: Decimal, more: Decimal, denser: Decimal, datacenter: bool
) -> None:
    lower = judge(tpp, density, datacenter=datacenter)
    higher = judge(tpp + more, density + denser, datacenter=datacenter)
    assert higher.met or not lower.met
    if lower.paragraph and lower.paragraph.startswith("3A090.a"):
        assert higher.paragraph is not None
        assert higher.paragraph.startswith("3A090.a")


@given(st.one_of(st.none(), TPP), st.one_of(st.none(), DENSITY), TPP, DENSITY, st.booleans())
def test_an_answer_without_a_figure_holds_whatever_the_figure_is(
    tpp: Decimal | None, density: Decimal | None, any_tpp: Decimal, any_density: Decimal, datacenter: bool
) -> None:
    partial = judge(tpp, density, datacenter=datacenter)
    whole = judge(
        tpp if tpp is not None else any_tpp, density if density is not None else any_density, datacenter=datacenter
    )
    assert whole.met is not None
    assert partial.met in (None, whole.met)
    assert bool(partial.lacks) is (partial.met is None)


@given(TPP, DENSITY)
def test_the_strictest_paragraph_that_is_met_is_named(tpp: Decimal, density: Decimal) -> None:
    figures = circuit(tpp, density).figures
    met = [paragraph.paragraph for paragraph in RULE_2023.paragraphs if paragraph.when.holds(figures)]
    assert judge(tpp, density).paragraph == (min(met) if met else None)
