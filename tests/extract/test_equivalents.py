from __future__ import annotations

from decimal import Decimal

import pytest

from extract.catalogue.equivalents import h100_equivalents
from extract.catalogue.figures import rounded


@pytest.mark.parametrize(
    ("model", "variant", "form", "rate"),
    [
        ("H100", "SXM5 80GB", None, "1"),
        ("H100", "SXM", None, "1"),
        ("H100", "PCIe 80GB", "card", "0.765"),
        ("H100", "NVL", None, "0.844"),
        ("A100", "40GB", "card", "0.315"),
        ("B200", None, "server", "2.274"),
    ],
)
def test_equivalents_are_the_eight_bit_rate_over_that_of_the_h100(
    model: str, variant: str | None, form: str | None, rate: str
) -> None:
    assert rounded(h100_equivalents(model, variant, form), 3) == Decimal(rate)


@pytest.mark.parametrize(
    ("form", "rate"), [("card", "0.765"), ("module", "1"), ("baseboard", "1"), ("server", "0.765")]
)
def test_equivalents_take_the_weakest_product_that_is_left_open(form: str, rate: str) -> None:
    assert rounded(h100_equivalents("H100", None, form), 3) == Decimal(rate)


def test_equivalents_take_a_stated_variant_that_nobody_makes_for_none() -> None:
    assert h100_equivalents("H100", "OAM 192GB") == h100_equivalents("H100")


@pytest.mark.parametrize(("model", "rate"), [("RTX 4090 D", "0.297"), ("Ascend 910B", "0.38")])
def test_equivalents_go_by_tpp_where_no_eight_bit_rate_is_known(model: str, rate: str) -> None:
    assert rounded(h100_equivalents(model), 3) == Decimal(rate)


@pytest.mark.parametrize("model", ["A100X", "H999"])
def test_equivalents_are_none_without_figures(model: str) -> None:
    assert h100_equivalents(model) is None
