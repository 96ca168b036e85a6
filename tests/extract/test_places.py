"""Where goods are, are handed over and come from."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.gazetteer import gazetteer, place_of
from extract.normalise import normalise
from tests.extract.reading_of import offer


@pytest.mark.parametrize(
    ("text", "place", "city", "country"),
    [
        ("出L20 48G 30张 2.6万 货在内蒙乌兰察布", "内蒙乌兰察布", "Ulanqab", "CN"),
        ("H20 八卡模组 12套 88万 发货地：江苏南京", "江苏南京", "Nanjing", "CN"),
        ("A800 整机 7台 66万 看货：廊坊", "廊坊", "Langfang", "CN"),
        ("L40S 拆机 9片 5万2 上海闵行仓", "上海闵行", "Shanghai", "CN"),
        ("MI210 64G 六張 每張 NT$118,000 內湖自取", "內湖", "Taipei", "TW"),
        ("ROG 5090 水冷 HK$27,400 西九龍面交", "西九龍", "Hong Kong", "HK"),
        ("H100 SXM5 八卡板 4塊 貨喺葵涌", "葵涌", "Kwai Chung", "HK"),
        ("DGX H100 6 units, 219k EUR/unit, Rotterdam bonded", "Rotterdam bonded", "Rotterdam", "NL"),
        ("A100 80GB PCIe for sale, 26 pcs, EUR 7,500 each, stored in Poznań", "Poznań", "Poznań", "PL"),
        ("NVIDIA L40 48GB for sale 2.9k€ each. Leipzig depot.", "Leipzig", "Leipzig", "DE"),
        ("DGX Station A100 for sale, USD 39,500, viewing Haifa", "Haifa", "Haifa", "IL"),
        ("RTX A6000 for sale\nItem location: Markham, Ontario, Canada", "Markham, Ontario, Canada", "Markham", "CA"),
        ("RTX 4090 48G RM13,500 self-collect Ipoh", "Ipoh", "Ipoh", "MY"),
        ("RTX 5090 for sale, USD 2,900 each, parked in bonded storage, Antwerp warehouse", "Antwerp", "Antwerp", "BE"),
        ("RTX 5090 300pcs HKD 25,900 Hong Kong ex-warehouse", "Hong Kong", None, "HK"),
        ("Ex-Singapore: L40S for sale, 20 pcs USD 7,000 each", "Singapore", None, "SG"),
        ("人在成都，货在广州白云 出A100 80G 8张 5.8万", "广州白云", "Guangzhou", "CN"),
        ("[賣/台北/面交] RTX A6000 48G 兩張 單張 NT$78,000", "台北", "Taipei", "TW"),
        ("坐标长沙 出RTX 4090 24G 一张 1.3万", "长沙", "Changsha", "CN"),
        ("现货H200 模组 3块 深圳保税仓", "深圳保税仓", "Shenzhen", "CN"),
        ("11 x DGX H100, USD 190,000 each, viewing Thu 9-12h Antwerp", "Antwerp", "Antwerp", "BE"),
        ("RTX A6000 for sale, EUR 2,450, cash, hand over in Porto", "Porto", "Porto", "PT"),
        ("L40S for sale, 20 pcs USD 7,000 each, HQB counter pickup", "HQB", "Shenzhen", "CN"),
        ("L4 24GB 全新 60張 每張HK$16,500 葵涌大連排道即拎", "葵涌", "Kwai Chung", "HK"),
    ],
)
def test_goods_place_is_read_and_located(text: str, place: str, city: str, country: str) -> None:
    found = offer(text)
    assert (found.goods_location, found.goods_city, found.goods_country) == (place, city, country)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("出5090 FE 一张 19999 现货在大唐库里", "大唐"),
        ("出A100 80G 8张 五万八 西丽湖自提", "西丽湖"),
        ("H200 模组 3块 USD 272k 深仓", "深"),
        ("RTX PRO 6000 x4 for sale, USD 8,000 each, Brightwood pickup", "Brightwood"),
        ("L20 48GB 17 nos for sale @ USD 3,100, collection from Sector Nine", "Sector Nine"),
    ],
)
def test_place_that_no_gazetteer_knows_is_read_from_its_frame(text: str, place: str) -> None:
    found = offer(text)
    assert (found.goods_location, found.goods_city, found.goods_country) == (place, None, None)


@pytest.mark.parametrize(
    "text",
    [
        "出A100 80G 8张 5.8万 不发国内",
        "Shenzhen trader, RTX 5090 for sale 50 pcs USD 2,900 each",
        "出RTX 4090 24G 1.3万 支持当面验货 包邮自提均可",
        "RTX 4090 for sale USD 1,500, best price, ready for collection",
        "收4090 24G 1.2万 深圳面交",
        "A100 for sale, 8 pcs, bank of Singapore trading limited",
    ],
)
def test_no_place_of_goods_where_none_is_said(text: str) -> None:
    assert offer(text).goods_location is None


@pytest.mark.parametrize(
    ("text", "delivery", "origin"),
    [
        ("出 B200 模组 2套 香港交货", "香港", None),
        ("A100 module for sale, USD 2,350 each, CIF Rotterdam", "Rotterdam", None),
        ("出H100 PCIe 5张 台北飞来 19万", None, "台北"),
        ("L40S for sale 20 pcs USD 7,000 each, made in Taiwan", None, "Taiwan"),
        ("GB300 NVL72 for sale, 12 racks, Johor DC delivery", "Johor", None),
    ],
)
def test_handover_and_origin_are_kept_apart(text: str, delivery: str | None, origin: str | None) -> None:
    found = offer(text)
    assert (found.delivery_location, found.origin, found.goods_location) == (delivery, origin, None)


def test_free_zone_is_told() -> None:
    assert offer("H200 模组 3块 USD 272k 上海外高桥保税区现货").goods_free_zone
    assert not offer("H200 模组 3块 USD 272k 上海仓").goods_free_zone


def test_town_of_many_countries_has_none() -> None:
    place = gazetteer().get("cambridge")
    assert place is not None
    assert place.country is None


def test_province_and_country_have_no_city() -> None:
    assert (place_of("city", "CN/").city, place_of("city", "CN/").country) == (None, "CN")
    assert place_of("country", "SG").country == "SG"


@given(st.text(alphabet="深圳上海廊坊市New York.,' -\n0", max_size=60))
def test_towns_lie_in_order_and_inside_the_text(text: str) -> None:
    normalised = normalise(text)
    for start, end, place in gazetteer().find(normalised):
        assert 0 <= start < end <= len(normalised)
        assert gazetteer().get(normalised[start:end]) == place
