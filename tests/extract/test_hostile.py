"""Texts that want to hang or break the reader."""

from __future__ import annotations

import time

import pytest

from tests.extract.reading_of import read

LENGTH = 20_000
SECONDS_PER_10_KB = 2.0
"""Ten times the aim: a shared machine is slow, a pattern that backtracks is slower by far."""


@pytest.mark.parametrize(
    "unit",
    [
        "1", "1,", "1.", "1-2-", "a", "A-", "Ab ", "H100 ", "H100\n", "$", "$1 ", "一", "十百千万", "x", "1x",
        "4090 ", "有限", "@a", "a@a.", "138-", "V:", "微信", "(", "'a',1.11,", " ", "\n", "10张 ", "1台1万/台 ",
        "\u200b", "e\u0301", "Shenzhen Co., ", "id: ", "Contact ", "**", "3天", "not H100 ", "for H100 ",
        "深圳 ", "现货在深圳 ", "8卡", "80G ", "H100 80G 1万，40G 2万，", "8万颗H200芯片，",
        "价值1亿美元的芯片，", "200 H100 chips ", "\u202e", "😀", "\ud800",
    ],
)  # fmt: skip
@pytest.mark.parametrize("kind", ["listing", "article"])
def test_hostile_repetition_stays_quick(unit: str, kind: str) -> None:
    text = (unit * LENGTH)[:LENGTH]
    started = time.process_time()
    read(text, kind=kind)
    assert time.process_time() - started < SECONDS_PER_10_KB * LENGTH / 10_000


@pytest.mark.slow
def test_hostile_time_grows_with_length_only() -> None:
    line = "出H100 8卡整机 20台 260万含税 深圳现货\n求购RTX 4090 24G 50张 1.3万一张\n"

    def seconds(length: int) -> float:
        started = time.process_time()
        read((line * (length // len(line) + 1))[:length])
        return time.process_time() - started

    seconds(10_000)
    assert seconds(1_000_000) < 20 * seconds(100_000)
