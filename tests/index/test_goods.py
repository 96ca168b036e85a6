from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from extract.rates import Rates
from extract.records import Offer, Side
from index.goods import Goods, fold_goods
from index.unit_price import price_per_gpu
from tests.index.documents import offer

DAY = date(2026, 3, 2)


def _goods(*offers: Offer, side: Side = Side.OFFER) -> Goods:
    return fold_goods(side, offers, DAY, Rates())


def _priced(amount: int, **values: Any) -> Offer:
    return offer(**{"price": Decimal(amount), "currency": "USD", "price_basis": "each", "price_unit": "card", **values})


def test_goods_add_up_the_equivalents_of_counted_gpus() -> None:
    counted = offer("H100", variant="SXM5 80GB", form="server", gpu_count=16)
    assert _goods(counted, offer("A100", gpu_count=10))["h100e"] == Decimal("19.153")
    assert _goods(counted, offer("A100"))["h100e"] == 16
    assert _goods(offer("A100"))["h100e"] is None
    assert _goods(offer("A100", form="barebone", gpu_count=0))["h100e"] is None


def test_goods_without_figures_have_no_equivalents() -> None:
    assert _goods(offer("A100X", gpu_count=5), offer(None, gpu_count=5))["h100e"] is None
    assert _goods(offer("A100X", gpu_count=5), offer("H100", variant="SXM5", gpu_count=5))["h100e"] == 5


def test_goods_of_a_count_that_nobody_has_are_no_error() -> None:
    assert _goods(offer("H100", gpu_count=10**40))["h100e"] is None


def test_goods_are_those_of_the_own_side() -> None:
    wanted = offer("H100", side=Side.WANTED, gpu_count=8, goods_city="Shenzhen", goods_country="CN")
    found = _goods(wanted, offer("A100", goods_country="HK"))
    assert (found["h100e"], found["cities"], found["countries"]) == (None, (), ("HK",))
    assert _goods(wanted, side=Side.WANTED)["countries"] == ("CN",)


def test_goods_stand_in_several_cities_once_each() -> None:
    places = [("Shenzhen", "CN"), ("Hong Kong", "HK"), ("Guangzhou", "CN"), ("Shenzhen", "CN")]
    found = _goods(*(offer(goods_city=city, goods_country=country) for city, country in places))
    assert found["cities"] == ("Guangzhou", "Hong Kong", "Shenzhen")
    assert found["countries"] == ("CN", "HK")


def test_goods_price_one_gpu_of_a_server_and_of_a_card_alike() -> None:
    server = _priced(240_000, form="server", price_unit="server", gpus_per_unit=8)
    assert _goods(server)["price_usd_gpu"] == 30_000
    assert _goods(_priced(30_000))["price_usd_gpu"] == 30_000
    assert _goods(offer(), server)["price_usd_gpu"] == 30_000


def test_goods_of_several_models_have_no_price_of_one() -> None:
    assert _goods(_priced(30_000), offer("A100"))["price_usd_gpu"] is None
    assert _goods(_priced(30_000, model=None))["price_usd_gpu"] is None


@pytest.mark.parametrize(
    "values",
    [
        {"price_basis": "lot"},
        {"price_basis": None},
        {"form": "server", "price_unit": "server"},
        {"form": "barebone", "price_unit": "card"},
        {"price": None},
    ],
)
def test_price_of_one_gpu_is_not_guessed(values: dict[str, Any]) -> None:
    assert price_per_gpu(_priced(30_000, **values)) is None


def test_goods_without_a_rate_have_no_price_in_dollars() -> None:
    assert _goods(_priced(30_000, currency="XAU"))["price_usd_gpu"] is None
    assert _goods(_priced(30_000, currency=None))["price_usd_gpu"] is None
