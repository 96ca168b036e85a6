"""What a text has to hold for a pattern to match in it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.literals import Needs, needed_literals, needs_of_words
from extract.screening import Screened, screen
from extract.word_classes import WordClasses
from tests.extract.test_scanning import PATTERNS

CLASSES = WordClasses(
    "test", {"verb": ["出", "出售"], "deal": ["for sale", "sell"], "unit": ["张", "pcs"], "no": {"收": ["到"]}}
)
TEMPLATES = (
    r"{verb}|{unit}", r"(?:{verb}|{deal})\s?{unit}?", r"[a-z]{0,3}{deal}", r"(?<=[张s]){verb}", r"(?<!{unit})\d",
    r"(?i:{deal})[0-9]{1,2}", r"{no}{unit}{2,3}", r"(?:{verb}{unit}){0,2}x", r"(?={deal})\w+", r"[^{verb}]{unit}",
)  # fmt: skip
TEXTS = st.text(alphabet="absoldyzxcfrepi ABSELCX019 -]^.\n出售收到万张台一k\u212aſİı", max_size=30)


@pytest.mark.parametrize(
    ("pattern", "literals"),
    [
        (r"(?<![a-z])(?:sell|buy)(?![a-z])", {"sell", "buy"}),
        (r"[0-9]{1,3} ?(?:天|周)", {"天", "周"}),
        (r"(?:今|昨)天.{0,8}到", {"今天", "昨天"}),
        (r"(?=x@)[a-z]+", {"x@"}),
        (r"a(?:bc|bcd)", {"abc"}),
        (r"(?i:WTS)", {"wts"}),
        (r"(?i:ÄB)", {"b"}),
        (r"租?", None),
        (r"[^租]", None),
        (r"\d+", None),
        (r"(?!租)收?", None),
    ],
)
def test_literals_are_the_most_telling_part_of_a_pattern(pattern: str, literals: set[str] | None) -> None:
    assert needed_literals(pattern) == (None if literals is None else frozenset(literals))


def test_literals_of_a_word_with_blanks_are_its_most_telling_part() -> None:
    assert needs_of_words(["for sale", "WTS"]) == Needs(None, (frozenset({"sale", "wts"}),))


@pytest.mark.parametrize("pattern", [*PATTERNS, *(CLASSES.screened(template).source for template in TEMPLATES)])
@given(text=TEXTS)
def test_every_match_holds_a_literal_of_its_pattern(pattern: str, text: str) -> None:
    literals = needed_literals(pattern)
    folded = text.lower().translate({0x131: "i", 0x17F: "s", 0x307: None})
    if literals is not None and re.search(pattern, text):
        assert any(literal in folded for literal in literals)


@pytest.mark.parametrize("template", TEMPLATES)
@settings(deadline=None)  # the first text asks for the literals of every pattern
@given(text=TEXTS)
def test_template_is_excluded_only_where_it_matches_nothing(template: str, text: str) -> None:
    pattern = _SCREENED[template]
    if screen().excluded(text, text) & pattern.bit:
        assert re.search(pattern.source, text) is None


_SCREENED: dict[str, Screened] = {template: CLASSES.screened(template) for template in TEMPLATES}


def test_template_of_two_classes_is_excluded_from_a_text_without_their_words() -> None:
    pattern = _SCREENED[r"{verb}|{unit}"]
    assert screen().excluded("h100 8卡整机", "h100 8卡整机") & pattern.bit
    assert not screen().excluded("出h100", "出h100") & pattern.bit
