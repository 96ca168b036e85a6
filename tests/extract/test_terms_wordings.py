"""Condition, availability and lead time in the words of the trade."""

from __future__ import annotations

import pytest

from tests.extract.reading_of import offer, read


@pytest.mark.parametrize(
    ("words", "condition"),
    [
        ("盒子都没开过", "new"),
        ("塑封没撕", "new"),
        ("未开箱", "new"),
        ("封条没动过", "new"),
        ("只拆封测过", "opened"),
        ("拆封跑过一次分", "opened"),
        ("从DGX上拆下的", "pulled"),
        ("机房退役", "used"),
        ("退网下线机", "used"),
        ("从整机上卸下来的", "pulled"),
        ("退租机上卸的", "pulled"),
        ("展会机", "used"),
        ("封签还在", "new"),
        ("价格已含拆机包装", None),
        ("二手勿扰 全新", "new"),
        ("换了新硅脂", None),
    ],
)
def test_terms_condition_in_chinese(words: str, condition: str | None) -> None:
    assert offer(f"出 A100 80G PCIe 4张 6.5万 {words}").condition == condition


@pytest.mark.parametrize(
    ("words", "condition"),
    [
        ("never opened", "new"),
        ("brand new in crate", "new"),
        ("shrink wrapped", "new"),
        ("opened for testing only", "opened"),
        ("removed from a working HGX", "pulled"),
        ("working pulls", "pulled"),
        ("unracked from a lab node", "pulled"),
        ("trade show unit", "used"),
        ("box seal", "new"),
        ("decommissioned last month", "used"),
        ("formerly of a hyperscaler", "used"),
        ("sealed bids by Friday", None),
        ("new thermal paste", None),
    ],
)
def test_terms_condition_in_english(words: str, condition: str | None) -> None:
    assert offer(f"A100 SXM4 80GB modules for sale, USD 4,000 each, {words}").condition == condition


@pytest.mark.parametrize(
    ("words", "availability"),
    [
        ("刚到货 即提", "spot"),
        ("秒发", "spot"),
        ("货在手上", "spot"),
        ("在途 下月到", "forward"),
        ("排产中", "forward"),
        ("just landed in our warehouse", "spot"),
        ("ready for collection", "spot"),
        ("on the water", "forward"),
        ("comes with stock cooler", None),
    ],
)
def test_terms_availability(words: str, availability: str | None) -> None:
    assert offer(f"出 A100 80G PCIe 4张 6.5万 {words}").availability == availability


@pytest.mark.parametrize(
    ("words", "days", "most"),
    [
        ("合同签订后20日内供货", 20, None),
        ("签约后45个日历天内到货", 45, None),
        ("下单后3-4周出货", 21, 28),
        ("付款后七天内发货", 7, None),
        ("6周后 马来交付", 42, None),
        ("2-3周从圣何塞飞", 14, 21),
        ("48小时发货", 2, None),
        ("成交后10个工作日送至合肥", 10, None),
        ("五日内可提", 5, None),
        ("约9周出厂", 63, None),
        ("within 20 days ARO", 20, None),
        ("ETA 3 wks", 21, None),
        ("handover 10 weeks from PO", 70, None),
        ("delivery within 25 work days after payment", 25, None),
        ("质保30天", None, None),
        ("报价有效7天", None, None),
        ("免费试用14天", None, None),
        ("certificate of erasure in 5 days", None, None),
        ("payment within 30 days", None, None),
        ("30-day returns", None, None),
    ],
)
def test_terms_lead_time(words: str, days: int | None, most: int | None) -> None:
    found = offer(f"出 H20 整机 3台 120万 {words}")
    assert (found.lead_time_days, found.lead_time_days_max) == (days, most)


def test_terms_lead_time_of_a_line_wins_over_stock_of_all() -> None:
    found = read("除注明外都是现货\nL40S 20张 5.2万\nGB200 NVL72 2柜 2600万，10周后交付").offers
    assert [(each.availability, each.lead_time_days) for each in found] == [("spot", None), ("forward", 70)]


def test_terms_of_the_supply_are_not_said_of_what_is_asked_for() -> None:
    found = read("出 全新未税\nL40S 20张 5.2万\nL20 10张 2.6万\n另求购 A100 80G PCIe 4张").offers
    assert [(each.side.value, each.tax, each.condition) for each in found] == [
        ("offer", "excl", "new"),
        ("offer", "excl", "new"),
        ("wanted", None, None),
    ]
