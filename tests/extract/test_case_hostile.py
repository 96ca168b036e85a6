from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.components.case_sentences import case_sentences, cased
from extract.reading import Reading
from extract.records import Hints
from tests.extract.reading_of import read

PIECES = (
    "Ada Okonjo, 40, ", "was charged with smuggling ", "400 Nvidia H100 GPUs ", "from the US to China ",
    "Pte. Ltd. ", "Oakmere Co., Ltd. ", "$3.1 million ", "used shell companies to buy ", "on March 6, 2025", ". ",
    "\n", "检方指控，", "被告人马俊贤", "将40块H100", "从美国经新加坡转运至中国", "松原电子有限公司", "列入实体清单",
    "。", "→", "İ", "ﬁ", "１２",
)  # fmt: skip
SECONDS = 3.0
"""For 20,000 characters; of processor time, most of it of other components."""


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=6), max_size=24).map("".join))
def test_cases_any_text_gives_slices_of_itself(text: str) -> None:
    extraction = read(text, kind="article")
    assert read(text, kind="article") == extraction
    for event in extraction.events:
        assert event.verbatim in text
        assert all(text[span.start : span.end] == span.text for span in event.evidence)
        assert all(text[party.start : party.end] == party.name for party in event.parties)


@given(st.text(max_size=80))
def test_cased_text_is_as_long_as_what_is_read(text: str) -> None:
    reading = Reading(text, Hints(), "article")
    shown = cased(reading, 0, len(reading.text))
    assert len(shown) == len(reading.text)
    assert all(start < end for start, end in case_sentences(reading))


@pytest.mark.parametrize(
    "piece", [*PIECES, "used to buy ", "A ", "Ada Okonjo and ", "charged ", "中国、", "走私", "有限公司"]
)
def test_cases_repetition_costs_no_more_than_its_length(piece: str) -> None:
    text = "Smuggled H100 GPUs. " + piece * (20_000 // len(piece))
    began = time.process_time()
    read(text, kind="article")
    assert time.process_time() - began < SECONDS
