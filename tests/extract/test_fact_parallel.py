"""Lists of goods and of numbers that run in parallel: each number belongs to its own goods."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from tests.extract.reading_of import read


def _counts(text: str) -> list[tuple[Any, ...]]:
    return [(f.model, f.form, f.quantity) for f in read(text, kind="article").facts if f.quantity is not None]


def _prices(text: str) -> list[tuple[Any, ...]]:
    return [(f.model, f.price, f.currency) for f in read(text, kind="article").facts if f.price is not None]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("仓库内 A10/A30 各 60/45 张。", [("A10", None, 60), ("A30", None, 45)]),
        ("查获 H100、H200、A800 分别为 12、8、40 台。", [("H100", None, 12), ("H200", None, 8), ("A800", None, 40)]),
        ("今明两年 H20 与 B30A 对华出货分别为 60 万颗和 30 万颗。", [("H20", None, 600_000), ("B30A", None, 300_000)]),
        ("H20、L20 库存分别剩 1.2、0.8 万张。", [("H20", None, 12_000), ("L20", None, 8_000)]),
        ("They shipped 60/45 A10s and A30s respectively.", [("A10", None, 60), ("A30", None, 45)]),
        (
            "The order covers A10, A30 and L40S cards: 60, 45 and 12 respectively.",
            [("A10", None, 60), ("A30", None, 45), ("L40S", None, 12)],
        ),
        (
            "Customs seized 14 and 22 H100 and A100 servers respectively.",
            [("H100", "server", 14), ("A100", "server", 22)],
        ),
    ],
)
def test_fact_parallel_counts_of_a_list(text: str, expected: list[tuple[Any, ...]]) -> None:
    assert _counts(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("H100 和 H200 整机报价分别为 210 万元和 245 万元。", [("H100", 2_100_000, "CNY"), ("H200", 2_450_000, "CNY")]),
        ("H100/H200 整机分别报 210/245 万元。", [("H100", 2_100_000, "CNY"), ("H200", 2_450_000, "CNY")]),
        (
            "RTX 4090、RTX 5090 二手价分别为 1.6 万、2.4 万元。",
            [("RTX 4090", 16_000, "CNY"), ("RTX 5090", 24_000, "CNY")],
        ),
        ("二手 3090 和 4090 分别卖 5800 元和 16500 元。", [("RTX 3090", 5_800, "CNY"), ("RTX 4090", 16_500, "CNY")]),
        (
            "The H100 and H200 fetch $24,000 and $31,000 respectively.",
            [("H100", 24_000, "USD"), ("H200", 31_000, "USD")],
        ),
        (
            "Dealers in Penang ask 12,000 and 21,000 ringgit for the A10 and A30 respectively.",
            [("A10", 12_000, "MYR"), ("A30", 21_000, "MYR")],
        ),
        (
            "A800 与 H800 的现货价分别从 8 万元、20 万元跌至 6 万元、16 万元。",
            [("A800", 80_000, "CNY"), ("H800", 200_000, "CNY"), ("A800", 60_000, "CNY"), ("H800", 160_000, "CNY")],
        ),
    ],
)
def test_fact_parallel_prices_of_a_list(text: str, expected: list[tuple[Any, ...]]) -> None:
    assert _prices(text) == [(model, Decimal(price), currency) for model, price, currency in expected]


@pytest.mark.parametrize(
    "text",
    [
        "H100、H200、B200 分别为 12、8 台。",
        "RTX 4090、RTX 5090 二手价分别上涨 300 元、500 元。",
        "A100 和 H100 的功耗分别为 400 瓦和 700 瓦。",
        "H100 and H200 hold 80 and 141 GB respectively.",
    ],
)
def test_fact_parallel_lists_that_do_not_fit_say_nothing(text: str) -> None:
    assert read(text, kind="article").facts == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("公司采购 H100 服务器 30 台和 H200 服务器 12 台。", [("H100", "server", 30), ("H200", "server", 12)]),
        ("公司分别采购 H100 服务器 30 台和 H200 服务器 12 台。", [("H100", "server", 30), ("H200", "server", 12)]),
        ("甲乙两家分别采购了 40 台和 20 台 H100 服务器。", [("H100", "server", 40), ("H100", "server", 20)]),
        ("查获 H100、H200 各 12 台。", [("H100", None, 12), ("H200", None, 12)]),
    ],
)
def test_fact_parallel_leaves_other_lists_alone(text: str, expected: list[tuple[Any, ...]]) -> None:
    assert _counts(text) == expected
