"""Time grows with the length of a text and with nothing else."""

from __future__ import annotations

import time

import pytest

from bench.jobs.extract_growth import cut, texts
from tests.extract.reading_of import read

KINDS = texts()
SHORT = 4_000
"""Long enough to be ten and more listings or paragraphs; the campaign compares 10,000 characters with a megabyte."""
FACTOR = 2.0
"""The goal is 1.5; the rest is the noise of a machine that does other work. What is read anew for each line gives 5."""
TRIES = 3


def seconds(name: str, length: int) -> float:
    """The least time of a few tries, per character."""
    text = cut(KINDS[name], length)
    tries: list[float] = []
    for _ in range(TRIES if length < 500_000 else 1):
        start = time.process_time()
        read(text, kind="article" if "article" in name else "listing")
        tries.append(time.process_time() - start)
    return min(tries) / len(text)


@pytest.mark.parametrize("name", KINDS)
def test_growth_is_linear(name: str) -> None:
    assert seconds(name, 10 * SHORT) <= FACTOR * seconds(name, SHORT)


@pytest.mark.slow
@pytest.mark.parametrize("name", KINDS)
def test_growth_is_linear_up_to_a_megabyte(name: str) -> None:
    assert seconds(name, 1_000_000) <= FACTOR * seconds(name, 10_000)
