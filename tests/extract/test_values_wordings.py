"""Counts, prices, terms and forms in wordings of group chats, price lists, auctions and tenders."""

from __future__ import annotations

from typing import Any

import pytest

from tests.extract.reading_of import offer


def _values(text: str, expected: dict[str, Any]) -> dict[str, Any]:
    found = offer(text)
    return {name: getattr(found, name) for name in expected}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("出 L20 48G 原封整箱，每箱10张，现存3箱，30万/箱",
         {"quantity": 3, "unit": "lot", "form": "card", "gpus_per_unit": 10, "gpu_count": 30}),
        ("RTX 5090 原箱，一箱6张，共4箱即24张，1.9万/张", {"quantity": 24, "unit": "card", "gpu_count": 24}),
        ("selling RTX 6000 Ada, 8 pcs per carton, 5 cartons, $49,000/carton", {"quantity": 5, "gpu_count": 40}),
        ("H100 PCIe 80G ... 12 @ 21.5k USD", {"quantity": 12, "price": 21500}),
        ("A100 PCIe 80G ... 150 @ $6,050", {"quantity": 150, "price": 6050}),
        ("出H20 8卡整机 30台以内都有，98万一台", {"quantity": None, "quantity_max": 30}),
        ("出4090 最多能匀15张 1.4万一张", {"quantity": None, "quantity_max": 15}),
        ("buying H100 SXM servers, 16 to 128 nodes, $150k per node", {"quantity": 16, "quantity_max": 128}),
        ("buying H100 8x SXM servers, 16 to 128 nodes", {"quantity": 16, "gpus_per_unit": 8, "gpu_count": 128}),
        ("A40 48GB US$2,900 / piece   5 pieces (Min. order)", {"quantity": None, "moq": 5}),
        ("For sale: 6 no. Dell PowerEdge XE9680, each with 8 x H100, guide GBP 900k", {"quantity": 6, "gpu_count": 48}),
        ("戴尔XE9680 / H200*8 / CX7 400G*10 / 现货 220万", {"quantity": None, "gpus_per_unit": 8}),
        ("浪潮NF5468M6 插4张A40，整机3套，12万/套", {"quantity": 3, "gpus_per_unit": 4, "gpu_count": 12}),
        ("A100 SXM4 80GB 八颗，EPYC 7763，共 3 台，每台 80万", {"quantity": 3, "gpus_per_unit": 8, "gpu_count": 24}),
    ],
)  # fmt: skip
def test_counts_are_read_in_boxes_lists_and_machines(text: str, expected: dict[str, Any]) -> None:
    assert _values(text, expected) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("H100 SXM5 80G 单颗，从机器上拆下来的，10颗，11万一颗", "module"),
        ("NVIDIA L4 24GB, pulled from operating 1U server, 3 pieces, $1,900 each", "card"),
        ("A100 80G 四卡小板 12块 9.5万", "baseboard"),
        ("selling A100 80G SXM4 8-way boards, 50k USD each", "baseboard"),
        ("buying MI300X OAM 8 modules, baseboard preferred, $9,000 each", "module"),
    ],
)
def test_form_is_that_of_the_goods_and_not_of_what_held_them(text: str, expected: str) -> None:
    assert offer(text).form == expected


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("出B200 8卡整机 排队8周 480万", 56),
        ("B300整机，下单起算45个工作日，63万美金", 45),
        ("B300 整机, L/T 4~5 wks, 55万美金 per set", 28),
        ("H200 8卡整机 230万 定金到账后60个日历天，原厂质保", 60),
        ("出H200 8卡整机 230万 三日内可提", 3),
    ],
)
def test_lead_time_runs_from_an_event_or_in_a_queue(text: str, days: int) -> None:
    assert offer(text).lead_time_days == days


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("GB200 NVL72 racks for sale, $3.xM a rack", "$3.xM"),
        ("出RTX PRO 6000 96G 现货 ¥62,5xx", "62,5xx"),
        ("H100 8卡整机 6台 23X+ 诚心来", "23X+"),
        ("出H100 8卡整机 17.X", "17.X"),
    ],
)
def test_hidden_price_is_kept_as_written(text: str, masked: str) -> None:
    found = offer(text)
    assert (found.masked_price, found.price) == (masked, None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("selling H100 80GB PCIe 5 units, RM98k each", {"price": 98000, "currency": "MYR"}),
        ("selling A40 48GB, 7.400,00 € apiece plus VAT", {"price": 7400, "currency": "EUR", "tax": "excl"}),
        ("buying 5090, 高見$21,000", {"price": None, "price_max": 21000}),
        ("10 x DGX A100, sold as one lot, guide GBP 900k", {"price": 900000, "price_basis": "lot"}),
        ("出H100八卡机2台，两台都要 390 万", {"price": 3900000, "price_basis": "lot"}),
        ("1 x DGX A100 for sale, USD 90k for the whole thing", {"price_basis": "each"}),
        ("L20 48G 200张 RMB 24.9K/pc 含VAT", {"price": 24900, "tax": "incl"}),
        ("DGX H200 三部，每部美金39萬8，唔連稅", {"price": 398000, "tax": "excl"}),
        ("出H800 PCIe 80G 24pcs|13.9W|WST", {"price": 139000, "tax": "excl"}),
        ("A800 PCIe 80G, brand new or clean pulls, USD 11.2k/pc", {"condition": None}),
        ("XD670 H100 SXM 2台 ¥238w", {"variant": "SXM5", "quantity": 2}),
        ("RTX PRO 6000 Max-Q 96G 工作站版 现货 6万", {"variant": "Max-Q Workstation Edition 96GB"}),
    ],
)
def test_prices_and_terms_are_read_as_they_are_said(text: str, expected: dict[str, Any]) -> None:
    assert _values(text, expected) == expected
