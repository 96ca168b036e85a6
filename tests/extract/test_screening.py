"""A pattern that is not tried on a text finds nothing in it: proven on every text at hand."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given

from bench.generated import items
from extract import screening
from extract.reading import Reading
from extract.records import Hints
from extract.screening import Questions, Screened, screen
from tests.extract.hostile.generated import TEXTS
from tests.extract.reading_of import read

_EVERY = 3
"""So many of the news are enough: a text excludes what a hundred others exclude."""
EXAMPLES = Path(__file__).parent / "examples"
PATTERNS = screening._SCREENED


def _own() -> Iterator[str]:
    for path in sorted(EXAMPLES.rglob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            yield json.loads(line)["text"]
    yield from (f"{item.title}\n{item.text}" for item in items(100))


def _assert_excluded_find_nothing(text: str) -> int:
    """How many patterns the text excludes."""
    reading = Reading(text, Hints(), "listing")
    excluded = [pattern for pattern in PATTERNS if reading.excluded & pattern.bit]
    for pattern in excluded:
        assert pattern.search(reading.text) is None, (pattern.source, text)
        assert pattern.search(text) is None, (pattern.source, text)
    return len(excluded)


def test_patterns_find_what_they_find_as_they_are_written() -> None:
    written = list(islice(_own(), 0, None, 40))
    texts = [Reading(text, Hints(), "listing").text for text in written]
    for text in written:
        read(text)
    asked = [pattern for pattern in PATTERNS if "finditer" in vars(pattern)]
    assert len(asked) > len(PATTERNS) / 3
    for pattern in asked:
        plain = re.compile(pattern.source, pattern.flags)
        for text in texts:
            found = [(match.span(), match.lastgroup) for match in pattern.finditer(text)]
            assert found == [(match.span(), match.lastgroup) for match in plain.finditer(text)], (pattern.source, text)


def test_questions_are_asked_in_order_unless_all_their_patterns_are_excluded() -> None:
    first, second = Screened("alpha"), Screened("beta")
    questions = Questions([("one", first), ("both", first, second), ("none",), ("two", second)])
    assert [entry[0] for entry in questions.remaining(first.bit)] == ["both", "none", "two"]
    assert [entry[0] for entry in questions.remaining(first.bit | second.bit)] == ["none"]
    assert len(questions.remaining(0)) == 4


@pytest.fixture(scope="module", autouse=True)
def _all_patterns() -> None:
    """Some are built at first use."""
    for kind in ("listing", "article"):
        read("出H100 8卡整机 20台 260万，ships from Shenzhen for 30,000 USD", kind=kind)


def test_excluded_patterns_find_nothing_in_the_examples() -> None:
    counts = [_assert_excluded_find_nothing(text) for text in _own()]
    assert sum(counts) / len(counts) > len(PATTERNS) / 2


@pytest.mark.shared
def test_excluded_patterns_find_nothing_in_gold_and_news(shared: Path) -> None:
    for name in ("offers.dev.jsonl", "passages.dev.jsonl"):
        for line in (shared / "gold" / name).read_text("utf-8").splitlines():
            _assert_excluded_find_nothing(json.loads(line)["text"])
    with gzip.open(shared / "news" / "ithome.dev.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in islice(lines, 0, None, _EVERY):
            item = json.loads(line)
            _assert_excluded_find_nothing(f"{item['title']}\n{item['text']}")


@given(TEXTS)
def test_excluded_patterns_find_nothing_in_hostile_texts(text: str) -> None:
    _assert_excluded_find_nothing(text)


def test_pattern_that_comes_later_is_tried_on_texts_before_it() -> None:
    reading = Reading("出 H100", Hints(), "listing")
    later = Screened("h100")
    try:
        assert [match.group() for match in reading.find(later)] == ["h100"]
        assert Reading("出 A100", Hints(), "listing").excluded & later.bit
    finally:
        PATTERNS.remove(later)


@pytest.mark.parametrize("text", ["\u0130n stock", "\u017feller", "\u212a100", "\ud800 出 H100", "出 H100 " * 600])
def test_odd_and_long_texts_exclude_nothing(text: str) -> None:
    assert screen().excluded(text, text) == 0
