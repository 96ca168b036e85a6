from __future__ import annotations

import json
from pathlib import Path

import pytest

from extract.components.sentences import sentence_spans
from tests.extract.reading_of import read

PASSAGES = Path(__file__).parent / "examples" / "passages" / "first.jsonl"
ROWS = [json.loads(line) for line in PASSAGES.read_text("utf-8").splitlines()]


def test_sentences_end_at_stops_and_not_behind_abbreviations() -> None:
    text = "cards (est. $6.2m) seized. next。最后"
    assert [text[a:b].strip() for a, b in sentence_spans(text)] == ["cards (est. $6.2m) seized", "next", "最后"]


def test_sentences_of_a_line_without_stops_are_cut() -> None:
    assert max(end - start for start, end in sentence_spans("h100 " * 5000)) <= 600


@pytest.mark.parametrize("row", [r for r in ROWS if r["hard_negative"]], ids=lambda r: r["id"])
def test_articles_examples_without_goods_give_no_facts(row: dict[str, str]) -> None:
    assert read(row["text"], kind="article").facts == ()


def test_sentences_with_a_table_of_numbers_give_no_facts() -> None:
    assert read("".join(f"H100卖{n}万，" for n in range(10, 60)), kind="article").facts == ()
