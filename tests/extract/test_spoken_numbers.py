"""Numbers in English words."""

import re

import pytest

from extract.spoken_numbers import SPOKEN, spoken_number


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("one", 1), ("a dozen", 12), ("two dozen", 24), ("a couple", 2), ("pair", 2), ("twenty-four", 24),
        ("thirty two", 32), ("a hundred", 100), ("three hundred", 300), ("one hundred and sixty", 160),
        ("two hundred fifty", 250), ("seventeen", 17),
    ],
)  # fmt: skip
def test_spoken_number_is_read(written: str, value: int) -> None:
    assert re.fullmatch(SPOKEN, written)
    assert spoken_number(written) == value


@pytest.mark.parametrize("written", ["", "many", "a", "one apple", "lots of"])
def test_spoken_number_refuses_other_words(written: str) -> None:
    assert spoken_number(written) is None


@pytest.mark.parametrize("text", ["someone", "twofold", "often", "one-off", "alone"])
def test_spoken_number_is_a_word_of_its_own(text: str) -> None:
    assert re.search(SPOKEN, text) is None
