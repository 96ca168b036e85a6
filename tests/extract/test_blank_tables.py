"""Tables that blanks or signs cut."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.extract.reading_of import read


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("品名 数量 单价\nL40 48G 14 3.2万\nA10 24G 70 1.25万", [("L40", 14, 32000), ("A10", 70, 12500)]),
        (
            "Item           Qty    Price USD\nL40S 48GB       36     7,050\nA30 24GB        18     1,950",
            [("L40S", 36, 7050), ("A30", 18, 1950)],
        ),
        ("All USD\nL4 24GB - 60 - 1,850\nA10 24GB - 25 - 1,400", [("L4", 60, 1850), ("A10", 25, 1400)]),
        ("ex VAT, EUR\nL4 24GB ... 60 ... 1,850\nA10 24GB ... 25 ... 1,400", [("L4", 60, 1850), ("A10", 25, 1400)]),
        ("USD each\nL40S 48G   7,050   x36\nA40 48G   2,700   x15", [("L40S", 36, 7050), ("A40", 15, 2700)]),
        (
            "Prices in k USD\nH100 8-GPU server x3 : 229\nH200 8-GPU server x2 : 308",
            [("H100", 3, 229000), ("H200", 2, 308000)],
        ),
        ("单位：万元\nA800 8卡整机×7：91\nL40S 8卡整机×2：57", [("A800", 7, 910000), ("L40S", 2, 570000)]),
    ],
)
def test_blank_tables_rows_are_read(text: str, lines: list[tuple[str, int, int]]) -> None:
    assert [(o.model, o.quantity, o.price) for o in read(text).offers] == [(m, q, Decimal(p)) for m, q, p in lines]


@pytest.mark.parametrize(
    "text",
    [
        "出 L40S 48G - 全新 - 5.2万 苏州",
        "L40S 48GB - 900-2G133-0080-000 - $7,100",
        "我有两台机器 数量不多 价格好说\nL40S 48G 350 W",
    ],
)
def test_blank_tables_prose_has_no_counts(text: str) -> None:
    assert all(o.quantity is None or o.quantity < 10 for o in read(text).offers)
