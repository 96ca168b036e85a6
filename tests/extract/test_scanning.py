"""Scanners find what the plain pattern finds, and say what a match can begin with."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.first_characters import first_characters
from extract.scanning import Pattern, scanner

PATTERNS = (
    r"(?<![a-z])(?:sell|sold|出售?)(?![a-z])", r"(?P<n>[0-9]{1,3}|一)(?:张|台)?", r" ?(?:万|k)\b", r"(?:ab)*c",
    r"\d+\s?x",    r"a{0,2}?b|[^x]y", r"^(?:出|收)", r".x", r"(?:|a)b", r"(?>ab?)c", r"[\]\-^a]x", r"(?<=1)x|(?!y)z",
    r"(?i:sell|[a-c]x)\d", r"(?i:k)|Ab",
    r"(?:sell|sol|sold|so|bad|bay|cad|day|es|lad|yes|zed|)(?P<n>[0-9]?)",
    r"(?:出售|出|收|万张|台张|台|一张|一|Ab)+\d",
    r"(?P<a>[a-d]x)|(?P<b>\d+)|(?P<c>收|出?售)|(?P<d>[^\W\d]l)|x\B|(?P<e>)",
    r"(?:(?<!\d)[01]x|(?<!a)出|1{2}|[a-z]1|\s)$",
    r"(?:(?<![0-9.])0a|(?<![\d])01|(?:(?<![^a])19|(?<![0-9])9)x|(?<!\d)1b|19)+",
    r"(?:[\u4e00-\u9fff]1|台|[^a]b|(?=s)so|9)",
    r"(?:(?i:[a-c]x|收)1|S|o.|(?:l|y?)+d|\.)",
)  # fmt: skip


@pytest.mark.parametrize("pattern", PATTERNS)
@given(text=st.text(alphabet="absoldyzxcABSELCX019 -]^.\n出售收万张台一k\u212aſ", max_size=30))
def test_scanner_finds_what_the_pattern_finds(pattern: str, text: str) -> None:
    plain = [(match.span(), match.groups()) for match in re.finditer(pattern, text)]
    assert [(match.span(), match.groups()) for match in scanner(pattern).finditer(text)] == plain


ENDINGS = (
    r"(?:sell|出售|[a-c]x) ?[:\s]*$", r"(?:^|[,，\n])\s?$", r"(?P<n>\d+)(?:张|台)?(?<!0台)$",
    r"(?:so|bad )+(?:[-^]|x y)?$",
    r"[^a]b$", r"出\W$", r"(?:收|)$", r"(?i:sell)$", r"(?>ab?)\s$", r"l(?!d)[dx]?(?=$)$", r"[0-9\]]{2}\s{0,2}$|s$",
)  # fmt: skip


@pytest.mark.parametrize("pattern", ENDINGS)
@given(
    text=st.text(alphabet="absoldyxcSEL019 -]^:,\n\u3000出售收张台", max_size=20),
    start=st.integers(-2, 20),
    end=st.integers(0, 24),
)
def test_a_pattern_finds_what_stands_before_a_place_as_the_plain_one_does(
    pattern: str, text: str, start: int, end: int
) -> None:
    plain, ours = re.compile(pattern), Pattern(pattern)
    for span in ((), (start,), (start, end)):
        expected, found = plain.search(text, *span), ours.search(text, *span)
        assert (found and (found.span(), found.groups())) == (expected and (expected.span(), expected.groups()))


@pytest.mark.parametrize(
    ("pattern", "first"),
    [
        (r"(?<![a-z])(?:sell|b[uy])", "bs"),
        (r" ?(?P<unit>万|k)", r"\ k万"),
        (r"[0-9]?x", "0-9x"),
        (r"a*", ""),
        (r"[^a]b", ""),
        (r".b", ""),
    ],
)
def test_first_characters_are_those_of_every_match(pattern: str, first: str) -> None:
    assert first_characters(pattern) == first


def test_first_characters_are_unknown_where_case_does_not_matter() -> None:
    assert first_characters("(?i)abc") == first_characters("abc", re.IGNORECASE) == ""
