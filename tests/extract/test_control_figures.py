"""TPP, performance density and H100 equivalents, computed and shown."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.catalogue.figures import Figures, figures_of, rounded
from extract.catalogue.rules import load_rules
from extract.catalogue.schema import Variant
from extract.catalogue.verdicts import Circuit, judge_rule

H100 = Decimal(1979)
RATES = st.dictionaries(st.sampled_from([4, 8, 16, 32]), st.decimals("0.1", 20000, places=1), max_size=4)


def variant(**fields: Any) -> Variant:
    """A variant of nobody."""
    base = {"id": "x", "name": "X", "label": "x", "form": "card", "datacenter_marketed": True}
    return Variant.model_validate({**base, "sources": ("epoch",), "confidence": "low", **fields})


@given(RATES)
def test_tpp_is_the_highest_product_of_bits_and_rate(rates: dict[int, Decimal]) -> None:
    figures = figures_of(variant(dense_tops=rates), H100)
    assert figures.tpp == max((bits * rate for bits, rate in rates.items()), default=None)
    assert bool(figures.tpp_basis)


@given(RATES, st.decimals(1, 3000, places=1))
def test_density_is_exact_and_needs_a_die_area(rates: dict[int, Decimal], die: Decimal) -> None:
    with_die, without = (figures_of(variant(dense_tops=rates, die_mm2=area), H100) for area in (die, None))
    assert without.density is None
    assert with_die.density == (None if with_die.tpp is None else with_die.tpp / die)


@given(RATES)
def test_h100e_takes_the_8_bit_rate_and_no_other(rates: dict[int, Decimal]) -> None:
    assert figures_of(variant(dense_tops=rates), H100).h100e == (rates[8] / H100 if 8 in rates else None)


def test_stated_tpp_stands_in_only_where_no_rate_is_known() -> None:
    stated = {"value": 4707, "source": "tomshw"}
    assert figures_of(variant(stated_tpp=stated), H100).tpp == Decimal(4707)
    assert figures_of(variant(stated_tpp=stated), H100).tpp_basis == "as stated (tomshw)"
    assert figures_of(variant(stated_tpp=stated, dense_tops={16: 100}), H100).tpp == Decimal(1600)


@pytest.mark.parametrize(
    ("value", "places", "shown"),
    [
        ("19.449631", 2, "19.45"),
        ("5.9199", 2, "5.92"),
        ("0.3155", 3, "0.316"),
        ("15832", 1, "15832"),
        ("2395.20", 1, "2395.2"),
        ("4800.04", 1, "4800"),
        ("10", 2, "10"),
    ],
)
def test_figures_are_shown_half_up_without_trailing_zeros(value: str, places: int, shown: str) -> None:
    assert str(rounded(Decimal(value), places)) == shown


def test_unknown_figures_stay_unknown_when_shown() -> None:
    assert rounded(None, 2) is None


def test_rules_compare_before_rounding() -> None:
    window = load_rules().windows[-1]
    figures = figures_of(variant(dense_tops={8: 250}, die_mm2=Decimal("337.9")), H100)
    assert (rounded(figures.density, 2), figures.density < Decimal("5.92")) == (Decimal("5.92"), True)  # type: ignore[operator]
    assert judge_rule(window, Circuit("X", "nobody", "US", figures), reached=True).paragraph == "3A090.b.2"


def test_figures_of_a_name_alone_are_all_unknown() -> None:
    figures = Figures.unknown(datacenter=False)
    assert {name for name, value in figures.model_dump().items() if value is not None} == {"tpp_basis", "datacenter"}
